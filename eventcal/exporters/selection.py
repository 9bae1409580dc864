"""What an issue of the newsletter holds: which events and calls may stand in it, and those chosen with what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeAlias

from eventcal.exporters.window import OFF, dated, held
from eventcal.model import Day, Deadline, DeadlineKind, Event, Record, When, day_of
from eventcal.printed import Section

AHEAD = timedelta(days=160)
"""No call in the editor's sections was due later than that."""
BEGUN = timedelta(days=10)
"""What began longer ago is no news."""
FOR_ATTENDEES = frozenset(("application", "registration"))
"""Deadlines of interest to those who would come; the others belong to calls."""
ASKED_FOR = frozenset(("abstract", "paper", "proposal", "poster", "application"))
"""What calls ask for."""
SURE: Mapping[Section, frozenset[str]] = {
    "events": frozenset(("name", "start")),
    "calls": frozenset(("name", "deadlines")),
}
"""The fields without which an entry says nothing: while one is doubtful, it is left out."""

Mark: TypeAlias = Literal["new", "changed", "extended", "last chance", "reminder", "cancelled", "postponed", "pinned"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for an entry, or against it."""

    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: a record, and what is to be said of it."""

    record: Record
    section: Section
    marks: tuple[Mark, ...] = ()
    was: When | None = None
    """The days that an earlier issue printed, where they are others now."""
    extended: Mapping[DeadlineKind, Day] = field(default_factory=dict)
    """The days that an earlier issue, or the page, told before."""
    reasons: tuple[Reason, ...] = ()
    """The weightiest first."""
    with_country: bool = False
    """The city alone would not tell where it is."""

    @property
    def score(self) -> float:
        """The sum of its reasons."""
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Selection:
    """The entries of an issue, each section in its order, and how many there are beside them."""

    events: tuple[Item, ...] = ()
    calls: tuple[Item, ...] = ()
    more_events: int = 0
    more_calls: int = 0
    doubtful: tuple[str, ...] = ()
    """What is withheld of them or left out since it is not certain, a line for people each."""


def coming_events(records: Iterable[Record], today: date, weeks: int) -> list[Record]:
    """Events that end today or later and start within `weeks`, or began a few days ago; not what is missing, off, or of a
    doubtful name or day."""
    return [record for record in dated(held(records)) if _is_coming(record.event, today, weeks)]


def open_calls(records: Sequence[Record], today: date, weeks: int) -> list[Record]:
    """What has an open deadline of which the first is within `AHEAD`; not what has begun, is missing, off or doubtful.

    Where applicants alone are asked, for an event that starts within `weeks`, that event's own line tells it.
    """
    coming = {record.uid for record in coming_events(records, today, weeks)}
    return [
        record
        for record in held(records)
        if _is_open(record.event, today)
        and (record.uid not in coming or any(due.kind != "application" for due in open_deadlines(record.event, today)))
    ]


def open_deadlines(event: Event, today: date) -> list[Deadline]:
    """Those for authors and applicants that are not past, by date."""
    return _coming(event, ASKED_FOR, today)


def for_attendees(event: Event, today: date) -> list[Deadline]:
    """The next one of each kind that those who would come must keep, by date."""
    soonest: dict[str, Deadline] = {}
    for deadline in _coming(event, FOR_ATTENDEES, today):
        soonest.setdefault(deadline.kind, deadline)
    return [*soonest.values()]


def told_deadlines(item: Item, today: date) -> Sequence[Deadline]:
    """The deadlines that an entry tells."""
    find = open_deadlines if item.section == "calls" else for_attendees
    return find(item.record.event, today)


def _coming(event: Event, kinds: frozenset[str], today: date) -> list[Deadline]:
    coming = [deadline for deadline in event.deadlines if deadline.kind in kinds and day_of(deadline.date) >= today]
    return sorted(coming, key=lambda deadline: (day_of(deadline.date), deadline.kind))


def _is_coming(event: Event, today: date, weeks: int) -> bool:
    when = event.when
    return (
        when is not None
        and when.last_day >= today
        and today - BEGUN <= when.first_day <= today + timedelta(weeks=weeks)
        and event.status not in OFF
        and SURE["events"].isdisjoint(event.doubtful)
    )


def _is_open(event: Event, today: date) -> bool:
    dues = open_deadlines(event, today)
    begun = event.when is not None and event.when.first_day < today
    sure = SURE["calls"].isdisjoint(event.doubtful) and event.status not in OFF
    return bool(dues) and day_of(dues[0].date) <= today + AHEAD and not begun and sure
