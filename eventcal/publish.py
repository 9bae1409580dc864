"""Records → the files of the output folder."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from eventcal.errors import UsageError
from eventcal.exporters import (
    atom,
    calls,
    event_page,
    events_json,
    feeds,
    ical,
    web,
    writer,
)
from eventcal.exporters.contents import in_calendar
from eventcal.exporters.guard import Known
from eventcal.exporters.window import by_start, is_held, is_in_calendars, is_recent, on_its_days
from eventcal.issues.files import files as newsletter
from eventcal.model import Record, Settings
from eventcal.printed import Draft, Printed
from eventcal.published import Published
from eventcal.replacing import CALENDAR, LARGE, Replacing, published
from eventcal.shelf import Shelf
from eventcal.statuses import tell
from eventcal.store import SourceState


def publish(
    settings: Settings,
    records: Iterable[Record] | Shelf,
    states: Mapping[str, SourceState],
    output: Path,
    now: datetime,
    past: int | None,
    force: bool = False,
    printed: Sequence[Printed] = (),
) -> Published:
    """Writes the outputs one after the other, each whole, but none that guard.py holds to be worse than the last, unless
    `force` says so.

    What waits for a person is in none of them; what the editor has hidden is in events.json only, marked, so that its uid is
    not lost. Of records on a shelf few are in memory at a time. OutputError if one cannot be written.
    """
    today = now.date()
    found = _sorted_out(Shelf.of(records), today, past)
    outputs = Replacing(output, found.known, force)
    _put_calendars(outputs, found, settings, today, past)
    _put_feed(outputs, found, settings, today, past)
    outputs.put("index.html", [web.page_of(found.dated, found.undated, settings, today)], None)
    issue, draft, trouble = _newsletter(found.kept, printed, settings, now)
    for name, data in issue.items():
        outputs.put(name, [data], None)
    outputs.put("events.json", events_json.parts(found.listed, today), {*found.listed.uids})
    written = (*outputs.written, *tell(settings, states, output, now))
    pages = _write_pages(event_page.files(found.paged, settings, today), output) if len(found.paged) else 0
    _take_away(found.hidden(), output)
    return Published(written, pages, (*outputs.refused(), *trouble), tuple(outputs.large), draft)


@dataclass(frozen=True, slots=True)
class _Found:
    """The records by where they are shown."""

    known: Known
    kept: Shelf
    """All that do not wait, as the next."""
    listed: Shelf
    """Those of events.json."""
    seen: Shelf
    """Those that are not hidden either."""
    shown: Shelf
    """Of these the ones in calendars, on their days, as all below."""
    paged: Shelf
    """Those with a page of their own."""
    dated: Shelf
    undated: Shelf
    """Those that are not over, with and without days."""

    def hidden(self) -> Shelf:
        """Those that the editor wants in no output."""
        return self.kept.at(sorted({*self.kept.uids}.difference(self.seen.uids)))


def _sorted_out(records: Shelf, today: date, past: int | None) -> _Found:
    """All of them by start and uid."""
    kept, listed, seen, merged = records.sift(
        lambda record: not record.waiting,
        lambda record: not record.waiting and is_recent(record, today, past),
        lambda record: not record.waiting and not record.hidden,
        lambda record: bool(record.aliases),
        key=by_start,
    )
    held, shown, paged, dated, undated = seen.changed(on_its_days).sift(
        is_held,
        lambda record: is_in_calendars(record, today, past),
        lambda record: event_page.is_paged(record, today, past),
        lambda record: web.is_dated(record, today),
        lambda record: web.is_undated(record, today),
        key=by_start,
    )
    every = frozenset(records.uids).union(*(record.aliases for record in merged))
    known = Known(today, every, every.difference(held.uids))
    return _Found(known, kept, listed, seen, shown, paged, dated, undated)


def _put_calendars(outputs: Replacing, found: _Found, settings: Settings, today: date, past: int | None) -> None:
    shown = found.shown
    size = outputs.put(CALENDAR, ical.parts(shown, settings), {*shown.uids})
    outputs.put("events-google.ics", ical.parts(shown, settings, status=False), {*shown.uids})
    dues = calls.listed(found.seen, today, past)
    outputs.put("calls.ics", calls.parts(found.seen, dues, settings), {uid for uid, _ in dues})
    made = feeds.feeds(shown, settings, years=size > LARGE)
    every = {**made, **feeds.lasting(shown, _lasting(outputs.output, made))}
    for name, feed in sorted(every.items()):
        outputs.put(name, ical.parts(feed.records, feed.named(settings)), {*feed.records.uids})


def _put_feed(outputs: Replacing, found: _Found, settings: Settings, today: date, past: int | None) -> None:
    newest = atom.newest(found.paged, today, past)
    ids = {atom.entry_id(record.uid) for record in newest}
    known = replace(found.known, uids=found.known.uids | set(map(atom.entry_id, found.known.uids)))
    outputs.put(atom.NAME, [atom.feed_of(newest, settings)], ids, known)


def _newsletter(
    records: Iterable[Record], printed: Sequence[Printed], settings: Settings, now: datetime
) -> tuple[dict[str, bytes], Draft | None, tuple[str, ...]]:
    """The newsletter's files and draft. None where the editor's template cannot be used: then a line for people says why, and
    all else is published."""
    try:
        return *newsletter(records, printed, settings, now), ()
    except UsageError as error:
        return {}, None, (f"the newsletter is not written: {error}",)


def _write_pages(pages: Iterable[tuple[str, bytes]], output: Path) -> int:
    """The pages of events; those of events that are gone stay, as people have linked to them, unless they are hidden."""
    folder = writer.within(output, f"{event_page.FOLDER}/any").parent
    return writer.write_many(folder, ((PurePosixPath(name).name, data) for name, data in pages))


def _take_away(hidden: Iterable[Record], output: Path) -> None:
    """The pages of events that are to be in no output."""
    for uid in (uid for record in hidden for uid in (record.uid, *record.aliases)):
        for name in event_page.names(uid):
            writer.remove(writer.within(output, name))


def _lasting(output: Path, made: Container[str]) -> dict[str, frozenset[str]]:
    """The uids in each feed that is published, must go on and is not `made` from the events of today, by file name."""
    found: dict[str, frozenset[str]] = {}
    for folder in (feeds.TAGS, feeds.SAVED, feeds.YEARS):
        for path in sorted((output / folder).glob("*.ics")):
            name = path.relative_to(output).as_posix()
            with published(path) as old:
                if old is not None and name not in made:
                    found[name] = frozenset(entry.uid for entry in in_calendar(old))
    return found
