"""`eventcal list`, `show` and `why`: what is remembered, and where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcal.cli import options
from eventcal.cli.terminal import printable, table
from eventcal.errors import UsageError

if TYPE_CHECKING:
    from eventcal.model import Event, Fact, Record, When

SHORT = 8
"""Characters of a uid in a list; they tell it apart among thousands."""
FACT_OF = {
    "start": "when", "end": "when", "timezone": "when", "sessions": "when",
    "venue": "place", "city": "place", "country": "place", "place_text": "place", "geo": "place",
    "deadlines": "deadline", "tags": "tag",
}  # fmt: skip
"""The kind of fact that a field of the JSON event rests on, where it has another name."""


@click.command("list")
@options.sources
@options.store
@options.today
@options.past
@click.option(
    "--waiting", is_flag=True, help="Those that wait to be accepted: new ones of a source with `review: true`."
)
@click.option("--hidden", is_flag=True, help="Those that you have hidden.")
@click.option("--json", "as_json", is_flag=True, help="The same as output/events.json holds, instead of a table.")
def list_(
    sources: Path, store: str | None, today: date | None, past: int | str, waiting: bool, hidden: bool, as_json: bool
) -> None:
    """List the events by start.

    A line has the name, the date, the place and the start of the uid, which `show` and `why` take. Events that are missing,
    as none of their sources has them any more, are told with `--past all`.
    """
    from eventcal.exporters import events_json
    from eventcal.exporters.window import held, recent
    from eventcal.model import Settings

    day, back = options.now(today).date(), options.days_back(past)
    with options.existing_store(store, sources) as kept:
        every = options.everything(kept, sources)
    records = [record for record in every if record.waiting == waiting and (waiting or record.hidden == hidden)]
    if as_json:
        click.echo(events_json.export(records, Settings(sources, ()), day, back), nl=False)
    else:
        shown = recent(records, day, back)
        table(("name", "date", "place", "id"), [_row(record) for record in (shown if back is None else held(shown))])


def _row(record: Record) -> tuple[str, ...]:
    from eventcal.lifecycle import MISSING

    event = record.event
    lost = f", {_absence(record)}" if record.state == MISSING else ""
    return event.name, _dates(event.when) + lost, _place(event), record.uid[:SHORT]


def _absence(record: Record) -> str:
    """Since when none of its sources has an event, and whether that counts; "" where one has it."""
    from eventcal.lifecycle import MISSING

    if record.absent_since is None:
        return ""
    return f"{MISSING if record.state == MISSING else 'unconfirmed'} since {record.absent_since}"


def _dates(when: When | None) -> str:
    if when is None:
        return "no date"
    first, last = when.first_day.isoformat(), when.last_day.isoformat()
    return first if first == last else f"{first} to {last}"


def _place(event: Event) -> str:
    place = ", ".join(filter(None, (event.place.city, event.place.country)))
    return place or event.place.text or event.mode or ""


@click.command()
@click.argument("uid", metavar="ID")
@options.sources
@options.store
@options.today
def show(uid: str, sources: Path, store: str | None, today: date | None) -> None:
    """Show all that is known of one event. ID is any unique start of its uid."""
    record, own = _record(uid, sources, store)
    table(("field", "value"), [(name, text) for name, text in _lines(record, own, options.now(today).date())])


def _record(uid: str, sources: Path, store: str | None) -> tuple[Record, Record]:
    """The record as the editor wants it, and as its sources tell it."""
    from eventcal.editorial import shown

    with options.existing_store(store, sources) as kept:
        own = kept.record(uid)
        return shown(own, options.in_hand(kept, sources)), own


def _lines(record: Record, own: Record, today: date) -> Iterator[tuple[str, str]]:
    from eventcal.event_json import to_json

    yield "uid", record.uid
    said = to_json(own.event)
    for name, value in to_json(record.event).items():
        if name != "evidence":
            yield name, _words(value) + (f" (fixed; sources: {_words(said[name])})" if value != said[name] else "")
    yield "state", _state(record, today)
    for name in ("waiting", "hidden", "pinned"):
        if getattr(record, name):
            yield name, "true"
    yield "sequence", str(record.sequence)
    yield "was", _was(record.was)
    yield "aliases", _words(list(record.aliases))
    yield "sources", _words(list(record.sources))
    for name in ("first_seen", "last_changed", "last_seen"):
        yield name, getattr(record, name).isoformat()


def _was(when: When | None) -> str:
    """When it was to be before."""
    return _dates(when) if when is not None else "-"


def _state(record: Record, today: date) -> str:
    """A record's state, and since when it is missing or unconfirmed: no source has it that should."""
    from eventcal.lifecycle import MISSING, state_on

    absence = _absence(record)
    return absence if record.state == MISSING else ", ".join(filter(None, (state_on(record, today), absence)))


def _words(value: Any) -> str:
    """A JSON value as people read it; "-" where nothing is known."""
    if value is None or value in ([], ""):
        return "-"
    if isinstance(value, dict):
        return str(value["text"]) if "text" in value and "kind" not in value else " ".join(_parts(value))
    return "; ".join(map(_words, value)) if isinstance(value, list) else str(value)


def _parts(value: dict[str, Any]) -> Iterator[str]:
    return (str(part) for name, part in value.items() if part and name not in {"text", "was"})


@click.command()
@click.argument("uid", metavar="ID")
@click.argument("field", required=False)
@options.sources
@options.store
def why(uid: str, field: str | None, sources: Path, store: str | None) -> None:
    """Say where each field of an event was read.

    What was read but not chosen is told too. ID is any unique start of its uid; FIELD one of those that `eventcal show` prints. The chosen fact of a field is marked
    with "*"; each has its score (0 to 1), the page's words, the rule that read them, and the place; below stands what counted for it (+) and against it (-).
    """
    event = _record(uid, sources, store)[0].event
    fields = _fields(event)
    if field is not None and field not in fields:
        raise UsageError(f"nothing was read for {field!r}; there is evidence for {', '.join(fields)}")
    for name in fields if field is None else [field]:
        click.echo(f"{name}{' (doubtful)' if name in event.doubtful else ''}")
        for mark, fact in _witnesses(event, name):
            click.echo(f"  {mark} {_told(fact)}")
            if fact.why:
                click.echo(f"         {', '.join(fact.why)}")


def _fields(event: Event) -> list[str]:
    """The fields that have evidence, then those for which something was read in vain."""
    named = {FACT_OF.get(name, name) for name in event.evidence}
    return list(dict.fromkeys([*event.evidence, *(fact.field for fact in event.facts if fact.field not in named)]))


def _witnesses(event: Event, name: str) -> Iterator[tuple[str, Fact]]:
    chosen = event.evidence.get(name)
    if chosen is not None:
        yield "*", chosen
    own = replace(chosen, score=0.0) if chosen is not None else None  # choosing may score a fact anew
    read = (fact for fact in event.facts if fact.field == FACT_OF.get(name, name))
    others = [fact for fact in read if replace(fact, score=0.0) != own]
    for fact in sorted(others, key=lambda fact: -fact.score):
        yield " ", fact


def _told(fact: Fact) -> str:
    words = " … ".join((fact.text, *fact.more))
    read = "; ".join(filter(None, (fact.rule, fact.where, fact.source)))
    return printable(f"{fact.score:.2f} “{words}” {read}")
