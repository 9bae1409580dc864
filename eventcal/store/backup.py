"""A copy of the database beside it, made before its schema is changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from eventcal.errors import StoreError


def backup(database: Path, revision: str) -> Path:
    """The copy, named for the schema that it has; an earlier one of that schema is replaced.

    StoreError, and no copy, if it cannot be written. Other programs may read and write the database meanwhile.
    """
    copy = database.with_name(f"{database.name}.{revision}.bak")
    half = copy.with_name(f"{copy.name}.tmp")
    try:
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(half)) as target:
            source.backup(target)
        half.replace(copy)
    except (OSError, sqlite3.Error) as error:
        half.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or error
        raise StoreError(
            f"{copy}: the copy before the upgrade of {database.name} cannot be written ({reason}); "
            "make room there and try again; nothing was changed"
        ) from error
    return copy
