"""Records as their sources tell them together, and what that changes. In the caller's transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, select, update

from eventcal.event_json import from_json, to_json
from eventcal.hearsay import SILENT, heard
from eventcal.history import Change, Json, Voice, by_trust, first_version, revise, teller
from eventcal.model import Source
from eventcal.store import schema
from eventcal.store.bulk import put, rows_of
from eventcal.store.rows import Row, Unite, change_row, record_row, to_text, version_from


def revised(
    connection: Connection, source: Source, place: str, sightings: Sequence[Row], now: datetime, unite: Unite
) -> tuple[list[Row], list[Change]]:
    """The records that these sightings of a source make or alter, and their changes. Records that stay as they are cost no
    parsing. `place`: the address of the source for people."""
    uids = [sighting["uid"] for sighting in sightings]
    old = {row["uid"]: row for row in rows_of(connection, select(schema.record), schema.record.c.uid, uids)}
    voices = _voices(connection, uids, now, schema.sighting.c.source_id != source.id)
    fixed = fixed_of(connection, uids)
    records: list[Row] = []
    changes: list[Change] = []
    for sighting in sightings:
        uid = sighting["uid"]
        speakers = by_trust([_voice(sighting, place), *voices[uid]])
        text = _united(speakers, unite)
        record = old.get(uid)
        if record is None:
            version = first_version(json.loads(text), now)
            records.append(record_row(uid, version, text, first_seen=now, waiting=source.review))
        elif record["event"] != text:
            row, told = _next(record, text, speakers, now, fixed.get(uid, {}))
            records.append(row)
            changes += told
    return records, changes


def reunite(connection: Connection, uids: Sequence[str], now: datetime, unite: Unite) -> None:
    """The records as those tell them who list them now."""
    voices, fixed = _voices(connection, uids, now), fixed_of(connection, uids)
    for record in [*rows_of(connection, select(schema.record), schema.record.c.uid, uids)]:
        speakers = by_trust(voices[record["uid"]])
        text = _united(speakers, unite)
        if record["event"] != text:
            row, changes = _next(record, text, speakers, now, fixed.get(record["uid"], {}))
            put_revised(connection, [row], changes)


def put_revised(connection: Connection, records: Sequence[Row], changes: Sequence[Change]) -> None:
    """Records, and how they have changed."""
    put(connection, schema.record, records)
    if changes:
        connection.execute(insert(schema.change), [change_row(change) for change in changes])


def fixed_of(connection: Connection, uids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What the editor had fixed of some records when they were last published, by uid."""
    edits = select(schema.edit.c.uid, schema.edit.c.fixed)
    return {row["uid"]: json.loads(row["fixed"]) for row in rows_of(connection, edits, schema.edit.c.uid, uids)}


def _united(speakers: Sequence[Voice], unite: Unite) -> str:
    """What they tell together, as JSON."""
    if len(speakers) == 1:
        return speakers[0].event
    return to_text(to_json(unite([from_json(event) for event in heard(speakers)])))


def _next(
    record: RowMapping, text: str, speakers: Sequence[Voice], now: datetime, fixed: Json
) -> tuple[Row, tuple[Change, ...]]:
    uid, event = record["uid"], json.loads(text)
    version, changes = revise(uid, version_from(record), event, teller(speakers), now, fixed)
    return record_row(uid, version, text, record["first_seen"], waiting=record["waiting"]), changes


def _voices(
    connection: Connection, uids: Sequence[str], now: datetime, *where: ColumnElement[bool]
) -> defaultdict[str, list[Voice]]:
    voices: defaultdict[str, list[Voice]] = defaultdict(list)
    entry = schema.sighting.c
    said = entry.uid, entry.source_id, entry.own, entry.filled, entry.event, entry.absent_since
    listed = select(*said, schema.source.c.address, schema.source.c.failing_since).join(schema.source).where(*where)
    for row in rows_of(connection, listed, entry.uid, uids):
        failing = row["failing_since"] is not None and now - row["failing_since"] >= SILENT
        voices[row["uid"]].append(_voice(row, row["address"], silent=failing or row["absent_since"] is not None))
    return voices


def _voice(sighting: Row | RowMapping, address: str, *, silent: bool = False) -> Voice:
    return Voice(sighting["source_id"], sighting["own"], sighting["filled"], sighting["event"], address, silent)


def merge(connection: Connection, gone: str, kept: str) -> None:
    """One record in place of two: what is known of the one that goes is the other's from now on. No source may list both."""
    connection.execute(delete(schema.edit).where(schema.edit.c.uid == gone))
    for column in (schema.sighting.c.uid, schema.change.c.uid, schema.alias.c.record):
        connection.execute(update(column.table).where(column == gone).values({column.name: kept}))
    connection.execute(insert(schema.alias).values(uid=gone, record=kept))
    connection.execute(delete(schema.record).where(schema.record.c.uid == gone))
