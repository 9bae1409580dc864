"""What is printed for people: safe on any terminal, plain where it is not one."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

if TYPE_CHECKING:
    from eventcal.model import Event

JOINERS = {"\u200c", "\u200d"}  # emoji and several scripts need them
TOLD = ("start", "end", "mode", "venue", "city", "cost", "deadlines", "status")
"""The fields of an event whose words are shown."""
INTERRUPTED, INTERRUPTION = 130, "interrupted; nothing is half-written"
UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def printable(text: str) -> str:
    """`text` in one line, with everything that a terminal would obey shown as an escape: controls, bidi, surrogates."""
    return "".join(_visible(char) for char in " ".join(text.split()))


def _visible(char: str) -> str:
    if char in JOINERS or unicodedata.category(char) not in UNSAFE:
        return char
    return char.encode("unicode_escape").decode()


def say(message: str) -> None:
    """A problem or a note, on stderr, so that stdout carries results only."""
    for line in message.splitlines():
        click.echo(f"eventcal: {printable(line)}", err=True)


def leave() -> NoReturn:
    """Ends the program as interrupted, without waiting for requests under way, whose answers nobody will read."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):  # None where it is closed
            stream.flush()
    os._exit(INTERRUPTED)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table for people on a terminal; elsewhere one line a row, its columns parted by tabs, without a header."""
    safe = [[printable(cell) for cell in row] for row in rows]
    if not on_terminal():
        for row in safe:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    grid = Table(*(Column(name, overflow="fold") for name in header), box=None, pad_edge=False)
    for row in safe:
        grid.add_row(*map(Text, row))
    Console().print(grid)


def tell_event(event: Event) -> None:
    """An event in a line, then a line for each field's words."""
    from eventcal.event_json import to_json

    told = to_json(event)
    days = " to ".join(dict.fromkeys(filter(None, (told["start"], told["end"])))) or "no day"
    place = ", ".join(filter(None, (told["venue"], told["city"], told["country"], told["mode"])))
    click.echo(printable(f"{event.name} - {days}" + (f" - {place}" if place else "")))
    for field, fact in event.evidence.items():
        if field in TOLD:
            click.echo("    " + printable(f"{field}: {fact.text[:80]!r} ({fact.rule}, {fact.score:.2f})"))


def on_terminal() -> bool:
    """Whether results go to people, on a terminal."""
    return _is_terminal(sys.stdout)


def _is_terminal(stream: TextIO | None) -> bool:
    """None: closed by whoever started us."""
    return stream is not None and stream.isatty()


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, to be told how many of how many are done; nothing where stderr is no terminal."""
    if not _is_terminal(sys.stderr):
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    with Progress(
        BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
