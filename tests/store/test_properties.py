"""What holds of the memory whatever sources say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcal.choose import united, without_repeats
from eventcal.event_json import to_json
from eventcal.match import match
from eventcal.model import Event, Failed, Place, Record, Source, Unchanged, Validators, When
from eventcal.page import Page
from eventcal.store import Reading, Store

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
FJORD, TUNDRA = Source("fjord", "https://fjord.example/"), Source("tundra", "https://tundra.example/")

days = st.dates(date(2027, 2, 1), date(2027, 4, 1))
whens = st.none() | days.map(lambda day: When(day, day)) | days.map(lambda day: When(day, day + timedelta(2)))
events = st.builds(
    Event,
    st.sampled_from(
        ["Fjord Days", "Fjord Days 2027", "Fjord Days 2028", "Intro to Git", "Git and Forges", "Tundra Forum"]
    ),
    st.sampled_from([FJORD.url, TUNDRA.url, "https://git.example/"]),
    whens,
    mode=st.sampled_from([None, "online", "in-person"]),
    place=st.builds(Place, city=st.sampled_from([None, "Bergen", "Oslo"])),
    status=st.sampled_from(["scheduled", "cancelled", "postponed", "rescheduled"]),
    description=st.sampled_from([None, "Data from the cold."]),
    key=st.sampled_from([None, "7", "8"]),
)
readings = st.lists(events, max_size=5).map(without_repeats)
outcomes = st.lists(readings | st.just(Failed("HTTP 500", "http")) | st.just(Unchanged()), max_size=6)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, to be copied: making one takes longer than a test."""
    path = tmp_path_factory.mktemp("store") / "eventcal.db"
    Store.open(str(path)).__exit__(None, None, None)
    return path


@contextmanager
def store_of(empty: Path) -> Iterator[Store]:
    with TemporaryDirectory() as folder:
        path = shutil.copy(empty, folder)
        with Store.open(str(path)) as store:
            yield store


def keep(store: Store, source: Source, outcome: Sequence[Event] | Failed | Unchanged, day: int = 0) -> list[str]:
    """What one visit does; the uids of its events."""
    now = NOON + timedelta(days=day)
    if isinstance(outcome, Failed | Unchanged):
        store.save(source, outcome, now)
        return []
    page = Page(source.url, b"<p>Fjord", now.date(), "text/html")
    decisions = match(outcome, store.known(), source, now.date())
    store.save(source, Reading(decisions, page, Validators(), "1"), now, united)
    return [decision.uid for decision in decisions]


def shown(store: Store) -> list[Record]:
    return [replace(record, last_seen=NOON) for record in store.records()]


def told(store: Store) -> list[dict[str, Any]]:
    """What is known, whichever uid it has."""
    return sorted((to_json(record.event) for record in store.records()), key=str)


@settings(deadline=None)
@given(st.lists(readings, max_size=3), readings)
def test_the_same_reading_twice_changes_nothing(empty: Path, before: list[list[Event]], reading: list[Event]) -> None:
    with store_of(empty) as store:
        for day, earlier in enumerate(before):
            keep(store, TUNDRA, earlier, day)
        uids = keep(store, FJORD, reading, 5)
        first = shown(store)
        assert keep(store, FJORD, reading, 6) == uids
        assert shown(store) == first


@settings(deadline=None)
@given(outcomes)
def test_what_failed_or_is_unchanged_changes_no_event(empty: Path, visits: list[Any]) -> None:
    with store_of(empty) as store:
        for day, visit in enumerate(visits):
            first = shown(store)
            keep(store, FJORD, visit, day)
            if isinstance(visit, Failed | Unchanged):
                assert shown(store) == first
            assert {record.uid for record in first} <= {record.uid for record in shown(store)}


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([FJORD, TUNDRA]), readings | st.just(Unchanged()), st.integers(0, 1))))
def test_no_record_changes_without_the_fingerprint(empty: Path, visits: list[Any]) -> None:
    with store_of(empty) as store:
        seen: dict[str, list[tuple[Record, date]]] = {}
        for visit in visits:
            keep(store, *visit)
            records = [(replace(each, last_seen=NOON), each.last_seen.date()) for each in store.records()]
            assert seen.setdefault(store.fingerprint(), records) == records


@settings(deadline=None)
@given(events, st.sampled_from(["Fjord Days", "Nordic Forum"]), st.dates(date(2027, 3, 3), date(2027, 6, 1)))
def test_another_title_and_day_keep_the_uid_of_what_is_to_come(empty: Path, event: Event, name: str, day: date) -> None:
    coming = replace(event, name="Fjord Days", when=When(date(2027, 3, 20), date(2027, 3, 20)), url=FJORD.url)
    with store_of(empty) as store:
        assert keep(store, FJORD, [coming]) == keep(store, FJORD, [replace(coming, name=name, when=When(day, day))], 1)


@settings(deadline=None)
@given(events, st.lists(events, max_size=3, unique_by=(lambda event: event.name, lambda event: event.url)))
def test_the_order_of_sources_does_not_matter(empty: Path, one: Event, other: list[Event]) -> None:
    with store_of(empty) as store, store_of(empty) as turned:
        keep(store, FJORD, [one])
        keep(store, TUNDRA, other)
        keep(turned, TUNDRA, other)
        keep(turned, FJORD, [one])
        assert told(store) == told(turned)
