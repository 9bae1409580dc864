"""Amounts of money as people write them."""

from __future__ import annotations

import pytest

from eventcal.reading.prices import find_prices

OTHER = pytest.mark.xfail(reason="a range whose words stand between the amounts is read as two prices")


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$50", 50, "USD"),
        ("230€", 230, "EUR"),
        ("150 EUR", 150, "EUR"),
        ("EUR 150,00", 150, "EUR"),
        ("€ 1.050,00", 1050, "EUR"),
        ("€1,050.50", 1050.5, "EUR"),
        ("1 250 €", 1250, "EUR"),
        ("120 euros", 120, "EUR"),
        ("US$ 120", 120, "USD"),
        ("$550 USD", 550, "USD"),
        ("HK$900", 900, "HKD"),
        ("A$75", 75, "AUD"),
        ("CA$ 60", 60, "CAD"),
        ("NT$1,200", 1200, "TWD"),
        ("R$ 50", 50, "BRL"),
        ("NZ$40", 40, "NZD"),
        ("S$30", 30, "SGD"),
        ("CHF 250.–", 250, "CHF"),
        ("1'250 CHF", 1250, "CHF"),
        ("£25", 25, "GBP"),
        ("3.150,00 TL", 3150, "TRY"),
        ("₺500", 500, "TRY"),
        ("3.500 Ft", 3500, "HUF"),
        ("40,000원", 40000, "KRW"),
        ("3000円", 3000, "JPY"),
        ("500 zł", 500, "PLN"),
        ("1 200 Kč", 1200, "CZK"),
        ("₹500", 500, "INR"),
        ("RM 80", 80, "MYR"),
        ("1500 руб.", 1500, "RUB"),
        ("300 грн", 300, "UAH"),
        ("56,5 €", 56.5, "EUR"),
        ("50 ευρώ", 50, "EUR"),
        ("25 euroa", 25, "EUR"),
    ],
)
def test_an_amount_and_its_currency_are_read(text: str, amount: float, currency: str) -> None:
    assert [(hit.amount, hit.currency, hit.text) for hit in find_prices(text)] == [(amount, currency, text.rstrip("."))]


@pytest.mark.parametrize(
    ("text", "least", "most", "currency"),
    [
        ("$85-$140", 85, 140, "USD"),
        ("€30-360", 30, 360, "EUR"),
        ("£350 – £990", 350, 990, "GBP"),
        ("50 bis 80 EUR", 50, 80, "EUR"),
        ("10 à 25 €", 10, 25, "EUR"),
        ("CHF 100–150", 100, 150, "CHF"),
        ("od 50 do 80 zł", 50, 80, "PLN"),
        pytest.param("between $50 and $80", 50, 80, "USD", marks=OTHER),
    ],
)
def test_a_range_has_two_ends(text: str, least: float, most: float, currency: str) -> None:
    assert [(hit.amount, hit.amount_max, hit.currency) for hit in find_prices(text)] == [(least, most, currency)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("£25/£15", [25, 15]),
        ("Students 50 €, others 80 €", [50, 80]),
        ("200€ early, 250€ late", [200, 250]),
    ],
)
def test_several_prices_are_several(text: str, amounts: list[float]) -> None:
    assert [hit.amount for hit in find_prices(text)] == amounts


@pytest.mark.parametrize(
    ("text", "language", "country", "currency"),
    [
        ("$50", None, None, "USD"),
        ("$50", None, "Australia", "AUD"),
        ("$50", None, "Canada", "CAD"),
        ("$50", None, "Germany", "USD"),
        ("900,-", "nb", None, "NOK"),
        ("900,-", "nb", "Norway", "NOK"),
        ("900,-", "de", None, "EUR"),
        ("900,-", None, None, None),
        ("kr 500", "da", None, "DKK"),
        ("500 kr", None, "Sweden", "SEK"),
        ("500 kr", None, None, None),
        ("¥5000", None, "China", "CNY"),
        ("¥5000", "ja", None, "JPY"),
        ("100元", "zh-TW", None, "TWD"),
        ("$ 250.000", "es", "Colombia", "COP"),
        ("500 pesos", "es", "Mexico", "MXN"),
        ("500 pesos", "es", None, None),
        ("1000 lei", None, "Moldova", "MDL"),
    ],
)
def test_a_shared_sign_is_settled_by_country_or_language(
    text: str, language: str | None, country: str | None, currency: str | None
) -> None:
    assert [(hit.currency, hit.assumed) for hit in find_prices(text, language, country)] == [(currency, True)]


@pytest.mark.parametrize(
    "text",
    [
        "4RS'23",
        "LatinR 2023",
        "storymakers2017",
        "a budget of $2 million",
        "€50k",
        "$8 billion a year",
        "12-14 May 2026",
        "Room 200",
        "Ft 5 is not a price",
        "2023 Euro-Par",
        "10:30 - 12:00",
        "3D printing",
        "100 % of USD",
        "US 50",
        "v1.50",
        "Euro 2024",
        "2026 CAD Contest",
        "CAD 2020",
        "PHP 7.2",
        "COP 28",
        "2024 р.",
    ],
)
def test_other_numbers_are_no_prices(text: str) -> None:
    assert find_prices(text) == []


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("3,000 HUF (<10 EUR)", 3000, "HUF"),
        ("100 EUR (approx. $110)", 100, "EUR"),
        ("NOK 900 / €80", 900, "NOK"),
        ("1500 CZK (~60 €)", 1500, "CZK"),
    ],
)
def test_the_same_in_another_currency_is_not_a_second_price(text: str, amount: float, currency: str) -> None:
    assert [(hit.amount, hit.currency) for hit in find_prices(text)] == [(amount, currency)]


def test_the_word_behind_an_amount_says_more_than_a_shared_sign() -> None:
    texts = ("$ 350 pesos mexicanos", "$350 pesos", "$50 dollars", "$50 AUD")
    assert [find_prices(text)[0].currency for text in texts] == ["MXN", None, "USD", "AUD"]


def test_wide_digits_are_numbers_too() -> None:
    assert [(hit.amount, hit.text) for hit in find_prices("参加費：１，２００円")] == [(1200, "１，２００円")]


def test_nothing_to_pay_is_free() -> None:
    assert [hit.free for hit in find_prices("0 EUR for students, 0-20 EUR for others")] == [True, False]


def test_the_words_stand_at_their_place() -> None:
    text = "Fee: 1 250 € for all"
    (hit,) = find_prices(text)
    assert text[hit.start : hit.end] == hit.text == "1 250 €"


def test_a_long_row_of_digits_is_read_in_linear_time() -> None:
    assert find_prices("1 " * 200_000) == []
