"""Rows of lists: what their words come to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from eventcal import adapters
from eventcal.choose import choose
from eventcal.errors import ReadError
from eventcal.event_json import to_json
from eventcal.page import Page
from eventcal.reading.rows import Made, Row, link_at, may_hold, one_or_all, read_json, read_rows, rows_of, words_at

PAGE = Page("https://fjord.example/list.json", b"[]", date(2026, 3, 1))


def event(**row: str | list[str]) -> dict[str, Any]:
    facts = read_rows([{"name": "Fjord Days", **row}], PAGE, "table")
    (found,) = choose(facts, PAGE)
    return to_json(found)


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ({"start": "2026-10-13", "end": "2026-10-15"}, "2026-10-13", "2026-10-15"),
        ({"start": "20261013", "end": "20261015"}, "2026-10-13", "2026-10-15"),
        ({"start": "2026-10-13"}, "2026-10-13", "2026-10-13"),
        ({"start": "20261013T140000", "end": "20261013T153000"}, "2026-10-13T14:00", "2026-10-13T15:30"),
        (
            {"start": "2026-10-13T14:00:00", "end": "2026-10-13T16:00:00", "timezone": "Australia/Sydney"},
            "2026-10-13T14:00+11:00",
            "2026-10-13T16:00+11:00",
        ),
        ({"start": "2026-10-21T01:00:00.000Z", "timezone": "America/New_York"}, "2026-10-20T21:00-04:00", None),
        ({"start": "2026-10-13 14:00", "timezone": "Melbourne"}, "2026-10-13T14:00+11:00", None),
        ({"start": "2026-10-13 16:00:00", "timezone": "UTC+5.5"}, "2026-10-13T16:00+05:30", None),
        ({"start": "1791900000", "timezone": "UTC"}, "2026-10-13T14:00+00:00", None),
        ({"start": "1791900000000", "timezone": "Europe/Oslo"}, "2026-10-13T16:00+02:00", None),
        ({"dates": "13-15 October 2026"}, "2026-10-13", "2026-10-15"),
        ({"dates": "Tuesday, 13 October"}, "2026-10-13", "2026-10-13"),
        ({"start": "October 13, 2026", "end": "October 15, 2026"}, "2026-10-13", "2026-10-15"),
    ],
)
def test_days_are_read_as_machines_and_people_write_them(row: Row, start: str, end: str | None):
    found = event(**row)
    assert (found["start"], found["end"]) == (start, end)


def test_a_day_that_may_be_read_in_two_orders_is_in_doubt():
    found = event(dates="03/04/2026", paper="2026-01-01")
    assert (found["start"], found["doubtful"]) == (None, ["end", "start"])


def test_the_last_day_of_a_range_that_is_not_understood_is_no_event():
    assert event(dates="Feburary 27-Mar 3, 2026", paper="2026-01-01")["start"] is None


def test_a_word_that_is_no_date_gives_none():
    assert event(dates="to be announced", paper="2026-01-01")["start"] is None


def test_an_exclusive_end_is_the_day_before():
    rows: list[Row] = [{"name": "Fjord Days", "start": "2026-10-13T00:00:00", "end": "2026-10-15T00:00:00"}]
    (found,) = choose(read_rows(rows, PAGE, "table", exclusive=True), PAGE)
    assert to_json(found)["end"] == "2026-10-14"


def test_a_day_after_the_last_is_not_the_last_unless_the_description_says_so():
    row: Row = {"name": "Fjord Days", "start": "2026-10-13", "end": "2026-10-15"}
    told: Row = {**row, "name": "Kelp Days", "description": "Meet us on 13-15 October 2026."}
    found = choose(read_rows([row, told], PAGE, "table", exclusive=True), PAGE)
    assert [to_json(each)["end"] for each in found] == ["2026-10-14", "2026-10-15"]


def test_the_price_is_read_with_its_currency():
    assert event(start="2026-10-13", price=["50", "80"], currency="EUR")["cost"] | {"tiers": []} == {
        "free": False, "min": 50, "max": 80, "currency": "EUR", "text": "50-80 EUR", "tiers": [],
    }  # fmt: skip


def test_what_is_called_off_says_so():
    assert event(start="2026-10-13", cancelled="true")["status"] == "cancelled"


def test_what_costs_nothing_says_so():
    assert event(start="2026-10-13", free="true")["cost"] == {
        "free": True, "min": 0, "max": 0, "currency": None, "text": "Free", "tiers": [],
    }  # fmt: skip


def test_the_end_of_a_long_description_may_tell_what_it_costs():
    assert event(start="2026-10-13", description=f"{'Knots. ' * 500}Participation is free.")["cost"]


@pytest.mark.parametrize(
    ("description", "deadlines"),
    [
        ("Bring rope.\r\n\r\nApplications close 8 September 2026. Knots follow.", [("application", "2026-09-08")]),
        ("<p>Bring rope.</p><p>The registration deadline is 1 October.</p>", [("registration", "2026-10-01")]),
        ("The harbour closes at eight on 12 October 2026.", []),
        ("We meet on 8 September 2026.", []),
    ],
)
def test_a_description_may_tell_a_deadline(description: str, deadlines: list[tuple[str, str]]):
    found = event(start="2026-10-13", description=description)["deadlines"]
    assert [(each["kind"], each["date"]) for each in found] == deadlines


def test_a_status_that_no_reader_needs_is_none():
    found = event(start="2026-10-13", status="published")
    assert found["status"] == "scheduled" and "status" not in found["evidence"]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"venue": "Online", "country": "Norway"}, ("online", None, None, None)),
        ({"venue": "Kelp Hall", "city": "Bergen", "country": "NO"}, ("in-person", "Kelp Hall", "Bergen", "Norway")),
        ({"venue": "Kelp Hall, Bergen"}, ("in-person", "Kelp Hall", "Bergen", "Norway")),
        ({"venue": "Bergen Knot Museum"}, ("in-person", "Bergen Knot Museum", None, None)),
        ({"country": "Norway", "online": "true"}, ("online", None, None, None)),
    ],
)
def test_the_place_is_that_of_the_event_and_not_of_its_host(row: Row, place: tuple[str | None, ...]):
    found = event(start="2026-10-13", **row)
    assert (found["mode"], found["venue"], found["city"], found["country"]) == place


def test_a_country_alone_has_no_position():
    assert event(start="2026-10-13", country="Norway", latitude="64.5", longitude="17.7")["geo"] is None


def test_words_made_of_others_are_told_by_those():
    page = Page(PAGE.url, b'[{"title": "Fjord Days", "day": "2026-10-13", "slug": "fjord\\/days"}]', PAGE.when)
    paths = {"name": "title", "start": "day", "place": lambda each: Made("Fjord House", each["slug"])}
    facts = read_json(page.json, paths, page, "table")
    assert [(fact.text, fact.value.text) for fact in facts if fact.field == "place"] == [
        ("fjord\\/days", "Fjord House")
    ]


def test_a_list_with_further_pages_is_not_complete():
    rows = [{"title": "Fjord Days", "day": "2026-10-13"}]
    facts = read_json(rows, {"name": "title", "start": "day"}, PAGE, "table", more="https://fjord.example/list?page=2")
    assert [fact.value for fact in facts if fact.field == "problem"] == [
        "https://fjord.example/list.json: more pages follow; only this one is read"
    ]


def test_an_interface_gives_a_list_or_one_event():
    one = {"title": "Fjord Days"}
    assert one_or_all({"events": [one]}, "events") == one_or_all(one, "events") == [one]


def test_only_json_may_hold_words_of_json():
    assert may_hold(Page(PAGE.url, b' {"title": 1}', PAGE.when), '"title"')
    assert not may_hold(Page(PAGE.url, b'<p>{"title": 1}', PAGE.when), '"title"')


def test_a_path_leads_through_names_and_lists():
    value = [{"title": {"text": "Fjord"}, "tags": [{"name": "sea"}, {"name": "ice"}], "open": False}]
    (row,) = rows_of(value, {"name": "title.text", "tags": "tags[].name", "free": "open", "city": ("town", "place")})
    assert row == {"name": ["Fjord"], "tags": ["sea", "ice"]}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>13<sup>th</sup>\n of <b>May</b></p>", "13th of May"),
        ("<p>13 May<br>Bergen</p>", "13 May Bergen"),
        ("<table><tr><td>13 May</td><td>Bergen</td></tr></table>", "13 May Bergen"),
        ("<div><div>13 May</div>Bergen</div>", "13 May Bergen"),
        ("<p>13 May<!-- moved --><script>track()</script></p>", "13 May"),
        ("<p>13 May<span hidden>13 June</span><i style='display: none'>2025</i><noscript>no</noscript></p>", "13 May"),
        ("<p hidden>13 May <b>2026</b></p>", "13 May 2026"),  # what was asked for
        ("<p>" + "<i>" * 1500 + "deep</p>", "deep"),
        ("", ""),
    ],
)
def test_the_words_of_an_element_are_parted_as_people_see_them(markup: str, words: str):
    page = Page("https://fjord.example/", f"<main>{markup}</main>".encode(), date(2026, 3, 1))
    assert words_at(page.select_one("main"), ":scope > *") == words


def test_a_link_is_an_absolute_address():
    page = Page(
        "https://fjord.example/list/", b"<p><a href='../days'>Days</a> <a name=x>Here</a></p>", date(2026, 3, 1)
    )
    entry = page.select_one("p")
    assert [link_at(entry, css, page) for css in ("a", "a[name]", "b")] == ["https://fjord.example/days", "", ""]


def test_a_list_longer_than_is_read_is_told():
    rows: list[Row] = [{"name": f"Day {n}", "start": "2026-10-13"} for n in range(2_001)]
    problems = [fact.value for fact in read_rows(rows, PAGE, "table") if fact.field == "problem"]
    assert problems == ["https://fjord.example/list.json: only the first 2,000 rows are read"]


def listed(text: str) -> list[object]:
    """What is made of a list that no adapter knows."""
    page = Page("https://harbour.example/data.yml", text.encode(), date(2026, 3, 1))
    return [to_json(event) for event in choose(adapters.read(page), page)]


@pytest.mark.parametrize(
    "text",
    [
        "calendars:\n  - name: All\n    start: 20230101T080000\n  - name: Talks\n    start: 20230101T080000\n  - name: Walks\n    start: 20230101T080000\n",
        "- name: Desk\n  mail: desk@harbour.example\n- name: Boathouse\n  mail: boat@harbour.example\n",
        '[{"name": "Anna", "joined": "2026-01-01"}, {"name": "Bo", "joined": "2026-02-01"}]',
        "name,colour\nrope,red\nboat,blue\n",
        "- this: is\n  no: list of events\n",
        "A letter, with a comma\nand, another line\n",
    ],
)
def test_a_list_of_other_things_is_no_list_of_events(text: str):
    with pytest.raises(ReadError, match="neither a web page nor a calendar or list"):
        listed(text)


DEEP = 60_000  # levels that overrun the fast YAML parser's stack


@pytest.mark.parametrize(
    "text",
    [
        "- a: [",
        "- title: &a [*a]\n  when: 1 May 2026",
        '[{"title": "x", "start": ',
        "- title: " + "[" * DEEP,
        "- title: " + "{a: " * DEEP,
        "- title: " + '["]", ' * DEEP,
        "- " * DEEP + "title: Fjord Days",
        "? " * DEEP + "title",
        "- title: x\r" + "- " * DEEP,
    ],
    ids=lambda text: text[:20],
)
def test_a_broken_list_is_an_error_and_no_crash(text: str):
    with pytest.raises(ReadError):
        listed(text)
