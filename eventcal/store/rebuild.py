"""Rows from what was published, where all else is lost: uids and sequences stay, and the next reading finds its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from eventcal.event_json import to_json, when_to_json
from eventcal.history import Version, address, days_of, filled
from eventcal.lifecycle import ABSENCES, MISSING, state_of
from eventcal.model import Record, Source
from eventcal.store import schema
from eventcal.store.load import TableRow
from eventcal.store.rows import Row, record_row, to_text

LEAST = -1
"""What a source of no settings knows: fewer fields than any reading, so that it never speaks against one."""


def published_rows(records: Sequence[Record], owners: Mapping[str, Source]) -> Iterator[TableRow]:
    """A row for each source, record and sighting. `owners`: by address the source of the settings that has it.

    An address that none has becomes a source of its own, whose id is the address: it is never read, and another source's
    reading finds its events by their address or name.
    """
    yield from ((schema.source, row) for row in _sources(records, owners).values())
    yield from ((schema.record, _record(record)) for record in records)
    yield from ((schema.alias, row) for row in _aliases(records))
    crowd = Counter(
        (source_id, address(record.event.url)) for record in records for source_id in _listed(record, owners)
    )
    for position, record in enumerate(records):
        for source_id, place in _listed(record, owners).items():
            alone = crowd[source_id, address(record.event.url)] == 1
            fields = filled(to_json(record.event)) if place in owners else LEAST
            own = alone and _own(record, place, owners)
            yield schema.sighting, _sighting(record, position) | {"source_id": source_id, "own": own, "filled": fields}


def _listed(record: Record, owners: Mapping[str, Source]) -> dict[str, str]:
    """The ids of the sources that list a record, each with its address."""
    return {owners[place].id if place in owners else place: place for place in record.sources}


def _sources(records: Sequence[Record], owners: Mapping[str, Source]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for record in records:
        for source_id, place in _listed(record, owners).items():
            read = min(record.first_seen, rows[source_id]["checked_at"] if source_id in rows else record.first_seen)
            rows[source_id] = _source(source_id, owners[place].url if place in owners else place, place, read)
    return rows


def _source(source_id: str, url: str, place: str, read: datetime) -> Row:
    """A source that was read at the time when its first event was seen, if not later."""
    empty = {**dict.fromkeys(schema.source.columns.keys()), "lists": False, "whole": False, "accepted": False}
    return {**empty, "id": source_id, "url": url, "address": place, "checked_at": read, "failures": 0}


def _record(record: Record) -> Row:
    event = to_json(record.event)
    was = when_to_json(record.was) if record.was is not None else None
    days = days_of(event)
    version = Version(
        event, record.sequence, state_of(event), record.last_changed, days or was, was if days is not None else None
    )
    return record_row(record.uid, version, to_text(event), record.first_seen)


def _own(record: Record, place: str, owners: Mapping[str, Source]) -> bool:
    return place in owners and address(record.event.url) in {address(place), address(owners[place].url)}


def _sighting(record: Record, position: int) -> Row:
    event = to_json(record.event)
    return {
        "uid": record.uid,
        "key": None,
        "url": record.event.url,
        "name": event["name"],
        "start": event["start"],
        "position": position,
        "event": to_text(event),
        "facts": "[]",
        "last_seen": record.last_seen,
        "absent_since": record.last_seen.date() if record.state == MISSING else None,
        "absences": ABSENCES if record.state == MISSING else 0,
    }


def _aliases(records: Sequence[Record]) -> Iterator[Row]:
    """The uids that stand for another one; not one that is a record's own, as a file changed by hand may say."""
    own = {record.uid for record in records}
    merged = {uid: record.uid for record in records for uid in record.aliases if uid not in own}
    yield from ({"uid": uid, "record": kept} for uid, kept in sorted(merged.items()))
