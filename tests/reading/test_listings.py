"""The entries of lists, in the shapes that lists have."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from webpages import survey

from eventcal.model import Fact, When
from eventcal.reading.deadlines import Calls
from eventcal.reading.listings import read_entries

ITEMS = """<h1>Events</h1><ul>
<li><a href="/sail">Sail Camp</a>, 1-3 June 2026, Bergen, Norway</li>
<li><a href="/anchor">Anchor School</a>, 5 May 2026, online</li>
<li><a href="https://rope.example/">Rope Workshop</a>, 7 May 2026</li></ul>"""
ARTICLES = """<article><h2>Sail Camp</h2><p>1-3 June 2026</p><p>Bergen, Norway</p><a href="/sail">Read more</a></article>
<article><h2>Anchor School</h2><p>5 May 2026</p><p>Online</p><a href="/anchor">Read more</a></article>"""
TABLE = """<table><tr><th>Date</th><th>Place</th><th>Event</th></tr>
<tr><td>1-3 June 2026</td><td>Bergen, Norway</td><td>Sail Camp</td></tr>
<tr><td>5 May 2026</td><td>Online</td><td>Anchor School</td></tr></table>"""
TWO_ROWS = """<table><tr><td>Event</td><td>When</td><td>Where</td></tr>
<tr><td><a href="/sail">SAIL 2026</a></td><td>9th International Workshop on Sails</td></tr>
<tr><td>1-3 June 2026</td><td>Bergen, Norway</td><td>1 March 2026 (15 March 2026)</td></tr>
<tr><td><a href="/anchor">ANCHOR 2026</a></td><td>2nd Symposium on Anchors</td></tr>
<tr><td>5 May 2026</td><td>Oslo, Norway</td><td>1 February 2026</td></tr></table>"""
RUN = """<h1>Events</h1><h3>Sail Camp</h3><p>1-3 June 2026</p><p>Under sail.</p>
<h3>Anchor School</h3><p>5 May 2026</p><p>On the ground.</p><h3>Rope Workshop</h3><p>7 May 2026</p>"""
DATE_FIRST = """<p><b>1-3 June 2026</b></p><p>Sail Camp</p><p><b>5 May 2026</b></p><p>Anchor School</p>
<p><b>7 May 2026</b></p><p>Rope Workshop</p>"""
NESTED = """<article><h1>Sail Camp</h1><ul><li>1-3 June 2026</li><li>19:00 UTC</li></ul></article>
<article><h1>Anchor School</h1><ul><li>5 May 2026</li><li>20:00 UTC</li></ul></article>"""

TILES = "".join(
    f"""<article><a href="/{name}"><div class="date">{month}</div><div class="date">{day}</div><div>7:00 PM19:00</div></a>
<h1><a href="/{name}">{title}</a></h1><ul><li>{month} {day}, 2026</li><li>7:00 PM 11:30 PM 19:00 23:30</li>
<li>Google Calendar</li></ul><p>Under sail.</p></article>"""
    for name, title, month, day in (("sail", "Sail Camp", "June", 1), ("anchor", "Anchor School", "July", 5))
)


SECTIONS = """<section><h2>Meetings</h2><h4>Sail Camp</h4><h6>1-3 June 2026</h6><p>Under sail.</p></section>
<section><h2>Workshops</h2><h4>Anchor School</h4><h6>5 May 2026</h6><p>On the ground.</p>
<h4>Rope Workshop</h4><h6>7 May 2026</h6></section>"""
NAMED_BEFORE = """<h2>Talks</h2><p><a href="/sail">Sail Camp</a></p><div><a href="/holm">Anna Holm</a></div><ul><li>1-3 June 2026</li></ul>
<div>All about <a href="/sails">the sails</a> that we know.</div><p><a href="/anchor">Anchor School</a></p><div><a href="/vik">Bo Vik</a></div>
<ul><li>5 May 2026</li></ul><div>All about anchors.</div>"""
CALLS = """<h2>Calls for papers</h2><table><tr><td>Event</td><td>When</td><td>Where</td><td>Deadline</td></tr>
<tr><td rowspan="2"><a href="/sail">SAIL 2026</a></td><td colspan="3">Sails And Inland Lakes</td></tr>
<tr><td>1-3 June 2026</td><td>Bergen, Norway</td><td>8 March 2026 (1 March 2026)</td></tr>
<tr><td rowspan="2"><a href="/anchor">ANCHOR 2026</a></td><td colspan="3">2nd Symposium on Anchors</td></tr>
<tr><td>5 May 2026</td><td>Oslo, Norway</td><td>1 February 2026</td></tr></table>"""


def entries(body: str) -> list[dict[str, Fact]]:
    """The facts of each entry by field, the first of each field."""
    found: dict[str, dict[str, Fact]] = {}
    for fact in read_entries(Calls(survey(body, title="Events", url="https://harbour.example/events/"))):
        found.setdefault(fact.about, {}).setdefault(fact.field, fact)
    return list(found.values())


def values(body: str, field: str) -> list[Any]:
    return [entry[field].value if field in entry else None for entry in entries(body)]


@pytest.mark.parametrize(
    "body",
    [ITEMS, ARTICLES, TABLE, RUN, DATE_FIRST, NESTED, SECTIONS, NAMED_BEFORE],
    ids=["items", "articles", "table", "run", "date first", "nested", "sections", "named before"],
)
def test_each_entry_has_its_name_and_days(body: str) -> None:
    assert values(body, "name")[:2] == ["Sail Camp", "Anchor School"]
    assert [(w.first_day, w.last_day) for w in values(body, "when")[:2]] == [
        (date(2026, 6, 1), date(2026, 6, 3)),
        (date(2026, 5, 5), date(2026, 5, 5)),
    ]


@pytest.mark.parametrize("body", [ITEMS, ARTICLES, TABLE], ids=["items", "articles", "table"])
def test_each_entry_has_its_place_or_is_online(body: str) -> None:
    first, second = entries(body)[:2]
    assert (first["place"].value.city, first["place"].value.country, first["mode"].value) == (
        "Bergen",
        "Norway",
        "in-person",
    )
    assert ("place" in second, second["mode"].value) == (False, "online")


PAST = """<ul><li><a href="/2022">Sail Camp</a>, 1-3 June, Bergen</li><li><a href="/2025">Anchor School</a>, 5 May, Oslo</li>
<li><a href="https://rope2019.example/">Rope Workshop</a>, 7 May, Oslo</li></ul>"""


def test_an_entry_without_a_year_is_of_that_in_its_address_where_it_is_long_ago() -> None:
    assert [when.first_day.year for when in values(PAST, "when")] == [
        2022,
        2026,
        2019,
    ]  # 2025 may be when it was announced


def test_an_entry_in_two_rows_has_its_full_name_and_the_acronym_beside_it() -> None:
    assert values(TWO_ROWS, "name") == ["9th International Workshop on Sails", "2nd Symposium on Anchors"]
    assert values(TWO_ROWS, "short_name") == ["SAIL 2026", "ANCHOR 2026"]
    assert [when.first_day for when in values(TWO_ROWS, "when")] == [date(2026, 6, 1), date(2026, 5, 5)]


def test_a_list_of_calls_says_in_a_column_what_is_due_and_the_abstract_s_day_in_brackets() -> None:
    facts = [f for f in read_entries(Calls(survey(CALLS, title="Calls"))) if f.field == "deadline"]
    assert [(f.about, f.value.kind, str(f.value.date)) for f in facts] == [
        ("entry 1", "paper", "2026-03-08"),
        ("entry 1", "abstract", "2026-03-01"),
        ("entry 2", "paper", "2026-02-01"),
    ]
    assert values(CALLS, "name") == ["Sails And Inland Lakes", "2nd Symposium on Anchors"]


def test_a_list_parted_by_years_dates_its_entries_by_them() -> None:
    years = "".join(f"<li>{y}<ul><li>Sail Camp, 1 June</li></ul></li>" for y in (2019, 2018, 2017))
    assert [when.first_day.year for when in values(f"<ul>{years}</ul>", "when")] == [2019, 2018, 2017]


def test_the_day_that_an_entry_says_with_its_year_is_the_one_meant() -> None:
    items = "".join(
        f"<article><div>May</div><div>{day}</div><h2>{name} (2011)</h2><p>{day} May 2026</p><p>19:00</p></article>"
        for day, name in ((5, "Sails"), (7, "Ropes"))
    )
    assert [when.start for when in values(items, "when")] == [datetime(2026, 5, 5, 19), datetime(2026, 5, 7, 19)]


def test_a_town_that_no_gazetteer_knows_is_believed_where_an_entry_is_held_in_it() -> None:
    body = "<ul><li>Sail Camp was held in Skrovfjord, 1 June 2026.</li><li>Rope Camp was held in Skrovfjord, 2 June 2026.</li></ul>"
    assert [place.city for place in values(body, "place")] == ["Skrovfjord", "Skrovfjord"]


def test_a_date_within_a_long_text_is_no_entry_where_the_others_are_short() -> None:
    told = "We sail on 9 June 2026, and this is what you should know before you come aboard. " * 5
    items = "".join(f"<li>Camp {'ABCDE'[day - 1]}, {day} June 2026</li>" for day in range(1, 6))
    assert len(entries(f"<ul>{items}<li>{told}</li></ul>")) == 5


def test_the_link_on_an_entry_s_name_is_its_address() -> None:
    addresses = ["https://harbour.example/sail", "https://harbour.example/anchor", "https://rope.example/"]
    assert values(ITEMS, "url") == addresses
    assert values(ARTICLES, "url") == addresses[:2]


def test_a_time_beside_the_date_of_an_entry_is_kept() -> None:
    body = "<ul><li>Sail Talk, 5 May 2026, 14:00 UTC</li><li>Rope Talk, 7 May 2026</li></ul>"
    first, second = values(body, "when")
    assert isinstance(first.start, datetime)
    assert (first.start.hour, first.timezone) == (14, "UTC")
    assert second == When(date(2026, 5, 7), date(2026, 5, 7))


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>Sail Camp, 1 June 2026</li></ul>",
        "<ul><li>Paper submission: 1 May 2026</li><li>Camera-ready: 1 June 2026</li></ul>",
        "<ul><li>Last updated: 1 May 2026</li><li>Last updated: 2 May 2026</li></ul>",
        "<ul><li>1 May 2026</li><li>2 May 2026</li></ul>",
        "<ul><li>1 May 2026, 14:00 UTC</li><li>2 May 2026, 15:00 UTC</li></ul>",
        "<ul><li>Bergen, Norway, 1 May 2026</li><li>Oslo, Norway, 2 May 2026</li></ul>",
        "<nav><ul><li>Sail Camp, 1 June 2026</li><li>Anchor School, 5 May 2026</li></ul></nav>",
        "<p>Nothing here.</p>",
        "<ul><li>1 May 2026: paper submission</li><li>1 June 2026: notification of acceptance</li></ul>",
    ],
)
def test_what_is_no_list_of_events_gives_no_entries(body: str) -> None:
    assert entries(body) == []


def test_a_date_that_is_struck_out_begins_no_entry() -> None:
    body = "<ul><li>Sail Camp, <s>1 June 2026</s> 8 June 2026</li><li>Anchor School, 5 May 2026</li></ul>"
    assert [when.first_day for when in values(body, "when")] == [date(2026, 6, 8), date(2026, 5, 5)]


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Sail Camp, 1 June 2026, for all who like ropes", "Sail Camp"),
        ("Bergen, Norway, 1 June 2026: Sail Camp", "Sail Camp"),
        ("When: 1 June 2026, Sail Camp", "Sail Camp"),
        ("<b>Sail Camp 1 June 2026</b>", "Sail Camp"),
        ("1 June 2026: Sail Camp (online)", "Sail Camp"),
        ("1 June 2026, 14:00 UTC – Sail Camp", "Sail Camp"),
        ("Sail Camp (online) for Beginners | 1 June 2026", "Sail Camp (online) for Beginners"),
    ],
)
def test_a_name_is_one_piece_of_its_line_without_the_date(item: str, name: str) -> None:
    assert values(f"<ul><li>{item}</li><li>Anchor School, 5 May 2026</li></ul>", "name")[0] == name


def test_the_words_of_every_fact_stand_in_the_page() -> None:
    for body in (ITEMS, ARTICLES, TABLE, TWO_ROWS, RUN, DATE_FIRST, NESTED):
        page = survey(body).page
        facts = [fact for entry in entries(body) for fact in entry.values()]
        assert [fact.text for fact in facts if fact.text not in page.text + page.markup] == []


def test_the_rows_inside_an_entry_are_its_own_and_say_its_hours_in_either_clock() -> None:
    assert values(TILES, "name") == ["Sail Camp", "Anchor School"]
    assert [(when.start, when.end) for when in values(TILES, "when")] == [
        (datetime(2026, 6, 1, 19), datetime(2026, 6, 1, 23, 30)),
        (datetime(2026, 7, 5, 19), datetime(2026, 7, 5, 23, 30)),
    ]


def test_a_page_of_online_events_says_so_of_each() -> None:
    about = {"title": "Fjord Talks: a series of online harbour events"}
    facts = [fact for fact in read_entries(Calls(survey(DATE_FIRST, **about))) if fact.field == "mode"]
    assert [(fact.value, fact.text) for fact in facts] == [("online", "online harbour events")] * 3
    assert [mode for mode in values(DATE_FIRST, "mode") if mode] == []


LED_BY_DIVS = """<h1>Seminar</h1>""" + "".join(
    f"""<div><div><div class="title"><a href="/{number}">Talk {number} on sails</a></div><div class="text">Ann will speak.</div>
<div class="meta">{day} 2026 14:00 - 15:00 <span>Grieg Hall, University of Bergen</span></div>{pdf}</div></div>"""
    for number, day, pdf in (
        (1, "5 May", '<div class="links"><a href="/a.pdf">PDF</a></div>'), (2, "12 May", ""), (3, "19 May", "")
    )
)  # fmt: skip
COMMON = """<h1>Sail seminar</h1><p>Room: Grieg Hall, University of Bergen</p><p>Time: 14:00-15:00</p>
<table><tr><th>Date</th><th>Speaker</th><th>Title</th></tr><tr><td>5 May 2026</td><td>Ann Holm</td><td>Sails in the wind</td></tr>
<tr><td>12 May 2026</td><td>Bo Vik</td><td>All about anchors. <a href="/a">Abstract</a> and <a href="/v">Video</a></td></tr></table>"""
COURSES = """<div><h3>Sail course</h3><div>Date: 5, 12 and 19 May 2026</div><div>Location: Ghent</div><div>Fee: 120 EUR</div></div>
<div><h3>Anchor course</h3><div>Date: 2 June 2026, from 9h15 to 16h45</div><div>Location: Leuven</div><div>CANCELLED</div></div>"""
BARE = "<h1>Meetings</h1>" + "".join(f"<p>{day} 2026 @ 8:30 a.m.</p>" for day in ("March 23", "May 25", "July 12"))


def test_a_run_s_entries_begin_with_what_stands_alike_before_all_dates() -> None:
    assert values(LED_BY_DIVS, "name") == [f"Talk {number} on sails" for number in (1, 2, 3)]
    assert [when.start for when in values(LED_BY_DIVS, "when")] == [datetime(2026, 5, day, 14) for day in (5, 12, 19)]
    assert values(LED_BY_DIVS, "mode") == ["in-person"] * 3


def test_hours_and_place_that_a_page_gives_for_all_are_those_of_each_entry() -> None:
    assert values(COMMON, "name") == ["Sails in the wind", "All about anchors"]
    assert [(when.start, when.end) for when in values(COMMON, "when")] == [
        (datetime(2026, 5, day, 14), datetime(2026, 5, day, 15)) for day in (5, 12)
    ]
    assert [place.venue for place in values(COMMON, "place")] == ["Grieg Hall"] * 2


def test_labels_in_an_entry_say_what_its_lines_are() -> None:
    assert values(COURSES, "name") == ["Sail course", "Anchor course"]
    assert [place.city for place in values(COURSES, "place")] == ["Ghent", "Leuven"]
    assert [cost and cost.max for cost in values(COURSES, "cost")] == [120, None]
    assert values(COURSES, "status") == [None, "cancelled"]
    several, single = values(COURSES, "when")
    assert (several.first_day, several.last_day) == (date(2026, 5, 5), date(2026, 5, 19))
    assert (single.start, single.end) == (datetime(2026, 6, 2, 9, 15), datetime(2026, 6, 2, 16, 45))


def test_days_with_their_hours_and_nothing_else_have_no_names() -> None:
    assert values(BARE, "name") == [None, None, None]
    assert [when.start.hour for when in values(BARE, "when")] == [8, 8, 8]


def test_the_days_of_one_program_are_no_entries_without_a_name() -> None:
    assert entries("".join(f"<p>{day} May 2026, 9:00</p>" for day in (4, 5, 6))) == []
