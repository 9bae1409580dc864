"""What one visit of a source writes. The caller's transaction makes it all or nothing; rows go in lists, not one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import JSON, ColumnElement, Connection, bindparam, delete, insert, or_, select, type_coerce, update

from eventcal.event_json import facts_to_json, to_json
from eventcal.history import Decision, address, filled
from eventcal.lifecycle import Entry
from eventcal.model import Failed, Source, Suspect, Visit, day_of
from eventcal.store import revisions, schema
from eventcal.store.bulk import chunks, put
from eventcal.store.rows import (
    ENTRY_FIELDS,
    Reading,
    Row,
    Unite,
    body_row,
    entry_from,
    led_to_row,
    to_text,
    visit_row,
)


def save_failed(connection: Connection, source: Source, outcome: Failed, now: datetime) -> None:
    """The failure is counted; events, validators and body stay."""
    old = _source_row(connection, source)
    since = old["failing_since"] or now
    failing = {"failures": old["failures"] + 1, "failing_since": since, "reason": outcome.reason, "kind": outcome.kind}
    put(connection, schema.source, [{**old, "checked_at": now, **failing}])
    _visit(connection, Visit(source.id, now, "failed", reason=outcome.reason))


def save_suspect(connection: Connection, source: Source, outcome: Suspect, now: datetime) -> None:
    """The suspicion is kept; events, validators and body stay, so that the source is read anew next time."""
    old = _source_row(connection, source)
    doubted = {"suspect_since": old["suspect_since"] or now, "suspicion": outcome.reason}
    answered = {"checked_at": now, "failures": 0, "failing_since": None, "reason": None, "kind": None}
    put(connection, schema.source, [{**old, **answered, **doubted}])
    _visit(connection, Visit(source.id, now, "suspect", reason=outcome.reason, events=outcome.events))


def save_unchanged(connection: Connection, sources: Sequence[Source], now: datetime, took: Mapping[str, int]) -> None:
    """What the last good readings saw is seen again, and what they lacked is lacking still. What is usual is measured by
    readings alone: an answer without a page is sooner there."""
    by_id = {source.id: source for source in sources}
    table, entry = schema.source, schema.sighting
    read_at = select(table.c.succeeded_at).where(table.c.id == entry.c.source_id).scalar_subquery()
    seen = entry.c.source_id.in_(by_id), entry.c.last_seen == read_at
    connection.execute(update(entry).where(*seen).values(last_seen=now))
    lacking = select(entry.c.source_id).distinct().join(table).where(entry.c.absences > 0, table.c.lists, table.c.whole)
    for source_id in connection.scalars(lacking.where(table.c.id.in_(by_id)).order_by(entry.c.source_id)).all():
        lacked = entries(connection, source_id, entry.c.absences > 0)
        uids = [each.uid for each in lacked if each.is_upcoming(now.date())]
        _count(connection, by_id[source_id], uids, now.date())
    known = set(connection.scalars(select(table.c.id).where(table.c.id.in_(by_id))))
    connection.execute(update(table).where(table.c.id.in_(known)).values(_well(now)))
    measured = [{"of": source_id, "took": took[source_id]} for source_id in known & took.keys()]
    if measured:
        connection.execute(update(table).where(table.c.id == bindparam("of")).values(ms=bindparam("took")), measured)
    new = [source for source in sources if source.id not in known]
    put(connection, table, [{**_source_row(connection, source), **_well(now)} for source in new])
    connection.execute(insert(schema.visit), [visit_row(Visit(source.id, now, "unchanged")) for source in sources])


def save_reading(connection: Connection, source: Source, reading: Reading, now: datetime, unite: Unite) -> None:
    """The source's entries and all that follows from them. Entries that it no longer has stay, and are marked as absent."""
    old = _source_row(connection, source)
    told = {"changed_at": now, "next_on": _next_on(reading, now.date()), **_measured(reading, old)}
    visited = {**_well(now), **told} if reading.fetched else {}
    put(connection, schema.source, [{**old, **_read(source, reading), **visited}])
    _adopt(connection, source)
    for decision in reading.decisions:
        if decision.merges is not None:
            revisions.merge(connection, decision.merges, decision.uid)
    sightings = [*_sightings(source, reading, now if reading.fetched else old["succeeded_at"] or now)]
    place = _source_row(connection, source)["address"]
    records, changes = revisions.revised(connection, source, place, sightings, now, unite)
    revisions.put_revised(connection, records, changes)
    put(connection, schema.sighting, sightings)
    if reading.fetched:
        _miss(connection, source, reading, now.date())
        revisions.reunite(connection, reading.absent, now, unite)
        put(connection, schema.body, [body_row(source.id, reading.page)])
        connection.execute(delete(schema.led_to).where(schema.led_to.c.source_id == source.id))
        put(connection, schema.led_to, [led_to_row(source.id, *entry) for entry in reading.led_to.items()])
        visit = Visit(source.id, now, "parsed", events=len(reading.decisions), problems=reading.problems)
        _visit(connection, visit)


def _source_row(connection: Connection, source: Source) -> Row:
    row = connection.execute(select(schema.source).where(schema.source.c.id == source.id)).mappings().first()
    empty = {**dict.fromkeys(schema.source.columns.keys()), "lists": False, "whole": False, "accepted": False}
    return dict(row) if row else {**empty, "id": source.id, "url": source.url, "address": source.url, "failures": 0}


def entries(connection: Connection, source_id: str, *where: ColumnElement[bool]) -> list[Entry]:
    """What a source has said so far of each of its events, by uid; with conditions of those that meet them."""
    entry = schema.sighting.c
    event = type_coerce(entry.event, JSON)
    parts = [event[name].as_string().label(name) for name in ENTRY_FIELDS]
    rows = select(entry.uid, entry.own, entry.absent_since, entry.absences, *parts).where(entry.source_id == source_id)
    return [entry_from(row) for row in connection.execute(rows.where(*where).order_by(entry.uid)).mappings()]


def _miss(connection: Connection, source: Source, reading: Reading, today: date) -> None:
    """What the source should have and has not."""
    entry = schema.sighting
    here = entry.c.source_id == source.id, entry.c.absent_since.is_(None)
    for uids in chunks(reading.absent):
        connection.execute(update(entry).where(*here, entry.c.uid.in_(uids)).values(absent_since=today))
    _count(connection, source, reading.counted, today)


def _count(connection: Connection, source: Source, uids: Sequence[str], today: date) -> None:
    """A complete reading that lacks these, where it is the first one of the day."""
    entry = schema.sighting
    first = entry.c.source_id == source.id, or_(entry.c.absent_on.is_(None), entry.c.absent_on < today)
    once_more = {"absences": entry.c.absences + 1, "absent_on": today}
    for chunk in chunks(uids):
        connection.execute(update(entry).where(*first, entry.c.uid.in_(chunk)).values(once_more))


def _well(now: datetime) -> Row:
    believed = {"suspect_since": None, "suspicion": None, "accepted": False}
    well = {"failures": 0, "failing_since": None, "reason": None, "kind": None}
    return {"checked_at": now, "succeeded_at": now, **well, **believed}


def _measured(reading: Reading, old: Row) -> Row:
    """What the page measures, and what was usual before it."""
    measured: Row = {"size": len(reading.page.body), "ms": reading.ms}
    for name, value in list(measured.items()):
        before, last = old[f"usual_{name}"], old[name]
        usual = last if before is None or last is None else round(0.8 * before + 0.2 * last)
        measured[f"usual_{name}"] = value if usual is None else usual
    return measured


def _next_on(reading: Reading, today: date) -> date | None:
    """The next day on which something of it begins or is due."""
    events = [decision.event for decision in reading.decisions]
    days = [event.when.first_day for event in events if event.when is not None]
    days += [day_of(deadline.date) for event in events for deadline in event.deadlines]
    return min((day for day in days if day >= today), default=None)


def _read(source: Source, reading: Reading) -> Row:
    is_file = "://" not in source.url
    return {
        "url": source.url,
        "address": reading.page.url if is_file else source.url,
        "etag": reading.validators.etag,
        "last_modified": reading.validators.last_modified,
        "reader_version": reading.reader_version,
        "adapter": reading.adapter,
        "events": len(reading.decisions),
        "lists": reading.lists,
        "whole": reading.whole,
        "ended": _ended(source, reading),
    }


def _ended(source: Source, reading: Reading) -> date | None:
    """The last day of the event that it is the page of; None for a list, or where the event has no day."""
    events = [decision.event for decision in reading.decisions]
    if len(events) != 1 or address(events[0].url) not in _addresses(source, reading):
        return None
    return events[0].when.last_day if events[0].when is not None else None


def _addresses(source: Source, reading: Reading) -> set[str]:
    """That events of their own page have."""
    return {address(source.url), address(reading.page.url)}


def _adopt(connection: Connection, source: Source) -> None:
    """The entries that a source had under its earlier addresses become its own."""
    former = select(schema.source.c.id).where(schema.source.c.url.in_(source.was), schema.source.c.id != source.id)
    entry = schema.sighting.c
    for past in connection.scalars(former.order_by(schema.source.c.id)).all() if source.was else ():
        has = select(entry.uid).where(entry.source_id == source.id)
        connection.execute(delete(schema.sighting).where(entry.source_id == past, entry.uid.in_(has)))
        connection.execute(update(schema.sighting).where(entry.source_id == past).values(source_id=source.id))


def _sightings(source: Source, reading: Reading, now: datetime) -> Iterator[Row]:
    crowd = Counter(address(decision.event.url) for decision in reading.decisions)
    here = _addresses(source, reading)
    for position, decision in enumerate(reading.decisions):
        place = address(decision.event.url)
        own = place in here and crowd[place] == 1 and not reading.page.is_data
        seen = {"last_seen": now, "absent_since": None, "absences": 0, "absent_on": None}
        yield {**_entry(decision), "source_id": source.id, "position": position, "own": own, **seen}


def _entry(decision: Decision) -> Row:
    event = to_json(decision.event)
    return {
        "uid": decision.uid,
        "key": decision.event.key,
        "url": decision.event.url,
        "name": event["name"],
        "start": event["start"],
        "filled": filled(event),
        "event": to_text(event),
        "facts": to_text(facts_to_json(decision.event.facts)),
    }


def _visit(connection: Connection, visit: Visit) -> None:
    connection.execute(insert(schema.visit), [visit_row(visit)])
