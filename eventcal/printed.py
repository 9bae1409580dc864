"""What the newsletter's issues have printed, entry by entry."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from eventcal.event_json import cost_from_json, cost_to_json, when_from_json, when_to_json
from eventcal.model import Cost, Day, Mode, Status, When

Section: TypeAlias = Literal["events", "calls"]


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as an entry tells it."""

    kind: str
    """As in the JSON event; nomination, or other where the words name none of those, as for letters of intent."""
    day: Day | None
    """None where the entry tells none, as in "early February"."""
    text: str
    """The entry's words."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says of its event. None or empty: it does not say it."""

    when: When | None = None
    mode: Mode | None = None
    city: str | None = None
    country: str | None = None
    """English short name."""
    cost: Cost | None = None
    deadlines: tuple[Due, ...] = ()
    status: Status = "scheduled"


@dataclass(frozen=True, slots=True)
class Printed:
    """One entry of an issue."""

    issue: str
    """Its number, else its name."""
    day: Day
    """The issue's."""
    section: Section
    name: str
    url: str | None
    """The first link's; None where the entry has none."""
    said: Said
    words: str
    """Its line in Markdown, as it stands in the issue."""
    blurb: str = ""
    """What stands below, in Markdown."""
    uid: str | None = None
    """Of the record that it was written from; None of an issue that was read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an issue would print, as somebody was shown it."""

    id: str
    """Short; the same for the same entries."""
    made_at: datetime
    """Aware."""
    entries: tuple[Printed, ...]
    """Of no issue yet."""

    @classmethod
    def of(cls, entries: Sequence[Printed], now: datetime) -> Draft:
        """The draft of these entries, shown at `now` (aware)."""
        text = json.dumps([printed_to_json(entry) for entry in entries], sort_keys=True)
        return cls(sha256(text.encode()).hexdigest()[:6], now, tuple(entries))


def said_to_json(said: Said) -> dict[str, Any]:
    """Days and times, mode, place, cost and status as in the JSON event, each deadline with kind, date and text."""
    return {
        **when_to_json(said.when),
        "mode": said.mode,
        "city": said.city,
        "country": said.country,
        "cost": cost_to_json(said.cost),
        "deadlines": [
            {"kind": due.kind, "date": due.day and due.day.isoformat(), "text": due.text} for due in said.deadlines
        ],
        "status": said.status,
    }


def said_from_json(values: Mapping[str, Any]) -> Said:
    """The same again."""
    return Said(
        when=when_from_json(values),
        mode=values["mode"],
        city=values["city"],
        country=values["country"],
        cost=cost_from_json(values["cost"]),
        deadlines=tuple(
            Due(due["kind"], due["date"] and date.fromisoformat(due["date"]), due["text"])
            for due in values["deadlines"]
        ),
        status=values["status"],
    )


PLAIN = ("issue", "section", "name", "url", "words", "blurb", "uid")


def printed_to_json(entry: Printed) -> dict[str, Any]:
    """All of an entry."""
    plain = {name: getattr(entry, name) for name in PLAIN}
    return {**plain, "day": entry.day.isoformat(), "said": said_to_json(entry.said)}


def printed_from_json(values: Mapping[str, Any]) -> Printed:
    """The same again."""
    plain = {name: values[name] for name in PLAIN}
    return Printed(**plain, day=date.fromisoformat(values["day"]), said=said_from_json(values["said"]))


def to_json(entry: Printed) -> dict[str, Any]:
    """As `eventcal newsletter import --json` prints it."""
    said = said_to_json(entry.said)
    told = ("start", "end", "mode", "city", "cost", "deadlines")
    return {
        "issue": entry.issue,
        "section": entry.section,
        "name": entry.name,
        "url": entry.url,
        **{name: said[name] for name in told},
        "words": entry.words,
    }
