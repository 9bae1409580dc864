"""Whether 7/12 is 7 December or July 12 on a page, and what says so."""

from __future__ import annotations

from datetime import date

import pytest
from webpages import page

from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.orders import Orders

SEVENTH, TWELFTH = (12, 7), (7, 12)  # month and day


def order(
    text: str, body: str = "", lang: str = "en", url: str = "https://fjord.example/", attested: date | None = None
) -> tuple[tuple[int, int], str]:
    """Month and day of the text's date on a page, and what says so."""
    words = words_for("en", lang)
    (dates,) = find_dates(text, words)
    orders = Orders(page(f"<p>{body or 'x'}</p>", lang=lang, url=url), (lang,), find_dates(body, words))
    chosen, reason = orders.choose(dates, text[dates.start : dates.end], attested)
    return (chosen.first.month, chosen.first.day), reason


@pytest.mark.parametrize("text", ["7 December 2026", "25/12/2026", "12/25/2026", "2026-12-07", "7/7/2026"])
def test_a_date_that_can_be_read_in_one_way_is_stated(text: str) -> None:
    assert order(text)[1] == "stated"


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("from 25/12/2026 on", SEVENTH),
        ("from 12/25/2026 on", TWELFTH),
        ("25/12/2026, 26/12/2026 and once 12/27/2026", SEVENTH),
        ("Monday, 7 December 2026", SEVENTH),
        ("Sunday, July 12", TWELFTH),
    ],
)
def test_other_dates_of_the_page_prove_the_order(body: str, day: tuple[int, int]) -> None:
    assert order("7/12/2026", body) == (day, "proved")


def test_the_weekday_or_markup_of_a_date_proves_its_order() -> None:
    assert order("Monday 7/12/2026", lang="en-us") == (SEVENTH, "proved")
    assert order("7/12/2026", lang="de", attested=date(2026, 7, 12)) == (TWELFTH, "proved")


@pytest.mark.parametrize(
    ("lang", "day"),
    [("de", SEVENTH), ("fr", SEVENTH), ("en-gb", SEVENTH), ("en-au", SEVENTH), ("en-us", TWELFTH), ("ja", TWELFTH)],
)
def test_the_language_says_what_people_write_in_it(lang: str, day: tuple[int, int]) -> None:
    assert order("7/12/2026", lang=lang) == (day, "language")


@pytest.mark.parametrize(
    ("host", "day"),
    [("fjord.co.uk", SEVENTH), ("fjord.no", SEVENTH), ("fjord.edu", TWELFTH), ("fjord.gov", TWELFTH)],
)
def test_the_country_of_the_domain_says_what_people_write_there(host: str, day: tuple[int, int]) -> None:
    assert order("7/12/2026", url=f"https://{host}/") == (day, "language")


def test_dots_stand_behind_the_day_first() -> None:
    assert order("7.12.2026") == (SEVENTH, "language")


@pytest.mark.parametrize("host", ["fjord.example", "fjord.org", "fjord.io", "fjord.ca", "localhost"])
def test_where_nothing_says_so_the_order_is_in_doubt(host: str) -> None:
    assert order("7/12/2026", url=f"https://{host}/")[1] == "doubtful"
