"""What an iCalendar entry says beside its days: name, status, place, cost, people, addresses, key."""

from __future__ import annotations

import pytest
from feeds import entry, feed, one, page_of, read, values

from eventcal.model import Place
from eventcal.reading.calendar.costs import read_cost
from eventcal.text import squeeze

DAY = "DTSTART;VALUE=DATE:20261013"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Fjord Days 2026", "Fjord Days 2026"),
        ("Fjord\\, Sea and Sail", "Fjord, Sea and Sail"),
        ("Fjord\\; Sea\\nDays", "Fjord; Sea Days"),
        ("Back\\\\slash", "Back\\slash"),
        ("Fjord &amp; Sea", "Fjord & Sea"),
        ("<b>Fjord</b> Days", "Fjord Days"),
        (" Fjord: the Days", "Fjord: the Days"),
        ("Journées du fjord", "Journées du fjord"),
    ],
)
def test_a_name_is_read_without_escapes_and_its_words_stay_as_written(written: str, said: str) -> None:
    (fact,) = [fact for fact in one(DAY, summary=written) if fact.field == "name"]
    assert (fact.value, fact.text) == (said, written.strip())


@pytest.mark.parametrize("name", ["", "TBA", "null", "#_EVENTNAME", "{{title}}"])
def test_a_placeholder_is_no_name(name: str) -> None:
    assert values(one(DAY, summary=name), "name") == []


def test_parameters_are_no_part_of_the_value() -> None:
    assert values(one(DAY, 'SUMMARY;LANGUAGE=en;ALTREP="https://sea.example:80/x;y":Fjord', summary=""), "name") == [
        "Fjord"
    ]


@pytest.mark.parametrize(
    ("lines", "summary", "statuses"),
    [
        (["STATUS:CANCELLED"], "Fjord Days", ["cancelled"]),
        (["STATUS:cancelled"], "Fjord Days", ["cancelled"]),
        (["STATUS:CONFIRMED"], "Fjord Days", ["scheduled"]),
        (["STATUS:TENTATIVE"], "Fjord Days", []),
        ([], "Fjord Days", []),
        ([], "CANCELLED: Fjord Days", ["cancelled"]),
        ([], "Fjord Days (postponed)", ["postponed"]),
    ],
)
def test_the_status_is_understood(lines: list[str], summary: str, statuses: list[str]) -> None:
    assert values(one(DAY, *lines, summary=summary), "status") == statuses


def test_a_calendar_that_is_sent_to_cancel_cancels_its_entries() -> None:
    facts = read(feed("METHOD:CANCEL", entry(DAY)))
    assert values(facts, "status") == ["cancelled"]


@pytest.mark.parametrize("method", ["METHOD:PUBLISH", "METHOD:REQUEST"])
def test_any_other_method_says_nothing(method: str) -> None:
    assert values(read(feed(method, entry(DAY))), "status") == []


@pytest.mark.parametrize(
    ("written", "place", "mode"),
    [
        (
            "Grieg Hall\\, Bergen\\, Norway",
            Place("Grieg Hall", "Bergen", "Norway", "Grieg Hall, Bergen, Norway"),
            "in-person",
        ),
        (
            "Grieg Hall\\nBergen\\, Norway",
            Place("Grieg Hall", "Bergen", "Norway", "Grieg Hall Bergen, Norway"),
            "in-person",
        ),
        ("Bergen, Norway", Place(None, "Bergen", "Norway", "Bergen, Norway"), "in-person"),
        ("Room 12", Place("Room 12", text="Room 12"), "in-person"),
        ("Online", Place(text="Online"), "online"),
        ("https://zoom.us/j/1", Place(text="https://zoom.us/j/1"), "online"),
        ("Zoom link will be sent", Place(text="Zoom link will be sent"), "online"),
        ("https://sea.example/", None, None),
        ("TBA", None, None),
        ("#_LOCATIONNAME\\, #_LOCATIONTOWN", None, None),
        ("", None, None),
    ],
)
def test_a_location_is_a_place_or_tells_that_there_is_none(written: str, place: Place | None, mode: str | None) -> None:
    facts = one(DAY, f"LOCATION:{written}")
    assert values(facts, "place") == ([place] if place else [])
    assert values(facts, "mode") == ([mode] if mode else [])


@pytest.mark.parametrize(
    ("written", "geo"),
    [
        ("60.39;5.32", (60.39, 5.32)),
        ("0;0", None),
        ("60.39,5.32", None),
        ("95;5", None),
        ("north;east", None),
        ("", None),
    ],
)
def test_a_position_on_earth_is_kept(written: str, geo: tuple[float, float] | None) -> None:
    (place,) = values(one(DAY, "LOCATION:Grieg Hall", f"GEO:{written}"), "place")
    assert place.geo == geo


def test_people_words_and_tags_are_read() -> None:
    facts = one(
        DAY,
        "DESCRIPTION:Three days\\nabout sails\\, and <b>knots</b>.",
        'ORGANIZER;CN="Fjord Society":mailto:crew@fjord.example',
        "CATEGORIES:Sails,Knots\\, tied",
        "CATEGORIES:Hulls",
    )
    assert values(facts, "description") == ["Three days about sails, and knots."]
    assert values(facts, "organizer") == ["Fjord Society"]
    assert values(facts, "tag") == ["Sails", "Knots, tied", "Hulls"]


@pytest.mark.parametrize(
    "organizer",
    ["ORGANIZER:mailto:a@fjord.example", "ORGANIZER;CN=a@fjord.example:mailto:a@fjord.example", "ORGANIZER;CN=:x"],
)
def test_a_mail_address_is_no_organizer(organizer: str) -> None:
    assert values(one(DAY, organizer), "organizer") == []


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://sea.example/days", ["https://sea.example/days"]),
        ("/days", ["https://fjord.example/days"]),
        ("www.sea.example/days", ["https://www.sea.example/days"]),
        ("mailto:crew@fjord.example", []),
        ("", []),
        ("https://[broken", []),
    ],
)
def test_the_address_is_absolute_or_none(written: str, address: list[str]) -> None:
    assert values(one(DAY, f"URL;VALUE=URI:{written}"), "url") == address


def keys(*entries: str) -> list[str]:
    return values(read(feed(*entries)), "key")


def test_the_key_is_the_uid() -> None:
    assert keys(entry(DAY), entry(DAY, uid="2@fjord.example")) == ["1@fjord.example", "2@fjord.example"]


def test_entries_that_share_a_uid_are_told_apart_by_their_start() -> None:
    assert keys(entry("DTSTART:20261013"), entry("DTSTART:20261014")) == [
        "1@fjord.example 20261013",
        "1@fjord.example 20261014",
    ]


def test_entries_that_share_even_their_start_have_no_key() -> None:
    assert keys(entry(DAY), entry(DAY, summary="Knot Night")) == []


def test_an_occurrence_is_told_apart_from_its_series() -> None:
    for start in ("RECURRENCE-ID:20261013T090000Z", "RECURRENCE-ID;TZID=Europe/Oslo:20261013T110000"):
        assert keys(entry(DAY, start)) == ["1@fjord.example RECURRENCE-ID=20261013T090000Z"]


def test_an_entry_without_a_uid_has_no_key() -> None:
    assert keys(entry(DAY, uid="")) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("An evening about knots.\n\n£8 / £6 (concessions) Booking essential.", (False, 6, 8, "GBP")),
        ("£3 per session", (False, 3, 3, "GBP")),
        ("Entry: 10 EUR", (False, 10, 10, "EUR")),
        ("Registration fee: €1,050.", (False, 1050, 1050, "EUR")),
        ("Three days about sails. Tickets cost $25.", (False, 25, 25, "USD")),
        (
            "Tickets are priced at $249 per day and that includes a $50 rope for all kinds of knots!",
            (False, 249, 249, "USD"),
        ),
        ("Registration is free.", (True, 0, 0, None)),
        ("Eintritt frei", (True, 0, 0, None)),
        ("Registration is free for students.\nOthers: £5 entry", (True, 0, 5, "GBP")),
    ],
)
def test_a_description_tells_the_cost(text: str, meant: tuple[bool, float, float, str | None]) -> None:
    cost = read_cost(text)
    assert cost is not None
    assert (cost.free, cost.min, cost.max, cost.currency) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Three days about sails.",
        "Feel free to bring a friend.",
        "We write free software.",
        "Hotel rooms nearby are about €120 per night.",
        "The society was granted $2 million for its work on tides, hulls, knots and the wind.",
        "Tickets: £5 or $7",
    ],
)
def test_a_description_without_a_price_of_attending_tells_no_cost(text: str) -> None:
    assert read_cost(text) is None


def test_every_word_of_every_fact_stands_in_the_file() -> None:
    page = feed(
        "METHOD:CANCEL",
        entry(
            DAY,
            "DTEND;VALUE=DATE:20261016",
            "LOCATION:Grieg Hall\\, Bergen\\, Norway",
            "GEO:60.39;5.32",
            "DESCRIPTION:Registration: €1\\,050\\, students: €950.",
            "CATEGORIES:Sails,Knots\\, tied",
            "ORGANIZER;CN=Fjord Society:mailto:a@fjord.example",
            "URL:/days",
            "STATUS:CANCELLED",
            summary="Cancelled: Fjord\\, Sea",
        ),
    )
    facts = read(page)
    assert {fact.field for fact in facts} >= {
        "cost",
        "place",
        "tag",
        "status",
        "key",
        "organizer",
        "url",
        "when",
        "name",
    }
    missing = [
        words for fact in facts for words in (fact.text, *fact.more) if squeeze(words) not in squeeze(page.markup)
    ]
    assert missing == []


def test_long_words_are_cut() -> None:
    facts = one(
        DAY,
        f"DESCRIPTION:{'Sails. ' * 5000}",
        f"LOCATION:{'Bergen ' * 1000}",
        f"CATEGORIES:{'knot,' * 100}",
        summary="Fjord " * 1000,
    )
    assert max(len(words) for fact in facts for words in (fact.text, *fact.more)) <= 300
    assert max(len(str(fact.value)) for fact in facts) <= 3000
    assert len(values(facts, "tag")) == 20


@pytest.mark.parametrize("line", ["CLASS:PRIVATE", "CLASS:CONFIDENTIAL", "CLASS:private"])
def test_private_entries_are_nobodys_event(line: str) -> None:
    assert one(DAY, line) == []


@pytest.mark.parametrize("summary", ["Busy", "FREE", "Out of office", "Private Appointment"])
def test_when_someone_is_free_is_no_event(summary: str) -> None:
    assert one(DAY, summary=summary) == []


def test_an_entry_without_name_and_day_is_no_event() -> None:
    assert one("LOCATION:Bergen", summary="") == []


def test_a_name_in_an_encoding_that_its_label_hides_is_read() -> None:
    text = f"BEGIN:VCALENDAR\r\n{entry(DAY, summary='Journées du fjord')}END:VCALENDAR\r\n"
    for body, label in [
        (text.encode(), "text/calendar; charset=iso-8859-1"),
        (text.encode("cp1252"), "text/calendar; charset=utf-8"),
        (text.encode("utf-16"), "text/calendar"),
        (b"\xef\xbb\xbf" + text.encode(), None),
    ]:
        assert values(read(page_of(body, label)), "name") == ["Journées du fjord"]
