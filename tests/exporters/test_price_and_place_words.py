"""Prices and places read as the page and the house style write them."""

from __future__ import annotations

import pytest
from invented import event

from eventcal.exporters.places import location_text, where_text
from eventcal.exporters.prices import cost_text
from eventcal.model import Cost, Fact, Place, Tier


def price(text, low, high=None, currency="EUR", free=False, tiers=()):
    amounts = tuple(Tier("", amount, currency) for amount in tiers)
    return Cost(free, low, low if high is None else high, currency, text, amounts)


@pytest.mark.parametrize(
    ("cost", "text"),
    [
        (price("230€", 230), "230€"),
        (price("EUR 150,00", 150), "EUR 150,00"),
        (price("€ 1.050,00", 1050), "€ 1.050,00"),
        (price("CHF 250.–", 250, currency="CHF"), "CHF 250.–"),
        (price("US$ 120", 120, currency="USD"), "US$ 120"),
        (price("3.500 Ft", 3500, currency="HUF"), "3.500 Ft"),
        (price("500 kr", 500, currency="NOK"), "500 kr"),
        (price("40,000원", 40000, currency="KRW"), "40,000원"),
        (price("$40", 40, currency="NZD"), "$40 NZD"),
        (price("$40 NZD", 40, currency="NZD"), "$40 NZD"),
        (price("50€", 50, currency=None), "50€"),
    ],
)
def test_one_price_is_written_as_the_page_writes_it(cost, text):
    assert cost_text(cost) == text


@pytest.mark.parametrize(
    ("cost", "text"),
    [
        (price("Registration fee: 230€", 230), "€230"),
        (price("2 x 115€", 230), "€230"),
        (price("50 VAT", 50), "€50"),
        (price("230", 230), "€230"),
        (price("12.50 per day", 12.5), "€12.50"),
        (price("$85 to $140", 85, 140, "USD"), "$85-$140"),
        (price("30 € – 360 €", 30, 360), "€30-360"),
        (price("£350/£1990", 350, 1990, "GBP"), "£350-1,990"),
        (price("from $40", 40, 60, "CAD"), "$40-$60 CAD"),
        (price("$85 to $1,400", 85, 1400, None), "$85-$1,400"),
        (price("250 to 300 Franken", 250, 300, "CHF"), "CHF 250-300"),
    ],
)
def test_other_prices_are_written_in_one_form(cost, text):
    assert cost_text(cost) == text


@pytest.mark.parametrize(
    ("cost", "text"),
    [
        (price("Free registration", 0, free=True), "Free"),
        (price("free, workshops $99", 0, 99, "USD", free=True), "Free/$99"),
        (price("free or $50, $99", 0, 99, "USD", free=True, tiers=(0, 50, 99)), "Free/$50-$99"),
        (price("free or 99", 0, 99, None, free=True), None),
        (price("85 to 140", 85, 140, None), None),
        (price("£85 or €140", 85, 140, None), None),
        (price("?", 0), None),
    ],
)
def test_free_is_said_and_an_unknown_price_is_not(cost, text):
    assert cost_text(cost) == text


def said(mode, text=None, city=None, words=None):
    evidence = {"mode": Fact("mode", words, mode, "r", "p", 0.9)} if words else {}
    return event(mode=mode, place=Place(city=city, text=text), evidence=evidence)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (said("online", "Online"), "Online"),
        (said("online", "virtual event"), "Virtual"),
        (said("online", "held ONLINE, via Zoom"), "Online"),
        (said("online", "Zoom"), "Zoom"),
        (said("online"), "Virtual"),
        (said("online", words="will be held online"), "Online"),
        (said("online", words="https://schema.org/OnlineEventAttendanceMode"), "Virtual"),
        (said("online", city="Bergen"), "Virtual"),
        (said("hybrid", city="Bergen"), "Bergen and Virtual"),
        (said("hybrid", "Bergen and online", "Bergen"), "Bergen and Online"),
        (said("hybrid"), "Hybrid"),
        (said("in-person", "the Boathouse, Bergen", "Bergen"), "Bergen"),
        (said("in-person", "the Boathouse"), "In person"),
        (said(None, city="Bergen"), "Bergen"),
        (said(None), None),
    ],
)
def test_the_place_is_a_city_or_the_page_s_own_word_for_online(made, text):
    assert where_text(made) == text


@pytest.mark.parametrize(
    ("mode", "place", "text"),
    [
        ("in-person", Place("Boathouse", "Bergen", "Norway"), "Boathouse, Bergen, Norway"),
        ("in-person", Place(city="Bergen"), "Bergen"),
        ("in-person", Place(text="the Boathouse"), "the Boathouse"),
        ("hybrid", Place("Boathouse", "Bergen"), "Boathouse, Bergen and Virtual"),
        ("hybrid", Place(), "Hybrid"),
        ("online", Place(text="Online"), "Online"),
        (None, Place(), None),
    ],
)
def test_a_calendar_is_told_the_whole_address(mode, place, text):
    assert location_text(event(mode=mode, place=place)) == text
