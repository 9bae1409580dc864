"""Where a schema.org/Event takes place, and whether people come or connect."""

from __future__ import annotations

from typing import Any

import pytest
from markup import event, values

from eventcal.model import Fact, Place
from eventcal.reading.structured.location import is_online, read_place

HALL: dict[str, Any] = {
    "@type": "Place",
    "name": "Grieg Hall",
    "address": {
        "@type": "PostalAddress",
        "streetAddress": "1 Quay",
        "addressLocality": "Bergen",
        "addressCountry": "NO",
    },
}
LINK = {"@type": "VirtualLocation", "url": "https://zoom.us/j/1"}


def place(location: object) -> Place | None:
    found = values(event(location=location), "place")
    return found[0] if found else None


def parts(location: object) -> tuple[str | None, str | None, str | None] | None:
    """Venue, city and country."""
    found = place(location)
    return None if found is None else (found.venue, found.city, found.country)


def modes(**properties: object) -> list[tuple[str | None, float]]:
    return [(fact.value, fact.score) for fact in event(**properties) if fact.field == "mode"]


def likeliest(**properties: object) -> str | None:
    found = modes(**properties)
    return max(found, key=lambda mode: mode[1])[0] if found else None


def address(**said: object) -> dict[str, Any]:
    return {"@type": "Place", "address": {"@type": "PostalAddress", **said}}


@pytest.mark.parametrize(
    ("location", "meant"),
    [
        (HALL, ("Grieg Hall", "Bergen", "Norway")),
        ([HALL], ("Grieg Hall", "Bergen", "Norway")),
        (
            {"@type": "PostalAddress", "addressLocality": "Bergen", "addressCountry": "Norway"},
            (None, "Bergen", "Norway"),
        ),
        ({**HALL, "name": "Bergen"}, (None, "Bergen", "Norway")),
        (address(addressLocality="Bergen", addressCountry="no"), (None, "Bergen", "Norway")),
        (
            address(addressLocality="Bergen", addressCountry={"@type": "Country", "name": "NO"}),
            (None, "Bergen", "Norway"),
        ),
        (address(addressLocality="Bergen", addressCountry="Atlantis"), (None, "Bergen", None)),
        (address(addressLocality="Madison, WI 53715", addressCountry="US"), (None, "Madison", "United States")),
        (address(addressLocality="75005 Paris", addressCountry="FR"), (None, "Paris", "France")),
        (address(addressLocality="bergen", addressCountry="NO"), (None, "Bergen", "Norway")),
        (address(), None),
        ({"@type": "Place", "name": ""}, None),
        ("", None),
        ("TBA", None),
        ("Fiji", (None, None, "Fiji")),
        ("Davis Hall", ("Davis Hall", None, None)),
        ("https://sea.example/venue", None),
        ({"@type": "Place", "name": "{{venue}}"}, None),
    ],
)
def test_a_location_is_venue_city_and_country(location: object, meant: tuple[str | None, ...] | None) -> None:
    assert parts(location) == meant


@pytest.mark.parametrize(
    ("location", "city", "country"),
    [
        ("Grieg Hall, Bergen, Norway", "Bergen", "Norway"),
        ({"@type": "Place", "address": "Grieg Hall, 1 Quay, 5015 Bergen, Norway"}, "Bergen", "Norway"),
        ({"@type": "Place", "name": "Grieg Hall", "address": "1 Quay, Bergen, Norway"}, "Bergen", "Norway"),
        ({"@type": "Place", "name": "Grieg Hall, Bergen, Norway"}, "Bergen", "Norway"),
    ],
)
def test_an_address_in_one_line_is_taken_apart(location: object, city: str, country: str) -> None:
    assert parts(location) == ("Grieg Hall", city, country)


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("Grieg Hall @ 1 Quay, Bergen, Norway", "Grieg Hall"),
        ("Grieg Hall (1 Quay, Bergen, Norway)", "Grieg Hall"),
        ("Grieg Hall\n1 Quay\nBergen, Norway", "Grieg Hall"),
        ("Grieg Hall | Bergen, Norway", "Grieg Hall"),
        ("Room 12", "Room 12"),
        ("1 Quay, Old Town, Bergen, Norway", "1 Quay, Old Town"),
        ("Bergen, Norway", None),
    ],
)
def test_the_venue_is_what_stands_before_the_address(line: str, venue: str | None) -> None:
    assert read_place(line).venue == venue


def test_a_city_without_a_country_has_the_one_that_its_region_makes_certain() -> None:
    assert parts(address(addressLocality="Austin", addressRegion="TX")) == (None, "Austin", "United States")


def test_the_words_of_a_place_stand_with_the_fact() -> None:
    (fact,) = [fact for fact in event(location=HALL) if fact.field == "place"]
    assert (fact.text, fact.more) == ("Grieg Hall", ("1 Quay", "Bergen", "NO"))
    assert fact.value.text == "Grieg Hall"


def test_a_name_with_entities_is_read_and_its_words_stay_as_written() -> None:
    (fact,) = [
        f
        for f in event(location={"@type": "Place", "name": "Hall &#039;B&#039;", "address": "Bergen"})
        if f.field == "place"
    ]
    assert (fact.value.venue, fact.text) == ("Hall 'B'", "Hall &#039;B&#039;")


@pytest.mark.parametrize(
    ("latitude", "longitude", "geo"),
    [
        (60.39, 5.32, (60.39, 5.32)),
        ("60.39", "5.32", (60.39, 5.32)),
        (0, 0, None),
        (91, 5, None),
        ("NaN", "5", None),
        ("60,39", "5,32", None),
        ("", "", None),
    ],
)
def test_a_position_on_earth_is_kept(latitude: object, longitude: object, geo: tuple[float, float] | None) -> None:
    found = place({**HALL, "geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}})
    assert found is not None
    assert found.geo == geo


def test_the_second_of_two_places_is_believed_less() -> None:
    facts = [f for f in event(location=[HALL, {**HALL, "name": "Dock Hall"}]) if f.field == "place"]
    assert [fact.value.venue for fact in facts] == ["Grieg Hall", "Dock Hall"]
    assert facts[1].score < facts[0].score


@pytest.mark.parametrize(
    "words",
    [
        "Online",
        "ONLINE EVENT",
        "online (Zoom)",
        "Virtual",
        "Zoom",
        "Zoom link will be sent to registered attendees",
        "Microsoft Teams",
        "Online, via Zoom: https://zoom.us/j/1",
        "https://zoom.us/j/123456",
        "https://uni.zoom.us/j/123456?pwd=x",
        "https://www.youtube.com/watch?v=1",
        "Virtuelle Veranstaltung per Zoom",
        "En ligne",
        "Evento en línea",
        "オンライン",
        "Live stream on Twitch",
        "Online only",
    ],
)
def test_a_location_says_that_there_is_none(words: str) -> None:
    assert is_online(words)


@pytest.mark.parametrize(
    "words",
    [
        "Ligne 4, Paris",
        "Online Computer Library Center, Dublin",
        "Virtual Reality Lab, Bergen",
        "Zoom Erlebniswelt, Gelsenkirchen",
        "Grieg Hall, and online",
        "https://sea.example/venue",
        "https://notzoom.us/j/1",
        "Remote Sensing Centre",
        "https://[broken",
        "Bergen",
        "At home",
        "",
    ],
)
def test_a_place_with_such_a_word_in_its_name_is_a_place(words: str) -> None:
    assert not is_online(words)


@pytest.mark.parametrize(
    "location",
    [
        LINK,
        {"@type": ["VirtualLocation"], "name": "Our stream"},
        "Online",
        {"@type": "Place", "name": "Online"},
        {"@type": "Place", "name": "Zoom", "address": "Online event"},
        address(addressLocality="Online"),
        address(streetAddress="Online"),
        "https://zoom.us/j/1",
    ],
)
def test_an_event_without_a_place_is_online(location: object) -> None:
    assert likeliest(location=location) == "online"


@pytest.mark.parametrize(
    ("properties", "mode"),
    [
        ({"location": HALL}, "in-person"),
        ({"location": [HALL, LINK]}, "hybrid"),
        ({"location": HALL, "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"}, "online"),
        ({"location": HALL, "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode"}, "hybrid"),
        ({"location": HALL, "eventAttendanceMode": "OfflineEventAttendanceMode"}, "in-person"),
        ({"location": "Online", "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode"}, "online"),
        ({"eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode"}, "in-person"),
        ({"courseMode": "blended"}, "hybrid"),
        ({"courseMode": "onsite"}, "in-person"),
        ({}, None),
    ],
)
def test_the_mode_is_what_the_event_says_and_its_place_shows(properties: dict[str, object], mode: str | None) -> None:
    assert likeliest(**properties) == mode


def test_an_attendance_that_is_none_keeps_its_words() -> None:
    (fact,) = [fact for fact in event(eventAttendanceMode="SeaEventAttendanceMode") if fact.field == "mode"]
    assert (fact.text, fact.value) == ("SeaEventAttendanceMode", None)


def test_offline_unasked_is_believed_less_where_no_place_bears_it_out() -> None:
    def stated(**properties: object) -> Fact:
        return next(
            f for f in event(eventAttendanceMode="OfflineEventAttendanceMode", **properties) if "Mode" in f.text
        )

    assert stated(location="Online").score < stated().score < stated(location=HALL).score


def test_the_words_for_online_are_the_pages_own() -> None:
    (fact,) = [fact for fact in event(location="Virtual event") if fact.field == "place"]
    assert fact.value == Place(text="Virtual event")
