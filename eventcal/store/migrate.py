"""The schema of a database brought up to that of this code, in the transaction of its caller."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from eventcal.errors import StoreError
from eventcal.store.backup import backup
from eventcal.store.engine import file_of, reading, writing

HEAD = "0012"
"""The newest step in migrations/versions. Known here so that opening an up-to-date database need not load Alembic (0.3 s)."""


def migrate(engine: Engine, tell: Callable[[str], None]) -> None:
    """The schema is that of this code. A database of an older one was copied first, which `tell` is told.

    StoreError: the database is of a newer eventcal or of another program, or the copy cannot be written; untouched.
    """
    with reading(engine) as connection:
        if revision(connection) == HEAD:
            return
    with writing(engine) as connection:
        old = revision(connection)
        if old == HEAD:  # another run was quicker
            return
        database = file_of(engine.url)
        if database is not None and old is not None and old < HEAD:
            tell(f"{database}: brought to a new form; a copy as it was is kept in {backup(database, old)}")
        _upgrade(connection)


def revision(connection: Connection) -> str | None:
    """The step that the schema is at; None for an empty database. StoreError if it is none of ours."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise StoreError(f"{connection.engine.url.database}: a database of another program; name another with --store")
    return None


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        name = connection.engine.url.database
        raise StoreError(f"{name}: made by a newer eventcal ({error}); install that one") from error
