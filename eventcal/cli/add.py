"""`eventcal add`: what an address offers, and the best of it into sources.yaml."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcal.cli import options
from eventcal.cli.terminal import printable, say, table, tell_event
from eventcal.errors import ReadError, UsageError

if TYPE_CHECKING:
    from eventcal.discovery import Way

SHOWN = 5  # events of the best way
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("url")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag for its events; may be repeated.")
@click.option("--every", metavar="TIME", help="How often to read it: 12h, 1d, 2w.")
@click.option("--dry-run", is_flag=True, help="Say what it offers; write nothing.")
@click.option("--yes", is_flag=True, help="Add the best way without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print every way and its events as JSON; write nothing.")
@options.today
@options.sources
@click.option("--replay", type=FILE, metavar="WARC", help="Take answers from this archive, not from the network.")
@click.pass_context
def add(ctx: click.Context, /, url: str, **given: Any) -> None:
    """Say what URL offers, and add the best of it to sources.yaml.

    The page itself is read, and what it names or its platform has as another form of it: calendars, feeds, interfaces. The
    exit status is 1 where nothing is offered.
    """
    from eventcal.discovery import ways

    today = options.now(given["today"]).date()
    with options.door(given["replay"], today, _contact(given["sources"])) as door:
        found = ways(_address(url), door, today)
    if given["as_json"]:
        click.echo(json.dumps([_as_json(way) for way in found], ensure_ascii=False))
    else:
        _tell(found, today)
    best = found[0]
    if not best.events:
        raise ReadError(f"{url}: no event found; nothing to add")
    if not (given["as_json"] or given["dry_run"]):
        _add(best, given)


def _address(url: str) -> str:
    """The address, or the absolute path of a file."""
    return url if "://" in url else str(Path(url).absolute())


def _contact(sources: Path) -> str | None:
    """Whom a host's operator may write to, where the settings are there and right."""
    from eventcal.config import load
    from eventcal.errors import ConfigError

    try:
        return load(sources).site.contact
    except ConfigError:
        return None


def _tell(found: list[Way], today: date) -> None:
    """The ways as a table, and the best one's events with the words that they rest on."""
    table(
        ("way", "address", "read as", "events", "to come", "problem"),
        [
            (way.how, way.url, way.adapter, str(len(way.events)), str(len(way.upcoming(today))), way.problem)
            for way in found
        ],
    )
    best = found[0]
    shown = (best.upcoming(today) or list(best.events))[:SHOWN]
    for event in shown:
        tell_event(event)
    left = len(best.events) - len(shown)
    if left:
        click.echo(f"… and {left} more")


def _as_json(way: Way) -> dict[str, Any]:
    from eventcal.event_json import to_json

    return {
        "url": way.url,
        "how": way.how,
        "adapter": way.adapter,
        "problem": way.problem or None,
        "events": [to_json(event) for event in way.events],
    }


def _written(address: str, sources: Path) -> str:
    """The address as the file is to have it: a page file's path from the file's own folder."""
    return address if "://" in address else os.path.relpath(address, sources.absolute().parent)


def _add(best: Way, given: dict[str, Any]) -> None:
    """Writes the entry, once it is agreed to and the file with it is right."""
    from eventcal.config import appended
    from eventcal.config.append import entry_lines

    path: Path = given["sources"]
    entry = entry_lines(_written(best.url, path), tags=given["tags"], every=given["every"])
    text = appended(path, entry)
    click.echo("\n".join(map(printable, entry)))
    if not (given["yes"] or click.confirm(f"add this to {path}?", default=True, err=True)):
        say("nothing was changed")
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    click.echo(f"added to {path}; `eventcal refresh` reads it")
