"""`eventcal changes`: what is new and what has changed since a day."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcal.cli import options
from eventcal.cli.records import SHORT
from eventcal.cli.terminal import say, table

if TYPE_CHECKING:
    from eventcal.news import News

WEEK = timedelta(days=7)
SHOWN = 80
"""Characters of a page's words in the table."""


@click.command()
@click.option("--since", type=options.Day(), help="The first day to tell of.  [default: seven days before today]")
@options.sources
@options.store
@options.today
@click.option("--json", "as_json", is_flag=True, help="A list with old and new values, instead of a table.")
def changes(since: date | None, sources: Path, store: str | None, today: date | None, as_json: bool) -> None:
    """Tell what is new, changed, cancelled or put off, oldest first.

    A line has the day; new, changed, extended (a deadline was put off), overruled (you have fixed the field, so nobody sees
    it), or cancelled, postponed, rescheduled, moved-online; the event; what has changed; the source; the page's words; and the start of the uid, which `show` and `why` take. What
    happened more than 400 days ago is forgotten.
    """
    from eventcal.news import news

    day = options.now(today).date()
    first = since or day - WEEK
    with options.existing_store(store, sources) as kept:
        listed_by = {known.uid: sorted({listing.source_id for listing in known.listings}) for known in kept.known()}
        found = news(options.seen(kept, sources), kept.all_changes(), listed_by, first, day)
    if not found:
        say(f"nothing is new or changed since {first}")
    if as_json:
        click.echo(json.dumps([_as_json(item) for item in found], indent=2, ensure_ascii=False))
    elif found:
        table(("day", "what", "event", "change", "source", "words", "id"), [_row(item) for item in found])


def _row(item: News) -> tuple[str, ...]:
    words = " ".join((item.words or "").split())
    shown = words if len(words) <= SHOWN else f"{words[:SHOWN]}…"
    return f"{item.when:%Y-%m-%d}", item.kind, item.name, item.told, item.source, shown, item.uid[:SHORT]


def _as_json(item: News) -> dict[str, Any]:
    return {**asdict(item), "when": f"{item.when:%Y-%m-%dT%H:%M:%SZ}"}
