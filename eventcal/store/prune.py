"""What the store forgets: history and pages of long ago. Records and their sightings stay for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, null, select, update

from eventcal.store import schema

KEPT = timedelta(days=400)
"""So that an edition of last year can still be looked into beside that of this year."""
DRAFTS_KEPT = timedelta(days=60)
"""So long after it was shown a draft can still be marked."""


def prune(connection: Connection, now: datetime) -> None:
    """Visits and changes older than `KEPT` go, and the pages of sources that were not read for so long; so do old drafts."""
    edge = now - KEPT
    connection.execute(delete(schema.draft).where(schema.draft.c.made_at < now - DRAFTS_KEPT))
    connection.execute(delete(schema.visit).where(schema.visit.c.when < edge))
    connection.execute(delete(schema.change).where(schema.change.c.when < edge))
    _drop_pages(connection, edge)


def _drop_pages(connection: Connection, edge: datetime) -> None:
    """Without its page a source is read anew when it answers again: "unchanged" would bring no page back."""
    source, body, led_to = schema.source.c, schema.body, schema.led_to
    unread = select(source.id).where(source.succeeded_at < edge)
    has_page = exists().where(body.c.source_id == source.id)
    connection.execute(
        update(schema.source)
        .where(source.succeeded_at < edge, has_page)
        .values(etag=null(), last_modified=null(), reader_version=null())
    )
    for table in (body, led_to):
        connection.execute(delete(table).where(table.c.source_id.in_(unread)))
