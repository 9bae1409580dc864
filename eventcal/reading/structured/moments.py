"""Days and times as machines write them (ISO 8601, and what content systems make of it) → Moment and When."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from eventcal.model import Moment, When, day_of

YEARS = range(1990, 2101)  # 1970 and 0001 are what systems write for "none"
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)|(\d{4})(\d\d)(\d\d)(?!\d)")
CLOCK = re.compile(
    r"(?:T|\s)\s*(\d{1,2})(?::?(\d\d))?(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*([ap]m)?\s*"
    r"(?(2)(Z|UTC|GMT|[+-]\d{1,2}(?::?\d\d)?)?)",  # after a bare hour, "-10" is anything but a zone
    re.I,
)
DURATION = re.compile(
    r"P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d{1,6})?S)?)?", re.I
)
ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
MIDNIGHT = time()
EARLY = 6  # a stay that ends at this hour or before may well have begun at midnight
LAST_MINUTE = (23, 59)


@dataclass(frozen=True, slots=True)
class Span:
    """What a start and an end come to. `backwards`: the stated end lies before the start and was left out."""

    when: When
    backwards: bool = False


def read_day(words: str) -> date | None:
    """The day with which the words begin, whatever follows; None for anything but year, month, day.

    >>> read_day("2019-9-13T10-10-00-00")
    datetime.date(2019, 9, 13)
    """
    match = DAY.match(words.strip())
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def read_moment(words: str) -> Moment | None:
    """The day or time that the words are, all of them. None if anything is left over: a broken time is no time.

    >>> read_moment("2026-10-13 9:00")
    datetime.datetime(2026, 10, 13, 9, 0)
    """
    words = words.strip()
    day, match = read_day(words), DAY.match(words)
    if day is None or match is None or match.end() == len(words):
        return day
    clock = CLOCK.fullmatch(words, match.end())
    if clock is None:
        return None
    hour, minute, second, half, zone = clock.groups()
    try:
        at = time(hour_of(int(hour), half), int(minute or 0), int(second or 0), tzinfo=offset(zone))
    except ValueError:
        return None
    return datetime.combine(day, at)


def hour_of(hour: int, half: str | None) -> int:
    """The hour of 24, where `half` is am, pm or None."""
    return hour % 12 + (12 if half[0] in "pP" else 0) if half and hour <= 12 else hour


def offset(zone: str | None) -> timezone | None:
    """The zone of "Z", "+02:00", "-0500" or "+2"; None for None. ValueError beyond a day."""
    if zone is None:
        return None
    if zone[0] not in "+-":
        return UTC
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-shift if zone[0] == "-" else shift)


def read_duration(words: str) -> timedelta | None:
    """The length that "PT2H" or "P3D" says (ISO 8601; RFC 5545, 3.3.6); None for others, and for none at all."""
    match = DURATION.fullmatch(words.strip().lstrip("+"))
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds) or None


def end_after(start: Moment, duration: timedelta) -> Moment:
    """The end, inclusive: two days from Monday end on Tuesday."""
    if isinstance(start, datetime):
        return start + duration
    return start + max(duration - ONE_DAY, timedelta())


def span(start: Moment, end: Moment | None, *, exclusive: bool = False, zone: str | None = None) -> Span:
    """The days or times from `start` to `end`.

    Times become days where they only mean days: from midnight, to midnight or the last minute of a day, or with no end; and
    over more than a day, where the clock tells of the first and last session. `exclusive`: midnight is the first moment after
    the end, as RFC 5545 has it; else it means the day that it opens, as an endDate of schema.org does.
    """
    end = alike(start, end)
    if end is not None and day_of(end) < day_of(start):
        return Span(span(start, None, exclusive=exclusive, zone=zone).when, backwards=True)
    days = as_days(start, end, exclusive)
    if days is not None:
        return Span(When(*days))
    if not isinstance(end, datetime) or end <= start:
        return Span(
            When(start, None, zone), backwards=isinstance(end, datetime) and end < start and end.time() != MIDNIGHT
        )
    return Span(When(start, end, zone))


def alike(start: Moment, end: Moment | None) -> Moment | None:
    """The end in the zone of the start, so that the two can be compared."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return end
    if start.tzinfo is None or end.tzinfo is None:
        return end.replace(tzinfo=start.tzinfo)
    return end.astimezone(start.tzinfo)


def as_days(start: Moment, end: Moment | None, exclusive: bool) -> tuple[date, date] | None:
    """First and last day, inclusive; None where the times are meant as times. `end` is not on an earlier day."""
    if not isinstance(start, datetime):
        return start, day_of(end) if end is not None else start
    shifted = days_elsewhere(start, end)
    if shifted:
        return shifted
    if not (means_days(start, end) or lasts_days(start, end)):
        return None
    last = day_of(end) if end is not None else start.date()
    if exclusive and isinstance(end, datetime) and end.time() == MIDNIGHT and last > start.date():
        last -= ONE_DAY
    return start.date(), last


def means_days(start: datetime, end: Moment | None) -> bool:
    """Whether the clock says nothing: a start at midnight without an end, or with one that is a whole day's or a late one."""
    if start.time() != MIDNIGHT:
        return False
    if not isinstance(end, datetime) or end.time() == MIDNIGHT or (end.hour, end.minute) == LAST_MINUTE:
        return True
    in_utc = start.utcoffset() == timedelta()  # there midnight is a time of day for most of the world
    return not in_utc and end.hour > EARLY


def lasts_days(start: datetime, end: Moment | None) -> bool:
    """Whether the event takes several days, not just a night."""
    if not isinstance(end, datetime):
        return end is not None and end > start.date()
    return end - start > ONE_DAY


def days_elsewhere(start: datetime, end: Moment | None) -> tuple[date, date] | None:
    """The whole days of another zone, written in UTC: 22:00Z to 21:59Z are days in central Europe."""
    if start.utcoffset() != timedelta() or not isinstance(end, datetime) or start.minute or start.time() == MIDNIGHT:
        return None
    if end.minute != LAST_MINUTE[1] or (end + ONE_MINUTE).hour != start.hour:
        return None
    east = timedelta(hours=24 - start.hour if start.hour >= 10 else -start.hour)
    return (start + east).date(), (end + east).date()
