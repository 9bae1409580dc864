"""What goes with time, to the day, and what never does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from eventcal.match import match
from eventcal.model import Event, Failed, Source, Validators, When
from eventcal.page import Page
from eventcal.printed import Draft
from eventcal.store import Reading, Store

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
EDGE = NOW - timedelta(days=400)
SECOND = timedelta(seconds=1)
FJORD = Source("fjord", "https://fjord.example/")
DAYS = Event("Fjord Days 2026", FJORD.url, When(date(2026, 5, 3), date(2026, 5, 5)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "eventcal.db")) as store:
        yield store


def keep(store: Store, event: Event, when: datetime) -> str:
    """One good reading; the uid of its event."""
    decisions = match([event], store.known(), FJORD, when.date())
    page = Page(FJORD.url, b"<p>Fjord", when.date(), "text/html")
    led_to = {"https://fjord.example/fees": Page("https://fjord.example/fees", b"<p>230", when.date(), "text/html")}
    store.save(FJORD, Reading(decisions, page, Validators('"a"', "today"), "1", led_to=led_to), when)
    return decisions[0].uid


def test_visits_and_changes_older_than_400_days_go_and_records_stay(store):
    uid = keep(store, DAYS, EDGE - 2 * SECOND)
    keep(store, replace(DAYS, name="Fjord Data Days 2026"), EDGE - SECOND)
    keep(store, replace(DAYS, name="Fjord Forum 2026"), EDGE)
    before = store.record(uid)
    store.prune(NOW)
    assert [visit.when for visit in store.visits("fjord")] == [EDGE]
    assert [change.new for change in store.changes(uid)] == ["Fjord Forum 2026"]
    assert store.record(uid) == before
    assert store.known()[0].listings


def test_drafts_shown_within_60_days_stay(store):
    shown = [NOW - timedelta(days=60) - SECOND, NOW - timedelta(days=60), NOW + timedelta(days=90)]
    drafts = [Draft(f"{number}", when, ()) for number, when in enumerate(shown)]
    for draft in drafts:
        store.put_draft(draft)
    store.prune(NOW)
    assert [store.draft(draft.id) for draft in drafts] == [None, *drafts[1:]]


def test_the_pages_of_a_source_read_within_400_days_stay(store):
    keep(store, DAYS, EDGE)
    before = store.source_states()
    store.prune(NOW)
    assert store.last_body("fjord") is not None
    assert [*store.led_to("fjord")] == ["https://fjord.example/fees"]
    assert store.source_states() == before


def test_the_pages_of_a_source_that_only_fails_go_and_it_is_read_anew_when_it_is_back(store):
    uid = keep(store, DAYS, EDGE - SECOND)
    store.save(FJORD, Failed("HTTP 500"), NOW)
    store.prune(NOW)
    assert store.last_body("fjord") is None
    assert store.led_to("fjord") == {}
    state = store.source_states()["fjord"]
    assert (state.validators, state.reader_version, state.failures) == (Validators(), None, 1)
    assert store.record(uid).sources == (FJORD.url,)
