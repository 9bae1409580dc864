"""Which records an output of a day shows, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from eventcal.lifecycle import MISSING, last_day
from eventcal.model import Event, Record, Session, When

OFF = frozenset(("cancelled", "postponed"))
CANCELLED_SHOWN = 30
"""Days after its last for which an event that is cancelled stays in calendars, even where others do not."""
YEARS = range(1970, 2200)
"""Years that calendars can show: a day outside them is a slip of the page, and breaks zone rules."""


def recent(records: Iterable[Record], today: date, past: int | None) -> list[Record]:
    """Those whose last day is at most `past` days before today (None: all), sorted by start and uid, undated ones last.

    An undated record ends with its last deadline; without one it stays.
    """
    return sorted((record for record in records if is_recent(record, today, past)), key=by_start)


def is_recent(record: Record, today: date, past: int | None) -> bool:
    """Whether its last day is at most `past` days before today."""
    return past is None or last_day(record.event, record.was) >= today - timedelta(days=past)


def in_calendars(records: Iterable[Record], today: date, past: int | None = 30) -> list[Record]:
    """Those that calendars show, `on_its_days`; by start and uid."""
    return sorted((seen for seen in map(on_its_days, records) if is_in_calendars(seen, today, past)), key=by_start)


def is_in_calendars(record: Record, today: date, past: int | None) -> bool:
    """Whether calendars show it: with a day, not missing, over for at most `past` days (None: all).

    What is cancelled shows for 30 days in any case: who has it in a calendar must be told, and some apps seldom look.
    """
    if past is not None and record.event.status == "cancelled":
        past = max(past, CANCELLED_SHOWN)
    return is_held(record) and has_days(record.event) and is_recent(record, today, past)


def held(records: Iterable[Record]) -> list[Record]:
    """Those that some source still has, as far as is known, in the order given."""
    return [record for record in records if is_held(record)]


def is_held(record: Record) -> bool:
    """Whether some source still has it, as far as is known."""
    return record.state != MISSING


def dated(records: Iterable[Record]) -> list[Record]:
    """Those whose days are known, in the order given."""
    return [record for record in records if has_days(record.event)]


def by_start(record: Record) -> tuple[date, str, str]:
    """Sort key: first day, days before times, uid."""
    when = record.event.when
    return (when.first_day, when.start.isoformat(), record.uid) if when else (date.max, "", record.uid)


def has_days(event: Event) -> bool:
    """Whether its days are known, and such as calendars can show."""
    if event.when is None:
        return False
    spans: list[When | Session] = [event.when, *event.when.sessions]
    return all(moment.year in YEARS for span in spans for moment in (span.start, span.end) if moment is not None)


def on_its_days(record: Record) -> Record:
    """The record, on the days that were last told of it where its event is off or put off and has no new ones: so people
    see that what stands in their calendars is not held."""
    if record.event.when is not None or record.was is None or record.event.status not in OFF:
        return record
    return replace(record, event=replace(record.event, when=record.was))
