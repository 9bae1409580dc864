"""Says in one line what dates were read: "2026-10-13 Tue/2026-10-15 09:00-17:00 CET"; a year that is not said is "-"."""

from __future__ import annotations

from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.dates.written import Clock, Dates, Day

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def said(text: str, *languages: str) -> str:
    """All dates of a text; "none" where there are none."""
    return "; ".join(say(dates) for dates in find_dates(text, words_for(*languages))) or "none"


def say(dates: Dates) -> str:
    same = (dates.first.year, dates.first.month, dates.first.day) == (dates.last.year, dates.last.month, dates.last.day)
    parts = [day(dates.first) if same else f"{day(dates.first)}/{day(dates.last)}"]
    if dates.listed:
        parts.append("days " + ",".join(str(d.day) for d in dates.listed))
    if dates.clock:
        parts.append(clock(dates.clock))
    if dates.last_clock:
        parts.append("to " + clock(dates.last_clock))
    if dates.swapped:
        parts.append("or " + say(dates.swapped))
    return " ".join(parts)


def day(d: Day) -> str:
    written = f"{d.year or '-'}-{d.month:02}-{d.day:02}"
    return written if d.weekday is None else f"{written} {WEEKDAYS[d.weekday]}"


def clock(c: Clock) -> str:
    times = f"{c.opens:%H:%M}" + (f"-{c.closes:%H:%M}" if c.closes else "")
    return f"{times} {c.zone}" if c.zone else times
