"""A VTIMEZONE tells the same times as the zone it is made from, in few lines."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from eventcal.exporters.vtimezone import vtimezone

ZONES = [
    "Europe/Paris",
    "Europe/Dublin",
    "Europe/Istanbul",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Africa/Cairo",
    "Africa/Casablanca",
]


def lines(zone: str, first: int, last: int) -> list[str]:
    return vtimezone(ZoneInfo(zone), first, last).to_ical().decode().split("\r\n")


def onsets(observance, last_year: int) -> list[tuple[datetime, timedelta]]:
    """The local times at which an observance begins, and the offset that it brings (RFC 5545, 3.6.5)."""
    before, after = observance["TZOFFSETFROM"].td, observance["TZOFFSETTO"].td
    rule = observance.get("RRULE", {})
    until = rule.get("UNTIL")
    last = until.replace(tzinfo=None) + before if until else datetime(last_year + 1, 1, 1)  # in UTC there, local here
    parts = rule.to_ical().decode().split(";") if rule else ["FREQ=YEARLY", "COUNT=1"]
    text = ";".join(part for part in parts if not part.startswith("UNTIL"))
    days = rrulestr(text, dtstart=observance["DTSTART"].dt).between(datetime(1970, 1, 1), last, inc=True)
    return [(day, after) for day in days]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("years", [(2026, 2026), (2005, 2026)])
def test_every_week_of_the_years_has_the_zone_s_own_offset(zone, years):
    component = vtimezone(ZoneInfo(zone), *years)
    told = sorted(onset for part in component.subcomponents for onset in onsets(part, years[1]))
    instant = datetime(years[0], 1, 2, 9, 30, tzinfo=UTC)
    while instant.year <= years[1]:
        local = instant.astimezone(ZoneInfo(zone))
        _, offset = told[bisect_right(told, (local.replace(tzinfo=None), timedelta.max)) - 1]
        assert offset == local.utcoffset(), local
        instant += timedelta(days=7)


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Australia/Sydney"])
def test_two_yearly_rules_describe_a_regular_zone(zone):
    text = lines(zone, 2021, 2027)
    assert len(text) <= 20
    assert sum(line.startswith("RRULE:FREQ=YEARLY;BYDAY=") for line in text) == 2
    assert not any("UNTIL" in line for line in text)


def test_the_last_sunday_is_the_last_one_and_not_the_fourth():
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in lines("Europe/Paris", 2026, 2026)


def test_a_zone_without_summer_time_has_one_observance():
    assert lines("Asia/Tokyo", 2026, 2026) == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Tokyo",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:JST",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_a_rule_that_was_changed_ends_in_utc():
    assert "RRULE:FREQ=YEARLY;UNTIL=20061029T060000Z;BYDAY=-1SU;BYMONTH=10" in lines("America/New_York", 2005, 2026)


@pytest.mark.parametrize("zone", ZONES)
def test_there_is_no_list_of_days_and_no_comment(zone):
    names = {line.split(":")[0] for line in lines(zone, 2021, 2027)}
    assert names <= set("BEGIN END TZID DTSTART RRULE TZNAME TZOFFSETFROM TZOFFSETTO".split()) | {""}
