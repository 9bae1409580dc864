"""`eventcal init` and `eventcal check`: before the first run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcal.cli import options
from eventcal.cli.terminal import on_terminal, say, table
from eventcal.errors import UsageError

if TYPE_CHECKING:
    from eventcal.model import Source

STATE = "eventcal.db*"
READ_AS = {"auto": "as it is found", "html": "web page", "ical": "calendar"}
"""What adapters are for people; others go by their names."""


@click.command()
@options.sources
def init(sources: Path) -> None:
    """Write a commented sources.yaml to start from.

    It has sources for research software and research computing, to keep or to take away. The output folder is made beside it. A file that is already there is left as it is. In a git repository the state file is added to .gitignore.
    """
    from importlib.resources import files

    template = files("eventcal.cli").joinpath("sources.yaml").read_bytes()
    try:
        with sources.open("xb") as file:
            file.write(template)
        (sources.parent / "output").mkdir(exist_ok=True)
        ignored = _ignore_state(sources.absolute().parent)
    except FileExistsError as error:
        raise UsageError(f"{error.filename}: already there; left as it is") from error
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be written: {error.strerror}") from error
    click.echo(f"wrote {sources}; keep the sources that you want, add yours, then run `eventcal refresh`")
    if ignored:
        click.echo(f"added {STATE} to {ignored}")


def _ignore_state(folder: Path) -> Path | None:
    """The .gitignore that now names the state file; None if it did already or this is no git repository."""
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return None
    path = folder / ".gitignore"
    text = path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else ""
    if STATE in text.splitlines():
        return None
    with path.open("a", encoding="utf-8") as file:
        file.write(("\n" if text and not text.endswith("\n") else "") + STATE + "\n")
    return path


@click.command()
@options.sources
def check(sources: Path) -> None:
    """Say what each source would do, offline.

    Tells every mistake in sources.yaml, in editorial.yaml where there is one, and in a template of the newsletter; whether the
    ids in editorial.yaml are known, the next refresh says. Changes
    nothing.
    """
    from eventcal.config import load, load_editorial

    settings = load(sources)
    load_editorial(sources)
    if settings.newsletter.template is not None:
        from eventcal.exporters.newsletter import try_template

        try_template(settings.newsletter.template)
    table(("source", "address", "read as", "every", "tags"), [_row(source) for source in settings.sources])
    lost = [source for source in settings.sources if source.url.startswith("/") and not Path(source.url).is_file()]
    for source in lost:
        say(f"{source.id}: no file {source.url}")
    count = len(settings.sources)
    click.echo(f"{sources}: {count} {'source' if count == 1 else 'sources'}, no mistake", err=True)


def _way(source: Source) -> str:
    """How a source is read, for people."""
    fields = ", ".join(f"{field} {' or '.join(places)}" for field, places in source.select)
    known = READ_AS.get(source.adapter, source.adapter) if on_terminal() else source.adapter
    return f"{source.adapter}: {fields}" if fields else known


def _row(source: Source) -> tuple[str, ...]:
    from eventcal.config.append import told_every

    return source.id, source.url, _way(source), told_every(source.every), ", ".join(source.tags)
