"""`eventcal accept`: a person says that what a suspect source says now is right."""

from __future__ import annotations

from pathlib import Path

import click

from eventcal.cli import options
from eventcal.cli.refresh import named
from eventcal.cli.terminal import say


@click.command()
@click.argument("names", metavar="SOURCE...", nargs=-1, required=True)
@options.sources
@options.store
def accept(names: tuple[str, ...], sources: Path, store: str | None) -> None:
    """Believe what a suspect source says now.

    SOURCE is the id or the address of a source that `eventcal refresh` calls suspect: it lost many of its coming events, or
    what they said. Its next reading is taken as it is. What it then lacks is missing after three readings on three days.
    """
    from eventcal.config import load

    chosen = named(names, load(sources))
    with options.existing_store(store, sources) as kept, kept.lock():
        for source_id in sorted(chosen):
            if kept.accept(source_id):
                click.echo(
                    f"{source_id}: its next reading is taken as it is; `eventcal refresh {source_id}` reads it now"
                )
            else:
                say(f"{source_id}: not suspect; nothing to accept")
