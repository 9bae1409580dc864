"""One writer at a time. The kernel holds the lock and frees it when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from eventcal.errors import BusyError, StoreError


@contextmanager
def single_writer(database: Path) -> Iterator[None]:
    """Held within the block. BusyError if another run holds it; StoreError if the lock file cannot be made.

    The file stays when the lock is free: to delete it would let two runs lock two files of one name.
    """
    with _locked(database):
        yield


def _locked(database: Path) -> TextIO:
    """The lock file, open and locked; closing it frees the lock."""
    path = database.with_name(f"{database.name}.lock")
    try:
        file = path.open("a")
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}; the folder must exist and this user be let write it") from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if isinstance(error, BlockingIOError):
            raise BusyError(f"another run is working on {database}; nothing was done") from error
        raise StoreError(f"{path}: cannot be locked ({error.strerror}); keep the database on a local disk") from error
    return file
