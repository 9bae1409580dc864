"""Which addresses a page leads to."""

from __future__ import annotations

from datetime import date

import pytest

from eventcal.follow.links import SERVES, details, next_page, parts
from eventcal.model import Cost, Deadline, Event, Place, When
from eventcal.page import Page
from eventcal.reading.wordlists import tables

TODAY = date(2027, 4, 1)
SITE = "https://fjord.example"
LIST = f"{SITE}/events/"
HOME = f"{SITE}/2027/"
FEE = Cost(free=False, min=230, max=230, currency="EUR", text="230€")
FULL = {
    "mode": "online",
    "cost": FEE,
    "deadlines": (Deadline("paper", date(2027, 4, 9), "9 April"),),
}


def page(body: str, url: str = LIST, lang: str = "", head: str = "") -> Page:
    html = f'<!doctype html><html lang="{lang}"><head><title>Fjord</title>{head}</head><body>{body}</body></html>'
    return Page(url, html.encode(), TODAY, "text/html; charset=utf-8")


def event(name: str = "Fjord Days", url: str = LIST + "days", day: date | None = date(2027, 5, 10), **fields) -> Event:
    return Event(name, url, When(day, day) if day else None, **fields)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a href="?page=2">Next</a>', "?page=2"),
        ('<a href="?page=2">Next page ›</a>', "?page=2"),
        ('<a href="?page=2">»</a>', "?page=2"),
        ('<a href="?page=9">»</a><a href="?page=2">›</a>', "?page=2"),
        ('<a href="?page=2" rel="nofollow next">older</a>', "?page=2"),
        ('<a href="?page=2" aria-label="Nächste Seite"><svg></svg></a>', "?page=2"),
        ('<a href="seite2">weiter</a>', "seite2"),
        ('<a href="?p=2">Page suivante</a>', "?p=2"),
        ('<a href="?p=2">次へ</a>', "?p=2"),
        ('<b>1</b> <a href="?page=1">2</a> <a href="?page=2">3</a>', "?page=1"),
        ('<a href="page/2/">2</a>', "page/2/"),
        ('<a href="?day=2">2</a>', None),  # a day of a calendar
        ('<a href="#">Next</a>', None),
        ('<a href="/events/">Next</a>', None),
        ('<a href="https://other.example/?page=2">Next</a>', None),
        ('<a href="list.pdf">Next</a>', None),
        ('<a href="mailto:a@fjord.example">Next</a>', None),
        ('<a href="http://[x">Next</a>', None),
        ('<a href="days">The next Fjord Days</a>', None),
        ('<a href="?page=0">Previous</a>', None),
        ("", None),
    ],
)
def test_the_next_page_of_a_list_is_told_by_its_link(body, expected):
    assert next_page(page(body), 2) == (expected and page("").absolute(expected))


def test_what_the_head_names_as_the_next_page_is_it():
    assert next_page(page('<a href="?page=9">next</a>', head='<link rel="next" href="?page=2">'), 2) == LIST + "?page=2"


def test_a_calendar_file_has_no_next_page():
    assert next_page(Page(LIST, b"BEGIN:VCALENDAR", TODAY), 2) is None


@pytest.mark.parametrize(
    "entry",
    [
        event(url="https://other.example/days"),
        event(url=LIST),
        event(url=LIST + "#days"),
        event(url=LIST + "days.pdf"),
        event(url="mailto:a@fjord.example"),
        event(url="http://[x"),
        event(day=date(2027, 3, 31)),  # over
        event(**FULL),
    ],
)
def test_an_entry_without_need_or_page_of_its_own_leads_nowhere(entry):
    assert details(page(""), [entry]) == []


def test_the_next_events_come_first_and_those_without_days_last():
    entries = [
        event("A", LIST + "a", None),
        event("B", LIST + "b", date(2027, 6, 1)),
        event("C", LIST + "c", TODAY),
    ]
    assert [address for address, _ in details(page(""), entries)] == [LIST + "c", LIST + "b", LIST + "a"]


def test_a_page_that_several_entries_link_to_is_none_of_their_own():
    assert details(page(""), [event("A", LIST + "all"), event("B", LIST + "all/#b")]) == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="fees">Fees</a>', {"fees": {"cost"}}),
        ('<a href="/2027/p?id=3">Registration</a>', {"p?id=3": {"cost"}}),
        ('<a href="registration.html">How to join us</a>', {"registration.html": {"cost"}}),
        ('<a href="program/#monday">Programme</a>', {"program/": {"when"}}),
        ('<a href="important-dates">More</a>', {"important-dates": {"when", "deadline"}}),
        ('<a href="cfp/">Call for papers</a>', {"cfp/": {"deadline"}}),
        ('<a href="venue">Venue</a>', {"venue": {"place"}}),
        ('<a href="#fees">Fees</a>', {}),
        ('<a href="fees.pdf">Fees</a>', {}),
        ('<a href="feed.xml">Registration</a>', {}),
        ('<a href="https://other.example/2027/fees">Fees</a>', {}),
        ('<a href="/fees">Fees</a>', {}),  # above: of the whole series
        ('<a href="/2027/fees-2026">Fees</a>', {}),
        ('<a href="fees">Fees 2026</a>', {}),
        ('<a href="fees">Fees 2027</a>', {"fees": {"cost"}}),
        ('<a href="mailto:fees@fjord.example">Fees</a>', {}),
        ('<a href="about">What we have learnt from the fees of all the years that we have met</a>', {}),
        ('<a href="about">About</a>', {}),
        ('<a href="fees">Fees</a><a href="fees#students">Tickets</a><a href="attend">Register</a>', {"fees": {"cost"}, "attend": {"cost"}}),
    ],
)  # fmt: skip
def test_the_other_pages_of_an_event_are_told_by_their_links(link, expected):
    home = event(url=HOME, day=date(2027, 5, 10), **{**FULL, "cost": None, "deadlines": (), "mode": None})
    undated = Event(home.name, home.url)
    found = parts(page(link, HOME, "en"), undated if "when" in str(expected) else home)
    assert {address.removeprefix(HOME): set(fields) for address, fields in found} == expected


@pytest.mark.parametrize(
    ("url", "link", "found"),
    [
        (SITE + "/fjord-days", "/fees", True),
        (SITE + "/fjord/index.html", "/fjord/fees", True),
        (SITE + "/2027", "/fees", False),  # those of this year's edition
        (SITE + "/2027", "/2027/fees", True),
        (SITE + "/days-2027.html", "/fees", True),
    ],
)
def test_the_pages_of_an_event_stand_beside_its_home_page_but_not_beside_its_year(url, link, found):
    assert bool(parts(page(f'<a href="{link}">Fees</a>', url), event(url=url))) is found


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("de", "Teilnahmegebühren", True),
        ("de-AT", "Anmeldung", True),
        ("fr", "Tarifs", True),
        ("pl", "Opłaty", True),
        ("ja", "参加費", True),
        ("", "Anmeldung", True),  # the page does not say its language
        ("en", "Quote of the day", False),  # which are fees in Italian
        ("it", "Quote", True),
    ],
)
def test_the_words_are_those_of_the_pages_language_and_english(lang, text, found):
    assert bool(parts(page(f'<a href="x">{text}</a>', HOME, lang), event(url=HOME))) is found


def test_accents_do_not_matter_in_addresses():
    assert parts(page('<a href="inscricoes/">Participe</a>', HOME, "pt"), event(url=HOME)) == [
        (HOME + "inscricoes/", {"cost"})
    ]


def test_an_event_that_lacks_nothing_leads_nowhere():
    body = '<a href="fees">Fees</a><a href="venue">Venue</a><a href="dates">Dates</a>'
    assert parts(page(body, HOME), event(url=HOME, **FULL)) == []
    held = event(url=HOME, **{**FULL, "mode": "in-person"}, place=Place(city="Bergen", venue="Aula"))
    assert parts(page(body, HOME), held) == []


@pytest.mark.parametrize("purpose", ["next", *SERVES])
def test_there_are_words_in_every_language(purpose):
    assert tables("links")[purpose].keys() == tables("kinds")["list"].keys()
    assert all(word for words in tables("links")[purpose].values() for word in words)
