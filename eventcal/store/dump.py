"""The whole state as lines of JSON: one row a line, always in one order, so that two dumps compare well.

The first line says which schema the rows have. Columns that hold JSON are given as JSON, bytes in base64.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from eventcal.store.migrate import HEAD
from eventcal.store.schema import metadata

MARK = "eventcal dump"
"""The key of the first line."""
JSON_COLUMNS = {"event", "facts", "old", "new", "problems", "fixed", "told", "said", "entries"}
BULK = {"body", "led_to", "visit", "draft", "publication", "told"}
"""The tables that a dump goes without unless it is asked for bodies: what they hold comes back, or is
made anew, with the next refreshes."""
READ_ANEW = {"etag", "last_modified", "reader_version"}
"""What of a source a dump without its page goes without too: a server that answers "unchanged" would bring no page back."""


def lines(connection: Connection, *, bodies: bool) -> Iterator[str]:
    """Each line without its end. They hold any character, half ones too, that a page may hold."""
    yield json.dumps({MARK: HEAD})
    for table in metadata.sorted_tables:  # what a row refers to comes before it
        if bodies or table.name not in BULK:
            rows = select(table).order_by(*table.primary_key).execution_options(yield_per=500)
            for row in connection.execute(rows).mappings():
                yield _line(table, row, leave_out=set() if bodies else READ_ANEW)


def _line(table: Table, row: RowMapping, leave_out: set[str]) -> str:
    values = {name: _plain(name, value) for name, value in row.items() if name not in leave_out}
    return json.dumps({"table": table.name, **values}, ensure_ascii=False, separators=(",", ":"))


def _plain(name: str, value: Any) -> Any:
    if name in JSON_COLUMNS:
        return json.loads(value)
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
    return value
