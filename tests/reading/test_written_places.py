"""Places as people write them in each language, and addresses of others; the tables say what each text means."""

from __future__ import annotations

from datetime import date

import pytest
from languagetables import counted, languages, lines, rows
from webpages import survey

from eventcal.model import DOUBT
from eventcal.reading.places import find_places
from eventcal.reading.venues import read_places

PLACES, ADDRESSES = "written-places.tsv", "written-addresses.tsv"
SURE = 0.3
"""What scores less is likely no city at all."""
DAYS = (date(2026, 10, 13), date(2026, 10, 15))


def said(text: str) -> str:
    """The cities of a text and their countries; "none" where there are none."""
    found = (f"{hit.name}, {hit.country}" for hit in find_places(text) if hit.score >= SURE)
    return "; ".join(dict.fromkeys(found)) or "none"


@pytest.mark.parametrize(("language", "text", "meaning"), rows(PLACES))
def test_a_place_is_read_as_it_is_meant(language: str, text: str, meaning: str) -> None:
    assert said(text) == meaning


@pytest.mark.parametrize(("language", "heading", "address"), rows(ADDRESSES))
def test_the_address_of_an_organiser_or_a_person_is_not_the_event_s(language: str, heading: str, address: str) -> None:
    event = "<h1>Fjord Days</h1><p>13-15 October 2026, Bergen, Norway</p>"
    here = survey(f"{event}<h2>{heading}</h2><p>{address}</p>", lang=language.replace("_", "-"))
    sure = [fact.value.city for fact in read_places(here, DAYS) if fact.score >= DOUBT and fact.value.city]
    assert sure == ["Bergen"]


@pytest.mark.parametrize("language", languages())
def test_every_language_has_places_to_read_and_some_to_refuse(language: str) -> None:
    counts = counted(PLACES, language)
    assert counts["read"] >= 6
    assert counts["none"] >= 2
    assert sum(row[0] == language for row in lines(ADDRESSES)) >= 2
