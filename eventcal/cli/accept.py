"""`eventcal accept`: a person says that what a suspect source says now is right, or that an event may be shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcal.cli import options
from eventcal.cli.edit import written
from eventcal.cli.refresh import named
from eventcal.cli.terminal import printable, say

if TYPE_CHECKING:
    from eventcal.store import Store


@click.command()
@click.argument("names", metavar="SOURCE|ID...", nargs=-1, required=True)
@options.sources
@options.store
def accept(names: tuple[str, ...], sources: Path, store: str | None) -> None:
    """Believe what a suspect source says now, or show an event that waits.

    SOURCE is the id or the address of a source that `eventcal refresh` calls suspect: it lost many of its coming events, or
    what they said. Its next reading is taken as it is. What it then lacks is missing after three readings on three days.

    ID is any unique start of the uid of an event that `eventcal list --waiting` shows. It is accepted in editorial.yaml, and the
    next `eventcal refresh` publishes it.
    """
    from eventcal.config import load

    settings = load(sources)
    known = {name for source in settings.sources for name in (source.id, source.url)}
    with options.existing_store(store, sources) as kept:
        waiting = {record.uid: record for record in options.everything(kept, sources) if record.waiting}
        events = [name for name in names if name not in known and any(uid.startswith(name) for uid in waiting)]
        chosen = named(tuple(name for name in names if name not in events), settings)
        records = [kept.record(name) for name in events]
        with kept.lock():
            for source_id in sorted(chosen):
                _believe(kept, source_id)
    for record in records:
        path = written(sources, record.uid, record.event.name, {"accepted": "true"})
        click.echo(printable(f"{record.event.name}: accepted in {path}; `eventcal refresh` publishes it"))


def _believe(kept: Store, source_id: str) -> None:
    if kept.accept(source_id):
        click.echo(f"{source_id}: its next reading is taken as it is; `eventcal refresh {source_id}` reads it now")
    else:
        say(f"{source_id}: not suspect; nothing to accept")
