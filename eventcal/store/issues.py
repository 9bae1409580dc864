"""What the newsletter's issues have printed. In the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, insert, select

from eventcal.printed import Printed, said_from_json, said_to_json
from eventcal.store.rows import Row, to_text
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
