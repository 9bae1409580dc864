"""Days, times and deadlines as the newsletter's house style writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TypeAlias

from eventcal.exporters.zones import zone_of
from eventcal.model import Deadline, DeadlineKind, Moment, NewsletterSettings, When, day_of

USUAL = NewsletterSettings()
"""The house style's order of day and month, and its months."""

_DUE: dict[DeadlineKind, str] = {
    "abstract": "Abstracts due",
    "paper": "Papers due",
    "proposal": "Proposals due",
    "poster": "Posters due",
    "notification": "Notification",
    "camera-ready": "Camera-ready papers due",
    "application": "Applications due",
    "registration": "Registration due",
    "early-bird": "Early-bird registration due",
}

Days: TypeAlias = tuple[date, date]
"""First and last day, inclusive."""


def days_of(when: When) -> list[Days]:
    """The days of each session, or of the whole event if it has none; sorted, each once."""
    spans = when.sessions or (when,)
    return sorted({(day_of(span.start), max(day_of(span.start), day_of(span.end or span.start))) for span in spans})


def days_text(days: Sequence[Days], with_year: bool, form: NewsletterSettings = USUAL) -> str:
    """Day first, the month once: 14 Oct; 9-12 Aug; 29 Aug - 1 Sept; 12, 19 March, 9 Apr. Or Aug 9-12; Aug 29 - Sept 1.

    >>> days_text([(date(2021, 8, 29), date(2021, 9, 1))], with_year=True)
    '29 Aug - 1 Sept 2021'
    """
    if form.dates == "month-first":
        return _month_first(days, with_year, form.months)
    parts = []
    for (year, month), spans in groupby(days, key=lambda span: (span[1].year, span[1].month)):
        up_to_month = ", ".join(_up_to_month(*span, with_year, form.months) for span in spans)
        parts.append(f"{up_to_month} {form.months[month - 1]}" + (f" {year}" if with_year else ""))
    return ", ".join(parts)


def needs_year(first: date, last: date, today: date) -> bool:
    """Whether a reader of today, who takes the next days of that name, would be wrong; so for all past days."""
    return last != _next(last, today) or last - first >= timedelta(days=365)


def time_text(when: When) -> str | None:
    """1pm EDT, 3pm-4:15pm EDT; None for whole days and for times on several days.

    The zone is the IANA zone's abbreviation of that day, else the page's words, else the offset; nothing if not stated.
    """
    start, end = when.start, when.end
    if not isinstance(start, datetime) or when.sessions or when.first_day != when.last_day:
        return None
    clock = _clock(start)
    if isinstance(end, datetime) and end.time() != start.time():
        clock += f"-{_clock(end)}"
    return f"{clock} {_zone_text(start, when.timezone)}".rstrip()


def times_text(when: When) -> str | None:
    """As `time_text`, but for several days too, each with its time: 13 Oct 2pm - 15 Oct 4pm CEST. None if no time is stated."""
    moments = [moment for moment in (when.start, when.end) if moment is not None]
    timed = [moment for moment in moments if isinstance(moment, datetime)]
    if not timed:
        return None
    days = " - ".join(_moment_text(moment) for moment in moments)
    return time_text(when) or f"{days} {_zone_text(timed[0], when.timezone)}".rstrip()


def due_words(kind: DeadlineKind) -> str:
    """What is due: Registration due."""
    return _DUE[kind]


def due_text(deadline: Deadline, with_year: bool, form: NewsletterSettings = USUAL) -> str:
    """Registration due 23 Jan."""
    day = day_of(deadline.date)
    return f"{_DUE[deadline.kind]} {days_text([(day, day)], with_year, form)}"


def _up_to_month(first: date, last: date, with_year: bool, months: Sequence[str]) -> str:
    """The words of the days up to the name of the last one's month."""
    if first == last:
        return f"{last.day}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day}"
    year = f" {first.year}" if with_year and first.year != last.year else ""
    return f"{first.day} {months[first.month - 1]}{year} - {last.day}"


def _month_first(days: Sequence[Days], with_year: bool, months: Sequence[str]) -> str:
    """Aug 9-12, 2021; Dec 30, 2021 - Jan 2, 2022; March 12, 19, Apr 9."""
    parts = []
    for (_, month), spans in groupby(days, key=lambda span: (span[0].year, span[0].month)):
        listed = ", ".join(_from_month(*span, with_year, months) for span in spans)
        parts.append(f"{months[month - 1]} {listed}")
    return ", ".join(parts) + (f", {days[-1][1].year}" if with_year else "")


def _from_month(first: date, last: date, with_year: bool, months: Sequence[str]) -> str:
    """The words of the days behind the name of the first one's month."""
    if first == last:
        return f"{first.day}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{last.day}"
    year = f", {first.year}" if with_year and first.year != last.year else ""
    return f"{first.day}{year} - {months[last.month - 1]} {last.day}"


def _next(day: date, today: date) -> date | None:
    """The first day of that day and month from today on."""
    for year in range(today.year, today.year + 9):  # 29 Feb comes after eight years at the latest
        try:
            candidate = day.replace(year=year)
        except ValueError:
            continue
        if candidate >= today:
            return candidate
    return None


def _moment_text(moment: Moment) -> str:
    day = day_of(moment)
    clock = f" {_clock(moment)}" if isinstance(moment, datetime) else ""
    return days_text([(day, day)], with_year=False) + clock


def _clock(moment: datetime) -> str:
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def _zone_text(start: datetime, timezone: str | None) -> str:
    zone = zone_of(timezone)
    if timezone and zone is None:
        return timezone
    name = start.tzname() or ""
    return name if zone and name.isalpha() else _offset_text(start)  # zones without a name of use are called "-03"


def _offset_text(start: datetime) -> str:
    offset = start.utcoffset()
    if offset is None:
        return ""
    if not offset:
        return "UTC"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{'-' if offset < timedelta() else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
