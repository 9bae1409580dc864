"""events.md: the newsletter's sections; here that of coming events, one line and a blurb each, in the house style's canonical form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from eventcal.exporters import calls_section
from eventcal.exporters.blurb import blurb
from eventcal.exporters.clean import clean
from eventcal.exporters.days import days_of, days_text, due_text, needs_year, time_text
from eventcal.exporters.markdown import escape, link, paragraph
from eventcal.exporters.places import where_text
from eventcal.exporters.prices import cost_text
from eventcal.exporters.window import by_start, dated, held
from eventcal.exporters.zones import local
from eventcal.model import Deadline, Event, Record, Settings, When, day_of

HEADING = "## Events: Conferences, Training"
SEPARATOR = "----------"

_NOT_HELD_THEN = {"cancelled", "postponed"}
_FOR_ATTENDEES = {"application", "registration"}
"""Deadlines of interest to those who would come; the others belong to calls."""


def export(records: Sequence[Record], settings: Settings, today: date) -> bytes:
    """Both sections in UTF-8."""
    return sections(records, settings, today).encode()


def sections(
    records: Sequence[Record], settings: Settings, today: date, weeks: int = 10, limit: int | None = None
) -> str:
    """The calls, where there are any, then the events; at most `limit` of each (None: all)."""
    both = calls_section.section(records, today, limit), section(records, settings, today, weeks, limit)
    return "\n".join(part for part in both if part)


def section(
    records: Sequence[Record], settings: Settings, today: date, weeks: int = 10, limit: int | None = None
) -> str:
    """Events that end today or later and start within `weeks`, by start; at most `limit` of them (None: all), those that the
    editor has pinned before the others.

    Left out: what has no day, is missing, cancelled or postponed, or whose name or day is doubtful. `settings` is taken as by
    every exporter; nothing here depends on it.
    """
    coming = [record for record in dated(held(records)) if _is_coming(record.event, today, weeks)]
    chosen = sorted(coming, key=lambda record: (not record.pinned, by_start(record)))[:limit]
    entries = [_entry(clean(record.event), record.blurb, today) for record in sorted(chosen, key=by_start)]
    return "\n\n".join([HEADING, *entries]) + "\n"


def _is_coming(event: Event, today: date, weeks: int) -> bool:
    when = event.when
    return (
        when is not None
        and when.last_day >= today
        and when.first_day <= today + timedelta(weeks=weeks)
        and event.status not in _NOT_HELD_THEN
        and not {"name", "start"} & set(event.doubtful)
    )


def _entry(event: Event, own: str | None, today: date) -> str:
    """`own`: the editor's words, which are printed as they are."""
    parts = [_heading(event, today), paragraph(own or blurb(event.description)), SEPARATOR]
    return "\n\n".join(part for part in parts if part)


def _heading(event: Event, today: date) -> str:
    return f"{link(event.name, event.url)} - {', '.join(escape(part) for part in _tail(event, today))}"


def _tail(event: Event, today: date) -> Iterator[str]:
    if event.when is not None:
        yield from _when(local(event.when), today)
    if where := where_text(event):
        yield where
    if event.cost and (cost := cost_text(event.cost)):
        yield cost
    for deadline in _coming_deadlines(event, today):
        day = day_of(deadline.date)
        yield due_text(deadline, needs_year(day, day, today))


def _when(when: When, today: date) -> Iterator[str]:
    yield days_text(days_of(when), needs_year(when.first_day, when.last_day, today))
    if time := time_text(when):
        yield time


def _coming_deadlines(event: Event, today: date) -> list[Deadline]:
    """The next one of each kind, the earliest first."""
    coming = [d for d in event.deadlines if d.kind in _FOR_ATTENDEES and day_of(d.date) >= today]
    soonest: dict[str, Deadline] = {}
    for deadline in sorted(coming, key=lambda d: (day_of(d.date), d.kind)):
        soonest.setdefault(deadline.kind, deadline)
    return [*soonest.values()]
