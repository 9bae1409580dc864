"""Puts a file in place whole: whatever happens meanwhile, a reader sees the old bytes or the new ones."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from eventcal.errors import OutputError

BATCH = 500
"""Files that are put in place together."""


def write(path: Path, data: bytes) -> bool:
    """False if the file held these bytes already and was left alone. Makes the folder.

    OutputError if it cannot be written; the old file stays. A symbolic link at `path` is replaced, not followed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path)
        if _holds(path, data):
            return False
        _replace(path, data)
        _sync(path.parent)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    return True


def write_many(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """As `write`, for thousands of files of one folder, which is listed and synced once; those that are now new or different."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(folder / "*")
        changed = iter([(folder / name, data) for name, data in files.items() if not _holds(folder / name, data)])
        written: list[Path] = []
        while some := [*islice(changed, BATCH)]:
            _replace_all(some)
            written += [path for path, _ in some]
        if written:
            _sync(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return written


def _remove_leftovers(path: Path) -> None:
    """Temporary files of runs that were killed. (Should another run be alive, its rename fails; nothing is halved.)

    "*" stands for any file's name.
    """
    start = "." if path.name == "*" else f".{path.name}."
    for other in path.parent.iterdir():
        if other.name.startswith(start) and other.suffix == ".tmp":
            other.unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and path.read_bytes() == data


def _replace(path: Path, data: bytes) -> None:
    _replace_all([(path, data)])


def _replace_all(files: Sequence[tuple[Path, bytes]]) -> None:
    """Written first, then synced: the first sync takes what the others have to write along, a tenth of the time of one by one."""
    temporaries = [path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp") for path, _ in files]
    try:
        for temporary, (_, data) in zip(temporaries, files, strict=True):
            with temporary.open("xb") as file:  # x: never through a link that was planted here
                file.write(data)
        for temporary in temporaries:
            _sync(temporary)
        for temporary, (path, _) in zip(temporaries, files, strict=True):
            temporary.replace(path)
    except BaseException:  # Ctrl-C too: nothing half-written is left behind
        for temporary in temporaries:
            temporary.unlink(missing_ok=True)
        raise


def _sync(path: Path) -> None:
    """Makes a file's content, or the renames in a folder, outlast a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
