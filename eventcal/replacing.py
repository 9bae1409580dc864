"""Puts outputs in place one after the other, none that is worse than the last one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from os import SEEK_END
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from eventcal.errors import OutputError
from eventcal.exporters import writer
from eventcal.exporters.guard import Known, problem

LARGE = 1_000_000
"""Bytes above which Google Calendar refuses a feed."""
IN_MEMORY = 8_000_000
"""Bytes of an output that are kept in memory until it is in place; more go through a file."""
CALENDAR = "events.ics"


@dataclass(slots=True)
class Replacing:
    """The outputs of one run."""

    output: Path
    known: Known
    force: bool
    """Each is put in place whatever guard.py says."""
    written: list[Path] = field(default_factory=list)
    """Those that are now new or different."""
    large: list[str] = field(default_factory=list)
    """A line for people for each calendar that is new and that some apps may refuse for its size."""
    _refused: defaultdict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))

    def put(self, name: str, parts: Iterable[bytes], expected: Set[str] | None, known: Known | None = None) -> int:
        """One output in place, unless it is worse than the last one; its size in bytes. `expected`: the uids of the entries
        that it must have; None: it has none that could be counted, and stays where the calendar does.

        OutputError if it cannot be written.
        """
        path = writer.within(self.output, name)
        with _spooled(path, parts) as new, published(path) as old:
            size = new.seek(0, SEEK_END)
            if writer.holds(path, new) or self._is_worse(path, old, new, expected, known or self.known):
                return size
            writer.write(path, new)
        self.written.append(path)
        if size > LARGE and path.suffix == ".ics":
            self.large.append(_too_large(path, size))
        return size

    def refused(self) -> Iterator[str]:
        """A line for people for each reason for which outputs stay as they were: which they are, why, and what to do."""
        for why, paths in self._refused.items():
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            yield f"{paths[0]}{more}: not replaced: {why}"

    def _is_worse(
        self, path: Path, old: BinaryIO | None, new: BinaryIO, expected: Set[str] | None, known: Known
    ) -> bool:
        """Notes why, where it can be said."""
        if self.force:
            return False
        if expected is None:
            return old is not None and self._is_lost()
        new.seek(0)
        why = problem(path.name, old, new, expected, known)
        if why is not None:
            self._refused[why].append(path)
        return why is not None

    def _is_lost(self) -> bool:
        """Whether the calendar was not replaced, or nothing is known of any event."""
        return not self.known.uids or any(self.output / CALENDAR in paths for paths in self._refused.values())


@contextmanager
def published(path: Path) -> Iterator[BinaryIO | None]:
    """What is published there; None if nothing is, as behind a link that somebody has put there."""
    try:
        file = None if path.is_symlink() else path.open("rb")
    except FileNotFoundError:
        file = None
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error
    with file or nullcontext() as opened:
        yield opened


@contextmanager
def _spooled(path: Path, parts: Iterable[bytes]) -> Iterator[BinaryIO]:
    """What is to be published there, whole."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        try:
            for part in parts:  # writelines would look at the size when all is written
                file.write(part)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error
        yield cast("BinaryIO", file)


def _too_large(path: Path, size: int) -> str:
    return (
        f"{path}: {size / 1e6:.1f} MB; Google refuses calendars over 1 MB: show fewer past days (--past), or give out"
        " years/ and tags/"
    )
