"""e/ID.html and e/ID.ics: the page of one event, what search engines read there, and its calendar file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from icalendar import Calendar
from invented import SETTINGS, TODAY, days, record

from eventcal.exporters import event_page
from eventcal.exporters.entries import page_id
from eventcal.model import Cost, Place, Record, Session, Site, Tier, When

SITE = replace(SETTINGS, site=Site("Fjord events", "https://fjord.example/calendar/"))
BERGEN = Place("Town Hall", "Bergen", "Norway", "Bergen, Town Hall", (60.39, 5.32))
ADDRESS = {"@type": "PostalAddress", "addressLocality": "Bergen", "addressCountry": "Norway"}
PLACE = {
    "@type": "Place",
    "name": "Town Hall",
    "address": ADDRESS,
    "geo": {"@type": "GeoCoordinates", "latitude": 60.39, "longitude": 5.32},
}
ONLINE = {"@type": "VirtualLocation", "url": "https://fjord.example/2026"}


def page(made: Record) -> Tag:
    return BeautifulSoup(event_page.export([made], SITE, TODAY)["e/a.html"], "lxml")


def marked_up(made: Record) -> dict[str, Any] | None:
    found = [json.loads(script.string) for script in page(made).select('script[type="application/ld+json"]')]
    return found[0] if found else None


def known(made: Record) -> dict[str, Any]:
    found = marked_up(made)
    assert found is not None
    return found


def test_markup_has_all_that_google_requires_and_what_it_recommends():
    cost = Cost(False, 140, 230, "EUR", "140€-230€")
    assert known(record(place=BERGEN, mode="in-person", cost=cost, organizer="Knots", description="About knots.")) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "https://fjord.example/calendar/e/a.html#event",
        "name": "Fjord Days 2026",
        "startDate": "2026-10-13",
        "endDate": "2026-10-15",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": PLACE,
        "description": "About knots.",
        "organizer": {"@type": "Organization", "name": "Knots"},
        "offers": {"@type": "Offer", "price": 140, "priceCurrency": "EUR", "url": "https://fjord.example/2026"},
        "url": "https://fjord.example/2026",
    }


@pytest.mark.parametrize(
    ("fields", "location"),
    [
        ({"mode": "online"}, ONLINE),
        ({"mode": "online", "place": BERGEN}, ONLINE),
        ({"mode": "hybrid", "place": BERGEN}, [ONLINE, PLACE]),
        ({"mode": "hybrid", "place": Place(text="Bergen and online")}, ONLINE),
        ({"status": "moved-online", "place": BERGEN}, ONLINE),
        ({"place": Place(text="Quayside 3, Bergen")}, {"@type": "Place", "address": "Quayside 3, Bergen"}),
    ],
)
def test_a_location_is_an_address_or_a_link(fields, location):
    assert known(record(**fields))["location"] == location


@pytest.mark.parametrize(
    "fields",
    [{}, {"place": Place("Town Hall")}, {"when": None, "place": BERGEN}, {"mode": "online", "url": "javascript:x"}],
)
def test_without_place_or_day_there_is_no_markup_that_google_would_refuse(fields):
    assert marked_up(record(**fields)) is None


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (days("2026-10-13"), "2026-10-13", "2026-10-13"),
        (
            When(datetime(2026, 10, 13, 12, tzinfo=UTC), datetime(2026, 10, 13, 14, tzinfo=UTC), "Europe/Oslo"),
            "2026-10-13T14:00+02:00",
            "2026-10-13T16:00+02:00",
        ),
        (When(datetime(2026, 10, 13, 14), datetime(2026, 10, 13, 16)), "2026-10-13", "2026-10-13"),
        (When(datetime(2026, 10, 13, 14, tzinfo=UTC), None), "2026-10-13T14:00+00:00", None),
        (
            When(
                datetime(2026, 10, 13, 14, tzinfo=UTC),
                datetime(2026, 10, 20, 15, tzinfo=UTC),
                sessions=(
                    Session(datetime(2026, 10, 13, 14, tzinfo=UTC)),
                    Session(datetime(2026, 10, 20, 14, tzinfo=UTC)),
                ),
            ),
            "2026-10-13",
            "2026-10-20",
        ),
    ],
)
def test_a_time_is_told_only_with_its_offset(when, start, end):
    told = known(record(when=when, place=BERGEN))
    assert (told["startDate"], told.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("cancelled", "EventCancelled"),
        ("postponed", "EventPostponed"),
        ("rescheduled", "EventRescheduled"),
        ("moved-online", "EventMovedOnline"),
    ],
)
def test_a_status_is_told_in_schema_org_s_words(status, told):
    assert known(record(status=status, place=BERGEN))["eventStatus"] == f"https://schema.org/{told}"


def test_days_that_were_stay_where_nothing_else_is_known_and_are_previous_where_it_is():
    off = replace(record(status="postponed", when=None, place=BERGEN), was=days("2026-10-06"))
    assert known(off)["startDate"] == "2026-10-06"
    moved = replace(record(status="rescheduled", place=BERGEN), was=days("2026-10-06"))
    assert (known(moved)["startDate"], known(moved)["previousStartDate"]) == ("2026-10-13", "2026-10-06")


@pytest.mark.parametrize(
    ("cost", "offer", "free"),
    [
        (Cost(True, 0, 0, None, "free"), {"price": 0}, True),
        (Cost(True, 0, 99, "USD", "Free/$99"), {"price": 0, "priceCurrency": "USD"}, None),
        (Cost(False, 12.5, 12.5, "EUR", "12,50€"), {"price": 12.5, "priceCurrency": "EUR"}, None),
        (Cost(False, 10, 25, None, "$10-$25"), None, None),
    ],
)
def test_a_price_is_told_with_its_currency(cost, offer, free):
    told = known(record(place=BERGEN, cost=cost))
    wanted = offer and {"@type": "Offer", "url": "https://fjord.example/2026", **offer}
    assert (told.get("offers"), told.get("isAccessibleForFree")) == (wanted, free)


def test_markup_cannot_end_its_script():
    made = record(name="</script><script>alert(1)</script> & <!--", place=BERGEN)
    (data,) = [data for name, data in event_page.export([made], SITE, TODAY).items() if name.endswith(".html")]
    assert known(made)["name"] == "</script><script>alert(1)</script> & <!--"
    assert data.count(b"</script>") == 3 and b"<script>alert" not in data


def test_a_page_has_the_facts_and_the_whole_description():
    tiers = (Tier("Early: 140€", 140, "EUR"), Tier("Late: 230€", 230, "EUR"))
    tree = page(
        record(place=BERGEN, description="About knots.\nBring rope.", cost=Cost(False, 140, 230, "EUR", "x", tiers))
    )
    facts = {dt.get_text(): dt.find_next_sibling().get_text().strip() for dt in tree.select("dt")}
    assert facts == {
        "Dates": "13-15 Oct 2026, Tue - Thu",
        "Place": "Town Hall, Bergen, Norway",
        "Cost": "€140-230",
        "Prices": "Early: 140€Late: 230€",
        "Source": "fjord.example, last change noticed 2 Sept 2026",
    }
    assert [line.text for line in tree.select(".text")] == ["About knots.", "Bring rope."]
    assert [link.get("href") for link in tree.select("link[rel=canonical]")] == [
        "https://fjord.example/calendar/e/a.html"
    ]


def test_the_calendar_file_is_the_event_s_entry():
    (entry,) = Calendar.from_ical(event_page.export([record()], SITE, TODAY)["e/a.ics"]).events
    assert (entry["UID"], entry["DTSTART"].dt, entry["DTEND"].dt) == (
        "a@eventcal",
        date(2026, 10, 13),
        date(2026, 10, 16),
    )


def test_what_has_no_day_has_no_calendar_file():
    assert [*event_page.export([record(when=None)], SITE, TODAY)] == ["e/a.html"]


def test_what_is_missing_or_long_over_gets_no_page():
    over = record(uid="o@eventcal", when=days("2026-08-20"))
    assert event_page.export([replace(record(), state="missing"), over], SITE, TODAY) == {}
    assert "e/o.html" in event_page.export([over], SITE, TODAY, past=None)


def test_another_day_and_another_look_change_nothing():
    later = replace(record(), last_seen=datetime(2026, 10, 9, tzinfo=UTC))
    before = event_page.export([record()], SITE, TODAY)
    assert event_page.export([later], SITE, TODAY + timedelta(days=9)) == before


@pytest.mark.parametrize(
    "uid", ["../../etc/passwd", "A@eventcal", "a@EVENTCAL", "con@eventcal", "", "a/b@eventcal", "x" * 900]
)
def test_a_file_s_name_is_safe_whatever_the_uid(uid):
    assert page_id(uid).isalnum() and len(page_id(uid)) == 32
    assert page_id(uid) != page_id("a@eventcal") == "a"
