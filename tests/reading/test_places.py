"""Cities and countries as texts name them, and the words that only look like them."""

from __future__ import annotations

import pytest

from eventcal.reading.places import find_countries, find_places

SURE = 0.3
"""What scores less is likely no city at all."""


def places(text: str) -> list[tuple[str, str | None]]:
    return [(hit.city, hit.country) for hit in find_places(text) if hit.score >= SURE]


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("12-14 May, Portland, OR, USA", "Portland", "United States"),
        ("Portland, Oregon", "Portland", "United States"),
        ("Cambridge, MA", "Cambridge", "United States"),
        ("Cambridge, UK", "Cambridge", "United Kingdom"),
        ("Cambridge, England", "Cambridge", "United Kingdom"),
        ("London, Ontario", "London", "Canada"),
        ("London, ON, Canada", "London", "Canada"),
        ("Vancouver, BC", "Vancouver", "Canada"),
        ("Perth, WA, Australia", "Perth", "Australia"),
        ("Perth, Scotland", "Perth", "United Kingdom"),
        ("Newcastle, NSW", "Newcastle", "Australia"),
        ("Valencia, Spain", "Valencia", "Spain"),
        ("Washington, D.C.", "Washington", "United States"),
        ("Berlin (Germany)", "Berlin", "Germany"),
        ("Lyon - France", "Lyon", "France"),
        ("Bergen | Norway", "Bergen", "Norway"),
        ("Bengaluru, Karnataka, India", "Bengaluru", "India"),
        ("Aussois, France", "Aussois", "France"),
        ("Schloss Dagstuhl, Wadern, Germany", "Wadern", "Germany"),
        ("Ho Chi Minh City (Saigon), Vietnam", "Ho Chi Minh City", "Vietnam"),
        ("New York, USA", "New York", "United States"),
        ("Singapore", "Singapore", "Singapore"),
    ],
)
def test_what_stands_behind_a_city_settles_its_country(text: str, city: str, country: str) -> None:
    assert places(text) == [(city, country)]


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("1910 Harbour Avenue, Cleveland, OH 44115", "Cleveland", "United States"),
        ("Sjøgata 1, 5003 Bergen, Norway", "Bergen", "Norway"),
        ("D-72076 Tübingen", "Tübingen", "Germany"),
        ("CH-8092 Zürich", "Zürich", "Switzerland"),
        ("A-1040 Wien", "Wien", "Austria"),
        ("0250 Oslo", "Oslo", "Norway"),
        ("75005 Paris, France", "Paris", "France"),
        ("10 Quay Street, Bristol BS1 5TR, UK", "Bristol", "United Kingdom"),
        ("Toronto, ON M5S 1A1", "Toronto", "Canada"),
    ],
)
def test_an_address_gives_city_and_country(text: str, city: str, country: str) -> None:
    assert (city, country) in places(text)


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("The conference takes place in Bergen.", "Bergen", "Norway"),
        ("Fjordtage 2026 in München", "München", "Germany"),
        ("du 3 au 5 mai à Grenoble", "Grenoble", "France"),
        ("del 3 al 5 de mayo en Sevilla", "Sevilla", "Spain"),
        ("em Porto Alegre", "Porto Alegre", "Brazil"),
        ("a Milano", "Milano", "Italy"),
        ("te Utrecht", "Utrecht", "Netherlands"),
        ("w Warszawie", "Warszawie", "Poland"),
        ("v Praze", "Praze", "Czech Republic"),
        ("i Aarhus", "Aarhus", "Denmark"),
        ("i Trondheim", "Trondheim", "Norway"),
        ("i Göteborg", "Göteborg", "Sweden"),
        ("Helsingissä", "Helsingissä", "Finland"),
        ("Budapesten", "Budapesten", "Hungary"),
        ("στην Αθήνα", "Αθήνα", "Greece"),
        ("İstanbul'da", "İstanbul", "Turkey"),
        ("в Москве", "Москве", "Russia"),
        ("у Києві", "Києві", "Ukraine"),
        ("東京で開催", "東京", "Japan"),
        ("大阪市", "大阪市", "Japan"),
        ("在上海举行", "上海", "China"),
        ("於台北舉辦", "台北", "Taiwan"),
        ("서울에서 열립니다", "서울", "South Korea"),
        ("부산광역시", "부산광역시", "South Korea"),
    ],
)
def test_a_city_is_found_in_every_language(text: str, city: str, country: str) -> None:
    assert places(text) == [(city, country)]


@pytest.mark.parametrize(
    "text",
    [
        "Reading list",
        "Nice talks in Spring",
        "Data and Mobile computing",
        "Split your paper in two",
        "Best Paper Award",
        "March 2026",
        "in March",
        "We meet again in Spring",
        "Orange Book",
        "Can I register late?",
        "Of Boats and Men",
        "Van Gogh",
        "MIM 2026",
        "The conference will be held online",
        "SE4Science",
        "please contact us",
        "Washington Street 5",
        "Feedback from Students",
        "Gute Laune",
        "La journée des voiliers",
        "El programa del congreso",
        "Program konferencji",
        "Ohjelma ja ilmoittautuminen",
        "Программа конференции",
        "プログラム",
        "会议日程",
        "프로그램",
    ],
)
def test_ordinary_words_are_no_cities(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "city"), [("Reading, UK", "Reading"), ("in Nice, France", "Nice"), ("Bath, England", "Bath"), ("Split, Croatia", "Split")]
)  # fmt: skip
def test_an_ordinary_word_with_its_country_is_a_city(text: str, city: str) -> None:
    assert [found for found, _ in places(text)] == [city]


@pytest.mark.parametrize("text", ["University of Chicago", "Universität Hamburg", "Université de Montpellier"])
def test_an_institution_is_no_proof_of_its_city(text: str) -> None:
    (hit,) = find_places(text)
    (bare,) = find_places(f"in {hit.city}")
    assert hit.score < bare.score


@pytest.mark.parametrize("text", ["Cambridge", "Valencia", "Birmingham", "Richmond"])
def test_a_city_with_large_namesakes_has_no_country(text: str) -> None:
    (hit,) = find_places(f"in {text}")
    assert (hit.country, hit.ambiguous, hit.geo, hit.timezone) == (None, True, None, None)


def test_a_city_with_namesakes_in_its_own_country_is_ambiguous_and_has_its_country() -> None:
    (hit,) = find_places("in Springfield")
    assert (hit.country, hit.ambiguous, hit.geo) == ("United States", True, None)


def test_a_dominant_city_has_country_place_and_zone() -> None:
    (hit,) = find_places("in Bergen")
    assert (hit.country, hit.country_stated, hit.timezone) == ("Norway", False, "Europe/Oslo")
    assert hit.geo is not None
    assert (round(hit.geo[0]), round(hit.geo[1])) == (60, 5)


def test_a_stated_region_is_given() -> None:
    (hit,) = find_places("Portland, ME, USA")
    assert (hit.region, hit.country_stated) == ("ME", True)


def test_a_hit_covers_city_and_country() -> None:
    text = "Join us in Bergen, Norway, in May"
    (hit,) = find_places(text)
    assert text[hit.start : hit.end] == "Bergen, Norway"


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Norway and Sweden", ["Norway", "Sweden"]),
        ("aus Deutschland", ["Germany"]),
        ("in the USA", ["United States"]),
        ("contact us", []),
        ("Us and them", []),
        ("日本と中国", ["Japan", "China"]),
    ],
)
def test_countries_are_found_by_name(text: str, countries: list[str]) -> None:
    assert [hit.country for hit in find_countries(text)] == countries


def test_a_long_text_of_capitals_is_read_in_linear_time() -> None:
    assert find_places("Xq " * 50_000) == []
