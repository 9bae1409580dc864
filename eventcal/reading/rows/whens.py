"""When the event of a row takes place, and by when something is due."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from eventcal.model import Moment, When
from eventcal.reading.calendar.ends import last_day
from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.dates.written import Dates, nearest_year
from eventcal.reading.dates.zones import zone_named
from eventcal.reading.languages import shown_languages
from eventcal.reading.places import find_places
from eventcal.reading.structured.moments import LAST_MINUTE, YEARS, Span, read_moment, span
from eventcal.reading.structured.words import plain
from eventcal.reading.times import days_apart, when_of
from eventcal.reading.years import years_in

EPOCH = re.compile(r"-?\d{9,10}|-?\d{12,13}")
"""Seconds or milliseconds since 1970."""
BEGUN = re.compile(r"\d\s*[-–—]\s*$")
"""The first day of a range, before a date that is its last one: its month was not understood, as in "Feburary 27-Mar 3, 2021"."""
MILLISECONDS = 12  # digits from which on they are
FAR = 300  # characters in which a row's dates stand
SURE, LIKELY, OPEN = 0.9, 0.8, 0.4
"""How far the days are believed that a machine wrote, that people wrote with the year, and with day and month in any order."""


@dataclass(frozen=True, slots=True)
class Told:
    """Days or times, how far they are believed, and the words that tell them."""

    when: When | None
    score: float
    words: str
    more: tuple[str, ...] = ()


def zone_of(words: str) -> tuple[str, tzinfo] | None:
    """The zone that words name, also by a large city in it: its name and its rules. None where they name none."""
    if not words.strip():
        return None
    named = zone_named(words)
    if named is not None:
        return named
    city = next((hit for hit in find_places(words) if hit.timezone), None)
    return (city.timezone, ZoneInfo(city.timezone)) if city is not None and city.timezone else None


def moment_in(words: str, zone: tuple[str, tzinfo] | None) -> Moment | None:
    """The day or the time that a machine wrote, in its zone where that is known; None where people wrote it."""
    words = words.strip()
    if EPOCH.fullmatch(words):
        at = int(words) / (1000 if len(words.lstrip("-")) >= MILLISECONDS else 1)
        moment: Moment | None = datetime.fromtimestamp(at, UTC)
    else:
        moment = read_moment(words)
    if not isinstance(moment, datetime) or zone is None:
        return moment
    return moment.astimezone(zone[1]) if moment.tzinfo is not None else moment.replace(tzinfo=zone[1])


def when_between(start: str, end: str, zone: tuple[str, tzinfo] | None, *, exclusive: bool, today: date) -> Told | None:
    """What a start and an end come to. `exclusive`: an end at midnight is the first moment after the event, and
    one that is a day the day after."""
    first = moment_in(start, zone)
    if first is None:
        told = when_in(f"{start} - {end}" if end else start, "", today) if start else None
        return replace(told, words=start, more=(end,) if end else ()) if told is not None else None
    last = moment_in(end, zone) if end else None
    reach: Span = span(
        first, last_day(last, first) if exclusive else last, exclusive=exclusive, zone=zone[0] if zone else None
    )
    if reach.when.first_day.year not in YEARS:
        return None
    return Told(reach.when, 0.6 if reach.backwards else SURE, start, (end,) if end else ())


def when_in(words: str, name: str, today: date) -> Told | None:
    """What people wrote of the days: the first date of the words. A year that is not said is the name's, else the nearest in
    which a weekday agrees; None where there is no date."""
    text = plain(words[:FAR])
    found = find_dates(text, words_for(*shown_languages(f"{name} {text}")))
    if not found:
        return None
    dates = found[0]
    year = year_of(dates, name, today)
    days = dates.in_year(year) if year is not None else None
    if year is None or days is None or BEGUN.search(text[: dates.start]):
        return Told(None, OPEN, text[dates.start : dates.end])
    when = (
        when_of(days, dates.clock, dates.last_clock) if dates.clock else When(*days, sessions=days_apart(dates, year))
    )
    stated = dates.first.year or dates.last.year
    score = OPEN if dates.swapped is not None else LIKELY if stated else LIKELY - 0.1
    return Told(when, score, text[dates.start : max(dates.end, dates.clock.end if dates.clock else 0)])


def year_of(dates: Dates, name: str, today: date) -> int | None:
    """The year of a date: as it says, else as the name says, else the nearest that its weekday allows."""
    stated = dates.first.year or dates.last.year
    return stated or next(iter(years_in(name)), None) or nearest_year(dates, today)


def due_day(words: str, today: date) -> Moment | None:
    """The day or time by which something is due; the last minute of a day is the day. None where the words tell none for
    certain."""
    moment = moment_in(words, None)
    if isinstance(moment, datetime) and (moment.hour, moment.minute) == LAST_MINUTE and moment.tzinfo is None:
        return moment.date()
    if moment is not None:
        return moment
    told = when_in(words, "", today)
    return told.when.start if told is not None and told.when is not None and told.score >= LIKELY else None
