"""What was published is enough to go on from: every uid and sequence stays, and the next reading finds its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from eventcal.choose import united
from eventcal.exporters import events_json, ical
from eventcal.match import match
from eventcal.model import Event, Place, Record, Settings, Source, Validators, When
from eventcal.page import Page
from eventcal.store import Reading, Store, published_rows

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
OWN = Source("fjord", "https://fjord.example/")
LIST = Source("list", "https://list.example/")
OTHER = Source("other", "https://other.example/")
FJORD = Event("Fjord Days 2027", OWN.url, When(date(2027, 5, 3), date(2027, 5, 5)), place=Place(city="Bergen"))
TUNDRA = Event("Tundra Forum 2027", "https://tundra.example/", When(date(2027, 6, 1), date(2027, 6, 2)), mode="online")
COURSES = [
    Event(f"Course {letter}", f"{LIST.url}courses", When(date(2027, 7, 1), date(2027, 7, 1)), key=f"{letter}@list")
    for letter in "AB"
]


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "old.db")) as store:
        yield store


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "new.db")) as store:
        yield store


def keep(store: Store, source: Source, events: Sequence[Event], day: int = 0) -> None:
    now = NOON + timedelta(days=day)
    page = Page(source.url, b"<p>", now.date(), "text/html")
    decisions = match(events, store.known(), source, now.date())
    store.save(source, Reading(decisions, page, Validators(), "1"), now, united)


def published(store: Store) -> bytes:
    return events_json.export(store.records(), Settings(Path(), ()), NOON.date(), None)


def rebuild(old: Store, new: Store, sources: Sequence[Source]) -> None:
    records = events_json.read(published(old).decode(), "events.json")
    new.load(published_rows(records, {source.url: source for source in sources}))


def by_name(store: Store) -> dict[str, Record]:
    return {record.event.name: record for record in store.records()}


@pytest.mark.parametrize("order", [(OWN, LIST, OTHER), (OTHER, LIST, OWN)])
def test_a_store_rebuilt_from_events_json_publishes_the_same_before_and_after_it_reads_again(old, new, order):
    """Several sources of one event differ; the one that speaks for it does so afterwards too, whichever is read first."""
    listed = replace(FJORD, name="Fjord Days", place=Place())
    readings = {OWN.id: [FJORD], LIST.id: [listed, TUNDRA, *COURSES], OTHER.id: [replace(TUNDRA, mode=None)]}
    for source in (OWN, LIST, OTHER):
        keep(old, source, [replace(event, place=Place(venue="Old Hall")) for event in readings[source.id]])
        keep(old, source, readings[source.id], day=1)
    assert [record.sequence > 0 for record in old.records()] == [True] * 4
    before = published(old)
    rebuild(old, new, order)
    assert published(new) == before
    for source in order:
        keep(new, source, readings[source.id], day=2)
    assert published(new) == before


def test_merged_missing_and_put_off_events_come_back_as_they_were(old, new):
    """Two records of one event, an event that its list lacks for three days, and one that is put off without a new day."""
    keep(old, LIST, [replace(FJORD, name="Nordic Forum", url=LIST.url, key="7"), TUNDRA, COURSES[0]])
    keep(old, OWN, [FJORD])
    (young, *_) = [record.uid for record in old.records() if record.event.name == FJORD.name]
    keep(old, LIST, [replace(FJORD, key="7"), replace(TUNDRA, when=None, status="postponed"), *COURSES], day=1)
    for day in (2, 3, 4):
        listed = [replace(FJORD, key="7"), replace(TUNDRA, when=None, status="postponed"), COURSES[1]]
        lack(old, LIST, listed, day)
    records = by_name(old)
    assert records[FJORD.name].aliases and records[TUNDRA.name].was == TUNDRA.when
    assert records[COURSES[0].name].state == "missing"
    before = published(old), feed(old)
    rebuild(old, new, (OWN, LIST))
    assert (published(new), feed(new)) == before
    assert new.aliases() == old.aliases() and new.record(young).uid == old.record(young).uid


def lack(store: Store, source: Source, events: Sequence[Event], day: int) -> None:
    """A complete reading that lacks what the source had."""
    now = NOON + timedelta(days=day)
    page = Page(source.url, b"<p>", now.date(), "text/html")
    decisions = match(events, store.known(), source, now.date())
    absent = tuple({entry.uid for entry in store.entries(source.id)} - {decision.uid for decision in decisions})
    store.save(source, Reading(decisions, page, Validators(), "1", absent=absent, counted=absent), now, united)


def feed(store: Store) -> bytes:
    return ical.export(store.records(), Settings(Path(), ()), NOON.date(), None)


def test_a_renamed_event_is_found_again_at_its_address(old, new):
    keep(old, OWN, [FJORD])
    rebuild(old, new, [OWN])
    keep(new, OWN, [replace(FJORD, name="Fjord Data Days 2027")], day=1)
    (before,), (after,) = old.records(), new.records()
    assert (after.uid, after.sequence, after.first_seen) == (before.uid, 1, before.first_seen)
    assert [change.field for change in new.changes(after.uid)] == ["name"]


def test_events_of_an_address_in_no_settings_are_kept_and_found_again_by_another_source(old, new):
    keep(old, LIST, [TUNDRA, FJORD])
    rebuild(old, new, [])
    assert by_name(new)["Tundra Forum 2027"].sources == (LIST.url,)
    moved = Source("moved", "https://moved.example/")
    keep(new, moved, [replace(TUNDRA, mode="hybrid")], day=1)
    record = by_name(new)["Tundra Forum 2027"]
    assert record.uid == by_name(old)["Tundra Forum 2027"].uid
    assert record.event.mode == "hybrid"  # what nobody reads any more does not speak against what is read
    assert len(new.records()) == 2


def test_a_source_of_a_rebuilt_store_was_read_when_its_first_event_was_seen(old, new):
    keep(old, LIST, [TUNDRA])
    keep(old, LIST, [TUNDRA, FJORD], day=3)
    rebuild(old, new, [LIST])
    state = new.source_states()["list"]
    assert (state.checked_at, state.succeeded_at, state.reader_version) == (NOON, None, None)
