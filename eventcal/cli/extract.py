"""`eventcal extract`: pages in, JSON lines out."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from eventcal.cli import options
from eventcal.cli.terminal import say
from eventcal.errors import ArchiveError, ReadError, UsageError

if TYPE_CHECKING:
    from eventcal.fetch import Door


LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""What some readers of lines take for the end of one, as JSON escapes."""


@click.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--url", metavar="URL", help="The address of the page that the one INPUT, a file, holds.")
@options.today
@click.option(
    "--explain", is_flag=True, help='Add "facts" to each line: all that was read, with scores, losers included.'
)
@click.pass_context
def extract(ctx: click.Context, inputs: tuple[str, ...], url: str | None, today: date | None, explain: bool) -> None:
    """Print a JSON line for each page of INPUT.

    INPUT is a file, an http(s) address or a WARC archive (.warc, .warc.gz). A page that cannot be read has a line with "error". The exit status is 1 where an INPUT
    itself cannot be read, or an archive breaks off, which is told on stderr after its pages; not for what else an archive holds beside pages. Nothing is stored. A page of
    an archive is read with the day of its capture, all others with today's.
    """
    from eventcal.fetch import Fetcher

    if url is not None and len(inputs) > 1:
        raise UsageError("--url is the address of one INPUT; several are given")
    day = options.now(today).date()
    with Fetcher(None, day) as door:
        read = [_print(address, door, day, url, explain) for address in inputs]
    ctx.exit(0 if all(read) else 1)


def _print(address: str, door: Door, day: date, url: str | None, explain: bool) -> bool:
    """Whether one input could be read. What an archive holds beside pages has its line, and is no fault of the archive."""
    from eventcal.extract import is_archive, line, pages

    good = True
    try:
        for page in pages(address, door, url):
            found = line(page, explain=explain)
            good &= is_archive(address) or "error" not in found
            echo(found)
    except ReadError as error:
        echo({"url": address, "date": day.isoformat(), "events": [], "error": str(error)})
        return False
    except ArchiveError as error:
        say(str(error))
        return False
    return good


def echo(found: dict[str, Any]) -> None:
    """Prints one line of UTF-8, whatever the terminal's. Half a character, as a broken page may hold, becomes its JSON escape."""
    text = json.dumps(found, ensure_ascii=False, allow_nan=False).translate(LINE_ENDS)
    click.echo(text.encode("utf-8", "backslashreplace"))
