"""Rows of lists: what their words come to."""

from __future__ import annotations

from datetime import date

import pytest

from eventcal.choose import choose
from eventcal.event_json import to_json
from eventcal.page import Page
from eventcal.reading.rows import Row, read_rows, rows_of

PAGE = Page("https://fjord.example/list.json", b"[]", date(2026, 3, 1))


def event(**row: str | list[str]) -> dict[str, object]:
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


def test_a_word_that_is_no_date_gives_none():
    assert event(dates="to be announced", paper="2026-01-01")["start"] is None


def test_an_exclusive_end_is_the_day_before():
    rows: list[Row] = [{"name": "Fjord Days", "start": "2026-10-13T00:00:00", "end": "2026-10-15T00:00:00"}]
    (found,) = choose(read_rows(rows, PAGE, "table", exclusive=True), PAGE)
    assert to_json(found)["end"] == "2026-10-14"


def test_the_price_is_read_with_its_currency():
    assert event(start="2026-10-13", price=["50", "80"], currency="EUR")["cost"] | {"tiers": []} == {
        "free": False, "min": 50, "max": 80, "currency": "EUR", "text": "50-80 EUR", "tiers": [],
    }  # fmt: skip


def test_what_is_called_off_says_so():
    assert event(start="2026-10-13", cancelled="true")["status"] == "cancelled"


def test_a_path_leads_through_names_and_lists():
    value = [{"title": {"text": "Fjord"}, "tags": [{"name": "sea"}, {"name": "ice"}], "open": False}]
    (row,) = rows_of(value, {"name": "title.text", "tags": "tags[].name", "free": "open", "city": ("town", "place")})
    assert row == {"name": ["Fjord"], "tags": ["sea", "ice"]}


def test_a_list_longer_than_is_read_is_told():
    rows: list[Row] = [{"name": f"Day {n}", "start": "2026-10-13"} for n in range(2_001)]
    problems = [fact.value for fact in read_rows(rows, PAGE, "table") if fact.field == "problem"]
    assert problems == ["https://fjord.example/list.json: only the first 2,000 rows are read"]
