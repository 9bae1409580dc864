"""The newsletter's section of calls: what can still be submitted or applied for, by its first deadline, in the house style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from eventcal.exporters.blurb import blurb
from eventcal.exporters.clean import clean
from eventcal.exporters.days import days_of, days_text, due_text, needs_year
from eventcal.exporters.markdown import escape, link, paragraph
from eventcal.exporters.places import where_text
from eventcal.exporters.window import held
from eventcal.exporters.zones import local
from eventcal.model import Deadline, Event, Record, day_of

HEADING = "## Calls for Submissions"
SEPARATOR = "----------"
AHEAD = timedelta(days=160)
"""No call in the editor's sections was due later than that."""
SUBMITTED = frozenset(("abstract", "paper", "proposal", "poster"))
"""What authors send in; of an event that is to be attended, applications and registrations stand in its own line."""
APPLIED_FOR = SUBMITTED | {"application"}
"""The same of a call without an event, such as a fellowship."""

_OFF = {"cancelled", "postponed"}


def section(records: Sequence[Record], today: date, limit: int | None = None) -> str:
    """Calls whose first open deadline is within `AHEAD`, by that; at most `limit` of them (None: all). "" where there are none.

    Left out: what is missing, cancelled or postponed, over, or whose name or deadlines are doubtful.
    """
    calls = [(open_deadlines(record.event, today), record) for record in held(records)]
    coming = [(dues, record) for dues, record in calls if dues and _is_told(record.event, dues, today)]
    chosen = sorted(coming, key=lambda call: (not call[1].pinned, _first(call)))[:limit]
    entries = [_entry(clean(record.event), dues, record.blurb, today) for dues, record in sorted(chosen, key=_first)]
    return "\n\n".join([HEADING, *entries]) + "\n" if entries else ""


def open_deadlines(event: Event, today: date) -> list[Deadline]:
    """Those for authors, or of a call without an event for applicants, that are not past, by date; of a kind the next one."""
    kinds = APPLIED_FOR if event.when is None else SUBMITTED
    coming = [due for due in event.deadlines if due.kind in kinds and day_of(due.date) >= today]
    soonest: dict[str, Deadline] = {}
    for due in sorted(coming, key=lambda due: (day_of(due.date), due.kind)):
        soonest.setdefault(due.kind, due)
    return [*soonest.values()]


def _is_told(event: Event, dues: Sequence[Deadline], today: date) -> bool:
    begun = event.when is not None and event.when.first_day < today
    doubtful = {"name", "deadlines"} & set(event.doubtful)
    return day_of(dues[0].date) <= today + AHEAD and not begun and not doubtful and event.status not in _OFF


def _first(call: tuple[Sequence[Deadline], Record]) -> tuple[date, str]:
    dues, record = call
    return day_of(dues[0].date), record.uid


def _entry(event: Event, dues: Sequence[Deadline], own: str | None, today: date) -> str:
    """`own`: the editor's words, which are printed as they are."""
    heading = f"{link(event.name, event.url)} - {', '.join(map(escape, _tail(event, dues, today)))}"
    parts = [heading, paragraph(own or blurb(event.description)), SEPARATOR]
    return "\n\n".join(part for part in parts if part)


def _tail(event: Event, dues: Sequence[Deadline], today: date) -> Iterator[str]:
    """18-22 Oct, Virtual, Papers due 31 Jan, posters due 10 March."""
    if event.when is not None:
        when = local(event.when)
        yield days_text(days_of(when), needs_year(when.first_day, when.last_day, today))
        if where := where_text(event):
            yield where
    for number, due in enumerate(dues):
        day = day_of(due.date)
        text = due_text(due, needs_year(day, day, today))
        yield text if number == 0 else text[0].lower() + text[1:]
