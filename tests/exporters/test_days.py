"""Days, times and deadlines read as the editor writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from invented import days

from eventcal.exporters.days import days_of, days_text, due_text, needs_year, time_text, times_text
from eventcal.model import Deadline, Session, When

NEW_YORK = "America/New_York"


def at(hour, minute=0, zone=None, day=23):
    return datetime(2026, 9, day, hour, minute, tzinfo=ZoneInfo(zone) if zone else None)


@pytest.mark.parametrize(
    ("first", "last", "short", "long"),
    [
        ("2021-10-14", "2021-10-14", "14 Oct", "14 Oct 2021"),
        ("2021-08-09", "2021-08-12", "9-12 Aug", "9-12 Aug 2021"),
        ("2021-08-29", "2021-09-01", "29 Aug - 1 Sept", "29 Aug - 1 Sept 2021"),
        ("2021-12-30", "2022-01-02", "30 Dec - 2 Jan", "30 Dec 2021 - 2 Jan 2022"),
        ("2021-10-05", "2022-10-07", "5 Oct - 7 Oct", "5 Oct 2021 - 7 Oct 2022"),
        ("2021-10-05", "2021-10-01", "5 Oct", "5 Oct 2021"),
    ],
)
def test_a_range_names_no_month_twice(first, last, short, long):
    spans = days_of(days(first, last))
    assert (days_text(spans, with_year=False), days_text(spans, with_year=True)) == (short, long)


def test_months_are_shortened_as_the_house_style_does():
    months = [days_text([(date(2026, m, 1),) * 2], with_year=False)[2:] for m in range(1, 13)]
    assert " ".join(months) == "Jan Feb March Apr May June July Aug Sept Oct Nov Dec"


@pytest.mark.parametrize(
    ("sessions", "text"),
    [
        (["2026-10-16", "2026-10-23", "2026-10-30"], "16, 23, 30 Oct"),
        (["2026-02-28", "2026-03-07/2026-03-09"], "28 Feb, 7-9 March"),
        (["2026-03-07", "2026-02-28", "2026-03-07"], "28 Feb, 7 March"),
        (["2026-02-27/2026-03-01", "2026-03-08"], "27 Feb - 1, 8 March"),
    ],
)
def test_separate_days_are_listed(sessions, text):
    spans = [days(*session.split("/")) for session in sessions]
    when = When(spans[0].start, spans[-1].end, None, tuple(Session(span.start, span.end) for span in spans))
    assert days_text(days_of(when), with_year=False) == text


@pytest.mark.parametrize(
    ("first", "last", "needed"),
    [
        ("2026-10-01", "2026-10-01", False),
        ("2026-09-28", "2026-10-01", False),
        ("2026-09-30", "2026-09-30", True),
        ("2027-09-30", "2027-09-30", False),
        ("2027-10-01", "2027-10-01", True),
        ("2026-10-12", "2027-01-27", False),
        ("2026-09-30", "2027-09-30", True),
        ("2028-02-29", "2028-02-29", False),
        ("2032-02-29", "2032-02-29", True),
    ],
)
def test_a_year_is_needed_where_the_next_such_day_is_another(first, last, needed):
    assert needs_year(date.fromisoformat(first), date.fromisoformat(last), date(2026, 10, 1)) is needed


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When(at(13, zone=NEW_YORK), None, NEW_YORK), "1pm EDT"),
        (When(at(15, zone=NEW_YORK), at(16, 15, zone=NEW_YORK), NEW_YORK), "3pm-4:15pm EDT"),
        (When(at(16), None, "ET"), "4pm ET"),
        (When(at(12, zone="UTC"), at(0, 30, zone="UTC"), None), "12pm-12:30am UTC"),
        (When(at(9, zone="Asia/Kolkata"), None, "Asia/Kolkata"), "9am IST"),
        (When(at(9, zone="America/Sao_Paulo"), None, "America/Sao_Paulo"), "9am UTC-3"),
        (When(at(9).replace(tzinfo=timezone(-timedelta(hours=3, minutes=30))), None), "9am UTC-3:30"),
        (When(at(9).replace(tzinfo=timezone(timedelta(hours=2))), None, "CEST"), "9am CEST"),
        (When(at(9, zone="UTC"), None, "../../etc/passwd"), "9am ../../etc/passwd"),
        (When(at(14), at(14)), "2pm"),
        (days("2026-09-23"), None),
        (When(at(9), at(17, day=25)), None),
        (When(at(9), None, None, (Session(at(9)), Session(at(9, day=24)))), None),
    ],
)
def test_a_time_has_the_zone_as_people_write_it(when, text):
    assert time_text(when) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When(at(14), at(15, 30)), "2pm-3:30pm"),
        (When(at(14), at(16, day=25), "CEST"), "23 Sept 2pm - 25 Sept 4pm CEST"),
        (When(at(14), date(2026, 9, 25)), "23 Sept 2pm - 25 Sept"),
        (When(date(2026, 9, 23), at(16, day=25)), "23 Sept - 25 Sept 4pm"),
        (days("2026-09-23", "2026-09-25"), None),
    ],
)
def test_times_on_several_days_are_told_with_their_days(when, text):
    assert times_text(when) == text


@pytest.mark.parametrize(
    ("kind", "moment", "text"),
    [
        ("registration", date(2027, 1, 23), "Registration due 23 Jan"),
        ("application", datetime(2027, 1, 23, 23, 59, tzinfo=UTC), "Applications due 23 Jan"),
        ("notification", date(2027, 1, 23), "Notification 23 Jan"),
    ],
)
def test_a_deadline_says_what_is_due(kind, moment, text):
    assert due_text(Deadline(kind, moment, "words"), with_year=False) == text
