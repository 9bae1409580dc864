"""Understands the pieces of a date whose months are words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TypeAlias

from eventcal.reading.dates.tokens import NUMBER, YEAR, Token
from eventcal.reading.dates.words import AND, MONTH, RANGE, WEEKDAY
from eventcal.reading.dates.written import Dates, Day

Placed: TypeAlias = list[tuple[int, int]]
"""Places among the pieces, each with the number that stands there."""

HYPHENED = re.compile("(?<=N)r(?=Mr)|(?<=rM)r(?=Y)")
WEEKDAYS = re.compile("W[^WNM]{0,4}r[^WNM]{0,4}W(?=[cbf]{0,3}[NM])")
MOST_MONTHS_OVER_NEW_YEAR = 6
LONGEST = timedelta(days=400)


def read_spelled(pieces: Sequence[Token]) -> Dates | None:
    """What the pieces of one date say; None where it is no possible date."""
    pieces = without_hyphens(pieces)
    kinds = "".join(piece.kind for piece in pieces)
    leading = WEEKDAYS.match(kinds)
    days = days_of(pieces, leading.end() if leading else 0)
    if leading and len(days) > 1:  # "Monday to Thursday, 12-15 October"
        ends = pieces[0].value, pieces[leading.end() - 1].value
        days[0], days[-1] = replace(days[0], weekday=ends[0]), replace(days[-1], weekday=ends[1])
    return assemble(pieces, days, ranges_between(pieces, leading.end() if leading else 0))


def without_hyphens(pieces: Sequence[Token]) -> list[Token]:
    """The pieces without the hyphens of 13-Oct-2026, which are no range signs."""
    kinds = "".join(piece.kind for piece in pieces)
    hyphens = {match.start() for match in HYPHENED.finditer(kinds)} if "Y" in kinds else set()
    return [piece for place, piece in enumerate(pieces) if place not in hyphens]


def days_of(pieces: Sequence[Token], begin: int) -> list[Day]:
    """The days that are named from a place on, each with its month, year and weekday."""
    months = [(i, p.value) for i, p in enumerate(pieces) if p.kind == MONTH]
    years = [(i, p.value) for i, p in enumerate(pieces) if p.kind == YEAR]
    numbers = [(i, p.value) for i, p in enumerate(pieces) if p.kind == NUMBER and i >= begin]
    return [
        Day(year_for(i, years, numbers), month_for(i, months, pieces), value, weekday_for(i, pieces, begin))
        for i, value in numbers
    ]


def month_for(place: int, months: Placed, pieces: Sequence[Token]) -> int:
    """The month of the day at a place: the one right beside it, else in dates that begin with a month the one before."""
    beside = [(abs(i - place), month) for i, month in months if adjoins(pieces, place, i)]
    if beside:
        return min(beside)[1]
    before = [month for i, month in months if i < place]
    after = [month for i, month in months if i > place]
    month_first = months[0][0] < next(i for i, p in enumerate(pieces) if p.kind == NUMBER)
    return before[-1] if before and (month_first or not after) else after[0]


def adjoins(pieces: Sequence[Token], one: int, other: int) -> bool:
    """Whether no other day, no range sign and no "and" stands between two places."""
    between = pieces[min(one, other) + 1 : max(one, other)]
    return not any(p.kind in (NUMBER, RANGE, AND) for p in between)


def year_for(place: int, years: Placed, numbers: Placed) -> int | None:
    """The year of the day at a place: said once it is for all days; said twice it is for the days next to it."""
    if not years:
        return None
    if len(years) == 1:
        only, year = years[0]
        # "28 Dec 2026 - 2 Jan": the year stands with the first day and the second one's is not said
        cut_off = numbers[0][0] < only < numbers[-1][0] and place > only
        return None if cut_off else year
    return next((year for i, year in years if i > place), years[-1][1])


def weekday_for(place: int, pieces: Sequence[Token], begin: int) -> int | None:
    """The weekday beside the day at a place: before it with its month at most between, or behind it; the only one
    of an only day."""
    weekdays = [piece.value for piece in pieces if piece.kind == WEEKDAY]
    if len(weekdays) < 2 and sum(piece.kind == NUMBER for piece in pieces) == 1:
        return next(iter(weekdays), None)
    for piece in reversed(pieces[max(begin, place - 4) : place]):
        if piece.kind == WEEKDAY:
            return piece.value
        if piece.kind in (NUMBER, RANGE, AND):
            break
    for i in range(place + 1, min(place + 4, len(pieces))):
        if pieces[i].kind == WEEKDAY:
            behind = pieces[i + 1].kind if i + 1 < len(pieces) else ""
            return pieces[i].value if behind not in (NUMBER, MONTH) else None
        if pieces[i].kind not in ("(", "c", "b"):
            break
    return None


def ranges_between(pieces: Sequence[Token], begin: int) -> list[bool]:
    """For each pair of neighbouring days whether a range sign stands between them."""
    places = [i for i, p in enumerate(pieces) if p.kind == NUMBER and i >= begin]
    return [RANGE in outside_brackets(pieces[a:b]) for a, b in pairwise(places)]


def outside_brackets(pieces: Sequence[Token]) -> str:
    """The kinds of the pieces that stand in no brackets: in "13 (9am-1pm) and 14" the sign is one of a time."""
    return re.sub(r"\([^()]*\)", "", "".join(piece.kind for piece in pieces))


def assemble(pieces: Sequence[Token], days: Sequence[Day], ranges: Sequence[bool]) -> Dates | None:
    """One expression of the days; None where a day is impossible, they go backwards, or more than a year lies between."""
    if not days or not all(day.possible() for day in days):
        return None
    ranged = all(ranges)
    days = with_first_year(days, ranged)
    first, last = days[0], days[-1]
    if ranged and not (first == last or in_order(first, last) or may_cross_new_year(first, last)):
        return None
    if not ranged and not all(in_order(one, other) for one, other in pairwise(days)):
        return None
    if too_long(first, last):
        return None
    return Dates(pieces[0].start, pieces[-1].end, first, last, () if ranged else tuple(each_day(days, ranges)))


def with_first_year(days: Sequence[Day], ranged: bool) -> list[Day]:
    """The days with the last one's year for a first one that has none; the year before in "29 Dec - 2 Jan 2027"."""
    first, last = days[0], days[-1]
    if last.year is not None and first.year in (None, last.year):
        first = replace(first, year=last.year - (ranged and over_new_year(first, last)))
    return [first, *days[1:]]


def over_new_year(first: Day, last: Day) -> bool:
    """Whether the first day is late in a year and the last early in the next, by their months."""
    return first.month > last.month and last.month + 12 - first.month <= MOST_MONTHS_OVER_NEW_YEAR


def may_cross_new_year(first: Day, last: Day) -> bool:
    """Whether the last day may be in the year after the first one's: its own is not said."""
    return None in (first.year, last.year) and over_new_year(first, last)


def in_order(one: Day, other: Day) -> bool:
    """Whether the second day comes after the first; in the calendar year where a year is not said."""
    if one.year and other.year and one.year != other.year:
        return one.year < other.year
    return (one.month, one.day) < (other.month, other.day)


def too_long(first: Day, last: Day) -> bool:
    """Whether more than a year lies between the days: no event lasts that long."""
    start, end = first.on(), last.on()
    return start is not None and end is not None and end - start > LONGEST


def each_day(days: Sequence[Day], ranges: Sequence[bool]) -> Iterator[Day]:
    """Every single day that a list names, those of the ranges in it too."""
    yield days[0]
    for (one, other), ranged in zip(pairwise(days), ranges, strict=True):
        if ranged and one.month == other.month:
            yield from (replace(one, day=day, weekday=None) for day in range(one.day + 1, other.day))
        yield other
