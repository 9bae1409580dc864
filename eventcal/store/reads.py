"""What is looked up in one snapshot."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select

from eventcal.errors import UsageError
from eventcal.event_json import facts_from_json
from eventcal.history import Known
from eventcal.model import Fact, Record
from eventcal.store import schema
from eventcal.store.rows import SourceState, Timing, known_from, record_from, state_from

NAMED = 5
"""How many candidates an error names."""


def listings(last_seen: ColumnElement[Any] = schema.sighting.c.last_seen) -> Select[Any]:
    """Who lists which record, since when last, and since when no more."""
    entry = schema.sighting.c
    seen = last_seen, entry.absent_since, entry.absences
    return select(entry.uid, schema.source.c.address, entry.url, entry.own, *seen).join(schema.source)


def states() -> Select[Any]:
    """Each source with the digest of its page."""
    source, body = schema.source, schema.body
    joined = source.outerjoin(body)
    return select(source, body.c.digest, body.c.when.label("read_on")).select_from(joined).order_by(source.c.id)


def may_be_unwell() -> ColumnElement[bool]:
    """Of those that are not, nothing need be told: they are believed, do not fail, and measure no less than usual."""
    source = schema.source.c
    troubled = source.failing_since.is_not(None), source.suspect_since.is_not(None), source.events == 0
    return or_(*troubled, source.size < source.usual_size, source.ms > source.usual_ms)


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


def uids(connection: Connection) -> list[str]:
    """That of every record, sorted."""
    return [*connection.scalars(select(schema.record.c.uid).order_by(schema.record.c.uid))]


def records(connection: Connection, uids: Sequence[str]) -> list[Record]:
    """The records of these uids, in their order, without their facts."""
    told = by_uid(connection, listings().where(schema.sighting.c.uid.in_(uids)))
    merged: defaultdict[str, list[str]] = defaultdict(list)
    for uid, kept in aliases(connection, schema.alias.c.record.in_(uids)).items():
        merged[kept].append(uid)
    rows = connection.execute(select(schema.record).where(schema.record.c.uid.in_(uids))).mappings()
    found = {row["uid"]: record_from(row, told[row["uid"]], merged.get(row["uid"], ())) for row in rows}
    return [found[uid] for uid in uids]


def fingerprint(connection: Connection) -> str:
    """A digest of all rows that records and the entries of past issues are made of; of when an event was last seen, the day."""
    digest = sha256()
    entry, merged, printed = schema.sighting.c, schema.alias.c, schema.printed.c
    for rows in (
        select(schema.record).order_by(schema.record.c.uid),
        listings(func.substr(entry.last_seen, 1, 10)).order_by(entry.uid, entry.source_id),
        select(schema.alias).order_by(merged.uid),
        select(schema.printed).order_by(printed.id),
    ):
        for row in connection.execute(rows.execution_options(yield_per=500)):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def aliases(connection: Connection, *where: ColumnElement[bool]) -> dict[str, str]:
    """The uids that stand for another one, each with that one; with conditions those that meet them."""
    return {row["uid"]: row["record"] for row in connection.execute(select(schema.alias).where(*where)).mappings()}


def source_states(connection: Connection, *where: ColumnElement[bool]) -> dict[str, SourceState]:
    """How each source is doing, by id; with conditions those that meet them."""
    return {row["id"]: state_from(row) for row in connection.execute(states().where(*where)).mappings()}


def timings(connection: Connection) -> dict[str, Timing]:
    """When each source is to be asked, by id: of a hundred thousand in a tenth of the time that `source_states` takes."""
    columns = (schema.source.c[name] for name in Timing._fields)
    rows = select(schema.source.c.id, *columns).execution_options(yield_per=1000)
    return {row[0]: Timing._make(row[1:]) for row in connection.execute(rows)}


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
