"""What an output of a day shows."""

from __future__ import annotations

from datetime import date

import pytest
from invented import TODAY, days, record

from eventcal.exporters.window import dated, in_calendars, recent
from eventcal.model import Deadline, Session, When


@pytest.mark.parametrize(
    ("last", "past", "shown"),
    [
        ("2026-09-01", 30, True),
        ("2026-08-31", 30, False),
        ("2026-10-01", 0, True),
        ("2026-09-30", 0, False),
        ("1999-01-01", None, True),
        ("2031-01-01", 0, True),
    ],
)
def test_an_event_shows_until_so_many_days_after_its_last(last, past, shown):
    made = record(when=days("1999-01-01", last))
    assert recent([made], TODAY, past) == ([made] if shown else [])


@pytest.mark.parametrize("past", [0, 7, 30, 60, None])
@pytest.mark.parametrize(("last", "least"), [("2026-09-28", 0), ("2026-09-01", 0), ("2026-08-31", 60)])
def test_what_is_cancelled_stays_in_calendars_for_a_month_whatever_is_asked_for(last, least, past):
    off = record(when=days("2026-08-01", last), status="cancelled")
    shown = past is None or past >= least
    assert in_calendars([off], TODAY, past) == ([off] if shown else [])
    assert in_calendars([record(when=days("2026-08-01", "2026-09-30"))], TODAY, 0) == []


@pytest.mark.parametrize(("deadline", "shown"), [("2026-09-01", True), ("2026-08-31", False)])
def test_a_call_without_an_event_ends_with_its_last_deadline(deadline, shown):
    early = Deadline("paper", date(2026, 1, 1), "1 Jan")
    made = record(when=None, deadlines=(Deadline("poster", date.fromisoformat(deadline), "then"), early))
    assert recent([made], TODAY, 30) == ([made] if shown else [])


def test_what_has_neither_day_nor_deadline_stays():
    made = record(when=None)
    assert recent([made], TODAY, 30) == [made]


def test_records_come_by_start_then_uid_and_undated_ones_last():
    records = [
        record(uid="d", when=None),
        record(uid="c", when=days("2026-10-14")),
        record(uid="b", when=days("2026-10-13")),
        record(uid="a", when=days("2026-10-14", "2026-10-20")),
    ]
    assert [made.uid for made in recent(records, TODAY, 30)] == ["b", "a", "c", "d"]


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "9999-12-31"])
def test_a_year_that_no_calendar_shows_counts_as_no_day(day):
    odd = date.fromisoformat(day)
    good = days("2026-10-13")
    for when in (days(day), When(good.start, odd), When(good.start, good.end, None, (Session(odd),)), None):
        assert dated([record(when=when)]) == []
    assert len(dated([record(when=good)])) == 1
