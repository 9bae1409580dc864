"""What a schema.org/Event says beside its dates and places: name, status, cost, people, addresses."""

from __future__ import annotations

from typing import Any

import pytest
from markup import URL, blocks, event, read, values

from eventcal.model import Cost, Fact


@pytest.mark.parametrize(
    "name",
    ["Example Event", "Test", "Sample conference", "Demo Event 2", "an example", "Dummy page", "placeholder"],
)
def test_the_example_that_a_template_came_with_is_no_event(name: str) -> None:
    assert event(name=name) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "<b></b>",
        "&nbsp;",
        "\0",
        "\u200b",
        "null",
        "Event Name",
        "TBA",
        "{{ event.title }}",
        "<%= name %>",
        "#_EVENTNAME",
    ],
)
def test_a_placeholder_is_no_name(name: str) -> None:
    assert values(event(name=name), "name") == []


@pytest.mark.parametrize(
    "name", ["Testing Days 2026", "Example-Driven Design", "Event Horizon Workshop", "Sample Size"]
)
def test_a_name_with_a_templates_word_in_it_is_a_name(name: str) -> None:
    assert values(event(name=name), "name") == [name]


@pytest.mark.parametrize(
    ("name", "said", "status"),
    [
        ("CANCELLED: Fjord Days", "Fjord Days", "cancelled"),
        ("[Canceled] Fjord Days", "Fjord Days", "cancelled"),
        ("*CANCELLED* Fjord Days", "Fjord Days", "cancelled"),
        ("Postponed - Fjord Days", "Fjord Days", "postponed"),
        ("ABGESAGT: Fjordtage", "Fjordtage", "cancelled"),
        ("Verschoben: Fjordtage", "Fjordtage", "postponed"),
        ("Rescheduled: Fjord Days", "Fjord Days", "rescheduled"),
        ("Fjord Days (cancelled)", "Fjord Days", "cancelled"),
        ("Fjord Days - CANCELLED", "Fjord Days", "cancelled"),
        ("Fjord Days [POSTPONED]", "Fjord Days", "postponed"),
        ("Fjord Days: cancelled!", "Fjord Days", "cancelled"),
    ],
)
def test_a_status_shouted_beside_the_name_is_no_part_of_it(name: str, said: str, status: str) -> None:
    facts = event(name=name)
    assert (values(facts, "name"), values(facts, "status")) == ([said], [status])


@pytest.mark.parametrize(
    "name", ["Cancelled", "Why Cancelled Flights Matter", "The train was cancelled", "Post-Cancelled"]
)
def test_a_name_about_cancelling_is_left_as_it_is(name: str) -> None:
    facts = event(name=name)
    assert (values(facts, "name"), values(facts, "status")) == ([name], [])


def test_the_acronym_is_the_short_name() -> None:
    assert values(event(alternateName="FD26"), "short_name") == ["FD26"]
    assert values(event(alternateName="The great annual meeting of all fjords"), "short_name") == []


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("https://schema.org/EventCancelled", "cancelled"),
        ("EventCancelled", "cancelled"),
        ("http://schema.org/EventPostponed", "postponed"),
        ("https://schema.org/EventRescheduled", "rescheduled"),
        ("https://schema.org/EventMovedOnline", "moved-online"),
        ("https://schema.org/EventScheduled", "scheduled"),
        ("canceled", "cancelled"),
        ("https://schema.org/EventOnHold", None),
    ],
)
def test_the_status_is_understood(written: str, status: str | None) -> None:
    (fact,) = [fact for fact in event(eventStatus=written) if fact.field == "status"]
    assert (fact.text, fact.value) == (written, status)


def test_scheduled_is_what_platforms_write_unasked_and_believed_less() -> None:
    scores = {
        fact.value: fact.score
        for written in ("EventScheduled", "EventCancelled")
        for fact in event(eventStatus=written)
        if fact.field == "status"
    }
    assert scores["scheduled"] < 0.65 < scores["cancelled"]


def test_an_event_can_be_moved_online_and_rescheduled() -> None:
    facts = event(eventStatus=["https://schema.org/EventMovedOnline", "https://schema.org/EventRescheduled"])
    assert set(values(facts, "status")) == {"moved-online", "rescheduled"}


def test_an_earlier_date_shows_that_an_event_was_moved() -> None:
    assert values(event(previousStartDate="2026-05-12"), "status") == ["rescheduled"]


@pytest.mark.parametrize("previous", ["2026-10-13", "2026-10-13T09:00", "", "2026-02-30"])
def test_an_earlier_date_that_is_the_same_day_or_none_shows_nothing(previous: str) -> None:
    assert values(event(previousStartDate=previous), "status") == []


def cost(**properties: Any) -> Cost | None:
    found = values(event(**properties), "cost")
    return found[0] if found else None


def amounts(found: Cost | None) -> tuple[bool, float, float, str | None] | None:
    return None if found is None else (found.free, found.min, found.max, found.currency)


EUR = {"priceCurrency": "EUR"}


@pytest.mark.parametrize(
    ("offers", "meant"),
    [
        ({"price": 230, **EUR}, (False, 230, 230, "EUR")),
        ({"price": "230.50", **EUR}, (False, 230.5, 230.5, "EUR")),
        ({"price": "1.050,00 €"}, (False, 1050, 1050, "EUR")),
        ({"price": "1,050", "priceCurrency": "usd"}, (False, 1050, 1050, "USD")),
        ({"price": "$25"}, (False, 25, 25, None)),
        ({"price": "25", "priceCurrency": "£"}, (False, 25, 25, "GBP")),
        ([{"price": 80, **EUR}, {"price": "250", **EUR}], (False, 80, 250, "EUR")),
        ([{"price": 0, **EUR}, {"price": 80, **EUR}], (True, 0, 80, "EUR")),
        ([{"price": 80, **EUR}, {"price": 90, "priceCurrency": "USD"}], (False, 80, 90, None)),
        ({"@type": "AggregateOffer", "lowPrice": "10", "highPrice": "40", **EUR}, (False, 10, 40, "EUR")),
        ({"@type": "AggregateOffer", "offers": [{"price": 5, **EUR}, {"price": 9, **EUR}]}, (False, 5, 9, "EUR")),
        ({"priceSpecification": {"price": 15, "minPrice": 15, "maxPrice": 30, **EUR}}, (False, 15, 30, "EUR")),
        ({"price": "0", **EUR}, (True, 0, 0, "EUR")),
        ({"price": 0}, (True, 0, 0, None)),
        ({"price": "Free"}, (True, 0, 0, None)),
        ({"price": "kostenlos"}, (True, 0, 0, None)),
    ],
)
def test_offers_are_understood(offers: object, meant: tuple[bool, float, float, str | None]) -> None:
    assert amounts(cost(offers=offers)) == meant


@pytest.mark.parametrize(
    "offers",
    [
        [],
        {},
        "230",
        {"price": ""},
        {"price": "at the door"},
        {"price": None},
        {"url": "/tickets"},
        {"price": "10 or 20"},
    ],
)
def test_offers_without_a_price_say_nothing(offers: object) -> None:
    assert cost(offers=offers) is None


def test_each_price_is_a_tier_with_its_name() -> None:
    found = cost(offers=[{"name": "Students", "price": 80, **EUR}, {"price": 250, **EUR}])
    assert found is not None
    assert [(tier.text, tier.amount) for tier in found.tiers] == [("Students", 80.0), ("250 EUR", 250.0)]
    assert found.text == "80-250 EUR"


def test_the_words_of_prices_and_currency_stand_with_the_fact() -> None:
    (fact,) = [f for f in event(offers=[{"price": "80.00", **EUR}, {"price": 250, **EUR}]) if f.field == "cost"]
    assert (fact.text, fact.more) == ("80.00", ("250", "EUR"))


@pytest.mark.parametrize("said", [True, "true", "True", "https://schema.org/True", "yes"])
def test_an_event_is_free_where_it_says_so(said: object) -> None:
    assert amounts(cost(isAccessibleForFree=said)) == (True, 0, 0, None)


@pytest.mark.parametrize("said", [False, "false", "", "no", None])
def test_an_event_that_is_not_free_has_no_cost_for_that(said: object) -> None:
    assert cost(isAccessibleForFree=said) is None


def test_a_lone_price_of_nothing_without_a_currency_is_a_forms_empty_field_and_believed_less() -> None:
    def score(**properties: object) -> float:
        return next(fact.score for fact in event(**properties) if fact.field == "cost")

    assert score(offers={"price": 0}) < score(offers={"price": 0, **EUR}) == score(offers={"price": 10, **EUR})


def test_people_words_and_tags_are_read() -> None:
    facts = event(
        description="<p>Three days\nabout sails.</p>",
        organizer={"@type": "Organization", "name": "Fjord Society"},
        inLanguage="en_GB",
        keywords="sails, hulls,  knots",
    )
    assert values(facts, "description") == ["Three days about sails."]
    assert values(facts, "organizer") == ["Fjord Society"]
    assert values(facts, "language") == ["en-GB"]
    assert values(facts, "tag") == ["sails", "hulls", "knots"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("de", ["de"]),
        ({"@type": "Language", "name": "German", "alternateName": "de"}, ["de"]),
        ("English", []),
        ("", []),
    ],
)
def test_a_language_is_a_tag_or_nothing(said: object, language: list[str]) -> None:
    assert values(event(inLanguage=said), "language") == language


@pytest.mark.parametrize("organizer", ["Organization", "", "crew@fjord.example", {"@type": "Person"}, {"name": None}])
def test_a_placeholder_or_mail_address_is_no_organizer(organizer: object) -> None:
    assert values(event(organizer=organizer), "organizer") == []


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://sea.example/days", ["https://sea.example/days"]),
        ("/days?a=1&amp;b=2", ["https://fjord.example/days?a=1&b=2"]),
        ("register", [f"{URL}register"]),
        ("www.sea.example/days", ["https://www.sea.example/days"]),
        ("javascript:void(0)", []),
        ("mailto:crew@fjord.example", []),
        ("https://[broken", []),
        ("https://sea.example/two words", []),
        ("", []),
    ],
)
def test_the_address_is_absolute_or_none(written: str, address: list[str]) -> None:
    assert values(event(url=written), "url") == address


@pytest.mark.parametrize(
    ("properties", "key"),
    [
        ({"@id": "https://sea.example/events/42"}, ["https://sea.example/events/42"]),
        ({"@id": f"{URL}#event"}, []),
        ({"@id": "#event"}, []),
        ({"identifier": "ev-42"}, ["ev-42"]),
        ({"identifier": {"@type": "PropertyValue", "propertyID": "id", "value": "ev-42"}}, ["ev-42"]),
        ({"identifier": 42}, ["42"]),
        ({}, []),
    ],
)
def test_the_key_is_an_id_of_the_event_alone(properties: dict[str, object], key: list[str]) -> None:
    assert values(event(**properties), "key") == key


def test_numbers_are_as_they_are_written() -> None:
    (fact,) = [
        f
        for f in read(
            blocks('{"@type": "Event", "name": "Fjord Days", "offers": {"price": 80.50}, "startDate": "2026-10-13"}')
        )
        if f.field == "cost"
    ]
    assert (fact.text, fact.value.min) == ("80.50", 80.5)


def test_long_words_are_cut() -> None:
    facts = event(name="Fjord " * 1000, description="Sails. " * 5000, location="Bergen " * 1000, keywords="knot," * 100)

    def longest(fact: Fact) -> int:
        return max(map(len, (fact.text, *fact.more)))

    assert max(map(longest, facts)) <= 300
    assert len(values(facts, "description")[0]) <= 3000
    assert len(values(facts, "name")[0]) <= 500
    assert len(values(facts, "tag")) == 20


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/days?a=1&amp;b=2", "https://fjord.example/days?a=1&b=2"),
        ("/days?a=1&copyid=2", "https://fjord.example/days?a=1&copyid=2"),
    ],
)
def test_an_address_keeps_its_parameters(written: str, address: str) -> None:
    assert values(event(url=written), "url") == [address]
