"""Many rows at once, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Select, Table
from sqlalchemy.dialects import sqlite

from eventcal.store.rows import Row

CHUNK = 500  # values in one IN (…)


def rows_of(
    connection: Connection, rows: Select[Any], column: Column[str], values: Sequence[str]
) -> Iterator[RowMapping]:
    """Those of some rows whose column has one of the values."""
    for chunk in chunks(values):
        yield from connection.execute(rows.where(column.in_(chunk))).mappings()


def chunks(values: Sequence[str]) -> Iterator[list[str]]:
    """The values, as many at a time as one statement takes."""
    rest = iter(values)
    while chunk := [*islice(rest, CHUNK)]:
        yield chunk


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Rows inserted, or written over those of the same key."""
    if not rows:
        return
    statement = sqlite.insert(table)
    over = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    connection.execute(statement.on_conflict_do_update(index_elements=[*table.primary_key], set_=over), rows)
