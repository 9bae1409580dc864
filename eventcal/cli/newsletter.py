"""`eventcal newsletter`: the sections for an issue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from eventcal.cli import options


@click.command()
@click.option("--date", "issue", type=options.Day(), help="The day of the issue.  [default: today]")
@click.option(
    "--weeks", type=click.IntRange(1, 520), default=10, show_default=True, help="Weeks ahead that an event may start."
)
@click.option("--limit", type=click.IntRange(1), help="At most so many events, and so many calls.")
@options.sources
@options.store
def newsletter(issue: date | None, weeks: int, limit: int | None, sources: Path, store: str | None) -> None:
    """Print the newsletter's sections: calls that are open, and coming events.

    It is Markdown, in the form of output/events.md.
    """
    from eventcal.config import load
    from eventcal.exporters.newsletter import sections

    settings = load(sources)
    with options.existing_store(store, sources) as kept:
        text = sections(options.seen(kept, sources), settings, options.now(issue).date(), weeks=weeks, limit=limit)
    click.echo(text, nl=False)
