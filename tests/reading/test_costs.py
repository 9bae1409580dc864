"""What attending costs, told apart from what else costs money."""

from __future__ import annotations

import pytest
from webpages import survey

from eventcal.model import Cost, Fact, Place
from eventcal.reading.costs import read_costs
from eventcal.reading.price_context import table as table_of_words

BOTH = pytest.mark.xfail(reason="the price of a room with the conference is taken for a mere room's")
SECOND = pytest.mark.xfail(reason="only a word directly beside a price, or before it, is taken for its own")

INTRO = "<h1>Fjord Days 2026</h1><p>13-15 October 2026</p>"


def cost(body: str, country: str | None = None, **about: str) -> Cost | None:
    """What the page tells of the cost, None where it tells nothing sure."""
    places = [Fact("place", "", Place(country=country), "r", "p", 0.9)] if country else []
    facts = list(read_costs(survey(INTRO + body, **about), places))
    return facts[0].value if facts and facts[0].score >= 0.5 else None


def amounts(body: str, **about: str) -> tuple[bool, float, float, str | None] | None:
    told = cost(body, **about)
    return (told.free, told.min, told.max, told.currency) if told else None


def table(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split(" | ")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def items(*lines: str) -> str:
    return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"


@pytest.mark.parametrize(
    ("text", "least", "most", "currency"),
    [
        ("The registration fee is 230€.", 230, 230, "EUR"),
        ("Tickets: £25/£15", 15, 25, "GBP"),
        ("Early bird $85, regular $140", 85, 140, "USD"),
        ("Registration costs $85-$140.", 85, 140, "USD"),
        ("Participants pay for their travel, a $200 registration fee, and (c) dinner on most nights.", 200, 200, "USD"),
        ("The total price for accommodation, food and registration will be around 500 EUR.", 500, 500, "EUR"),
        ("The registration fee (including conference dinner) is €300.", 300, 300, "EUR"),
        ("The registration fee, which includes lunches and proceedings, is €300.", 300, 300, "EUR"),
        ("Registration and banquet: 400 EUR", 400, 400, "EUR"),
        ("Students pay 50 EUR, everybody else pays for a ticket 80 EUR.", 50, 80, "EUR"),
        ("Registration: 100 EUR; hotel: 90 EUR per night", 100, 100, "EUR"),
        ("€50 for the dinner, €300 for registration", 300, 300, "EUR"),
        ("Ticket €100 + €19 VAT", 100, 100, "EUR"),
        ("Ticket €119 (incl. €19 VAT)", 119, 119, "EUR"),
        ("Registration: 3,000 HUF (<10 EUR)", 3000, 3000, "HUF"),
        ("Tickets are $40, no refunds.", 40, 40, "USD"),
        ("What am I paying $15 for?", 15, 15, "USD"),
        ("The conference costs 50 euros per person.", 50, 50, "EUR"),
        ("Thanks to our sponsors, registration is only $20.", 20, 20, "USD"),
        ("Pay by credit card: the registration fee is $300.", 300, 300, "USD"),
        ("Discounted student price: $30", 30, 30, "USD"),
        ("The cost of attending is 200CHF which is paid on arrival.", 200, 200, "CHF"),
        ("A registration fee of up to 100 USD may be needed for lunch.", 100, 100, "USD"),
        ("Regular: $1,150 CAD", 1150, 1150, "CAD"),
        ("Course fee: £500 excl. VAT", 500, 500, "GBP"),
        ("$100 early / $150 late / $200 on-site registration", 100, 200, "USD"),
        ("Registration: <s>€300</s> €200", 200, 200, "EUR"),
        pytest.param("A single room with the whole conference is 640 EUR.", 640, 640, "EUR", marks=BOTH),
        pytest.param("With $30 you are in, and with $20 if you study.", 20, 30, "USD", marks=SECOND),
    ],
)
def test_a_sentence_tells_what_attendees_pay(text: str, least: float, most: float, currency: str) -> None:
    assert amounts(f"<p>{text}</p>") == (False, least, most, currency)


@pytest.mark.parametrize(
    ("text", "language", "least", "most", "currency"),
    [
        ("Die Teilnahmegebühr beträgt 150,00 EUR, ermäßigt 80,00 EUR.", "de", 80, 150, "EUR"),
        ("Tarif plein : 40 €, étudiants : 15 €", "fr", 15, 40, "EUR"),
        ("Inscription : 120 €", "fr", 120, 120, "EUR"),
        ("Cuota de inscripción: 60 €", "es", 60, 60, "EUR"),
        ("Estudante: R$ 50, profissional: R$ 120", "pt", 50, 120, "BRL"),
        ("Quota di iscrizione: 90 euro", "it", 90, 90, "EUR"),
        ("Deelname kost € 45,-. Prijs voor studenten: € 20", "nl", 20, 45, "EUR"),
        ("Opłata rejestracyjna: 300 zł", "pl", 300, 300, "PLN"),
        ("Vstupné: 250 Kč", "cs", 250, 250, "CZK"),
        ("Tilmelding koster 500 kr.", "da", 500, 500, "DKK"),
        ("Konferansen koster 900,-", "nb", 900, 900, "NOK"),
        ("Deltagaravgift: 1 200 kr", "sv", 1200, 1200, "SEK"),
        ("Osallistumismaksu on 40 euroa", "fi", 40, 40, "EUR"),
        ("Részvételi díj: 3.500 Ft", "hu", 3500, 3500, "HUF"),
        ("Κόστος συμμετοχής: 50 ευρώ", "el", 50, 50, "EUR"),
        ("Kayıt ücreti: 3.150,00 TL", "tr", 3150, 3150, "TRY"),
        ("Стоимость участия: 1500 руб.", "ru", 1500, 1500, "RUB"),
        ("Вартість участі: 300 грн", "uk", 300, 300, "UAH"),
        ("参加費：3000円", "ja", 3000, 3000, "JPY"),
        ("报名费：500元", "zh", 500, 500, "CNY"),
        ("등록비: 40,000원", "ko", 40000, 40000, "KRW"),
    ],
)
def test_prices_are_told_in_every_language(text: str, language: str, least: float, most: float, currency: str) -> None:
    assert amounts(f"<p>{text}</p>", lang=language) == (False, least, most, currency)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rooms cost €90 per night for conference participants.", "en"),
        ("The conference dinner is 60 EUR.", "en"),
        ("Gold sponsors pay 5000 EUR.", "en"),
        ("The best student paper wins a prize of $500.", "en"),
        ("Travel grants of up to 400 EUR for students", "en"),
        ("Extra page charge: $100 per page", "en"),
        ("A taxi from the airport costs about 30 EUR.", "en"),
        ("Full refunds less a $50 service charge", "en"),
        ("Save $100 with the early bird", "en"),
        ("Students receive 50 EUR for their travel costs from our funding.", "en"),
        ("VAT: 19 EUR", "en"),
        ("The society raised $900 last year.", "en"),
        ("Parking fee: $12", "en"),
        ("Membership of the society: $50", "en"),
        ("Accompanying person: 150 EUR", "en"),
        ("T-shirt: $20", "en"),
        ("Cancellations incur a US$100 administrative fee.", "en"),
        ("Each team gets $100 in cloud credits.", "en"),
        ("Ticket for the dinner: 60 EUR", "en"),
        ("Abendessen im Hafen: 35 EUR", "de"),
        ("Preisgeld: 500 EUR", "de"),
        ("Hotelzimmer ab 90 EUR", "de"),
        ("Das Konferenzdinner kostet 40 EUR.", "de"),
        ("Chambre simple : 80 €", "fr"),
        ("Habitación individual: 70 €", "es"),
        ("Jantar da conferência: R$ 90", "pt"),
        ("Cena sociale: 40 euro", "it"),
        ("Hotelkamer: € 95", "nl"),
        ("Nocleg: 150 zł", "pl"),
        ("Ubytování: 800 Kč", "cs"),
        ("Hotelværelse: 900 kr", "da"),
        ("Festmiddag: 600 kr", "nb"),
        ("Hotellrum: 900 kr", "sv"),
        ("Majoitus: 80 euroa", "fi"),
        ("Szállás: 12.000 Ft", "hu"),
        ("Δείπνο: 40 ευρώ", "el"),
        ("Konaklama: 2.600,00 TL", "tr"),
        ("Проживание: 3000 руб.", "ru"),
        ("Вечеря: 500 грн", "uk"),
        ("懇親会：5000円", "ja"),
        ("住宿：300元", "zh"),
        ("호텔: 90,000원", "ko"),
    ],
)
def test_what_else_costs_money_is_no_cost_of_attending(text: str, language: str) -> None:
    assert cost(f"<p>{text}</p>", lang=language) is None


def test_a_price_that_nothing_explains_is_not_told() -> None:
    assert cost("<p>It was 50 EUR.</p>") is None


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Registration fees</h2>" + table("Category | Price", "Student | 50 EUR", "Regular | 150 EUR"),
        "<h2>Tickets</h2>" + table("Talks | 50 EUR", "Talks and workshops | 150 EUR"),
        table("Category | Early | Late", "Students | 50 EUR | 80 EUR", "Regular | 120 EUR | 150 EUR"),
        "<h2>Registration</h2>" + items("Talks: 50 EUR", "All days: 150 EUR"),
        "<h2>Prices</h2><p>Regular prices:</p>" + items("5 days: 150 EUR", "1 day: 50 EUR"),
        "<h2>Tickets</h2><div><h3>Day</h3><div>50 EUR</div></div><div><h3>Week</h3><div>150 EUR</div></div>",
        items("50 EUR students", "150 EUR non-members"),
        table(
            "Type | What | Early (14 May) | Late",
            "Student | All tracks | 50 EUR | 60 EUR",
            "Regular | All | 120 EUR | 150 EUR",
        ),
        "<h2>Fees</h2><p>Early (until 15 May)</p><p>120 EUR (regular)</p><p>50 EUR (students)</p><p>Late</p><p>150 EUR (regular)</p>",
        "<p>Fees</p><p>Authors (early booking): 120 EUR</p><p>Listeners: 50 EUR</p><p>On-site booking: 150 EUR</p>",
        table(
            "Category | Member | Listener",
            "Early | 120 EUR | 50 EUR",
            "Late | 150 EUR | 60 EUR",
            "Extras | Extra page | Gala dinner",
            "| 20 EUR | 40 EUR",
        ),
        "<h2>Registration</h2>"
        + items("Regular: 150 EUR", "Students: 50 EUR")
        + "<h2>Registration cancellation</h2><p>A 30 EUR fee is due.</p>",
        "<h2>Registration</h2><p>150 EUR, students 50 EUR</p><p>The fee for accompanying persons is 20 EUR.</p>",
    ],
)
def test_a_table_or_list_of_prices_gives_the_range(body: str) -> None:
    assert amounts(body) == (False, 50, 150, "EUR")


def test_a_table_whose_head_names_the_currency_has_prices_without() -> None:
    rows = table("Category | Early fee (EUR) | Late fee (EUR)", "Student | 50 | 80", "Regular | 1,120 | 1,150")
    assert amounts(rows) == (False, 50, 1150, "EUR")


def test_numbers_in_a_table_of_no_currency_are_no_prices() -> None:
    assert (
        cost("<h2>Registration</h2>" + table("Category | Places left (of 60)", "Student | 50", "Regular | 20")) is None
    )


def test_rows_for_other_things_are_left_out_of_a_table_of_fees() -> None:
    rows = table("Regular | $500", "Student | $250", "Extra banquet ticket | $80", "Additional paper | $100")
    assert amounts("<h2>Registration</h2>" + rows) == (False, 250, 500, "USD")


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Accommodation</h2>" + table("Hotel | Price", "Sea Inn | 90 EUR", "Harbour | 120 EUR"),
        "<h2>Sponsorship</h2>" + items("Anchor: 5000 EUR", "Sail: 2000 EUR"),
        "<h2>Getting here</h2>" + items("Train: 20 EUR", "Airport bus: 12 EUR"),
        "<h2>Prizes</h2><p>1st place: 500 EUR</p>",
    ],
)
def test_a_list_of_other_prices_gives_none(body: str) -> None:
    assert cost(body) is None


def test_hotels_beside_fees_do_not_widen_the_range() -> None:
    fees = "<h2>Registration</h2>" + table("Student | 50 EUR", "Regular | 150 EUR")
    rooms = "<h2>Accommodation</h2>" + table("Sea Inn | 90 EUR", "Harbour | 320 EUR")
    assert amounts(fees + rooms) == (False, 50, 150, "EUR")


def test_a_page_about_tickets_needs_no_other_word() -> None:
    rows = table("Talks | USD 500", "Boats | USD 350")
    assert amounts(rows, title="Tickets - Fjord Days 2026") == (False, 350, 500, "USD")
    assert amounts(rows, url="https://fjord.example/registration.html") == (False, 350, 500, "USD")


def test_a_price_may_stand_in_the_title_only() -> None:
    assert amounts("<p>Come.</p>", title="Fjord Days 2026 - 2-day pass: 199 EUR") == (False, 199, 199, "EUR")


@pytest.mark.parametrize(
    "body",
    [
        "<p>Registration is free.</p>",
        "<p>Tickets are free, but registration is required.</p>",
        "<p>Fee: free</p><h2>Hotels</h2><p>Sea Inn: 90 EUR per night</p>",
        "<p>Registration is free. The dinner costs 60 EUR.</p>",
        "<p>Ticket: 0 EUR</p>",
    ],
)
def test_free_is_free_whatever_else_costs(body: str) -> None:
    assert amounts(body) == (True, 0, 0, None)


@pytest.mark.parametrize(
    "body",
    [
        items("Students: free", "Others: 20 EUR (ticket)"),
        "<h2>Registration</h2>" + table("Students | 0 EUR", "Others | 20 EUR"),
        "<p>Registration fee: 0-20 EUR</p>",
        "<p>Tickets are 20 EUR.</p><p>Registration is free for students.</p>",
        "<h2>Tickets</h2><div>20 EUR</div><div>Late</div><div>Free</div>",
    ],
)
def test_free_for_some_has_a_price_above_nothing(body: str) -> None:
    assert amounts(body) == (True, 0, 20, "EUR")


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Tickets</h2><p>Ticket: 20 EUR</p><h2>FAQ</h2><p>One.</p><p>Two.</p><p>Three.</p>"
        "<p>We have a limited number of free tickets for volunteers.</p>",
        "<p>Registration: 20 EUR</p><p>The hackathon on the day before is free.</p>",
        "<p>Registration: 20 EUR, free coffee for students</p>",
    ],
)
def test_what_is_free_for_others_does_not_make_the_event_free(body: str) -> None:
    assert amounts(body) == (False, 20, 20, "EUR")


@pytest.mark.parametrize(
    "body", ["<p>Registration is free for members.</p>", "<p>The hackathon on the day before is free.</p>"]
)
def test_free_for_some_or_in_part_alone_is_not_told(body: str) -> None:
    assert cost(body) is None


def test_an_empty_cart_does_not_make_the_event_free() -> None:
    assert cost("<p>Cart: 0.00 EUR</p>", title="Tickets - Fjord Days 2026") is None


def test_a_price_of_nothing_that_is_named_so_makes_the_event_free() -> None:
    told = cost("<p>Price: 0 EUR</p>")
    assert told is not None and (told.free, told.max) == (True, 0)


def test_nothing_beside_prices_in_one_table_is_for_some() -> None:
    told = cost(table("Member | $0", "Non-member | $40"))
    assert told is not None and (told.free, told.min, told.max) == (True, 0, 40)


@pytest.mark.parametrize(
    ("body", "free"),
    [
        ("<p>Fjord Days is free but please register.</p>", True),
        ("<p>Harbour Days is free but please register.</p>", False),
    ],
)
def test_only_the_page_s_own_name_tells_that_it_is_free(body: str, free: bool) -> None:
    assert (cost(body) is not None) is free


def test_a_dinner_with_its_own_ticket_does_not_widen_the_range() -> None:
    dinner = "<h2>Dinner</h2><dl><dt>Ticket</dt><dd>40 EUR</dd></dl>"
    assert amounts("<h2>Registration</h2><p>Tickets: 10 EUR</p>" + dinner) == (False, 10, 10, "EUR")
    assert amounts("<dl><dt>Ticket</dt><dd>free</dd></dl>" + dinner) == (True, 0, 0, None)


def test_one_head_alone_in_its_row_opens_a_part_of_a_table() -> None:
    head = "<tr><th colspan=2>{}</th></tr>"
    fees = "<tr><td>Students</td><td>50 EUR</td></tr><tr><td>Members</td><td>80 EUR</td></tr>"
    hotel = "<tr><td>Students</td><td>30 EUR</td></tr><tr><td>Members</td><td>90 EUR</td></tr>"
    body = f"<table>{head.format('Registration')}{fees}{head.format('Hotel')}{hotel}</table>"
    assert amounts(body) == (False, 50, 80, "EUR")


@pytest.mark.parametrize(("zone", "told"), [("main", True), ("aside", False)])
def test_the_class_of_an_element_names_a_price_of_the_page_s_own(zone: str, told: bool) -> None:
    assert (cost(f"<{zone}><div class='card-price'>40 EUR</div></{zone}>") is not None) is told


def test_a_currency_that_the_page_names_settles_whose_dollar_it_is() -> None:
    body = "<p>Registration: $95</p><p>The dinner is USD 40.</p>"
    told = cost(body, country="Canada")
    assert told is not None and told.currency == "USD"


def test_the_country_settles_whose_dollar_it_is() -> None:
    told = cost("<p>Tickets: $80</p>", "Australia")
    assert told is not None
    assert told.currency == "AUD"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Fee: € 230</p>", "€ 230"),
        ("<p>Tickets: £25/£15</p>", "£25/£15"),
        ("<p>Tickets $85 to $140</p>", "$85 to $140"),
        ("<p>Registration</p>" + items("Regular: 150 EUR", "Student: 50 EUR"), "50 EUR"),
    ],
)
def test_the_page_s_own_writing_is_kept(body: str, text: str) -> None:
    told = cost(body)
    assert told is not None
    assert told.text == text


def test_each_tier_keeps_its_line() -> None:
    told = cost("<h2>Registration</h2>" + items("Regular: 150 EUR", "Student: 50 EUR"))
    assert told is not None
    assert [(tier.text, tier.amount) for tier in told.tiers] == [("Regular: 150 EUR", 150), ("Student: 50 EUR", 50)]


def test_the_words_stand_in_the_page() -> None:
    here = survey(
        INTRO + "<h2>Fees</h2><p>Tickets: £25/£15</p>" + items("Late registration: £ 40", "Group ticket: £20")
    )
    (fact,) = read_costs(here, [])
    assert all(words in here.page.text for words in (fact.text, fact.value.text, *fact.more))


@pytest.mark.parametrize(
    "line",
    ["<p>registration is free of things</p>", "<p>ticket 50 EUR</p>", "<p>hotel 5 - 4 registration 6 dinner</p>"],
)
def test_a_page_of_nothing_but_prices_is_read_within_bounds(line: str, within) -> None:
    here = survey(line * 20_000)
    with within(2):
        list(read_costs(here, []))


@pytest.mark.parametrize("kind", ["attendee", "who", "price", "other", "never", "included"])
def test_every_language_has_words_of_every_kind(kind: str) -> None:
    languages = "en de fr es pt it nl pl cs da nb sv fi hu el tr ru uk ja zh ko".split()
    assert [language for language in languages if not table_of_words()[kind].get(language)] == []
