"""Whose word on an event's plans counts where its sources differ, and what becomes of the words that do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from eventcal.choose import united
from eventcal.match import match
from eventcal.model import Event, Fact, Failed, Record, Source, Status, Validators, When
from eventcal.page import Page
from eventcal.store import Reading, Store

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
OWN = "https://www.fjord.example/2027/"
HTML, CALENDAR = b"<p>Fjord", b"BEGIN:VCALENDAR"
PAGE = Source("page", OWN)
SAME_SITE = Source("site", "https://fjord.example/calendar.ics")
"""A calendar of the site of the event's own page."""
INDEX, NEWS = Source("index", "https://index.example/"), Source("news", "https://news.example/")
"""Lists from elsewhere."""
HOME, ALSO = Source("home", "https://talks.example/list"), Source("also", "https://club.example/list.ics")
"""Lists that give the event an address at their own site."""
ADDRESSES = {
    "page": OWN,
    "site": OWN,
    "index": OWN,
    "news": OWN,
    "home": "https://talks.example/7",
    "also": "https://club.example/7",
}


def told(source: Source, status: Status = "scheduled", **more: object) -> Event:
    """The event as a source tells it."""
    when = When(date(2027, 5, 3), date(2027, 5, 5))
    days = Fact("when", "3–5 May 2027", when, "range in h1", "h1", 0.9, source=source.url)
    plans = Fact("status", f"now {status}", status, "words in h1", "h1", 0.9, source=source.url)
    facts = (days, plans) if status != "scheduled" else (days,)
    evidence = {"start": days, "end": days} | ({"status": plans} if plans in facts else {})
    event = Event("Fjord Days 2027", ADDRESSES[source.id], when, status=status, evidence=evidence, facts=facts)
    return replace(event, **more)


@dataclass
class Desk:
    """A store, and the days of March on which sources are read into it."""

    store: Store
    today: datetime = field(default=NOON)

    def reads(self, source: Source, *events: Event, body: bytes = HTML, lists: bool = True) -> None:
        known = {event.uid for event in self.store.entries(source.id)}
        decisions = match(events, self.store.known(), source, self.today.date())
        absent = tuple(known - {decision.uid for decision in decisions})
        page = Page(source.url, body, self.today.date())
        reading = Reading(decisions, page, Validators(), "1", lists=lists, whole=True, absent=absent)
        self.store.save(source, reading, self.today, united)
        self.today += timedelta(days=1)

    def fails(self, source: Source, days: int) -> None:
        for _ in range(days + 1):
            self.store.save(source, Failed("HTTP 404", "missing"), self.today)
            self.today += timedelta(days=1)

    def record(self) -> Record:
        (record,) = self.store.records()
        return self.store.record(record.uid)

    def status(self) -> str:
        return self.record().event.status


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store.open(str(tmp_path / "eventcal.db")) as store:
        yield Desk(store)


@pytest.mark.parametrize("says_first", [False, True], ids=["after", "before"])
@pytest.mark.parametrize("status", ["cancelled", "postponed", "rescheduled", "moved-online"])
@pytest.mark.parametrize(
    ("says", "has", "counts"),
    [
        (PAGE, INDEX, True),
        (PAGE, HOME, True),
        (SAME_SITE, PAGE, True),
        (HOME, INDEX, True),
        (INDEX, NEWS, True),
        (INDEX, PAGE, False),
        (INDEX, SAME_SITE, False),
        (INDEX, HOME, False),
        (HOME, PAGE, False),
        (ALSO, HOME, False),
        (HOME, ALSO, False),
    ],
    ids=lambda each: each.id if isinstance(each, Source) else "counts" if each else "does not",
)
def test_a_change_of_plans_is_not_taken_from_who_is_further_from_the_event(
    desk: Desk, says: Source, has: Source, counts: bool, status: Status, says_first: bool
) -> None:
    visits = [(has, told(has)), (says, told(says, status))]
    for source, event in visits[::-1] if says_first else visits:
        desk.reads(source, event)
    record = desk.record()
    assert record.event.status == (status if counts else "scheduled")
    assert record.event.doubtful == (() if counts else ("status",))
    said = record.event.evidence["status"]
    assert (said.source, said.text, said.score) == (says.url, f"now {status}", 0.9 if counts else 0.4)
    assert [fact.text for fact in record.event.facts if fact.field == "status"] == [f"now {status}"]


def test_who_says_it_alone_is_believed_until_the_event_s_own_page_is_read(desk: Desk) -> None:
    desk.reads(INDEX, told(INDEX, "cancelled"))
    assert desk.status() == "cancelled"
    desk.reads(PAGE, told(PAGE))
    assert (desk.status(), desk.record().sequence) == ("scheduled", 1)


@pytest.mark.parametrize("days", [3, 7])
def test_a_page_that_has_not_answered_for_a_week_speaks_against_nobody(desk: Desk, days: int) -> None:
    desk.reads(PAGE, told(PAGE))
    desk.fails(PAGE, days)
    desk.reads(INDEX, told(INDEX, "cancelled"))
    assert desk.status() == ("cancelled" if days >= 7 else "scheduled")


def test_a_list_that_drops_an_event_does_not_have_it_as_scheduled(desk: Desk) -> None:
    desk.reads(HOME, told(HOME))
    desk.reads(INDEX, told(INDEX, "cancelled"))
    assert desk.status() == "scheduled"
    desk.reads(HOME)
    assert desk.status() == "cancelled"


def test_nothing_is_doubtful_any_more_when_who_was_not_heard_is_gone_or_says_otherwise(desk: Desk) -> None:
    for last in ([], [told(INDEX)]):
        desk.reads(PAGE, told(PAGE))
        desk.reads(INDEX, told(INDEX, "cancelled"))
        assert desk.record().event.doubtful == ("status",)
        desk.reads(INDEX, *last)
        assert desk.record().event.doubtful == ()


def test_the_words_of_the_doubt_are_kept_where_the_page_says_that_all_is_as_planned(desk: Desk) -> None:
    planned = Fact("status", "EventScheduled", "scheduled", "json-ld", "json-ld 1", 0.9, source=PAGE.url)
    event = told(PAGE)
    desk.reads(PAGE, replace(event, evidence={**event.evidence, "status": planned}))
    desk.reads(INDEX, told(INDEX, "cancelled"))
    desk.reads(NEWS, told(NEWS))
    assert desk.record().event.evidence["status"].text == "now cancelled"


def test_who_is_not_heard_is_not_trusted_first_with_the_rest(desk: Desk) -> None:
    """However much it tells, and whatever days go with the change."""
    moved = When(date(2027, 11, 3), date(2027, 11, 5))
    desk.reads(HOME, told(HOME))
    rich = told(ALSO, "rescheduled", when=moved, description="Kelp.", mode="in-person", language="en", key=None)
    desk.reads(ALSO, replace(rich, when=told(ALSO).when))
    desk.reads(ALSO, rich)
    event = desk.record().event
    assert (event.url, event.when, event.status) == (ADDRESSES["home"], told(HOME).when, "scheduled")
    assert event.description == "Kelp."  # which nobody else says


def test_what_is_not_moved_online_is_not_online(desk: Desk) -> None:
    desk.reads(PAGE, told(PAGE))
    desk.reads(INDEX, told(INDEX, "moved-online", mode="online"))
    assert (desk.status(), desk.record().event.mode) == ("scheduled", None)


@pytest.mark.parametrize(("body", "status"), [(HTML, "cancelled"), (CALENDAR, "scheduled")], ids=["page", "calendar"])
def test_a_calendar_of_one_entry_is_not_the_page_of_its_event(desk: Desk, body: bytes, status: str) -> None:
    desk.reads(HOME, told(HOME))
    desk.reads(ALSO, told(ALSO, "cancelled", url=ALSO.url), body=body)
    assert desk.status() == status
