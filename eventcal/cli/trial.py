"""`eventcal try`: an adapter in a file, run as if it were installed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcal.cli import options
from eventcal.cli.extract import echo
from eventcal.cli.terminal import on_terminal, say, tell_event
from eventcal.errors import EventcalError, UsageError

if TYPE_CHECKING:
    from eventcal.fetch import Door
    from eventcal.page import Page
    from eventcal.trial import Trial

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("try")
@click.argument("file", metavar="FILE.py", type=FILE)
@click.argument("addresses", metavar="URL...", nargs=-1, required=True)
@click.option("--url", metavar="URL", help="The address of the page that the one URL, a saved page, holds.")
@options.today
@click.option("--replay", type=FILE, metavar="WARC", help="Take answers from this archive, not from the network.")
@click.pass_context
def try_(
    ctx: click.Context, file: Path, addresses: tuple[str, ...], url: str | None, today: date | None, replay: Path | None
) -> None:
    """Read pages by the adapter in FILE.py, without installing it.

    URL is an address or a file. Says whether the adapter fits each page, and prints what it reads there whether it fits or
    not: on a terminal the events with the words that they rest on, elsewhere the JSON lines of `eventcal extract`. The exit
    status is 1 where a page cannot be read, 2 where FILE.py is no adapter.
    """
    from eventcal.trial import load

    if url is not None and len(addresses) > 1:
        raise UsageError("--url is the address of one page; several are given")
    trial = load(file)
    with options.door(replay, options.now(today).date()) as door:
        read = [_try(trial, address, door, url) for address in addresses]
    ctx.exit(0 if all(read) else 1)


def _try(trial: Trial, address: str, door: Door, url: str | None) -> bool:
    """Whether all pages of one address could be read."""
    from eventcal.extract import pages

    good = True
    try:
        for page in pages(address, door, url):
            good &= _read(trial, page)
    except EventcalError as error:
        say(str(error) if address in str(error) else f"{address}: {error}")
        return False
    return good


def _read(trial: Trial, page: Page) -> bool:
    """Whether a page could be read; prints what was."""
    from eventcal.extract import line

    fits = "fits" if trial.fits(page) else "does not fit"
    say(f"{trial.path} {fits} {page.url}")
    if on_terminal():
        _, events = trial.understand(page)
        for event in events:
            tell_event(event)
        say(f"{len(events)} {'event' if len(events) == 1 else 'events'}")
        return True
    found = line(page, understand=trial.understand)
    echo(found)
    return "error" not in found
