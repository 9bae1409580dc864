"""The section of calls, in the editor's form to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from invented import SETTINGS, TODAY, days, record

from eventcal.exporters.calls_section import HEADING, section
from eventcal.exporters.newsletter import sections
from eventcal.model import Deadline, DeadlineKind, Place


def due(kind: DeadlineKind, day: str) -> Deadline:
    return Deadline(kind, date.fromisoformat(day), day)


PAPER = due("paper", "2026-11-29")


def lines(*records, today=TODAY, **choice) -> list[str]:
    return [line for line in section(records, today, **choice).split("\n") if line.startswith("[")]


def tail(made, today=TODAY) -> str:
    (line,) = lines(made, today=today)
    return line.partition(") - ")[2]


@pytest.mark.parametrize(
    ("when", "place", "mode", "dues", "expected"),
    [
        (("2027-05-29", "2027-06-02"), "Hamburg", None, (PAPER,), "29 May - 2 June, Hamburg, Papers due 29 Nov"),
        (("2026-10-18", "2026-10-22"), None, "online", (due("abstract", "2026-10-10"),), "18-22 Oct, Virtual, Abstracts due 10 Oct"),
        (
            ("2027-03-23", "2027-03-26"), None, None, (due("poster", "2027-03-10"), due("paper", "2027-01-31")),
            "23-26 March, Papers due 31 Jan, posters due 10 March",
        ),
        (None, None, None, (due("application", "2027-01-10"),), "Applications due 10 Jan"),
    ],
)  # fmt: skip
def test_a_call_is_written_as_the_editor_writes_it(when, place, mode, dues, expected):
    made = record(when=days(*when) if when else None, place=Place(city=place), mode=mode, deadlines=dues)
    assert tail(made) == expected


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"deadlines": (due("paper", "2026-09-30"),)}, "scheduled"),
        ({"deadlines": (due("registration", "2026-10-10"), due("notification", "2026-10-12"))}, "scheduled"),
        ({"deadlines": (due("application", "2026-10-10"),)}, "scheduled"),
        ({"deadlines": (due("paper", "2027-06-01"),), "when": days("2027-09-01")}, "scheduled"),
        ({"deadlines": (PAPER,), "status": "cancelled"}, "cancelled"),
        ({"deadlines": (PAPER,), "doubtful": ("deadlines",)}, "scheduled"),
        ({"deadlines": (PAPER,)}, "missing"),
        ({"deadlines": (PAPER,), "when": days("2026-09-01", "2026-12-24")}, "scheduled"),
    ],
)
def test_what_is_no_open_call_is_left_out(fields, state):
    made = replace(record(**fields), state=state)
    assert section([made], TODAY) == ""


def test_calls_come_by_their_first_deadline_and_pinned_ones_before_others():
    late, soon, last = (
        record(name, uid=name, when=days("2027-03-01"), deadlines=(due("paper", day),))
        for name, day in (("Late", "2026-12-01"), ("Soon", "2026-10-05"), ("Last", "2027-01-05"))
    )
    assert [line[1:5] for line in lines(late, soon, last)] == ["Soon", "Late", "Last"]
    assert [line[1:5] for line in lines(late, soon, replace(last, pinned=True), limit=2)] == ["Soon", "Last"]


def test_both_sections_stand_in_one_text_and_calls_only_where_there_are_any():
    call = record("Call", uid="c", when=days("2027-05-01"), deadlines=(PAPER,), description="About knots. And ropes.")
    text = sections([record(), call], SETTINGS, TODAY)
    assert text.startswith(
        f"{HEADING}\n\n[Call](https://fjord.example/2026) - 1 May, Papers due 29 Nov\n\nAbout knots."
    )
    assert "\n----------\n\n## Events: Conferences, Training\n\n[Fjord Days 2026]" in text
    assert sections([record()], SETTINGS, TODAY).startswith("## Events: Conferences, Training\n")
