"""Understands the pieces of a date in digits, such as 13.10.2026 or 10/13."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from eventcal.reading.dates.spelled import assemble, over_new_year, weekday_for
from eventcal.reading.dates.tokens import DECIMAL, DOTTED, FRACTION, ISO, NUMBER, NUMERIC, YEAR, Token
from eventcal.reading.dates.words import AND, MONTH
from eventcal.reading.dates.written import Dates, Day

Order: TypeAlias = Literal["dm", "md"]
"""Day before month, or month before day."""

FIRST_YEAR = 1900
DAY_AND_MONTH = (DOTTED, DECIMAL, FRACTION)
IN_DIGITS = (ISO, NUMERIC, *DAY_AND_MONTH)
"""The kinds of pieces that hold more than one number of a date."""


def read_digits(pieces: Sequence[Token]) -> Dates | None:
    """What a date in digits says. Where day and month could be either, `swapped` holds the reading with the month first."""
    day_first = reading(pieces, "dm")
    month_first = None if has_day_first(pieces) else reading(pieces, "md")
    if day_first is None or month_first is None:
        return day_first or month_first
    same = (day_first.first, day_first.last) == (month_first.first, month_first.last)
    return day_first if same else replace(day_first, swapped=month_first)


def has_day_first(pieces: Sequence[Token]) -> bool:
    """Whether the day stands first for certain: before a dot, unless a weekday follows as in Korean "10.13(화)"."""
    return any(piece.kind in (DOTTED, DECIMAL) for piece in pieces) and not any(piece.kind == "(" for piece in pieces)


def reading(pieces: Sequence[Token], order: Order) -> Dates | None:
    """The date in one order of day and month; behind a year there is only one."""
    if any(piece.kind in (ISO, NUMERIC) and piece.numbers[0] >= FIRST_YEAR for piece in pieces):
        order = "md"
    days = completed(list(days_of(pieces, order)))
    listed = any(piece.kind in (AND, MONTH) for piece in pieces)  # "13. und 14.10.", "16/17 Mai"
    return assemble(pieces, days, [not listed] * (len(days) - 1))


def days_of(pieces: Sequence[Token], order: Order) -> Iterator[Day]:
    """The days named, with month 0 and year None where those of another are meant."""
    year = next((p.value for p in pieces if p.kind == YEAR), None)
    month = next((p.value for p in pieces if p.kind == MONTH), 0)
    for place, piece in enumerate(pieces):
        weekday = weekday_for(place, pieces, 0)
        if piece.kind == NUMBER:
            yield Day(year, month, piece.value, weekday)
        elif piece.kind in DAY_AND_MONTH and month:  # 16/17 Mai
            yield from (Day(year, month, number) for number in piece.numbers)
        elif piece.kind in DAY_AND_MONTH:
            yield ordered(piece.numbers, order, year, weekday)
        elif piece.kind in (ISO, NUMERIC):
            yield full_day(piece.numbers, order, weekday)


def full_day(numbers: Sequence[int], order: Order, weekday: int | None) -> Day:
    """The day of three numbers; a year of two digits is one of this century."""
    if numbers[0] >= FIRST_YEAR:
        return ordered(numbers[1:], order, numbers[0], weekday)
    year = numbers[2] if numbers[2] >= FIRST_YEAR else 2000 + numbers[2]
    return ordered(numbers, order, year, weekday)


def ordered(numbers: Sequence[int], order: Order, year: int | None, weekday: int | None) -> Day:
    """The day of a day and a month."""
    day, month = numbers[:2] if order == "dm" else (numbers[1], numbers[0])
    return Day(year, month, day, weekday)


def completed(days: list[Day]) -> list[Day]:
    """Each day with its month, and with its year where one is said; none where no month is said."""
    month = next((day.month for day in reversed(days) if day.month), 0)
    if not month:
        return []
    days = [replace(day, month=day.month or month) for day in days]
    first, last = days[0], days[-1]
    if first.year is not None and last.year is None:  # 2026/12/30 - 1/2
        days[-1] = replace(last, year=first.year + over_new_year(first, last))
    return days
