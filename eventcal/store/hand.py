"""What the editor's hand writes: records merged and parted, shown at last, and changed by it. In the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, exists, insert, null, select, update

from eventcal.edits import Hand, Json, Overruled, overlaid, said
from eventcal.history import recast
from eventcal.store import revisions, schema
from eventcal.store.rows import Unite, record_row, to_text, version_from


def take_in_hand(connection: Connection, hand: Hand, now: datetime, unite: Unite) -> list[Overruled]:
    """What `hand` says done, where it was not yet; what sources say anew of fields that are fixed, each thing once."""
    for kept, gone in hand.merges:
        revisions.merge(connection, gone, kept)
    parted = [uid for uid, source_id in sorted(hand.not_of) if _part(connection, uid, source_id)]
    revisions.reunite(connection, [*(kept for kept, _ in hand.merges), *parted], now, unite)
    _release(connection, hand, now)
    return [*_lay_over(connection, hand, now)]


def _part(connection: Connection, uid: str, source_id: str) -> bool:
    """The source's entry is that of another event, which its next reading, a full one, will find. False: it has none here."""
    entry, source = schema.sighting, schema.source
    here = entry.c.uid == uid, entry.c.source_id == source_id
    if not connection.execute(delete(entry).where(*here)).rowcount:
        return False
    forgotten = {"etag": null(), "last_modified": null(), "reader_version": null()}
    connection.execute(update(source).where(source.c.id == source_id).values(forgotten))
    return True


def _release(connection: Connection, hand: Hand, now: datetime) -> None:
    """What was accepted, or is listed by a source whose events do not wait, is shown from now on, and waits never again."""
    record, entry = schema.record.c, schema.sighting.c
    accepted = [uid for uid, edit in hand.edits.items() if edit.accepted]
    trusted = exists().where(entry.uid == record.uid, entry.source_id.not_in(hand.reviewed))
    for free in (record.uid.in_(accepted), trusted):
        connection.execute(update(schema.record).where(record.waiting, free).values(waiting=False, last_changed=now))


def _lay_over(connection: Connection, hand: Hand, now: datetime) -> Iterator[Overruled]:
    """The editor's values published in place of the sources'; what those say anew of them."""
    stored = {row["uid"]: row for row in connection.execute(select(schema.edit)).mappings()}
    uids = stored.keys() | {uid for uid in hand.edits if hand.fixed(uid)}
    rows = select(schema.record).where(schema.record.c.uid.in_(uids)).order_by(schema.record.c.uid)
    for record in connection.execute(rows).mappings().all() if uids else ():
        uid, fixed = record["uid"], hand.fixed(record["uid"])
        before, told = (json.loads(stored[uid][name]) if uid in stored else {} for name in ("fixed", "told"))
        if fixed != before:
            _put(connection, uid, fixed, _recast(connection, record, before, fixed, hand, now))
        elif news := [*_overruled(uid, json.loads(record["event"]), fixed, told)]:
            _put(connection, uid, fixed, {**told, **{new.field: new.now for new in news}})
            yield from (new for new in news if new.now != new.kept)


def _recast(
    connection: Connection, record: RowMapping, before: Json, fixed: Json, hand: Hand, now: datetime
) -> dict[str, Any]:
    """The record with other values fixed; what its sources say of those that the editor has named."""
    version, changes = recast(record["uid"], version_from(record), before, fixed, now)
    row = record_row(record["uid"], version, record["event"], record["first_seen"], waiting=record["waiting"])
    revisions.put_revised(connection, [row], changes)
    edit = hand.edits.get(record["uid"])
    named = edit.fixed.keys() - {"tags"} if edit is not None else ()
    return {name: said(version.event, name, fixed) for name in sorted(named)}


def _overruled(uid: str, event: Json, fixed: Json, told: Mapping[str, Any]) -> Iterator[Overruled]:
    """The fields of which the sources say something else than when that was last told."""
    shown = overlaid(event, fixed)
    for name, before in told.items():
        if (now := said(event, name, fixed)) != before:
            yield Overruled(uid, event["name"], name, before, now, said(shown, name, fixed))


def _put(connection: Connection, uid: str, fixed: Json, told: Mapping[str, Any]) -> None:
    connection.execute(delete(schema.edit).where(schema.edit.c.uid == uid))
    if fixed:
        row = {"uid": uid, "fixed": to_text(fixed), "told": to_text(told)}
        connection.execute(insert(schema.edit), [row])
