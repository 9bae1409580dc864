"""What is remembered of an event from one reading to the next, and what counts as a change of it.

Decides only; touches nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from eventcal.edits import EDITOR, overlaid
from eventcal.lifecycle import state_of
from eventcal.model import Event

Json: TypeAlias = Mapping[str, Any]
"""An event as `event_json.to_json` gives it."""
Teller: TypeAlias = Callable[[str, Any], str]
"""Gives the id of the source that tells a value of a field."""

STRUCK = "iCalendar EXDATE"
"""The rule of a fact which says that a recurring entry is not held that time."""
OCCURRENCE = re.compile(r" RECURRENCE-ID=\d{8}(?:T\d{6}Z?)?$")
SHOWN = (
    "name", "url", "start", "end", "timezone", "sessions", "mode", "venue", "city", "country", "place_text",
    "cost", "deadlines", "status", "description", "tags",
)  # fmt: skip
"""The fields of the JSON event that a calendar shows."""
MINOR = frozenset(("url", "description", "tags", "place_text"))
"""Those of them whose change alone is no significant revision (RFC 5545, 3.8.7.4): nobody plans anew for another wording."""
DAYS = ("start", "end", "timezone", "sessions")


def occurrence_key(uid: str, start: str) -> str:
    """The key of one occurrence of a recurring entry, by where it was to start at first: it stays wherever that is moved.

    >>> occurrence_key("1@fjord.example", "20261013T070000Z")
    '1@fjord.example RECURRENCE-ID=20261013T070000Z'
    """
    return f"{uid} RECURRENCE-ID={start}"


def is_occurrence(key: str | None) -> bool:
    """Whether a key is that of one occurrence of a recurring entry, whose address and name are those of all others."""
    return key is not None and OCCURRENCE.search(key) is not None


def is_struck(event: Event) -> bool:
    """Whether an event is an occurrence that its series leaves out, of interest only to those who were told of it before."""
    status = event.evidence.get("status")
    return event.status == "cancelled" and status is not None and status.rule == STRUCK


@dataclass(frozen=True, slots=True)
class Listing:
    """One source's entry for an event, as last read."""

    source_id: str
    source_url: str
    """The source's address in sources.yaml when the entry was read."""
    key: str | None
    """The source's own permanent id of the event."""
    url: str
    position: int
    """Which entry of the reading it was, from 0."""
    name: str | None = None
    start: str | None = None
    """As in the JSON event that the source told; None, as the name is, where that was long ago."""


@dataclass(frozen=True, slots=True)
class Known:
    """A record as far as matching needs it."""

    uid: str
    name: str
    start: str | None
    """As in the JSON event, a day or a time to the minute; the one last told where the event has none now."""
    city: str | None
    country: str | None
    state: str = "scheduled"
    listings: tuple[Listing, ...] = ()
    first_seen: datetime = datetime.min
    end: str | None = None

    @property
    def day(self) -> date | None:
        """The first day, in the event's own zone."""
        return date.fromisoformat(self.start[:10]) if self.start else None

    @property
    def last_day(self) -> date | None:
        """The last day."""
        return date.fromisoformat(self.end[:10]) if self.end else self.day


@dataclass(frozen=True, slots=True)
class Decision:
    """Which record an event belongs to, and why, for people. `new`: the uid has never been given out before."""

    event: Event
    uid: str
    new: bool
    reason: str
    merges: str | None = None
    """Another record that turns out to be of this event: its uid is never given out again, and stands for this one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one record that calendars show differently since `when`. `old` and `new` as in the JSON event."""

    uid: str
    field: str
    old: Any
    new: Any
    when: datetime
    source_id: str
    """The source that says so."""
    words: str | None
    """What its page says, None where it says nothing any more."""
    overruled: bool = False
    """Nobody sees it, since the editor has fixed the field."""


@dataclass(frozen=True, slots=True)
class Version:
    """What is published of one event, and how often that has changed (SEQUENCE of RFC 5545, 3.8.7.4)."""

    event: Json
    sequence: int
    state: str
    """As of `lifecycle.state_of`."""
    last_changed: datetime
    days: Json | None = None
    """When it is, or was to be when that was last told; None before it is ever told."""
    was: Json | None = None
    """The days that it was to be on before those, as they were shown; None where they have never changed."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One source's reading of an event, as far as is needed to say which source speaks for the event."""

    source_id: str
    own: bool
    """The source is the event's own page."""
    filled: int
    """How many fields it knows."""
    event: str
    """The JSON event, written."""
    address: str = ""
    """The source's own."""
    silent: bool = False
    """What it says is not known to be so any more: it lacks the event, or has failed for long."""


def by_trust(voices: Iterable[Voice]) -> list[Voice]:
    """The readings, the most trusted first: the event's own page, then the one that knows most.

    Knows neither order nor time, so that two sources that differ never take turns.
    """
    return sorted(voices, key=lambda voice: (not voice.own, -voice.filled, voice.source_id))


def teller(voices: Sequence[Voice]) -> Teller:
    """Which of some sources, the most trusted first, tells a value of a field; the first where none does."""
    if len(voices) == 1:
        return lambda field, value: voices[0].source_id
    said = [(voice.source_id, json.loads(voice.event)) for voice in voices]
    return lambda field, value: next((source for source, event in said if event[field] == value), said[0][0])


def filled(event: Json) -> int:
    """How many of the shown fields have a value."""
    return sum(event[field] not in (None, []) for field in SHOWN)


def first_version(event: Json, now: datetime) -> Version:
    """An event as it is published for the first time."""
    return Version(event, sequence=0, state=state_of(event), last_changed=now, days=days_of(event))


def revise(
    uid: str, version: Version, event: Json, source_of: Teller, now: datetime, fixed: Json = MappingProxyType({})
) -> tuple[Version, tuple[Change, ...]]:
    """The version after `version`, and what is different by it. `fixed`: what the editor has laid over both.

    The time of the last change moves with what is shown, SEQUENCE with what people plan by, and neither with evidence or
    rules alone, nor with what the editor has overruled.
    """
    shown = _differences(uid, overlaid(version.event, fixed), overlaid(event, fixed), source_of, now)
    seen = {change.field for change in shown}
    own = _differences(uid, version.event, event, source_of, now) if fixed else ()
    unseen = tuple(replace(change, overruled=True) for change in own if change.field not in seen)
    before = overlaid(version.event, fixed)
    return _after(version, event, shown, (before, overlaid(event, fixed)), now), (*shown, *unseen)


def recast(uid: str, version: Version, before: Json, fixed: Json, now: datetime) -> tuple[Version, tuple[Change, ...]]:
    """The version after `version` where the editor has `fixed` these fields and `before` those, and what is different by it."""
    event, shown = version.event, overlaid(version.event, fixed)
    old = overlaid(event, before)
    changes = _differences(uid, old, shown, lambda field, value: EDITOR, now)
    return _after(version, event, changes, (old, shown), now), changes


def _after(
    version: Version, event: Json, changes: Sequence[Change], shown: tuple[Json, Json], now: datetime
) -> Version:
    """`shown`: what was published, and what is from now on."""
    days = days_of(event) or version.days
    if not changes:
        return replace(version, event=event, days=days)
    old, new = shown
    before, after = days_of(old) or version.days, days_of(new)
    was = before if before and after and _days(before) != _days(after) else version.was
    significant = any(change.field not in MINOR for change in changes)
    return Version(event, version.sequence + significant, state_of(new), now, days, was)


def _days(when: Json) -> tuple[str, ...]:
    """The first and the last day, and those of the sessions."""
    spans = [when, *(when["sessions"] or ())]
    return tuple(str(span[edge])[:10] for span in spans for edge in ("start", "end"))


def _differences(uid: str, old: Json, new: Json, source_of: Teller, now: datetime) -> tuple[Change, ...]:
    return tuple(
        Change(uid, field, old[field], new[field], now, source_of(field, new[field]), _words(new, field))
        for field in SHOWN
        if old[field] != new[field]
    )


def days_of(event: Json) -> Json | None:
    """The fields of an event that say when it is; None where it has no day."""
    return {field: event[field] for field in DAYS} if event["start"] is not None else None


def _words(event: Json, field: str) -> str | None:
    fact = event["evidence"].get(field)
    return fact and str(fact["text"])


@lru_cache(maxsize=20_000)
def address(url: str) -> str:
    """The address without what does not tell pages apart: http or https, "www.", the last slash, an empty fragment.

    Query and fragment stay: entries of a listing differ by them.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # not an address, such as http://[
        return url
    if parts.scheme not in ("http", "https"):
        return url
    host = parts.netloc.casefold().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}{'#' if parts.fragment else ''}{parts.fragment}"
