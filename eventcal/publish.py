"""Records → the files of the output folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile

from eventcal.errors import OutputError, UsageError
from eventcal.exporters import (
    atom,
    calls,
    event_page,
    events_json,
    feeds,
    ical,
    status,
    status_page,
    web,
    writer,
)
from eventcal.exporters.contents import in_calendar
from eventcal.exporters.guard import Known, problem
from eventcal.exporters.status import SourceStatus
from eventcal.exporters.window import held, in_calendars, recent
from eventcal.health import health
from eventcal.issues.files import files as newsletter
from eventcal.model import Record, Settings, Source
from eventcal.printed import Draft, Printed
from eventcal.schedule import next_due
from eventcal.store import SourceState

STATUS, STATUS_PAGE = "status.json", "status.html"
LARGE = 1_000_000
"""Bytes above which Google Calendar refuses a feed."""


def prepare(output: Path) -> None:
    """The folder is there and can be written; UsageError if not."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=output).close()
    except OSError as error:
        raise UsageError(f"{output}: results cannot be written there: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class Published:
    """What became of the outputs."""

    written: tuple[Path, ...] = ()
    """Those that are now new or different."""
    refused: tuple[str, ...] = ()
    """A line for people for each reason for which files would have been worse than the last ones, which stay: which they are,
    why, and what to do."""
    large: tuple[str, ...] = ()
    """A line for people for each calendar that some apps may refuse for its size."""
    draft: Draft | None = None
    """What the newsletter's files would print."""


def publish(
    settings: Settings,
    records: Sequence[Record],
    states: Mapping[str, SourceState],
    output: Path,
    now: datetime,
    past: int | None,
    force: bool = False,
    printed: Sequence[Printed] = (),
) -> Published:
    """Writes the outputs, each whole, but none that guard.py holds to be worse than the last, unless `force` says so.

    What waits for a person is in none of them; what the editor has hidden is in events.json only, marked, so that its uid is
    not lost. OutputError if one cannot be written.
    """
    today = now.date()
    merged = frozenset(uid for record in records for uid in record.aliases)
    every = _uids(records) | merged
    kept = [record for record in records if not record.waiting]
    seen = [record for record in kept if not record.hidden]
    shown = in_calendars(seen, today, past)
    calendar = ical.export(seen, settings, today, past)
    chosen = feeds.feeds(shown, settings, _lasting(output), years=len(calendar) > LARGE)
    issue, draft, trouble = _newsletter(kept, printed, settings, now)
    statuses = [_status(source, states.get(source.id), now) for source in settings.sources]
    files = {
        "events.ics": calendar,
        "events-google.ics": ical.export(seen, settings, today, past, status=False),
        "calls.ics": calls.export(seen, settings, today, past),
        **{name: ical.export(feed.records, feed.named(settings), today, past) for name, feed in chosen.items()},
        "feed.xml": atom.export(seen, settings, today, past),
        "index.html": web.export(seen, settings, today, past),
        **issue,
        "events.json": events_json.export(kept, settings, today, past),
        STATUS: status.export(statuses, now),
        STATUS_PAGE: status_page.export(statuses, settings, now),
    }
    expected = {
        "events.ics": _uids(shown),
        "events-google.ics": _uids(shown),
        "calls.ics": {due.uid for due in calls.dues(seen, today, past)},
        **{name: _uids(feed.records) for name, feed in chosen.items()},
        "feed.xml": {atom.entry_id(record.uid) for record in atom.newest(seen, today, past)},
        "events.json": _uids(recent(kept, today, past)),
    }
    known = Known(today, every.union(map(atom.entry_id, every)), every - _uids(held(seen)))
    published = _replaced(files, expected, known, output, force)
    pages = event_page.export(seen, settings, today, past)
    written = *published.written, *_write_pages(pages, output)
    return replace(published, written=written, refused=(*published.refused, *trouble), draft=draft)


def _newsletter(
    records: Sequence[Record], printed: Sequence[Printed], settings: Settings, now: datetime
) -> tuple[dict[str, bytes], Draft | None, tuple[str, ...]]:
    """The newsletter's files and draft. None where the editor's template cannot be used: then a line for people says why, and
    all else is published."""
    try:
        return *newsletter(records, printed, settings, now), ()
    except UsageError as error:
        return {}, None, (f"the newsletter is not written: {error}",)


def _write_pages(pages: Mapping[str, bytes], output: Path) -> list[Path]:
    """The pages of events; those of events that are gone stay, as people have linked to them."""
    folder = _within(output, f"{event_page.FOLDER}/any").parent
    return writer.write_many(folder, {PurePosixPath(name).name: data for name, data in pages.items()}) if pages else []


def _replaced(
    files: Mapping[str, bytes], expected: Mapping[str, Set[str]], known: Known, output: Path, force: bool
) -> Published:
    written: list[Path] = []
    refused: dict[str, list[Path]] = defaultdict(list)
    for name, data in files.items():
        path = _within(output, name)
        old = None if force else _read(path)
        lost = not known.uids or any(output / "events.ics" in paths for paths in refused.values())
        if old is not None and lost and name not in {*expected, STATUS, STATUS_PAGE}:
            continue  # what cannot be counted stays where the calendar stays
        why = (
            problem(name, old, data, expected[name], known) if name in expected and old != data and not force else None
        )
        if why is not None:
            refused[why].append(path)
        elif writer.write(path, data):
            written.append(path)
    lines = (f"{_named(paths)}: not replaced: {why}" for why, paths in refused.items())
    return Published(tuple(written), tuple(lines), tuple(_large(written, files, output)))


def _large(written: Iterable[Path], files: Mapping[str, bytes], output: Path) -> Iterator[str]:
    sizes = {output / name: len(data) for name, data in files.items() if name.endswith(".ics")}
    for path in written:
        if sizes.get(path, 0) > LARGE:
            size = f"{sizes[path] / 1e6:.1f} MB"
            yield f"{path}: {size}; Google refuses calendars over 1 MB: show fewer past days (--past), or give out years/ and tags/"


def _within(output: Path, name: str) -> Path:
    """Where a file goes. OutputError if somebody has put a link in the place of a folder."""
    path = output / name
    if not path.parent.resolve().is_relative_to(output.resolve()):
        raise OutputError(f"{path}: leads out of {output}; take the link away")
    return path


def _named(paths: Sequence[Path]) -> str:
    return f"{paths[0]}" + (f" and {len(paths) - 1} more" if len(paths) > 1 else "")


def _uids(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(record.uid for record in records)


def _lasting(output: Path) -> dict[str, frozenset[str]]:
    """The uids in each feed that is published and must go on, by file name."""
    paths = [
        path for folder in (feeds.TAGS, feeds.SAVED, feeds.YEARS) for path in sorted((output / folder).glob("*.ics"))
    ]
    read = {path.relative_to(output).as_posix(): _read(path) for path in paths}
    return {name: frozenset(entry.uid for entry in in_calendar(old)) for name, old in read.items() if old is not None}


def _read(path: Path) -> bytes | None:
    """What is published there; None if nothing is, as behind a link that somebody has put there."""
    try:
        return None if path.is_symlink() else path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error


def _status(source: Source, state: SourceState | None, now: datetime) -> SourceStatus:
    found = health(source, state, now)
    if state is None:
        return SourceStatus(source.id, source.url, found.state, None, None, None, None, None, None)
    return SourceStatus(
        id=source.id,
        url=source.url,
        state=found.state,
        reason=found.reason or "; ".join(found.remarks) or None,
        advice=found.advice if found.person else None,
        last_checked=state.checked_at,
        last_success=state.succeeded_at,
        events=state.events,
        next_due=next_due(source, state, now.date()),
    )
