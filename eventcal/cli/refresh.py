"""`eventcal refresh`: the main job."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcal.cli import options
from eventcal.cli.report import Note, Tell, in_short, interruptible, listening, tell_step, troubled
from eventcal.cli.terminal import printable, progress, say
from eventcal.errors import EventcalError, StoreError, UsageError

if TYPE_CHECKING:
    from eventcal.edits import Editorial
    from eventcal.fetch import Door
    from eventcal.model import Host, Settings
    from eventcal.refresh import Seen, Summary
    from eventcal.store import Store

PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("names", metavar="[SOURCE]...", nargs=-1)
@click.option(
    "--force",
    is_flag=True,
    help="Read every source, due or not, changed or not, and replace every output, even by an emptier one.",
)
@click.option("--reread", is_flag=True, help="Read the pages kept from the last time again, without a request.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@options.today
@options.past
@options.sources
@click.option("--output", type=PATH, metavar="DIR", help="Where results go.  [default: output beside FILE]")
@options.store
@click.option("--replay", type=FILE, metavar="WARC", help="Take answers from this archive, not from the network.")
@click.option(
    "--record", type=PATH, metavar="WARC", help="Keep what is fetched in this archive (.warc.gz), for --replay."
)
@click.option("--jobs", type=click.IntRange(1, 256), default=16, show_default=True, help="Requests at a time.")
@click.option(
    "--fail-on",
    type=click.Choice(["any", "person", "never"]),
    default="person",
    show_default=True,
    help="Exit with 1 if any source failed, if a person is needed, or never.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing unless a person is needed.")
@click.option("-v", "--verbose", is_flag=True, help="Print every source, and the traceback of our own mistakes.")
@options.log
@click.pass_context
def refresh(ctx: click.Context, /, names: tuple[str, ...], **given: Any) -> None:
    """Fetch what is due, read it, write the results.

    SOURCE is the id or the address of a source; it is then read whether due or not, and the others are not. A host gets one
    request at a time. A source that fails keeps its events; a person is needed where it is blocked or fails for three days.
    So does one that is suspect, as it has lost many events at once or what they said; `eventcal accept` says that it is right.
    And so does a source that says something new of what editorial.yaml has fixed, which is told once.

    An output that would be empty, cut or a third shorter than the last one is not replaced, what is over apart; a line says
    which and why, and the exit status is 1. If it is right, `eventcal refresh --force` replaces it (with --reread: without
    asking the sources again).
    """
    from eventcal.config import load, load_editorial

    tell = listening(given["log"], verbose=given["verbose"])
    try:
        with interruptible(given["log"]):
            settings, editorial = load(given["sources"]), load_editorial(given["sources"])
            summary = work(settings, editorial, named(names, settings), given, tell)
    except EventcalError as error:
        if given["log"] == "text":
            raise
        tell(Note("error", str(error)))
        ctx.exit(error.exit_status)
    ctx.exit(_status(summary, given["fail_on"]))


def _status(summary: Summary, fail_on: str) -> int:
    needed = summary.person_needed or (fail_on == "any" and bool(summary.troubles))
    return 1 if needed and fail_on != "never" else 0


def named(names: tuple[str, ...], settings: Settings) -> frozenset[str]:
    """The ids of the sources that the command line names. UsageError, with what was probably meant, for any other."""
    from difflib import get_close_matches

    ids = {source.id: source.id for source in settings.sources}
    ids |= {source.url: source.id for source in settings.sources}
    for name in names:
        if name not in ids:
            close = get_close_matches(name, ids, n=1)
            raise UsageError(
                f"no source {name!r}; " + (f"did you mean {close[0]}?" if close else "`eventcal check` lists them")
            )
    return frozenset(ids[name] for name in names)


def work(settings: Settings, editorial: Editorial, only: frozenset[str], given: dict[str, Any], tell: Tell) -> Summary:
    """One run, told as `given` says; the options of `eventcal refresh` by name."""
    from eventcal.refresh import Run, refresh

    run = Run(
        now=options.now(given["today"]),
        only=only,
        force=given["force"],
        reread=given["reread"],
        jobs=given["jobs"],
        past=options.days_back(given["past"]),
        forget=given["today"] is None,
    )
    output = None if given["dry_run"] else given["output"] or settings.path.absolute().parent / "output"
    where = options.store_at(given["store"], given["sources"])
    tell_upgrade = (lambda _: None) if given["quiet"] else say
    with (
        _store(where, tell_upgrade, dry=given["dry_run"]) as store,
        _door(settings, run.now.date(), given["replay"], given["record"], store.hosts()) as door,
    ):
        with _watching(given, tell) as watch:
            summary = refresh(settings, store, door, output, run, watch, editorial)
        if given["dry_run"]:
            _tell_changes(store, summary, run.now)
    _tell(summary, output, given, tell)
    return summary


def _door(settings: Settings, today: date, archive: Path | None, record: Path | None, hosts: Iterable[Host]) -> Door:
    if archive:
        return options.door(archive, today)
    from eventcal.fetch import Fetcher

    return Fetcher(settings.site.contact, today, hosts=hosts, record=record)


@contextmanager
def _store(where: str, tell: Callable[[str], None], *, dry: bool) -> Iterator[Store]:
    """The state; for a dry run a copy of it that is thrown away, so that the run is a real one and still writes nothing."""
    from tempfile import TemporaryDirectory

    from eventcal.store import Store

    if not dry:
        with Store.open(where, tell) as store:
            yield store
        return
    with TemporaryDirectory(prefix="eventcal-") as folder:
        copy = Path(folder) / "eventcal.db"
        _copy(Path(where.removeprefix("sqlite:///")), copy)
        with Store.open(str(copy)) as store:
            yield store


def _copy(state: Path, copy: Path) -> None:
    """A snapshot even while another run writes. What is no database is copied as it is, for the store to refuse."""
    import sqlite3

    if not state.exists():
        return
    try:
        source = sqlite3.connect(f"{state.absolute().as_uri()}?mode=rw", uri=True)
        with closing(source), closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise StoreError(f"{state}: cannot be copied for a dry run: {error}") from error


# What is printed.


@contextmanager
def _watching(given: dict[str, Any], tell: Tell) -> Iterator[Seen]:
    """Says how the run goes: a line a source, a progress bar on a terminal, or nothing."""
    if given["verbose"]:
        yield lambda step: tell_step(tell, step)
    elif given["quiet"] or given["log"] != "text":
        yield lambda _: None
    else:
        with progress() as advance:
            yield lambda step: advance(step.number, step.of)


def _tell(summary: Summary, output: Path | None, given: dict[str, Any], tell: Tell) -> None:
    for note in troubled(summary, quiet=given["quiet"]):
        tell(note)
    if given["quiet"]:
        return
    short = in_short(summary, output)
    if given["log"] == "text":
        click.echo(printable(short.message))
    else:
        tell(short)


def _tell_changes(store: Store, summary: Summary, now: datetime) -> None:
    """What a dry run would have changed: "+" a new event, "~" a field of one that is known."""
    events = {record.uid: record.event for record in store.records()}
    for uid in summary.new:
        when = events[uid].when
        click.echo(printable(f"+ {events[uid].name}, {when.first_day if when else 'no date'}"))
    for uid in summary.changed:
        for change in store.changes(uid):
            if change.when == now:
                click.echo(printable(f"~ {events[uid].name}: {change.field}: {change.old} → {change.new}"))
