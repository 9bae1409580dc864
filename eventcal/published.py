"""What is published, and what it was made from, so that nothing is made from the same again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from eventcal.model import Settings
from eventcal.printed import Draft
from eventcal.statuses import STATUS, STATUS_PAGE

KINDS = (".html", ".ics", ".json", ".md", ".txt", ".xml")
"""How the names of outputs end; what else is in their folder does not count."""


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
    form = [_look(template)] if template is not None else []
    return _digest((CODE, *form, *map(repr, (settings, *parts))))


def contents(output: Path) -> str:
    """A short text that is another one when an output in the folder has been written or removed, but for those that tell how
    a run went."""
    return _digest(_files(output, levels=1, counts=_is_made))


def _is_made(name: str) -> bool:
    return name.endswith(KINDS) and name not in (STATUS, STATUS_PAGE)


def _digest(parts: Iterable[str]) -> str:
    """The same in whatever order they come, so that two hundred thousand need not be sorted, nor kept."""
    digests = (sha256(part.encode("utf-8", "surrogatepass")).digest() for part in parts)
    return f"{sum(int.from_bytes(digest) for digest in digests) % 2**256:064x}"


def _files(folder: str | Path, levels: int, counts: Callable[[str], bool]) -> Iterator[str]:
    """Each file in a folder and so many levels below whose name counts, with size and time. None in a folder that cannot be
    looked into."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, levels - 1, counts) if levels else ()
            elif counts(entry.name):
                yield _told(entry.path, entry.stat(follow_symlinks=False))


def _look(path: Path) -> str:
    try:
        return _told(path, path.stat())
    except (OSError, ValueError) as error:  # who needs it says what is wrong
        return f"{path} {error}"


def _told(path: str | Path, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns}"


CODE = _digest(_files(Path(__file__).parent, levels=9, counts=lambda name: not name.endswith(".pyc")))
"""This code, as it was loaded."""
