"""One event from a list's entry and from its own page: which page each field is from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from eventcal.choose import completed
from eventcal.model import Cost, Deadline, Event, Fact, Place, When

CEST = timezone(timedelta(hours=2))
DAYS = When(date(2027, 5, 10), date(2027, 5, 12))
FREE = Cost(free=True, min=0, max=0, currency=None, text="free")
FEE = Cost(free=False, min=230, max=230, currency="EUR", text="230€")
LISTED = Event("Fjord Days", "https://fjord.example/days", DAYS, key="7", tags=("hpc",), place=Place(city="Bergen"))
OWN = Event("Fjord Days 2027", "https://fjord.example/days/", DAYS, cost=FEE, tags=("ai",), key="other")


def fact(field: str, text: str, source: str) -> Fact:
    return Fact(field, text, text, "test", "p", 0.9, source=source)


def test_what_the_own_page_says_counts_and_the_list_fills_the_rest():
    event = completed(replace(OWN, place=Place(venue="Aula")), replace(LISTED, cost=FREE, mode="in-person"))
    assert (event.name, event.cost, event.mode, event.tags) == ("Fjord Days 2027", FEE, "in-person", ("hpc", "ai"))
    assert event.place == Place(venue="Aula", city="Bergen")


def test_an_event_is_found_again_by_the_lists_address_and_key():
    event = completed(OWN, LISTED)
    assert (event.url, event.key) == ("https://fjord.example/days", "7")
    assert completed(replace(OWN, name="Registration"), LISTED).name == "Fjord Days"


@pytest.mark.parametrize(
    ("own", "listed", "expected"),
    [
        (None, DAYS, DAYS),
        (DAYS, None, DAYS),
        (When(date(2027, 5, 17), date(2027, 5, 18)), DAYS, When(date(2027, 5, 17), date(2027, 5, 18))),  # it was moved
        (
            When(date(2027, 5, 10), date(2027, 5, 10)),
            When(datetime(2027, 5, 10, 14), None),
            When(datetime(2027, 5, 10, 14), None),
        ),
        (
            When(datetime(2027, 5, 10, 14), None),
            When(datetime(2027, 5, 10, 14), None, "CEST"),
            When(datetime(2027, 5, 10, 14), None, "CEST"),
        ),
        (
            When(datetime(2027, 5, 10, 14, tzinfo=CEST), None),
            When(datetime(2027, 5, 10, 14, tzinfo=CEST), None, "Europe/Oslo"),
            When(datetime(2027, 5, 10, 14, tzinfo=CEST), None, "Europe/Oslo"),
        ),
        (
            When(datetime(2027, 5, 10, 15), None),
            When(datetime(2027, 5, 10, 14), None),
            When(datetime(2027, 5, 10, 15), None),
        ),
    ],
)
def test_the_days_are_the_own_pages_and_the_times_of_the_same_day_the_lists(own, listed, expected):
    assert completed(replace(OWN, when=own), replace(LISTED, when=listed)).when == expected


@pytest.mark.parametrize(
    ("own", "listed", "expected"),
    [
        (Place(city="Oslo"), Place(venue="Aula", city="Bergen"), Place(city="Oslo")),
        (Place(country="Norway"), Place(city="Kiel", country="Germany"), Place(country="Norway")),
        (Place(), Place(city="Bergen"), Place(city="Bergen")),
        (Place(city="Bergen"), Place(geo=(60.39, 5.32)), Place(city="Bergen", geo=(60.39, 5.32))),
        (Place(city="Bergen"), Place(geo=(5.32, 60.39)), Place(city="Bergen")),
        (Place(geo=(5.32, 60.39)), Place(city="Bergen"), Place(city="Bergen")),
    ],
)
def test_two_places_are_not_mixed(own, listed, expected):
    assert completed(replace(OWN, place=own), replace(LISTED, place=listed)).place == expected


def test_what_is_online_is_in_no_city():
    event = completed(replace(OWN, mode="online", place=Place(text="Zoom")), LISTED)
    assert (event.mode, event.place) == ("online", Place(text="Zoom"))


def test_a_deadline_after_the_start_is_none():
    late = Deadline("paper", date(2027, 6, 1), "1 June")
    assert completed(replace(OWN, when=None, deadlines=(late,)), LISTED).deadlines == ()


def test_each_field_has_the_evidence_of_its_page_and_all_facts_are_kept():
    mine = {"start": fact("when", "10 May", "own"), "cost": fact("cost", "230€", "own")}
    theirs = {"start": fact("when", "May 10", "list"), "city": fact("place", "Bergen", "list")}
    own = replace(OWN, evidence=mine, facts=tuple(mine.values()))
    listed = replace(LISTED, evidence=theirs, facts=tuple(theirs.values()))
    event = completed(own, listed)
    assert {field: fact.source for field, fact in event.evidence.items()} == {
        "start": "own", "cost": "own", "city": "list",
    }  # fmt: skip
    assert event.facts == (*mine.values(), *theirs.values())


def test_what_only_one_page_doubts_is_as_the_other_says():
    event = completed(replace(OWN, when=None, doubtful=("end", "start", "venue")), replace(LISTED, doubtful=("cost",)))
    assert (event.when, event.cost, event.doubtful) == (DAYS, FEE, ("venue",))
