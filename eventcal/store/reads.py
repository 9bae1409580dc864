"""What is looked up in one snapshot."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Connection, RowMapping, Select, and_, func, select, type_coerce

from eventcal.errors import UsageError
from eventcal.event_json import facts_from_json
from eventcal.history import Known
from eventcal.model import Fact, Record
from eventcal.store import schema
from eventcal.store.rows import SourceState, known_from, record_from, state_from

NAMED = 5
"""How many candidates an error names."""


def listings() -> Select[Any]:
    """Who lists which record, since when last, and since when no more."""
    entry = schema.sighting.c
    seen = entry.last_seen, entry.absent_since, entry.absences
    return select(entry.uid, schema.source.c.address, entry.url, entry.own, *seen).join(schema.source)


def states() -> Select[Any]:
    """Each source with the digest of its page, and with the end of the event that it is the page of."""
    source, entry = schema.source, schema.sighting
    event = type_coerce(entry.c.event, JSON)
    ended = func.coalesce(event["end"].as_string(), event["start"].as_string()).label("ended")
    alone = and_(entry.c.own, entry.c.last_seen == source.c.succeeded_at, source.c.events == 1)
    joined = source.outerjoin(schema.body).outerjoin(entry, and_(entry.c.source_id == source.c.id, alone))
    return (
        select(source, schema.body.c.digest, schema.body.c.when.label("read_on"), ended)
        .select_from(joined)
        .order_by(source.c.id)
    )


def known(connection: Connection) -> list[Known]:
    """Every record as matching needs it, by uid."""
    record, entry, source = schema.record.c, schema.sighting.c, schema.source.c
    columns = select(
        *(record.uid, record.name, record.start, record.end, record.city, record.country),
        *(record.state, record.first_seen),
    )
    entries = select(
        *(entry.uid, entry.source_id, source.url.label("source_url")),
        *(entry.key, entry.url, entry.position, entry.name, entry.start),
    ).join(schema.source)
    told = by_uid(connection, entries.order_by(entry.source_id))
    return [known_from(row, told[row["uid"]]) for row in connection.execute(columns.order_by(record.uid)).mappings()]


def records(connection: Connection) -> list[Record]:
    """Every record by uid, without its facts."""
    told = by_uid(connection, listings())
    merged: defaultdict[str, list[str]] = defaultdict(list)
    for uid, kept in aliases(connection).items():
        merged[kept].append(uid)
    rows = connection.execute(select(schema.record).order_by(schema.record.c.uid)).mappings()
    return [record_from(row, told[row["uid"]], merged.get(row["uid"], ())) for row in rows]


def aliases(connection: Connection) -> dict[str, str]:
    """The uids that stand for another one, each with that one."""
    return {row["uid"]: row["record"] for row in connection.execute(select(schema.alias)).mappings()}


def source_states(connection: Connection) -> dict[str, SourceState]:
    """How each source is doing, by id."""
    return {row["id"]: state_from(row) for row in connection.execute(states()).mappings()}


def by_uid(connection: Connection, rows: Select[Any]) -> defaultdict[str, list[RowMapping]]:
    """The rows by their uid."""
    found: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(rows).mappings():
        found[row["uid"]].append(row)
    return found


def facts_of(connection: Connection, uid: str) -> list[Fact]:
    """Every fact that any source of a record gave, those of its own page first."""
    entry = schema.sighting.c
    kept = select(entry.facts).where(entry.uid == uid).order_by(entry.own.desc(), entry.filled.desc(), entry.source_id)
    return [fact for text in connection.scalars(kept) for fact in facts_from_json(json.loads(text))]


def only(rows: Sequence[RowMapping], start: str) -> RowMapping:
    """The one row. UsageError, naming candidates, if there is none or more than one."""
    if not rows:
        raise UsageError(f"no event has an id that starts with {start!r}; `eventcal list` shows them")
    if len(rows) > 1:
        named = ", ".join(f"{row['uid'][:13]} ({row['name']})" for row in rows[:NAMED])
        more = ", …" if len(rows) > NAMED else ""
        raise UsageError(f"several events have an id that starts with {start!r}: {named}{more}")
    return rows[0]
