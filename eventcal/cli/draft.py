"""`eventcal new-adapter`: an adapter for a site, drafted from one of its pages, and the test of it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from eventcal.cli import options
from eventcal.cli.terminal import printable
from eventcal.errors import ReadError, UsageError

if TYPE_CHECKING:
    from eventcal.model import Event
    from eventcal.page import Page

HOST = re.compile(r"[\w.-]+")
LEFT_OUT = {"evidence", "doubtful", "description"}
"""What expected.json does without: words that say where something was read, and long ones."""


@click.command("new-adapter")
@click.argument("address", metavar="URL")
@click.option("--dir", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="DIR",
              help="Where the files go.  [default: here]")  # fmt: skip
@click.option("--url", metavar="URL", help="The address of the page, where URL is a saved page that does not say it.")
@options.today
@click.option("--replay", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="WARC",
              help="Take the page from this archive, not from the network.")  # fmt: skip
def new_adapter(address: str, folder: Path, url: str | None, today: date | None, replay: Path | None) -> None:
    """Draft an adapter for the site of URL.

    Writes a module that works, named for the host, and a folder with the page and what the module reads there, which is its
    test. Says what to do with them. Nothing that is there is overwritten.
    """
    from eventcal.drafts import draft

    page = _page(address, options.now(today).date(), url, replay)
    host = _host(page)
    drafted = draft(page, host)
    module = folder / f"{_name(host)}.py"
    test = folder / "tests" / "pages" / module.stem.replace("_", "-")
    saved = page.markup.encode("utf-8", "backslashreplace")  # without its headers nothing else would name its encoding
    _write(
        {
            module: drafted.code.encode(),
            test / "page.html": saved,
            test / "expected.json": _expected(page, drafted.events),
        }
    )
    count = len(drafted.events)
    click.echo(f"wrote {module} and {test}/: {count} {'event' if count == 1 else 'events'}")
    run = shlex.join(["eventcal", "try", str(module), str(test / "page.html"), "--url", page.url])
    click.echo(printable(f"1. edit {module} until all is right: `{run}`"))
    click.echo(f"2. put right {test / 'expected.json'} by eye: the draft wrote it")
    click.echo(f"3. move {module} to eventcal/adapters/, or add it to your package's entry points: see the README")


def _page(address: str, today: date, url: str | None, replay: Path | None) -> Page:
    """The page at an address, the first of an archive. ReadError where there is none."""
    from eventcal.extract import pages

    with options.door(replay, today) as door:
        page = next(pages(address, door, url), None)
    if page is None:
        raise ReadError(f"{address}: holds no page")
    return page


def _host(page: Page) -> str:
    """The host of a page, without its www. UsageError where it has none, or one that could be more than a name in code."""
    host = urlsplit(page.url).hostname if page.url.startswith(("http://", "https://")) else None
    if host is None or not HOST.fullmatch(host):
        raise UsageError(f"{page.url}: the page does not say its address; give it with --url")
    return host.removeprefix("www.")


def _name(host: str) -> str:
    """The name of a host's module: one that Python takes, and no adapter of ours has."""
    from eventcal.adapters import own_loaders

    name = re.sub(r"[^a-z0-9]+", "_", host.lower()).strip("_")
    name = f"site_{name}" if not name or name[0].isdigit() else name
    return f"{name}_site" if name.replace("_", "-") in own_loaders() else name


def _expected(page: Page, events: Sequence[Event]) -> bytes:
    """The content of expected.json: what a draft reads."""
    expected = {"url": page.url, "day": page.when.isoformat(), "events": [_short(event) for event in events]}
    return (json.dumps(expected, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _short(event: Event) -> dict[str, Any]:
    """An event's JSON, without what is not known and what is not compared."""
    from eventcal.event_json import to_json

    return {name: value for name, value in to_json(event).items() if value not in (None, []) and name not in LEFT_OUT}


def _write(files: dict[Path, bytes]) -> None:
    """Writes all of the files, or none where one is there already."""
    for path in files:
        if path.exists():
            raise UsageError(f"{path}: already there; left as it is")
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be written: {error.strerror}") from error
