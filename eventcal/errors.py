"""What may go wrong, one class for each thing that a caller may do about it."""

from __future__ import annotations

from dataclasses import dataclass


class EventcalError(Exception):
    """Base of all. `str()` is one line for people: where, what, and what to do."""

    exit_status = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file that a person wrote. Lines and columns count from 1."""

    file: str
    line: int | None
    column: int | None
    message: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.message}"


class ConfigError(EventcalError):
    """Mistakes in sources.yaml, all of them. Nothing was changed."""

    exit_status = 2

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class UsageError(EventcalError):
    """The command cannot work as it was called. Nothing was changed."""

    exit_status = 2


class StoreError(EventcalError):
    """The database cannot be opened or written. Nothing was changed."""

    exit_status = 2


class OutputError(EventcalError):
    """A result cannot be written; the old file stays whole."""


class BusyError(EventcalError):
    """Another run holds the lock."""

    exit_status = 75  # EX_TEMPFAIL of sysexits.h


class ReadError(EventcalError):
    """A page cannot be read: not a page, too large, too deep, or broken throughout."""


class ExtractError(ReadError):
    """What the adapter of a site needs is not in its page: the site has changed, and the adapter has to follow."""


class ArchiveError(EventcalError):
    """An archive cannot be read to its end."""
