"""What the newsletter's issues have printed, and what the next one may. In the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, select

from eventcal.printed import Draft, Printed, printed_from_json, printed_to_json, said_from_json, said_to_json
from eventcal.store.rows import Row, to_text
from eventcal.store.schema import draft as drafts
from eventcal.store.schema import printed as table


def put(connection: Connection, issue: str, entries: Sequence[Printed]) -> None:
    """The entries of an issue, in the place of those that were known of it."""
    connection.execute(delete(table).where(table.c.issue == issue))
    if entries:
        connection.execute(insert(table), [_row(entry) for entry in entries])


def entries(connection: Connection) -> list[Printed]:
    """Those of all issues, the oldest issue first."""
    rows = select(table).order_by(table.c.day, table.c.issue, table.c.id)
    return [_entry(row) for row in connection.execute(rows).mappings()]


def put_draft(connection: Connection, draft: Draft) -> None:
    """The draft, as the last one that was shown."""
    connection.execute(delete(drafts).where(drafts.c.id == draft.id))
    told = [printed_to_json(entry) for entry in draft.entries]
    connection.execute(insert(drafts).values(id=draft.id, made_at=draft.made_at, entries=to_text(told)))


def draft(connection: Connection, id: str | None) -> Draft | None:
    """That one, or the last that was shown; None if there is none."""
    wanted = select(drafts) if id is None else select(drafts).where(drafts.c.id == id)
    row = connection.execute(wanted.order_by(drafts.c.number.desc()).limit(1)).mappings().first()
    if row is None:
        return None
    return Draft(row["id"], row["made_at"], tuple(map(printed_from_json, json.loads(row["entries"]))))


def _row(entry: Printed) -> Row:
    return {
        "issue": entry.issue,
        "day": entry.day,
        "section": entry.section,
        "uid": entry.uid,
        "name": entry.name,
        "url": entry.url,
        "said": to_text(said_to_json(entry.said)),
        "words": entry.words,
        "blurb": entry.blurb,
    }


def _entry(row: RowMapping) -> Printed:
    said = said_from_json(json.loads(row["said"]))
    values = {name: row[name] for name in ("issue", "day", "section", "name", "url", "words", "blurb", "uid")}
    return Printed(said=said, **values)
