"""`eventcal refresh`: the main job."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventcal.cli import options
from eventcal.cli.terminal import printable, progress, say
from eventcal.errors import StoreError, UsageError

if TYPE_CHECKING:
    from eventcal.edits import Editorial
    from eventcal.fetch import Door
    from eventcal.model import Host, Settings
    from eventcal.refresh import Seen, Step, Summary
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

    if given["verbose"]:
        logging.basicConfig(level=logging.WARNING, format="%(message)s")
        logging.getLogger("eventcal").setLevel(logging.DEBUG)
    settings, editorial = load(given["sources"]), load_editorial(given["sources"])
    ctx.exit(_status(work(settings, editorial, named(names, settings), given), given["fail_on"]))


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


def work(settings: Settings, editorial: Editorial, only: frozenset[str], given: dict[str, Any]) -> Summary:
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
        with _teller(given) as tell:
            summary = refresh(settings, store, door, output, run, tell, editorial)
        if given["dry_run"]:
            _tell_changes(store, summary, run.now)
    _tell(summary, output, quiet=given["quiet"])
    return summary


def _door(settings: Settings, today: date, archive: Path | None, record: Path | None, hosts: Iterable[Host]) -> Door:
    from eventcal.fetch import Fetcher, Replay

    return Replay(archive, today) if archive else Fetcher(settings.site.contact, today, hosts=hosts, record=record)


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
def _teller(given: dict[str, Any]) -> Iterator[Seen]:
    """Says how the run goes: a line a source, a progress bar on a terminal, or nothing."""
    if given["verbose"]:
        yield _say_step
    elif given["quiet"]:
        yield lambda _: None
    else:
        with progress() as advance:
            yield lambda step: advance(step.number, step.of)


def _say_step(step: Step) -> None:
    from eventcal.model import Failed, Parsed, Suspect, Unchanged

    match step.outcome:
        case Parsed(events=events, problems=problems):
            say(f"{step.source.id}: {_count(len(events), 'event')}")
            for problem in problems:
                say(f"{step.source.id}: {problem}")
        case Unchanged():
            say(f"{step.source.id}: unchanged")
        case Failed(reason=reason) | Suspect(reason=reason):
            say(f"{step.source.id}: {reason}")


def _tell(summary: Summary, output: Path | None, *, quiet: bool) -> None:
    if summary.offline and not quiet:
        say("no host could be reached: this machine seems to have no network; nothing was counted against the sources")
    for trouble in summary.troubles:
        if trouble.is_new or not (quiet or summary.offline):
            say(f"{trouble.source.id}: {trouble.reason}{'; a person is needed' if trouble.person else ''}")
    for source_id in () if quiet else summary.cleared:
        say(f"{source_id}: well again")
    for line in (*summary.told, *summary.refused):
        say(line)
    if not quiet:
        for line in summary.large:
            say(line)
        click.echo(printable(_in_short(summary, output)))


def _in_short(summary: Summary, output: Path | None) -> str:
    parts = {
        "read": summary.read,
        "unchanged": summary.unchanged,
        "failed": summary.failed,
        "suspect": summary.suspect,
        "to be asked later": summary.later,
    }
    tried = sum(parts.values())
    if not tried:
        done = "nothing is due"
    else:
        done = f"{_count(tried, 'source')}: {', '.join(f'{count} {name}' for name, count in parts.items() if count)}"
    waiting = f", {summary.waiting} waiting (`eventcal list --waiting`)" if summary.waiting else ""
    events = f"{_count(summary.records, 'event')}, {len(summary.new)} new, {len(summary.changed)} changed{waiting}"
    wrote = "nothing written" if output is None else f"{_count(len(summary.written), 'file')} written to {output}"
    return f"{done}; {events}; {wrote}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


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
