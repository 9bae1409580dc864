"""`eventcal edit`: what the editor says of one event, into editorial.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcal.cli import options
from eventcal.cli.terminal import printable, table
from eventcal.errors import UsageError

if TYPE_CHECKING:
    from eventcal.edits import Editorial

LISTS = {"tags", "same-as", "never-merge", "sessions"}
"""The keys that hold several values, given with commas between them."""


@click.command()
@click.argument("uid", metavar="ID")
@click.argument("values", metavar="FIELD=VALUE...", nargs=-1)
@options.sources
@options.store
def edit(uid: str, values: tuple[str, ...], sources: Path, store: str | None) -> None:
    """Fix what is published of one event, whatever its sources say.

    Writes editorial.yaml beside sources.yaml and keeps its comments; the next `eventcal refresh` publishes it, and later tells
    once if a source says something new of what is fixed. ID is any unique start of the event's uid. Without a FIELD, tells what
    is fixed.

    FIELD= takes a fix back; FIELD=- says that nothing is known. The fields are those that `eventcal show` prints:

    \b
      start=2027-03-01 end=2027-03-03, or start=2027-03-01T14:00+01:00
      cost=230€ or cost=free; mode=online; status=cancelled; city=Bergen; country, venue, place_text, geo, …
      deadlines.paper=2027-01-31, or 2027-01-31T18:00+01:00, or "2027-01-31 AoE"
      tags=hpc,-physics    a tag more, and one less

    And these, which no source has:

    \b
      pin=true             always in the newsletter
      hide=true            in no output
      blurb="…"            your own words about it
      accepted=true        shown, though its source has `review: true`
      same-as=ID           both are one event; the older uid stays
      never-merge=ID       they are two; with the id of a source, that source's entry is another event
    """
    from eventcal.config import load_editorial

    with options.existing_store(store, sources) as kept:
        record = kept.record(uid)
    if values:
        given = dict(_value(value) for value in values)
        path = written(sources, record.uid, record.event.name, given)
        click.echo(printable(f"{record.event.name}: written to {path}; `eventcal refresh` publishes it"))
    else:
        _tell(load_editorial(sources), record.uid)


def _value(text: str) -> tuple[str, Any]:
    """The key and what is to stand there; None: nothing."""
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise UsageError(f"{text!r}: write FIELD=VALUE, such as start=2027-03-01")
    if key in LISTS and value not in ("", "-"):
        return key, [part.strip() for part in value.split(",") if part.strip()]
    return key, value or None


def written(sources: Path, uid: str, name: str, values: dict[str, Any]) -> Path:
    """editorial.yaml with these values of an event. ConfigError, and nothing written, where one is not allowed."""
    from eventcal.config.edited import with_values
    from eventcal.config.tree import read_text
    from eventcal.exporters import writer

    path = sources.parent / "editorial.yaml"
    text = read_text(path) if path.exists() else ""
    changed = with_values(text, path, uid, name, values)
    writer.write(path.resolve(), changed.encode("utf-8", "backslashreplace"))
    return path


def _tell(editorial: Editorial, uid: str) -> None:
    edits = [edit for edit in editorial.edits if uid.startswith(edit.id)]
    rows = [(name, _words(value)) for edit in edits for name, value in edit.fixed.items()]
    for edit in edits:
        said = {"pin": edit.pin, "hide": edit.hide, "accepted": edit.accepted, "blurb": edit.blurb}
        rows += [(name, "true" if value is True else str(value)) for name, value in said.items() if value]
        rows += [("same-as", other) for other in edit.same_as]
        rows += [("never-merge", other) for other in edit.never_merge]
    table(("field", "value"), rows or [("-", "nothing is fixed")])


def _words(value: Any) -> str:
    match value:
        case None:
            return "-"
        case {"text": str(text)}:
            return text
        case dict():
            return ", ".join(f"{kind} {_words(each)}" for kind, each in value.items())
        case list():
            return ", ".join(str(each) for each in value)
    return str(value)
