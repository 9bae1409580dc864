"""Where the event is: its city among the cities of the page, and its venue."""

from __future__ import annotations

from datetime import date

import pytest
from webpages import survey

from eventcal.model import DOUBT, Fact
from eventcal.reading.venues import read_places
from eventcal.reading.venues.buildings import venue_names

DAYS = (date(2026, 10, 13), date(2026, 10, 15))


def sure(body: str, **about: str) -> list[Fact]:
    return [fact for fact in read_places(survey(body, **about), DAYS) if fact.score >= DOUBT]


def cities(body: str, **about: str) -> list[tuple[str, str | None]]:
    return [(fact.value.city, fact.value.country) for fact in sure(body, **about) if fact.value.city]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<h1>Fjord Days</h1><p>13-15 October 2026, Bergen, Norway</p>", ("Bergen", "Norway")),
        ("<h1>Fjord Days</h1><h2>Bergen, Norway</h2><p>13-15 October 2026</p>", ("Bergen", "Norway")),
        ("<h1>Keel Days, Portland, OR, USA</h1><p>October 13-15, 2026</p>", ("Portland", "United States")),
        ("<h1>Kieltage</h1><p>13.-15. Oktober 2026 in Rostock, Deutschland</p>", ("Rostock", "Germany")),
        (
            "<h1>Fjord Days</h1><p>13-15 October 2026</p><h2>Venue</h2><p>Grieg Hall, 5015 Bergen, Norway</p>",
            ("Bergen", "Norway"),
        ),
    ],
)
def test_the_city_stands_with_the_date_or_under_the_venue(body: str, place: tuple[str, str]) -> None:
    assert cities(body) == [place]


def test_the_cities_of_speakers_and_committee_are_not_the_event_s() -> None:
    people = "".join(
        f"<li>{who}</li>"
        for who in ("A. Holm, University of Turku, Finland", "B. Vik, Oslo, Norway", "C. Roy, Paris, France")
    )
    body = f"<h1>Fjord Days</h1><p>13-15 October 2026, Bergen, Norway</p><h2>Program committee</h2><ul>{people}</ul>"
    assert cities(body) == [("Bergen", "Norway")]


def test_a_page_that_names_no_city_has_none() -> None:
    assert cities("<h1>Fjord Days</h1><p>13-15 October 2026</p><p>Talks, boats and more.</p>") == []


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("The workshop is held at the University of Bergen, Norway.", "University of Bergen"),
        ("Grieg Concert Hall, Edvard Griegs plass 1", "Grieg Concert Hall"),
        ("hosted at Hotel Terminus in the old town", "Hotel Terminus"),
        ("Venue: Akvariet, Nordnesbakken 4", "Akvariet"),
        ("Tagungsort ist die Universität Rostock.", "Universität Rostock"),
        ("会場:京都大学", "京都大学"),
    ],
)
def test_a_venue_is_read_whole(text: str, venue: str) -> None:
    here = survey(f"<p>{text}</p>")
    assert venue in [name for name, _, _ in venue_names(here.page.blocks[0], here)]


def test_the_venue_beside_the_city_is_told() -> None:
    body = "<h1>Fjord Days</h1><p>13-15 October 2026</p><h2>Venue</h2><p>University of Bergen, 5007 Bergen, Norway</p>"
    assert [fact.value.venue for fact in sure(body) if fact.value.venue] == ["University of Bergen"]


def test_the_words_of_a_place_stand_in_the_page() -> None:
    here = survey("<h1>Fjord Days</h1><p>13-15 October 2026, Bergen,\n Norway</p><p>Grieg Concert Hall</p>")
    facts = list(read_places(here, DAYS))
    assert facts
    assert all(fact.text in here.page.text for fact in facts)
