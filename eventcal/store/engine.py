"""The way to the database: addresses, connections and what goes wrong with them. What only SQLite needs is here."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from eventcal.errors import StoreError

# an interrupt as a connection closes is logged there
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())

BUSY_SECONDS = 10
PRAGMAS = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")

ADVICE = {
    "not a database": "is not a database; move it away and a new one is made, or name another with --store",
    "malformed": "is a damaged database; bring back a copy, or move it away and `eventcal load output/events.json` into a new one",
    "readonly": "cannot be written; let this user write the file and its folder",
    "unable to open": "cannot be opened; the folder must exist and this user be let write it",
    "locked": "is being written by another program; try again when it has ended",
    "full": "cannot be written: the disk is full",
}


def address_of(url_or_path: str) -> URL:
    """A database's URL; what has no scheme is the path of an SQLite file. StoreError for any other kind of database."""
    if "://" not in url_or_path:
        return URL.create("sqlite", database=url_or_path)
    try:
        url = make_url(url_or_path)
    except ArgumentError as error:
        raise StoreError(f"{url_or_path}: not the address of a database; write sqlite:///PATH") from error
    if url.drivername != "sqlite" or url.query:
        raise StoreError(f"{url.render_as_string()}: only sqlite:///PATH is supported")
    return url


def file_of(url: URL) -> Path | None:
    """The database's file by its true name, whatever links lead there. None: it lives in memory."""
    return Path(url.database).resolve() if url.database and url.database != ":memory:" else None


def connect(url: URL) -> Engine:
    """An engine whose transactions hold tables as well as rows. `begin` writes only where asked to by `writing`."""
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: Any) -> None:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Said here since sqlite3 itself begins none for CREATE TABLE. IMMEDIATE waits for its turn, where a reader
        # that turns writer fails at once if another has written.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot of everything, which blocks nobody."""
    with explained(engine), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it is kept, or nothing."""
    with explained(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """The database's errors as StoreError, with its path and what to do."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        name = engine.url.database or engine.url
        raise StoreError(f"{name}: {_advice(error)}") from error


def _advice(error: Exception) -> str:
    said = str(getattr(error, "orig", None) or error)
    return next((advice for words, advice in ADVICE.items() if words in said), said)
