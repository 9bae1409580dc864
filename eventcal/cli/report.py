"""What a run tells, as lines for people or as a log for programs."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from traceback import format_exception
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import click

from eventcal.cli.terminal import INTERRUPTION, leave, printable, say

if TYPE_CHECKING:
    from eventcal.refresh import Step, Summary

Level: TypeAlias = Literal["debug", "info", "warning", "error"]
FORMS = ("text", "json")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to be told. error: a person is needed."""

    level: Level
    message: str
    """For people, in one line."""
    source: str | None = None
    """The id of the source that it is about."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The same for programs."""


Tell: TypeAlias = Callable[[Note], None]


def teller(form: str) -> Tell:
    """text: lines for people on stderr; json: an object a line, with time, level, message, source and facts."""
    return _tell_program if form == "json" else _tell_people


def _tell_people(note: Note) -> None:
    """Of a source in one line, whatever its page says; a mistake in a file may take several, and a traceback does."""
    say(f"{note.source}: {printable(note.message)}" if note.source is not None else note.message)
    say(str(note.facts.get("traceback", "")))


def _tell_program(note: Note) -> None:
    """In ASCII: what a page says neither ends a line nor reaches a terminal as it is."""
    about = {} if note.source is None else {"source": note.source}
    line = {"time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "level": note.level, "message": note.message}
    click.echo(json.dumps({**line, **about, **note.facts}), err=True)


class Logged(logging.Handler):
    """Tells what is logged, the traceback too."""

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """One note, its message in one line."""
        error = record.exc_info[1] if record.exc_info else None
        trace = "".join(format_exception(error)).rstrip() if error is not None else ""
        level: Level = "debug" if record.levelno <= logging.DEBUG else "warning"
        self._tell(Note(level, printable(record.getMessage()), facts={"traceback": trace} if trace else {}))


def listening(form: str, *, verbose: bool) -> Tell:
    """How a run is told; `verbose`: with it what is logged, warnings and all of ours."""
    tell = teller(form)
    if verbose:
        logging.getLogger().addHandler(Logged(tell))
        logging.getLogger("eventcal").setLevel(logging.DEBUG)
    return tell


@contextmanager
def interruptible(form: str) -> Iterator[None]:
    """Where programs read what is told, Ctrl-C and SIGTERM in the block end the program with an object that says so; people are
    told by `main`."""
    try:
        yield
    except KeyboardInterrupt:
        if form != "json":
            raise
        _tell_program(Note("warning", INTERRUPTION))
        leave()


def tell_step(tell: Tell, step: Step) -> None:
    """What became of a source."""
    from eventcal.model import Failed, Parsed, Suspect, Unchanged

    name = step.source.id
    match step.outcome:
        case Parsed(events=events, problems=problems):
            tell(Note("info", count(len(events), "event"), name, {"outcome": "read", "events": len(events)}))
            for problem in problems:
                tell(Note("warning", str(problem), name))
        case Unchanged():
            tell(Note("info", "unchanged", name, {"outcome": "unchanged"}))
        case Failed(reason=reason, kind=kind):
            tell(Note("warning", reason, name, {"outcome": "failed", "kind": kind}))
        case Suspect(reason=reason):
            tell(Note("warning", reason, name, {"outcome": "suspect"}))


def troubled(summary: Summary, *, quiet: bool) -> Iterator[Note]:
    """What is not well at the end of a run. `quiet`: only what a person was not told of before."""
    if summary.offline and not quiet:
        message = (
            "no host could be reached: this machine seems to have no network; nothing was counted against the sources"
        )
        yield Note("warning", message)
    for trouble in summary.troubles:
        if trouble.is_new or not (quiet or summary.offline):
            needed = "; a person is needed" if trouble.person else ""
            level: Level = "error" if trouble.person else "warning"
            yield Note(level, f"{trouble.reason}{needed}", trouble.source.id, {"state": trouble.state})
    for source_id in () if quiet else summary.cleared:
        yield Note("info", "well again", source_id)
    known = summary.again if quiet else frozenset()
    for line in (*summary.told, *summary.refused):
        if line not in known:
            yield Note("error", line)
    for line in (*summary.notices, *(() if quiet else summary.large)):
        if line not in known:
            yield Note("warning", line)


def in_short(summary: Summary, output: Path | None) -> Note:
    """What the run did."""
    counts = {
        "read": summary.read,
        "unchanged": summary.unchanged,
        "failed": summary.failed,
        "suspect": summary.suspect,
        "to be asked later": summary.later,
    }
    tried = sum(counts.values())
    done = f"{count(tried, 'source')}: {', '.join(f'{number} {name}' for name, number in counts.items() if number)}"
    waiting = f", {summary.waiting} waiting (`eventcal list --waiting`)" if summary.waiting else ""
    events = f"{count(summary.records, 'event')}, {len(summary.new)} new, {len(summary.changed)} changed{waiting}"
    files = len(summary.written) + summary.pages
    wrote = "nothing written" if output is None else f"{count(files, 'file')} written to {output}"
    facts = {
        **{name.replace(" ", "_"): number for name, number in counts.items()},
        "events": summary.records,
        "new": len(summary.new),
        "changed": len(summary.changed),
        "waiting": summary.waiting,
        "files": files,
    }
    return Note("info", f"{done if tried else 'nothing is due'}; {events}; {wrote}", facts=facts)


def count(number: int, noun: str) -> str:
    """1 event, 2 events."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
