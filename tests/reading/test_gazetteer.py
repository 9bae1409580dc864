"""The cities and countries that are known by name, and the data files that scripts/build_gazetteer.py writes."""

from __future__ import annotations

import pytest

from eventcal.reading.gazetteer import fold, gazetteer, word_list
from eventcal.reading.name_runs import bent_forms
from eventcal.reading.places import country_name, zone_country


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Bergen", "bergen"), ("St. Gallen", "st gallen"), ("Saint-Malo", "saint malo"), ("L’Aquila", "l'aquila"),
     ("Ho  Chi\nMinh", "ho chi minh"), ("ΑΘΗΝΑ", "αθηνα"), ("İzmir", "izmir"), ("Ålesund", "ålesund")],
)  # fmt: skip
def test_names_are_looked_up_in_one_form(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Norway", "Norway"), ("NO", "Norway"), ("NOR", "Norway"), ("Norge", "Norway"), ("Noruega", "Norway"),
        ("Deutschland", "Germany"), ("Allemagne", "Germany"), ("Niemcy", "Germany"), ("Tyskland", "Germany"), ("Saksa", "Germany"),
        ("USA", "United States"), ("U.S.A.", "United States"), ("United States of America", "United States"),
        ("UK", "United Kingdom"), ("England", "United Kingdom"), ("Scotland", "United Kingdom"), ("Wales", "United Kingdom"),
        ("the Netherlands", "Netherlands"), ("The Netherlands", "Netherlands"), ("Holland", "Netherlands"), ("Pays-Bas", "Netherlands"),
        ("Czechia", "Czech Republic"), ("Česko", "Czech Republic"), ("Korea", "South Korea"), ("Republic of Korea", "South Korea"),
        ("Türkiye", "Turkey"), ("Magyarország", "Hungary"), ("Suomi", "Finland"), ("Ελλάδα", "Greece"), ("Россия", "Russia"),
        ("Україна", "Ukraine"), ("日本", "Japan"), ("中国", "China"), ("台灣", "Taiwan"), ("대한민국", "South Korea"),
        ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_names_and_codes(name: str, country: str | None) -> None:
    assert country_name(name) == country


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/Oslo", "Norway"), ("America/New_York", "United States"), ("Asia/Calcutta", "India"), ("UTC", None), ("Mars/Base", None)],
)  # fmt: skip
def test_a_time_zone_lies_in_a_country(zone: str, country: str | None) -> None:
    assert zone_country(zone) == country


@pytest.mark.parametrize(
    ("name", "city", "code"),
    [
        ("bergen", "Bergen", "NO"), ("köln", "Köln", "DE"), ("cologne", "Köln", "DE"), ("muenchen", "Munich", "DE"), ("wien", "Vienna", "AT"),
        ("praha", "Prague", "CZ"), ("lisboa", "Lisbon", "PT"), ("warszawa", "Warsaw", "PL"), ("genève", "Geneva", "CH"), ("東京", "Tokyo", "JP"),
        ("서울", "Seoul", "KR"), ("москва", "Moscow", "RU"), ("київ", "Kyiv", "UA"), ("αθήνα", "Athens", "GR"), ("kraków", "Kraków", "PL"),
        ("krakow", "Kraków", "PL"),
    ],
)  # fmt: skip
def test_a_city_is_known_in_its_own_and_other_languages(name: str, city: str, code: str) -> None:
    assert (gazetteer().cities(name)[0].name, gazetteer().cities(name)[0].code) == (city, code)


def test_namesakes_come_by_size() -> None:
    sizes = [city.population for city in gazetteer().cities("portland")]
    assert len(sizes) > 1
    assert sizes == sorted(sizes, reverse=True)


def test_an_unknown_name_has_no_city() -> None:
    assert gazetteer().cities("fjordhaven") == []


def test_every_country_of_a_city_is_known() -> None:
    known = gazetteer()
    assert {line.split("\t")[3] for line in known.lines} <= known.codes.keys()


def test_every_ordinary_word_and_bent_form_is_a_name_of_the_gazetteer() -> None:
    known = gazetteer()
    assert sorted(name for name in bent_forms().values() if not known.has(name)) == []
    strange = [word for word in word_list("ordinary-words.txt") if not known.has(word)]
    assert len(strange) < len(word_list("ordinary-words.txt")) / 2
