"""Rows as nouns and nouns as rows."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import RowMapping

from eventcal.event_json import from_json, when_from_json
from eventcal.history import Change, Decision, Known, Listing, Version, days_of
from eventcal.lifecycle import Absence, Entry, absent_since, told, with_absences
from eventcal.model import Event, Fact, FailedKind, Record, Validators, Visit, When
from eventcal.page import Page

Row = dict[str, Any]
Unite: TypeAlias = Callable[[Sequence[Event]], Event]
"""What makes one event of what several sources tell of it."""

ENCODER = json.JSONEncoder(separators=(",", ":"))
"""Made once: json.dumps makes one for each value."""
ENTRY_FIELDS = ("start", "end", "status", "venue", "city", "place_text", "cost", "deadlines")
"""What of a JSON event `entry_from` needs."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A source read well: its events, each with its record, and what they were read from."""

    decisions: Sequence[Decision]
    page: Page
    validators: Validators
    reader_version: str
    problems: tuple[str, ...] = ()
    led_to: Mapping[str, Page] = field(default_factory=dict)
    """The further pages that the events were read from, by the address asked."""
    adapter: str | None = None
    """That read it."""
    fetched: bool = True
    """False: the kept page was read again, which is no visit of the source."""
    lists: bool = False
    """It is a listing, of which more events are expected than are there."""
    whole: bool = False
    """All of it could be read."""
    absent: tuple[str, ...] = ()
    """The records, by uid, that the source should have and has not."""
    counted: tuple[str, ...] = ()
    """Those of them whose absence counts."""
    ms: int | None = None
    """How many milliseconds on the network the page took; None where it is not known."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source is doing. Times are aware, UTC."""

    id: str
    url: str
    """The address that the validators and the digest belong to."""
    validators: Validators
    body_digest: str | None
    """`digest` of the last good body; None before it."""
    reader_version: str | None
    """Of the code that read the kept events; None before the first good reading."""
    events: int | None
    """In the last good reading."""
    checked_at: datetime
    succeeded_at: datetime | None
    failing_since: datetime | None
    """The first failure after the last success; None while all is well."""
    failures: int
    """In a row."""
    reason: str | None
    """Of the last failure; None while all is well."""
    adapter: str | None = None
    """That the last good reading was by."""
    read_on: date | None = None
    """The day of the page of the last good reading; None before it. Later fetches may have found it unchanged."""
    ended: date | None = None
    """The last day of its event, where it is the page of one."""
    lists: bool = False
    """It is a listing, as far as it ever gave events."""
    whole: bool = False
    """All of the last good reading could be read."""
    suspect_since: datetime | None = None
    """The first visit whose reading was not believed; None while all is well."""
    suspicion: str | None = None
    """Why it was not."""
    accepted: bool = False
    """A person has said that what it says next is right."""
    kind: FailedKind | None = None
    """Of the last failure; None while all is well."""
    changed_at: datetime | None = None
    """When its page was last another one; None where that is not known."""
    next_on: date | None = None
    """The next day of an event or a deadline that its last good reading told."""
    size: int | None = None
    """Of its last good page, in bytes; None where that is not known."""
    usual_size: int | None = None
    """Of those before."""
    ms: int | None = None
    """How many milliseconds on the network the last good page took."""
    usual_ms: int | None = None
    """The same of those before."""
    alarm: str | None = None
    """Its state that a person was last told of; None while no person is needed."""


class Timing(NamedTuple):
    """What of a `SourceState` decides when it is asked next."""

    checked_at: datetime
    failures: int
    kind: FailedKind | None
    ended: date | None
    changed_at: datetime | None
    next_on: date | None


def digest(body: bytes) -> str:
    """SHA-256 of a body, hexadecimal: tells whether it is the one that was read before."""
    return sha256(body).hexdigest()


def to_text(value: Any) -> str:
    """JSON in which anything that a page says can be stored: a lone surrogate or NUL is escaped."""
    return ENCODER.encode(value)


def state_from(row: RowMapping) -> SourceState:
    """A row of source beside the digest of its body."""
    fields = dict(row)
    validators = Validators(fields.pop("etag"), fields.pop("last_modified"))
    del fields["address"]
    return SourceState(validators=validators, body_digest=fields.pop("digest"), **fields)


def known_from(row: RowMapping, listings: Iterable[RowMapping]) -> Known:
    """The matching columns of a record beside the entries of its sources."""
    own = [{key: value for key, value in listing.items() if key != "uid"} for listing in listings]
    return Known(**row, listings=tuple(Listing(**entry) for entry in own))


def record_from(
    row: RowMapping, listings: Sequence[RowMapping], aliases: Iterable[str] = (), facts: Sequence[Fact] = ()
) -> Record:
    """A record beside the address, the time and the absence of its sightings, and the uids that stand for it."""
    absences = [Absence(listing["absent_since"], listing["absences"]) for listing in listings]
    return Record(
        uid=row["uid"],
        event=from_json(json.loads(row["event"]), facts),
        sequence=row["sequence"],
        state=with_absences(row["state"], absences),
        sources=tuple(sorted({listing["address"] for listing in listings})),
        first_seen=row["first_seen"],
        last_changed=row["last_changed"],
        last_seen=max((listing["last_seen"] for listing in listings), default=row["first_seen"]),
        was=_was(row["days"] or row["was"]),
        absent_since=absent_since(absences),
        aliases=tuple(sorted(aliases)),
        waiting=row["waiting"],
        pages=tuple(sorted({listing["url"] for listing in listings if listing["own"]})),
    )


def _was(days: str | None) -> When | None:
    return when_from_json(json.loads(days)) if days is not None else None


def entry_from(row: RowMapping) -> Entry:
    """A sighting's `ENTRY_FIELDS`, lists and objects as JSON, beside the columns of its absence."""
    deadlines = json.loads(row["deadlines"] or "[]")
    days = [row["end"] or row["start"]] if row["start"] else [deadline["date"] for deadline in deadlines]
    return Entry(
        uid=row["uid"],
        last_day=max((date.fromisoformat(day[:10]) for day in days), default=date.max),
        cancelled=row["status"] == "cancelled",
        own=row["own"],
        told=told({**row, "deadlines": deadlines}),
        absence=Absence(row["absent_since"], row["absences"]),
    )


def version_from(row: RowMapping) -> Version:
    """What a record publishes."""
    event = json.loads(row["event"])
    days = days_of(event) or (json.loads(row["days"]) if row["days"] else None)
    was = json.loads(row["was"]) if row["was"] else None
    return Version(event, row["sequence"], row["state"], row["last_changed"], days, was)


def record_row(uid: str, version: Version, text: str, first_seen: datetime, *, waiting: bool = False) -> Row:
    """`text`: the version's event, written; `waiting`: it was never shown, and waits for a person."""
    event = version.event
    return {
        "uid": uid,
        "name": event["name"],
        "start": (version.days or event)["start"],
        "end": (version.days or event)["end"],
        "city": event["city"],
        "country": event["country"],
        "event": text,
        "days": to_text(version.days) if version.days and not event["start"] else None,
        "was": to_text(version.was) if version.was else None,
        "sequence": version.sequence,
        "state": version.state,
        "first_seen": first_seen,
        "last_changed": version.last_changed,
        "waiting": waiting,
    }


def change_row(change: Change) -> Row:
    """A change, its values as JSON."""
    return {
        "uid": change.uid,
        "field": change.field,
        "old": to_text(change.old),
        "new": to_text(change.new),
        "when": change.when,
        "source_id": change.source_id,
        "words": change.words,
        "overruled": change.overruled,
    }


def change_from(row: RowMapping) -> Change:
    """The change that `change_row` wrote."""
    fields = {key: value for key, value in row.items() if key != "id"}
    return Change(**{**fields, "old": json.loads(row["old"]), "new": json.loads(row["new"])})


def visit_row(visit: Visit) -> Row:
    """A visit, its problems as JSON."""
    return {
        "source_id": visit.source_id,
        "when": visit.when,
        "outcome": visit.outcome,
        "reason": visit.reason,
        "events": visit.events,
        "problems": to_text(visit.problems),
    }


def visit_from(row: RowMapping) -> Visit:
    """The visit that `visit_row` wrote."""
    fields = {key: value for key, value in row.items() if key != "id"}
    return Visit(**{**fields, "problems": tuple(json.loads(row["problems"]))})


def body_row(source_id: str, page: Page) -> Row:
    """A page's body, compressed."""
    return {
        "source_id": source_id,
        "url": page.url,
        "when": page.when,
        "content_type": page.content_type,
        "digest": digest(page.body),
        "body": zlib.compress(page.body),
    }


def led_to_row(source_id: str, address: str, page: Page) -> Row:
    """A page that a source's page leads to, compressed."""
    body = body_row(source_id, page)
    del body["digest"]
    return {**body, "address": address}


def page_from(row: RowMapping) -> Page:
    """The page that `body_row` or `led_to_row` kept, without its headers."""
    return Page(row["url"], zlib.decompress(row["body"]), row["when"], row["content_type"])
