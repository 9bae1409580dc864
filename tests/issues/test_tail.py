"""What the words behind an entry's name say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from eventcal.issues.tail import read_tail
from eventcal.printed import Section, said_to_json

TODAY = date(2023, 10, 6)


def said(tail: str, section: Section = "events", today: date = TODAY) -> dict[str, Any]:
    """The fields that it says; days as "first last", deadlines as (kind, day)."""
    values = said_to_json(read_tail(tail, today, section))
    told = {name: values[name] for name in ("mode", "city", "country") if values[name]}
    if values["start"]:
        told["days"] = f"{values['start']} {values['end']}"
    if cost := values["cost"]:
        told["cost"] = (cost["free"], cost["min"], cost["max"], cost["currency"])
    if values["deadlines"]:
        told["due"] = [(due["kind"], due["date"]) for due in values["deadlines"]]
    return told


@pytest.mark.parametrize(
    ("tail", "days"),
    [
        ("9-12 Oct", "2023-10-09 2023-10-12"),
        ("29 Oct - 1 Nov", "2023-10-29 2023-11-01"),
        ("28 Dec - 3 Jan", "2023-12-28 2024-01-03"),
        ("2 Feb", "2024-02-02 2024-02-02"),
        ("1 Oct", "2023-10-01 2023-10-01"),  # has just begun
        ("13 March 2025", "2025-03-13 2025-03-13"),
        ("June 10-12", "2024-06-10 2024-06-12"),
        ("12, 19, and 26 Oct", "2023-10-12 2023-10-26"),
        ("2 or 3 Apr", "2024-04-02 2024-04-03"),
        ("26 & 27 Oct", "2023-10-26 2023-10-27"),
        ("From 16 Oct", "2023-10-16 None"),
        ("20 Oct, 3pm-4:15pm CEST", "2023-10-20T15:00+02:00 2023-10-20T16:15+02:00"),
        ("20 Oct 15h00 UTC", "2023-10-20T15:00+00:00 None"),
        ("5pm UTC 20 Oct", "2023-10-20T17:00+00:00 None"),
        ("20-22 Oct, 9am-5pm BST", "2023-10-20 2023-10-22"),
        ("20 Oct 8h00-11h00 UTC *and* 22 Oct 15h00-18h00 UTC", "2023-10-20T08:00+00:00 2023-10-22T18:00+00:00"),
        ("Jo Sailor, Knot Club, 20 Oct 14h00 UTC", "2023-10-20T14:00+00:00 None"),
    ],
)
def test_days_and_times(tail: str, days: str) -> None:
    assert said(tail)["days"] == days


@pytest.mark.parametrize(
    ("tail", "cost"),
    [
        ("20 Oct, Free", (True, 0, 0, None)),
        ("20 Oct, free but registration required", (True, 0, 0, None)),
        ("20 Oct, $85-$140", (False, 85, 140, None)),
        ("20 Oct, $99 USD", (False, 99, 99, "USD")),
        ("20 Oct, $40 NZD", (False, 40, 40, "NZD")),
        ("20 Oct, £70/£90", (False, 70, 90, "GBP")),
        ("20 Oct, € 510 - 610", (False, 510, 610, "EUR")),
        ("20 Oct, 230€", (False, 230, 230, "EUR")),
        ("20 Oct, $4,000 - $5350", (False, 4000, 5350, None)),
        ("20 Oct, Registration 200€ plus 50€ for the boat trip", (False, 200, 250, "EUR")),
        ("20 Oct - Free talks, full-day workshops $99", (True, 0, 99, None)),
        ("20 Oct; free registration due by 12 Oct", (True, 0, 0, None)),
    ],
)
def test_prices(tail: str, cost: tuple[object, ...]) -> None:
    assert said(tail)["cost"] == cost


@pytest.mark.parametrize(
    ("tail", "where"),
    [
        ("20 Oct, Virtual", ("online", None, None)),
        ("20 Oct, Zoom, Univ of Bergen", ("online", None, None)),
        ("20 Oct, Bergen", ("in-person", "Bergen", None)),
        ("20 Oct, Bergen, Free", ("in-person", "Bergen", None)),
        ("20 Oct, Bergen, Free registration required", ("in-person", "Bergen", None)),
        ("20 Oct, Leicester UK", ("in-person", "Leicester", "United Kingdom")),
        ("20 Oct, Portland, OR, USA", ("in-person", "Portland", "United States")),
        ("20 Oct, Finland", ("in-person", None, "Finland")),
        ("20 Oct, Paris and Virtual", ("hybrid", "Paris", None)),
        ("20 Oct, Hybrid Glasgow and online", ("hybrid", "Glasgow", None)),
        ("20 Oct, Rennes, France (hybrid)", ("hybrid", "Rennes", "France")),
        ("20 Oct, In person in St Louis but $175 for virtual attendees", ("hybrid", "St Louis", None)),
        ("20 Oct, $75 Virtual, $150-1,650 on site (Los Angeles)", ("hybrid", "Los Angeles", None)),
        ("20 Oct, Warwick University", (None, None, None)),
        ("Springer Nature", (None, None, None)),
        ("20 Oct, 9am PT | 12pm ET", (None, None, None)),
    ],
)
def test_places(tail: str, where: tuple[str | None, ...]) -> None:
    found = said(tail)
    assert tuple(found.get(name) for name in ("mode", "city", "country")) == where


@pytest.mark.parametrize(
    ("tail", "section", "due"),
    [
        ("9-12 July, Papers due 31 Jan, posters due 10 March", "calls", [("paper", "2024-01-31"), ("poster", "2024-03-10")]),
        ("Abstracts due 20 Oct, Virtual Workshop 18-19 Dec", "calls", [("abstract", "2023-10-20")]),
        ("20 Nov, Papers due 31 Oct (research papers) ", "calls", [("paper", "2023-10-31")]),
        ("Due 22 Nov for minisymposia proposals, 13 Dec for paper submissions", "calls", [("proposal", "2023-11-22"), ("paper", "2023-12-13")]),
        ("10-12 page papers due 7 Nov; workshop Dec 4-5", "calls", [("paper", "2023-11-07")]),
        ("Submissions (talks, posters, panels) due 5 Nov", "calls", [("proposal", "2023-11-05")]),
        ("Letters of Intent due 5 Nov", "calls", [("other", "2023-11-05")]),
        ("Nominations close 30 Nov", "calls", [("nomination", "2023-11-30")]),
        ("Proposals due 1 Nov - 15 Dec depending on the board", "calls", [("proposal", "2023-11-01"), ("proposal", "2023-12-15")]),
        ("June 19", "calls", [("other", "2024-06-19")]),
        ("June 19", "events", None),
        ("12-16 Dec, Register your team by 25 Nov", "events", [("registration", "2023-11-25")]),
        ("7-9 Dec, Free, Registration limited (due by 15 Nov) and places go to locals", "events", [("registration", "2023-11-15")]),
        ("16-18 Dec, papers due early November", "events", [("paper", None)]),
        ("7-9 Dec, Free Registration", "events", None),
    ],
)  # fmt: skip
def test_deadlines(tail: str, section: Section, due: object) -> None:
    assert said(tail, section).get("due") == due


def test_an_award_is_no_price() -> None:
    assert said("£3,000/15 month, for people of the fjords, due date 31 Oct", "calls") == {
        "due": [("other", "2023-10-31")]
    }


def test_what_says_nothing_says_nothing() -> None:
    for words in ("", "NSF", "dates TBD", "Ongoing", "various"):
        assert said(words) == {}


@pytest.mark.parametrize(
    ("tail", "section", "found"),
    [
        ("17-19 Nov (was 10-12 Nov), Virtual", "events", {"days": "2023-11-17 2023-11-19", "mode": "online"}),
        ("Papers due 30 Nov (extended, was 10 Nov, last chance)", "calls", {"due": [("paper", "2023-11-30")]}),
        ("9-12 Dec, Registration due 12 Oct (reminder)", "events", {"days": "2023-12-09 2023-12-12", "due": [("registration", "2023-10-12")]}),
        ("27-29 June, Basel, Abstracts due 10 Nov", "calls", {"days": "2024-06-27 2024-06-29", "mode": "in-person", "city": "Basel", "due": [("abstract", "2023-11-10")]}),
        ("3-5 Oct, Papers due 10 Nov", "calls", {"days": "2024-10-03 2024-10-05", "due": [("paper", "2023-11-10")]}),
    ],
)  # fmt: skip
def test_what_an_issue_of_ours_told_of_earlier_ones_is_no_news(
    tail: str, section: Section, found: dict[str, Any]
) -> None:
    assert said(tail, section) == found


@pytest.mark.parametrize(
    ("word", "status"), [("cancelled", "cancelled"), ("canceled", "cancelled"), ("postponed", "postponed")]
)
def test_what_is_off_is_told(word: str, status: str) -> None:
    assert read_tail(f"9-12 Dec, Paris, {word}", TODAY, "events").status == status
