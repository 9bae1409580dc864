"""`eventcal dump` and `eventcal load`: the whole state as text, and back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from eventcal.cli import options
from eventcal.cli.terminal import say
from eventcal.errors import UsageError

if TYPE_CHECKING:
    from eventcal.model import Settings, Source
    from eventcal.store.load import TableRow

NAMED = 5
"""How many addresses a note names."""


@click.command()
@options.sources
@options.store
@click.option("--bodies", is_flag=True, help="The kept pages and the visits too.")
def dump(sources: Path, store: str | None, bodies: bool) -> None:
    """Print the whole state as lines of JSON, for git or for another machine.

    One row a line, always in the same order: sources, events, who lists them, how they changed. Pages and visits are left out,
    and the next refresh after `eventcal load` asks for every page that is due; with --bodies all is there.
    """
    with options.existing_store(store, sources) as kept:
        for line in kept.dump(bodies=bodies):
            click.echo(line.encode("utf-8", "backslashreplace"))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@options.sources
@options.store
def load(file: Path, sources: Path, store: str | None) -> None:
    """Bring back the state from FILE, into a store that holds nothing.

    FILE is what `eventcal dump` has printed, or an events.json of the output folder where nothing else is left: then every
    event keeps its uid and its sequence, and the next `eventcal refresh` finds it again. "-" is stdin. Where FILE has a mistake
    nothing is stored.
    """
    where = options.store_at(store, sources)
    with _opened(file) as stream:
        rows = _published(stream, str(file), sources) if _is_list(stream) else _dumped(stream, str(file))
        count = _fill(where, rows)
    click.echo(f"{count} {'event' if count == 1 else 'events'} in {where}; `eventcal refresh` goes on from there")


def _opened(file: Path) -> IO[bytes]:
    """The file, to be read twice. UsageError where it cannot be read."""
    from io import BytesIO

    try:
        return file.open("rb") if str(file) != "-" else BytesIO(sys.stdin.buffer.read())
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error


def _is_list(stream: IO[bytes]) -> bool:
    """Whether it is an events.json; every line of a dump is an object."""
    start = stream.read(1000).removeprefix(b"\xef\xbb\xbf").lstrip()
    stream.seek(0)
    return start.startswith(b"[")


def _dumped(stream: IO[bytes], name: str) -> Iterator[TableRow]:
    """The rows of a dump that has no mistake: all are looked at first, since a store made for nothing would be left."""
    from eventcal.store import dumped_rows

    for _ in dumped_rows(stream, name):
        pass
    stream.seek(0)
    return dumped_rows(stream, name)


def _published(stream: IO[bytes], name: str, sources: Path) -> Iterator[TableRow]:
    """The rows that stand for the events of an events.json."""
    from eventcal.config import load as settings_at
    from eventcal.exporters import events_json
    from eventcal.store import published_rows

    try:
        records = events_json.read(stream.read().decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}: not UTF-8") from error
    owners = _owners(settings_at(sources))
    unknown = sorted({place for record in records for place in record.sources} - owners.keys())
    if unknown:
        more = ", …" if len(unknown) > NAMED else ""
        say(
            f"{sources} has no source {', '.join(unknown[:NAMED])}{more}; their events are kept, and found again if another "
            "source has their address or name"
        )
    return published_rows(records, owners)


def _owners(settings: Settings) -> dict[str, Source]:
    """The sources by each address that they have or had. That of a page file stands in the file."""
    from eventcal.fetch import Fetched, Fetcher

    owners = {place: source for source in settings.sources for place in source.was}
    with Fetcher(None, options.now(None).date()) as door:
        files = [source for source in settings.sources if "://" not in source.url]
        read = [(source, door.fetch(source)) for source in files]
    owners |= {fetched.page.url: source for source, fetched in read if isinstance(fetched, Fetched)}
    return owners | {source.url: source for source in settings.sources}


def _fill(where: str, rows: Iterator[TableRow]) -> int:
    """The number of events that are now in the store."""
    from eventcal.store import Store

    with Store.open(where, say) as kept, kept.lock():
        kept.load(rows)
        return len(kept.known())
