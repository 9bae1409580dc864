"""What is published, and what it was made from, so that nothing is made from the same again."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from eventcal.model import Settings
from eventcal.printed import Draft
from eventcal.statuses import STATUS, STATUS_PAGE

CODE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the outputs."""

    written: tuple[Path, ...] = ()
    """Those that are now new or different, the pages of single events apart."""
    pages: int = 0
    """How many files of such pages are."""
    refused: tuple[str, ...] = ()
    """A line for people for each reason for which files would have been worse than the last ones, which stay: which they are,
    why, and what to do."""
    large: tuple[str, ...] = ()
    """A line for people for each calendar that some apps may refuse for its size."""
    draft: Draft | None = None
    """What the newsletter's files would print."""


def made_from(settings: Settings, *parts: object) -> str:
    """A short text that is another one when the settings or a part print in another way, or this code or the newsletter's
    template has changed."""
    template = settings.newsletter.template
    form = [_file(template.name, template.stat())] if template is not None and template.is_file() else []
    return _digest((*form, *map(repr, (settings, *parts)), *_files(CODE)))


def contents(output: Path) -> str:
    """A short text that is another one when anybody has written or removed a file of the folder, but for those that tell how
    a run went."""
    return _digest(_files(output, levels=1, apart=(STATUS, STATUS_PAGE)))


def _digest(parts: Iterable[str]) -> str:
    digest = sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:32]


def _files(folder: str | Path, levels: int = 9, apart: Collection[str] = ()) -> Iterator[str]:
    """Each file in a folder and so many levels below, with size and time, in one order; none that is hidden, `apart`, or in a
    folder that cannot be looked into."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith((".", "__pycache__")) or entry.name in apart:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, levels - 1) if levels else ()
            else:
                yield _file(entry.name, entry.stat(follow_symlinks=False))


def _file(name: str, status: os.stat_result) -> str:
    return f"{name} {status.st_size} {status.st_mtime_ns}"
