"""The lines of a dump back into rows, each checked. A mistake is told with its line, before anything of the file is kept."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as Base64Error
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any, TypeAlias

from sqlalchemy import Boolean, Column, Connection, Date, Integer, LargeBinary, Table, insert, select

from eventcal.errors import Problem, UsageError
from eventcal.event_json import facts_from_json, from_json
from eventcal.printed import printed_from_json, said_from_json
from eventcal.store.dump import JSON_COLUMNS, MARK
from eventcal.store.migrate import HEAD
from eventcal.store.rows import Row, to_text
from eventcal.store.schema import Utc, metadata

TableRow: TypeAlias = tuple[Table, Row]

CHUNK = 500  # rows in one insert
WHOLE = 2**63  # more is no integer of SQLite


def insert_all(connection: Connection, rows: Iterable[TableRow], name: str) -> None:
    """The rows stored. UsageError where the database `name` has some already."""
    for table in metadata.sorted_tables:
        if connection.execute(select(table).limit(1)).first():
            raise UsageError(
                f"{name}: holds events already; move it away, or name another with --store, and load again"
            )
    for table, group in groupby(rows, key=lambda row: row[0]):
        values = (row for _, row in group)
        while chunk := [*islice(values, CHUNK)]:
            connection.execute(insert(table), chunk)


def dumped_rows(lines: Iterable[bytes], file: str) -> Iterator[TableRow]:
    """The rows that the lines of a dump hold. UsageError, with file and line, at the first mistake."""
    checks = _Checks()
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            values = _object(line)
            if number == 1:
                _accept(values)
            else:
                yield checks.row(values)
        except ValueError as error:
            raise UsageError(str(Problem(file, number, None, str(error)))) from error
    if not number:
        raise UsageError(f"{file}: is empty; give what `eventcal dump` has printed, or an events.json")


def _object(line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        cut = "" if line.endswith(b"\n") else "; the file seems to be cut short"
        raise ValueError(
            f"not a line of JSON ({getattr(error, 'msg', None) or 'not UTF-8 or too deep'}){cut}"
        ) from error
    if not isinstance(values, dict):
        raise ValueError("not an object of JSON; every line of a dump is one")
    return values


def _accept(values: Mapping[str, Any]) -> None:
    revision = values.get(MARK)
    if not isinstance(revision, str):
        raise ValueError(f'the first line of a dump is {{"{MARK}": "{HEAD}"}}; give what `eventcal dump` has printed')
    if revision > HEAD:
        raise ValueError(f"made by a newer eventcal (schema {revision}, here {HEAD}); install that one")


class _Checks:
    """Makes rows, and knows those before, so that what a row refers to is there and none comes twice."""

    def __init__(self) -> None:
        self._seen: defaultdict[Table, set[tuple[Any, ...]]] = defaultdict(set)

    def row(self, values: dict[str, Any]) -> TableRow:
        """ValueError for what cannot be stored or would break a later command."""
        table = metadata.tables.get(str(values.pop("table", None)))
        if table is None:
            raise ValueError(f'"table" must be one of {", ".join(sorted(metadata.tables))}')
        if unknown := values.keys() - table.columns.keys():
            raise ValueError(f"{table.name} has no {min(unknown)!r}; take it out")
        row = {column.name: _stored(column, values) for column in table.columns}
        self._place(table, row)
        return table, row

    def _place(self, table: Table, row: Row) -> None:
        for column in table.columns:
            for key in column.foreign_keys:
                if (row[column.name],) not in self._seen[key.column.table]:
                    there = key.column.table.name
                    raise ValueError(
                        f"no {there} {row[column.name]!r} stands before this line; add it or take this out"
                    )
        own = tuple(row[column.name] for column in table.primary_key)
        if own in self._seen[table]:
            raise ValueError(f"a second {table.name} {' '.join(map(str, own))}; take one out")
        self._seen[table].add(own)


def _stored(column: Column[Any], values: Mapping[str, Any]) -> Any:
    """A column's value as the database takes it. One that an earlier schema did not have is empty."""
    value = values.get(column.name)
    if value is None and (column.nullable or column.name in values) and not _is_json(column):
        if not column.nullable:
            raise ValueError(f"{column.name!r} must not be null")
        return None
    if column.name not in values:
        default = getattr(column.default, "arg", None)
        if isinstance(default, (bool, int, str)):
            return default
        raise ValueError(f"{column.name!r} is missing")
    try:
        return _json(column, value) if _is_json(column) else _typed(column, value)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        raise ValueError(f"{column.name!r}: {_reason(error)}") from error


def _is_json(column: Column[Any]) -> bool:
    return column.name in JSON_COLUMNS


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing"
    return str(error)


def _json(column: Column[Any], value: Any) -> str:
    """The text of a column of JSON, once what it holds is known to be readable."""
    if column.name == "event":
        from_json(_of(dict, value, "an event"))
    elif column.name == "facts":
        facts_from_json(value)
    elif column.name == "said":
        said_from_json(value)
    elif column.name == "entries":
        [printed_from_json(entry) for entry in _of(list, value, "a list")]
    elif column.name == "problems":
        _of(list, value, "a list")
    return to_text(value)


def _typed(column: Column[Any], value: Any) -> Any:
    kind = column.type
    if isinstance(kind, Boolean):
        return _of(bool, value, "true or false")
    if isinstance(kind, Integer):
        if isinstance(value, bool) or not -WHOLE <= _of(int, value, "a whole number") < WHOLE:
            raise ValueError("must be a whole number")
        return value
    text = _of(str, value, "a text")
    read = next((read for type_, read in READ.items() if isinstance(kind, type_)), str)
    return read(text)


def _of(kind: type, value: Any, called: str) -> Any:
    if not isinstance(value, kind):
        raise ValueError(f"must be {called}")
    return value


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = datetime.min
    if time.tzinfo is None:
        raise ValueError(f"{text!r} is not a time such as 2027-03-01T12:00:00Z")
    return time


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day such as 2027-03-01") from error


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Base64Error, ValueError) as error:
        raise ValueError("not base64") from error


READ: dict[type, Callable[[str], Any]] = {Utc: _time, Date: _day, LargeBinary: _bytes}
