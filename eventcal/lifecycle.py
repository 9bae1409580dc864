"""The life of a record: its state, what its absence from a source means, and when a source is not to be believed.

Decides only; touches nothing. A record is

    tentative      announced without a day
    scheduled      with a day
    rescheduled, moved-online, postponed, cancelled
                   as its page says
    missing        none of its sources has it any more: each of them is a listing that lacked it in three complete readings on
                   three days. One that has it again undoes this
    past           over, without having been called off, put off or missing

Its page decides between the first six, whichever it was before. Absence and the day are laid over that where a record is
shown, so neither counts as a change of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from eventcal.model import Event, Record, When, day_of

MISSING: Final = "missing"
PAST: Final = "past"
LASTING = {"cancelled", "postponed", MISSING}
"""States that the end of an event does not change: it was not held then, or nobody knows."""

ABSENCES = 3
"""Complete readings on as many days after which a listing's silence counts."""
FEW = 3
"""So many events may always go, or lose a field, at once."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "days": ("start",),
    "a place": ("venue", "city", "place_text"),
    "a price": ("cost",),
    "deadlines": ("deadlines",),
}
"""What a source may cease to tell of its events, with the fields of the JSON event that hold it."""


# The state of a record.


def state_of(event: Mapping[str, Any]) -> str:
    """The state by what the page says, of a JSON event."""
    return "tentative" if event["status"] == "scheduled" and event["start"] is None else str(event["status"])


@dataclass(frozen=True, slots=True)
class Absence:
    """How long one source has lacked an event. `since` None: it has it."""

    since: date | None
    readings: int
    """Complete ones, in a row, each on another day."""


def absent_since(absences: Sequence[Absence]) -> date | None:
    """The day from which on no source has had the event; None while one has it or none is known."""
    days = [absence.since for absence in absences if absence.since is not None]
    return max(days) if days and len(days) == len(absences) else None


def with_absences(state: str, absences: Sequence[Absence]) -> str:
    """The state where it is known what the sources lack. `state` is by what the page says."""
    counts = absent_since(absences) is not None and all(absence.readings >= ABSENCES for absence in absences)
    return MISSING if counts else state


def state_on(record: Record, today: date) -> str:
    """The state of a record on a day."""
    over = last_day(record.event, record.was) < today and record.state not in LASTING
    return PAST if over else record.state


def last_day(event: Event, was: When | None = None) -> date:
    """The last day of an event, else of the days that it was to have, else of its deadlines; the end of time where it has none."""
    when = event.when or was
    if when is not None:
        return when.last_day
    return max((day_of(deadline.date) for deadline in event.deadlines), default=date.max)


# What a reading means for what its source had.


@dataclass(frozen=True, slots=True)
class Entry:
    """What a source said of an event when it last had it."""

    uid: str
    last_day: date
    """As of `last_day` above."""
    cancelled: bool
    own: bool
    """The source is the event's own page."""
    told: frozenset[str]
    """Which of FIELDS."""
    absence: Absence

    def is_upcoming(self, today: date) -> bool:
        """Whether the source should still have it: lists drop what is over or called off."""
        return self.last_day >= today and not self.cancelled


@dataclass(frozen=True, slots=True)
class Account:
    """What a source says now."""

    events: Mapping[str, Event]
    """By uid."""
    lists: bool
    """It is a listing or a calendar that has all its coming events, no page of one event and no list of the newest."""
    whole: bool
    """All of it could be read."""
    newest_only: bool = False
    """It has its newest entries: what is gone from it is only older."""
    in_part: bool = False
    """A page that it goes on with did not answer, and will be asked again: what it lacks has its reason."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from an account. With a suspicion nothing else is to be believed, unless a person says so."""

    suspicion: str | None
    """Why it is not believed, in words for people."""
    absent: tuple[str, ...]
    """The upcoming events that the source should have and has not, by uid."""
    counted: tuple[str, ...]
    """Those of them whose absence counts."""


def judge(account: Account, entries: Iterable[Entry], today: date) -> Verdict:
    """What it means that a source says this and said that before."""
    upcoming = [entry for entry in entries if entry.is_upcoming(today)]
    absent = [entry for entry in upcoming if entry.uid not in account.events]
    had = [entry for entry in upcoming if entry.absence.since is None]
    counts = account.lists and account.whole and not account.newest_only
    # a listing that could not be read to its end says nothing of what it lacks; a page of one event says no less than ever
    silent = account.lists and not counts
    return Verdict(
        suspicion=_loss(account, had, today) or _emptied(account, had),
        absent=() if silent else tuple(entry.uid for entry in absent),
        counted=tuple(entry.uid for entry in absent if counts and not entry.own),
    )


def _loss(account: Account, had: Collection[Entry], today: date) -> str | None:
    """Whether more is gone than goes in a day; None if not."""
    gone = [entry for entry in had if entry.uid not in account.events]
    if account.newest_only or not gone:
        return None
    if len(gone) == len(had) and not any(last_day(event) >= today for event in account.events.values()):
        return f"it has no coming event any more, and had {len(had)}"
    if account.in_part or not _is_much(len(gone), len(had), share=3):
        return None
    return f"{len(gone)} of the {len(had)} coming events that it had are gone"


def _emptied(account: Account, had: Collection[Entry]) -> str | None:
    """Whether its events have lost what they had; None if not."""
    for field in FIELDS:
        having = [entry for entry in had if field in entry.told and entry.uid in account.events]
        lost = sum(field not in told_by(account.events[entry.uid]) for entry in having)
        if _is_much(lost, len(having), share=2):
            return f"{lost} of {len(having)} coming events that had {field} have none any more"
    return None


def _is_much(lost: int, had: int, share: int) -> bool:
    """Whether more than one in `share` are lost, and more than a few."""
    return lost > FEW and lost * share > had


def told_by(event: Event) -> frozenset[str]:
    """Which of FIELDS an event has."""
    place = event.place
    return told(
        {
            "start": event.when,
            "venue": place.venue,
            "city": place.city,
            "place_text": place.text,
            "cost": event.cost,
            "deadlines": event.deadlines,
        }
    )


def told(values: Mapping[str, Any]) -> frozenset[str]:
    """Which of FIELDS have a value."""
    return frozenset(field for field, names in FIELDS.items() if any(values[name] for name in names))
