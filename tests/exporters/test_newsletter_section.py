"""The section of coming events, in the editor's form to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from invented import SETTINGS, TODAY, days, record
from markdown_it import MarkdownIt

from eventcal.exporters.newsletter import HEADING, export, section
from eventcal.model import Cost, Deadline, Place, Session, When

FREE = Cost(True, 0, 0, None, "free of charge")


def lines(*records, today=TODAY, **choice) -> list[str]:
    text = section(records, SETTINGS, today, **choice)
    return [line for line in text.split("\n") if line.startswith("[")]


def tail(made, today=TODAY) -> str:
    (line,) = lines(made, today=today)
    return line.partition(") - ")[2]


def test_the_section_has_the_editor_s_form():
    records = [
        record(
            "27th Meeting on Sails (Sails ’26)",
            uid="b",
            when=days("2026-10-30", "2026-11-03"),
            mode="online",
            place=Place(text="Online"),
            cost=Cost(False, 230, 230, "EUR", "230€"),
        ),
        record(uid="a", mode="online", cost=FREE, description="A meeting of those who sail. It has talks.\nAnd more."),
    ]
    assert section(records, SETTINGS, TODAY) == (
        "## Events: Conferences, Training\n"
        "\n"
        "[Fjord Days 2026](https://fjord.example/2026) - 13-15 Oct, Virtual, Free\n"
        "\n"
        "A meeting of those who sail. It has talks.\n"
        "\n"
        "----------\n"
        "\n"
        "[27th Meeting on Sails (Sails ’26)](https://fjord.example/2026) - 30 Oct - 3 Nov, Online, 230€\n"
        "\n"
        "----------\n"
    )


@pytest.mark.parametrize(
    ("name", "when", "word", "cost", "line"),
    [
        (
            "50th International Conference on Parallel Processing - ICPP ’21",
            days("2021-08-09", "2021-08-12"),
            "Virtual",
            None,
            "[50th International Conference on Parallel Processing - ICPP ’21](https://fjord.example/2026) - 9-12 Aug, Virtual",
        ),
        (
            "25th Int’l Conference on Research in Computational Molecular Biology (RECOMB 2021)",
            days("2021-08-29", "2021-09-01"),
            "Online",
            FREE,
            "[25th Int’l Conference on Research in Computational Molecular Biology (RECOMB 2021)](https://fjord.example/2026)"
            " - 29 Aug - 1 Sept, Online, Free",
        ),
    ],
)
def test_titles_dates_and_words_stay_literal(name, when, word, cost, line):
    made = record(name, when=when, mode="online", place=Place(text=word), cost=cost)
    assert lines(made, today=date(2021, 8, 6)) == [line]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "13-15 Oct"),
        ({"place": Place("Boathouse", "Bergen", "Norway"), "mode": "in-person"}, "13-15 Oct, Bergen"),
        ({"place": Place(city="Bergen"), "mode": "hybrid", "cost": FREE}, "13-15 Oct, Bergen and Virtual, Free"),
        ({"place": Place(city="St. John's [NL]")}, r"13-15 Oct, St. John's \[NL\]"),
        ({"cost": Cost(False, 85, 140, "USD", "$85 to $140")}, "13-15 Oct, $85-$140"),
        ({"when": days("2026-12-01")}, "1 Dec"),
    ],
)
def test_the_tail_tells_what_is_known_in_order(fields, expected):
    assert tail(record(**fields)) == expected


def test_a_time_stands_after_a_single_day():
    zone = ZoneInfo("America/New_York")
    times = datetime(2026, 10, 23, 15, tzinfo=zone), datetime(2026, 10, 23, 16, 15, tzinfo=zone)
    assert tail(record(when=When(*times, "America/New_York"), mode="online", cost=FREE)) == (
        "23 Oct, 3pm-4:15pm EDT, Virtual, Free"
    )


def test_a_time_and_its_day_are_those_of_the_event_s_zone():
    late = datetime(2026, 10, 23, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert tail(record(when=When(late, None, "Asia/Tokyo"))) == "24 Oct, 8:30am JST"


def test_separate_days_are_listed():
    sessions = tuple(Session(date(2026, 10, day), date(2026, 10, day)) for day in (16, 23, 30))
    assert tail(record(when=When(date(2026, 10, 16), date(2026, 10, 30), None, sessions))) == "16, 23, 30 Oct"


def test_deadlines_for_attendees_are_told_while_they_last_the_next_of_each_kind():
    deadlines = [
        ("registration", "2026-10-10"),
        ("application", "2026-10-05"),
        ("application", "2026-10-01"),
        ("application", "2026-09-30"),
        ("paper", "2026-10-06"),
        ("early-bird", "2026-10-06"),
    ]
    made = record(deadlines=tuple(Deadline(kind, date.fromisoformat(day), "words") for kind, day in deadlines))
    assert tail(made) == "13-15 Oct, Applications due 1 Oct, Registration due 10 Oct"


def test_a_year_is_told_where_the_next_such_day_would_be_wrong():
    (line,) = lines(record(when=days("2027-10-13", "2027-10-15")), weeks=60)
    assert line.endswith(" - 13-15 Oct 2027")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"when": days("2026-09-28", "2026-10-01")}, True),
        ({"when": days("2026-09-28", "2026-09-30")}, False),
        ({"when": days("2026-12-10")}, True),
        ({"when": days("2026-12-11")}, False),
        ({"when": None}, False),
        ({"when": days("2026-10-01", "9999-12-31")}, False),
        ({"status": "cancelled"}, False),
        ({"status": "postponed"}, False),
        ({"status": "rescheduled"}, True),
        ({"doubtful": ("start",)}, False),
        ({"doubtful": ("name",)}, False),
        ({"doubtful": ("city",)}, True),
    ],
)
def test_what_is_on_in_the_coming_ten_weeks_is_shown(fields, shown):
    assert bool(lines(record(**fields))) is shown


def test_events_come_by_start_and_the_first_ones_when_limited():
    records = [
        record(name, uid=name, when=days(day))
        for name, day in [("C", "2026-10-15"), ("A", "2026-10-13"), ("B", "2026-10-14")]
    ]
    assert [line[1] for line in lines(*records)] == ["A", "B", "C"]
    assert [line[1] for line in lines(*records, limit=2)] == ["A", "B"]


def test_what_the_editor_has_pinned_comes_before_others_and_in_the_editor_s_words():
    records = [record(name, uid=name, when=days(f"2026-10-{day}")) for name, day in (("A", 11), ("B", 12), ("C", 13))]
    records[2] = replace(records[2], pinned=True, blurb="*Knots* by those who tie them.")
    assert [line[1] for line in lines(*records, limit=2)] == ["A", "C"]
    assert "\\*Knots\\* by those who tie them." in section(records, SETTINGS, TODAY)


def test_without_events_the_heading_stands_alone():
    assert section([], SETTINGS, TODAY) == f"{HEADING}\n"


def test_no_text_of_a_page_makes_a_heading_a_link_or_a_rule():
    made = record("](http://evil.example) [x", description="# Not a heading, ![](http://evil.example/t.png) {{ 7*7 }}")
    html = MarkdownIt("commonmark").render(section([made], SETTINGS, TODAY))
    assert html == (
        "<h2>Events: Conferences, Training</h2>\n"
        '<p><a href="https://fjord.example/2026">](http://evil.example) [x</a> - 13-15 Oct</p>\n'
        "<p># Not a heading, ![](http://evil.example/t.png) {{ 7*7 }}</p>\n"
        "<hr />\n"
    )


def test_events_md_holds_the_section():
    made = record("Fjorddager på Bergen’s vis")
    assert export([made], SETTINGS, TODAY).decode() == section([made], SETTINGS, TODAY)
