"""Recurrence rules: on which days and at which times an entry is repeated."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcal.errors import ReadError
from eventcal.reading.calendar.rules import read_rule

TUESDAY = date(2026, 10, 13)
NINE = datetime(2026, 10, 13, 9)
FAR = date(2101, 1, 1)


def starts(rule: str, first: date = TUESDAY, since: date | None = None, to: date = date(2027, 12, 31)) -> list[str]:
    """The first four occurrences, days without the year 2026, times without seconds."""
    found = [*read_rule(rule).starts(first, since or TUESDAY, to)][:4]
    return [
        f"{each:%Y-%m-%d %H:%M}" if isinstance(each, datetime) else f"{each}".removeprefix("2026-") for each in found
    ]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY", "10-13 10-14 10-15 10-16"),
        ("FREQ=DAILY;INTERVAL=10", "10-13 10-23 11-02 11-12"),
        ("FREQ=DAILY;COUNT=2", "10-13 10-14"),
        ("FREQ=DAILY;UNTIL=20261015", "10-13 10-14 10-15"),
        ("FREQ=DAILY;UNTIL=20261015T235959Z", "10-13 10-14 10-15"),
        ("FREQ=DAILY;UNTIL=99991231", "10-13 10-14 10-15 10-16"),
        ("FREQ=WEEKLY", "10-13 10-20 10-27 11-03"),
        ("freq=weekly;byday=tu,th;", "10-13 10-15 10-20 10-22"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "10-13 10-14 10-15 10-16"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", "10-13 10-18 10-27 11-01"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "10-13 10-25 10-27 11-08"),
        ("FREQ=MONTHLY", "10-13 11-13 12-13 2027-01-13"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "10-31 12-31 2027-01-31 2027-03-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "10-31 11-30 12-31 2027-01-31"),
        ("FREQ=MONTHLY;BYDAY=2TU", "10-13 11-10 12-08 2027-01-12"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "10-30 11-27 12-25 2027-01-29"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "10-13 11-10 12-08 2027-01-12"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "10-30 11-30 12-31 2027-01-29"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "11-13 2027-08-13"),
        ("FREQ=YEARLY", "10-13 2027-10-13"),
        ("FREQ=YEARLY;BYMONTH=11", "11-13 2027-11-13"),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=16,17", "2027-04-16 2027-04-17"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "11-26 2027-11-25"),
        ("FREQ=YEARLY;BYDAY=20MO", "2027-05-17"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2027-01-04"),
        ("FREQ=YEARLY;BYWEEKNO=-1", "12-29 2027-12-28"),
        ("FREQ=YEARLY;BYYEARDAY=1,-1", "12-31 2027-01-01 2027-12-31"),
        ("FREQ=YEARLY;INTERVAL=4", "10-13"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", ""),
    ],
)
def test_a_rule_falls_on_its_days(rule: str, days: str) -> None:
    assert starts(rule) == days.split()


def test_times_of_day_are_those_of_the_rule_or_of_the_first_occurrence() -> None:
    assert starts("FREQ=DAILY;COUNT=2", NINE) == ["2026-10-13 09:00", "2026-10-14 09:00"]
    assert starts("FREQ=DAILY;BYHOUR=9,14;COUNT=3", NINE) == [
        "2026-10-13 09:00",
        "2026-10-13 14:00",
        "2026-10-14 09:00",
    ]
    assert starts("FREQ=DAILY;UNTIL=20261014T083000", NINE) == ["2026-10-13 09:00"]


def test_a_time_stays_the_same_on_the_clocks_of_its_zone() -> None:
    oslo = NINE.replace(tzinfo=ZoneInfo("Europe/Oslo"))
    found = read_rule("FREQ=WEEKLY;UNTIL=20261027T080000Z").starts(oslo, TUESDAY, FAR)
    assert [each.isoformat() for each in found] == [
        "2026-10-13T09:00:00+02:00",
        "2026-10-20T09:00:00+02:00",
        "2026-10-27T09:00:00+01:00",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "FREQ",
        "FREQ=NEVER",
        "FREQ=HOURLY",
        "FREQ=SECONDLY",
        "INTERVAL=2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=٣",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;UNTIL=19700101",
        "FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))),
        "FREQ=DAILY;BYHOUR=9,10;BYSETPOS=1",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=2TU",
        "FREQ=MONTHLY;BYWEEKNO=3",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYMONTH=-1",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;X-ODD=1",
        "FREQ=YEARLY;RSCALE=CHINESE",
        "FREQ=WEEKLY;BYDAY=" + "MO," * 500 + "MO",
    ],
)
def test_a_broken_rule_is_refused_whole(rule: str) -> None:
    with pytest.raises(ReadError):
        read_rule(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=12",
        "FREQ=MONTHLY;BYSETPOS=300",
        "FREQ=DAILY;COUNT=999999999",
        "FREQ=DAILY;INTERVAL=999999999",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3,4",
    ],
)
def test_a_rule_costs_what_its_window_is_long(rule: str, within) -> None:
    with within(0.5):
        list(read_rule(rule).starts(NINE, date(2026, 12, 1), date(2027, 12, 1)))


def numbers(lowest: int, highest: int) -> st.SearchStrategy[str]:
    several = st.lists(st.integers(lowest, highest).filter(bool), min_size=1, max_size=3, unique=True)
    return several.map(lambda found: ",".join(map(str, found)))


WEEKDAYS = st.lists(st.sampled_from("MO TU WE TH FR SA SU".split()), min_size=1, max_size=3, unique=True).map(",".join)
NTH = st.builds(lambda n, day: f"{n}{day}", st.sampled_from([1, 2, 4, -1, -2]), st.sampled_from(["MO", "SU"]))
MONTHS, MONTH_DAYS, YEAR_DAYS = numbers(1, 12), numbers(-31, 31), numbers(-366, 366)
POSITION = st.sampled_from(["1", "-1", "2,-2"])
PARTS = {
    "DAILY": {"BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS, "BYDAY": WEEKDAYS},
    "WEEKLY": {"BYMONTH": MONTHS, "BYDAY": WEEKDAYS},  # BYSETPOS: dateutil counts from the first day, not in its week
    "MONTHLY": {"BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS, "BYDAY": WEEKDAYS | NTH, "BYSETPOS": POSITION},
    "YEARLY": {"BYMONTH": MONTHS, "BYMONTHDAY": MONTH_DAYS, "BYYEARDAY": YEAR_DAYS, "BYDAY": WEEKDAYS | NTH},
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    period = draw(st.sampled_from([*PARTS]))
    parts = [f"FREQ={period}", f"INTERVAL={draw(st.integers(1, 3))}", f"WKST={draw(st.sampled_from(['MO', 'SU']))}"]
    chosen = draw(st.lists(st.sampled_from([*PARTS[period]]), unique=True, max_size=3))
    parts += [f"{name}={draw(PARTS[period][name])}" for name in chosen]
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 30))}")
    return ";".join(parts)


@settings(max_examples=60, deadline=None)  # dateutil takes seconds for some
@given(rules(), st.dates(date(2019, 1, 1), date(2026, 12, 31)), st.integers(0, 1500))
def test_dateutil_finds_the_same_days(rule: str, day: date, ahead: int) -> None:
    first = datetime(day.year, day.month, day.day, 9)
    since = day + timedelta(days=ahead)
    to = since + timedelta(days=395)
    end = datetime(to.year, to.month, to.day, 23)
    begin = datetime(since.year, since.month, since.day)
    assert [*read_rule(rule).starts(first, since, to)] == rrulestr(rule, dtstart=first).between(begin, end, inc=True)
