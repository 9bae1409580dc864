"""Puts a file in place whole: whatever happens meanwhile, a reader sees the old bytes or the new ones."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable, Sequence
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

from eventcal.errors import OutputError, UsageError

BATCH = 500
"""Files that are put in place together."""
PART = 1_000_000
"""Bytes that are read at once."""


def prepare(output: Path) -> None:
    """The folder is there and can be written; UsageError if not."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=output).close()
    except OSError as error:
        raise UsageError(f"{output}: results cannot be written there: {error.strerror}") from error


def within(output: Path, name: str) -> Path:
    """Where a file goes. OutputError if somebody has put a link in the place of a folder."""
    path = output / name
    if not path.parent.resolve().is_relative_to(output.resolve()):
        raise OutputError(f"{path}: leads out of {output}; take the link away")
    return path


def write(path: Path, data: bytes | BinaryIO) -> bool:
    """False if the file held these bytes already and was left alone. Makes the folder.

    OutputError if it cannot be written; the old file stays. A symbolic link at `path` is replaced, not followed.
    """
    content = BytesIO(data) if isinstance(data, bytes) else data
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path)
        if holds(path, content):
            return False
        _replace_all([(path, content)])
        _sync(path.parent)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
    return True


def write_many(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """As `write`, for thousands of files of one folder by name, which is listed and synced once. How many of them are now new
    or different."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(folder / "*")
        every = ((folder / name, BytesIO(data)) for name, data in files)
        changed = (each for each in every if not holds(*each))
        written = 0
        while some := [*islice(changed, BATCH)]:
            _replace_all(some)
            written += len(some)
        if written:
            _sync(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return written


def remove(path: Path) -> None:
    """A file, if it is there. OutputError if it cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be removed: {error.strerror or error}") from error


def _remove_leftovers(path: Path) -> None:
    """Temporary files of runs that were killed. (Should another run be alive, its rename fails; nothing is halved.)

    "*" stands for any file's name.
    """
    start = "." if path.name == "*" else f".{path.name}."
    for other in path.parent.iterdir():
        if other.name.startswith(start) and other.suffix == ".tmp":
            other.unlink(missing_ok=True)


def holds(path: Path, content: BinaryIO) -> bool:
    """Whether a file, and no link, has this content."""
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not stat.S_ISREG(status.st_mode) or status.st_size != content.seek(0, os.SEEK_END):
        return False
    content.seek(0)
    with path.open("rb") as file:
        return all(content.read(len(part)) == part for part in iter(partial(file.read, PART), b""))


def _replace_all(files: Sequence[tuple[Path, BinaryIO]]) -> None:
    """Written first, then synced: the first sync takes what the others have to write along, a tenth of the time of one by one."""
    temporaries = [path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp") for path, _ in files]
    try:
        for temporary, (_, content) in zip(temporaries, files, strict=True):
            content.seek(0)
            with temporary.open("xb") as file:  # x: never through a link that was planted here
                copyfileobj(content, file, PART)
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
