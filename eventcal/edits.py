"""The editor's hand: what a person says of an event, laid over what its sources say. Decides only; touches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eventcal.errors import Problem

Json: TypeAlias = Mapping[str, Any]
"""An event as `event_json.to_json` gives it, or some of its fields."""

EDITOR: Final = "editorial.yaml"
"""What stands for a source where the editor says something."""
DAYS = ("start", "end", "timezone", "sessions")


@dataclass(frozen=True, slots=True)
class Edit:
    """What the editor says of one event."""

    id: str
    """A uid, or the start of one."""
    fixed: Json = field(default_factory=dict)
    """Fields of the JSON event with the value that each shall have; None: it is not known. Of `deadlines` a mapping from kind to the one of
    that kind, None: there is none; of `tags` a list, where "-tag" takes one away."""
    implied: Json = field(default_factory=dict)
    """Further fields that follow from those: the country of a city."""
    pin: bool = False
    """It is in every newsletter section that it may be in."""
    hide: bool = False
    """It is in no output."""
    blurb: str | None = None
    """The editor's own words about it."""
    accepted: bool = False
    """Where a source's new events wait for a person: this one may be shown."""
    same_as: tuple[str, ...] = ()
    """Uids, or starts of them, of records that are of this event."""
    never_merge: tuple[str, ...] = ()
    """Uids, or starts of them, of records that are of other events; ids of sources whose entry is another event."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each key; those of the whole under ""."""


@dataclass(frozen=True, slots=True)
class Editorial:
    """editorial.yaml, checked."""

    path: Path
    edits: tuple[Edit, ...] = ()

    def problem(self, edit: Edit, key: str, message: str) -> Problem:
        """Something about a key of an edit, with its place."""
        line, column = edit.places.get(key) or edit.places.get("") or (None, None)
        return Problem(str(self.path), line, column, message)


@dataclass(frozen=True, slots=True)
class Hand:
    """What the editor says of events that are known, by uid, each of them whole."""

    edits: Mapping[str, Edit] = field(default_factory=dict)
    merges: tuple[tuple[str, str], ...] = ()
    """Pairs of records that are of one event."""
    apart: frozenset[frozenset[str]] = frozenset()
    """Pairs of records that are of two."""
    not_of: frozenset[tuple[str, str]] = frozenset()
    """A record and the id of a source whose entry is another event."""
    reviewed: frozenset[str] = frozenset()
    """The ids of the sources whose new events wait for a person."""

    def fixed(self, uid: str) -> Json:
        """All that is laid over the event of a record."""
        edit = self.edits.get(uid)
        return {**edit.implied, **edit.fixed} if edit is not None else {}

    def accepts(self, uid: str) -> bool:
        """Whether a record that waits for a person may be shown."""
        return uid in self.edits and self.edits[uid].accepted


@dataclass(frozen=True, slots=True)
class Overruled:
    """A source says something new of a field that the editor has fixed."""

    uid: str
    name: str
    field: str
    before: Any
    """What it said when that was last told, as in the JSON event."""
    now: Any
    kept: Any
    """The editor's value."""


def overlaid(event: Json, fixed: Json) -> Json:
    """The event with the editor's values in place of its own."""
    if not fixed:
        return event
    plain = {name: value for name, value in fixed.items() if name not in (*DAYS, "deadlines", "tags")}
    shown = {**event, **plain}
    if any(name in fixed for name in DAYS):
        shown |= _days(event, fixed)
    if "deadlines" in fixed:
        shown["deadlines"] = _deadlines(event["deadlines"], fixed["deadlines"])
    if "tags" in fixed:
        shown["tags"] = _tags(event["tags"], fixed["tags"])
    shown["doubtful"] = [name for name in event["doubtful"] if name not in fixed]
    shown["evidence"] = {**event["evidence"], **{name: _witness(shown[name]) for name in fixed}}
    return shown


def said(event: Json, name: str, fixed: Json) -> Any:
    """What an event says of a field that the editor has fixed; of deadlines the days of those kinds."""
    if name != "deadlines":
        return event[name]
    days = {kind: [due["date"] for due in event["deadlines"] if due["kind"] == kind] for kind in fixed["deadlines"]}
    return {kind: ", ".join(sorted(some)) or None for kind, some in days.items()}


def _witness(value: Any) -> dict[str, Any]:
    text = value["text"] if isinstance(value, dict) else value
    words = "; ".join(f"{each}" for each in text) if isinstance(text, list) else text
    return {
        "text": str(words if words is not None else ""),
        "rule": "fixed by the editor",
        "confidence": 1,
        "source": EDITOR,
    }


def _days(event: Json, fixed: Json) -> dict[str, Any]:
    """The fields that say when it is. Sessions stay only where no other day is fixed, or they are; the source's end, where it is
    not before the editor's start."""
    days = {name: fixed.get(name, event[name]) for name in DAYS}
    if days["start"] is None:
        return dict.fromkeys(DAYS)
    if "sessions" not in fixed and fixed.keys() & {"start", "end"}:
        days["sessions"] = None
    for name in fixed.keys() & {"start", "end"} if "timezone" not in fixed else ("start", "end"):
        days[name] = _in_zone(days[name], days["timezone"], again="timezone" in fixed)
    if days["end"] is None or days["end"][:10] < days["start"][:10]:
        days["end"] = None if "T" in days["start"] else days["start"]
    return days


def _in_zone(moment: str | None, zone: str | None, *, again: bool) -> str | None:
    """A time by the clock of the zone, with its offset where it is an IANA zone. One that has an offset is moved there; with
    `again` it is that clock time already."""
    if moment is None or "T" not in moment:
        return moment
    time, tzinfo = datetime.fromisoformat(moment), _zone(zone)
    if time.tzinfo is None or again:
        return time.replace(tzinfo=tzinfo).isoformat(timespec="minutes")
    return time.astimezone(tzinfo).isoformat(timespec="minutes") if tzinfo is not None else moment


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, ZoneInfoNotFoundError):  # the page's words, such as CEST
        return None


def _deadlines(own: list[Json], fixed: Json) -> list[Json]:
    """Those of the kinds that the editor says nothing of, and the editor's, by date."""
    kept = [deadline for deadline in own if deadline["kind"] not in fixed]
    return sorted(
        (*kept, *filter(None, fixed.values())), key=lambda deadline: (str(deadline["date"]), deadline["kind"])
    )


def _tags(own: list[str], fixed: list[str]) -> list[str]:
    gone = {tag.removeprefix("-") for tag in fixed if tag.startswith("-")}
    added = [tag for tag in fixed if not tag.startswith("-")]
    return [tag for tag in dict.fromkeys([*own, *added]) if tag not in gone]
