"""Days and times of schema.org/Event, in the forms in which content systems write them."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from markup import EVENT, event, page_of, read, values

from eventcal.model import Fact, When
from eventcal.reading.structured.clocks import as_shown, shown_clocks
from eventcal.reading.structured.moments import read_day, read_duration, read_moment, span
from eventcal.reading.structured.worded import days_in


def told(**properties: object) -> tuple[str, str | None] | None:
    """Start and end of an event, as ISO 8601 writes them."""
    (fact,) = [fact for fact in event(**properties) if fact.field == "when"]
    return shown(fact.value)


def shown(when: When | None) -> tuple[str, str | None] | None:
    if when is None:
        return None
    return iso(when.start), None if when.end is None else iso(when.end)


def iso(moment: date) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def dated(**properties: object) -> Fact:
    return next(fact for fact in event(**properties) if fact.field == "when")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-10-13", "2026-10-13"),
        ("20261013", "2026-10-13"),
        ("2026-1-3", "2026-01-03"),
        ("2026-10-13T09:00", "2026-10-13T09:00"),
        ("2026-10-13 9:00", "2026-10-13T09:00"),
        ("2026-10-13T09:00:00", "2026-10-13T09:00"),
        ("2026-10-13T09:00:00.000", "2026-10-13T09:00"),
        ("2026-10-13T09:00Z", "2026-10-13T09:00+00:00"),
        ("2026-10-13T09:00:00.000Z", "2026-10-13T09:00+00:00"),
        ("2026-10-13T09:00+02:00", "2026-10-13T09:00+02:00"),
        ("2026-10-13T09:00+0200", "2026-10-13T09:00+02:00"),
        ("2026-10-13T09:00-07", "2026-10-13T09:00-07:00"),
        ("2026-10-13 09:00:00 +0530", "2026-10-13T09:00+05:30"),
        ("2026-10-13 09:00 UTC", "2026-10-13T09:00+00:00"),
        ("2026-10-13 9:30 pm", "2026-10-13T21:30"),
        ("2026-10-13 12:00am", "2026-10-13T00:00"),
        ("20261013T090000Z", "2026-10-13T09:00+00:00"),
        (" 2026-10-13 ", "2026-10-13"),
    ],
)
def test_a_moment_is_read(written: str, meant: str) -> None:
    moment = read_moment(written)
    assert moment is not None
    assert iso(moment) == meant


@pytest.mark.parametrize(
    "written",
    [
        "2019-9-13T10-10-00-00",
        "2026-10-13T25:00",
        "2026-10-13T09:60",
        "2026-10-13T24:00",
        "2026-10-13T09:00+99:00",
        "2026-10-13T",
        "2026-10-13T09:00 or later",
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "1970-01-01",
        "0001-01-01T00:00:00",
        "2026-10",
        "2026",
        "1760000000",
        "1760000000000",
        "13 October 2026",
        "",
        "TBA",
    ],
)
def test_a_broken_moment_is_none(written: str) -> None:
    assert read_moment(written) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-9-13T10-10-00-00", date(2019, 9, 13)),
        ("2026-10-13T25:00", date(2026, 10, 13)),
        ("2026-10-13T09:00+02:00[Europe/Oslo]", date(2026, 10, 13)),
        ("2026-02-30T09:00", None),
        ("2026-10-131", None),
    ],
)
def test_the_day_in_front_of_a_broken_time_is_kept(written: str, day: date | None) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("October 13, 2026", "2026-10-13", "2026-10-13"),
        ("Oct 13, 2026 9:00 AM", "2026-10-13", "2026-10-13"),
        ("Tue Oct 13 2026 09:00:00 GMT+0200 (CEST)", "2026-10-13", "2026-10-13"),
        ("Tue, 13 Oct 2026 09:00:00 +0200", "2026-10-13", "2026-10-13"),
        ("13.10.2026 09:00", "2026-10-13", "2026-10-13"),
        ("13/10/2026", "2026-10-13", "2026-10-13"),
        ("13 octobre 2026", "2026-10-13", "2026-10-13"),
        ("October 13-15, 2026", "2026-10-13", "2026-10-15"),
        ("30 December 2026 - 2 January 2027", "2026-12-30", "2027-01-02"),
    ],
)
def test_days_in_words_are_read(written: str, first: str, last: str) -> None:
    assert days_in(written) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "written", ["October 13", "03/04/2026", "30 February 2026", "13 October 2026 or 20 November 2026", "soon", ""]
)
def test_days_in_words_that_are_not_certain_are_none(written: str) -> None:
    assert days_in(written) is None


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("2026-10-13", None, ("2026-10-13", "2026-10-13")),
        ("2026-10-13", "2026-10-15", ("2026-10-13", "2026-10-15")),  # inclusive in schema.org
        ("2026-10-13T09:00", None, ("2026-10-13T09:00", None)),
        ("2026-10-13T09:00", "2026-10-13T17:00", ("2026-10-13T09:00", "2026-10-13T17:00")),
        ("2026-10-13T22:00", "2026-10-14T02:00", ("2026-10-13T22:00", "2026-10-14T02:00")),
        ("2026-10-13T09:00", "2026-10-15T17:00", ("2026-10-13", "2026-10-15")),
        ("2026-10-13T09:00", "2026-10-15", ("2026-10-13", "2026-10-15")),
        ("2026-10-13T09:00", "2026-10-13", ("2026-10-13T09:00", None)),
        ("2026-10-13T09:00", "2026-10-13T09:00", ("2026-10-13T09:00", None)),
        ("2026-10-13T09:00+02:00", "2026-10-13T15:00Z", ("2026-10-13T09:00+02:00", "2026-10-13T17:00+02:00")),
    ],
)
def test_start_and_end_are_told_as_people_would(start: str, end: str | None, meant: tuple[str, str | None]) -> None:
    assert told(startDate=start, endDate=end) == meant


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("2026-10-13T00:00:00", None, ("2026-10-13", "2026-10-13")),
        ("2026-10-13T00:00:00Z", None, ("2026-10-13", "2026-10-13")),
        ("2026-10-13T00:00:00+02:00", None, ("2026-10-13", "2026-10-13")),
        ("2026-10-13T00:00:00", "2026-10-13T00:00:00", ("2026-10-13", "2026-10-13")),
        ("2026-10-13T00:00:00", "2026-10-15T00:00:00", ("2026-10-13", "2026-10-15")),
        ("2026-10-13T00:00:00", "2026-10-15T23:59:59", ("2026-10-13", "2026-10-15")),
        ("2026-10-13T00:00:00Z", "2026-10-15T23:59:00Z", ("2026-10-13", "2026-10-15")),
        ("2026-10-12T22:00:00Z", "2026-10-15T21:59:00Z", ("2026-10-13", "2026-10-15")),  # days in Oslo
        ("2026-10-13T07:00:00Z", "2026-10-16T06:59:00Z", ("2026-10-13", "2026-10-15")),  # days in California
    ],
)
def test_midnight_that_means_a_day_is_a_day(start: str, end: str | None, meant: tuple[str, str]) -> None:
    assert told(startDate=start, endDate=end) == meant


@pytest.mark.parametrize(
    ("start", "end"), [("2026-10-13T00:00Z", "2026-10-13T02:00Z"), ("2026-10-13T00:00", "2026-10-13T01:00")]
)
def test_midnight_that_is_meant_stays_a_time(start: str, end: str) -> None:
    told_start, told_end = told(startDate=start, endDate=end) or ("", "")
    assert "T00:00" in told_start
    assert told_end


@pytest.mark.parametrize("end", ["2026-10-12", "2025-10-15", "2026-10-12T09:00"])
def test_an_end_before_the_start_is_left_out_and_the_start_believed_less(end: str) -> None:
    fact = dated(endDate=end)
    assert shown(fact.value) == ("2026-10-13", "2026-10-13")
    assert fact.score < dated(endDate="2026-10-15").score
    assert fact.more == (end,)


def test_an_end_earlier_on_the_same_day_is_left_out() -> None:
    fact = dated(startDate="2026-10-13T09:00", endDate="2026-10-13T08:00")
    assert shown(fact.value) == ("2026-10-13T09:00", None)
    assert fact.score < 0.8


@pytest.mark.parametrize("start", ["2026-02-30", "soon", "2026", "1970-01-01"])
def test_a_start_that_is_no_day_keeps_its_words_without_a_value(start: str) -> None:
    fact = dated(startDate=start)
    assert (fact.text, fact.value) == (start, None)
    assert fact.score < 0.5


@pytest.mark.parametrize("start", ["TBA", "null", "", "{{ start }}", "<%= date %>"])
def test_a_placeholder_for_a_start_says_nothing(start: str) -> None:
    assert values(event(startDate=start), "when") == []


def test_a_broken_time_leaves_the_day_and_is_believed_less() -> None:
    fact = dated(startDate="2019-9-13T10-10-00-00", endDate="2019-9-13T11-11-00-00")
    assert shown(fact.value) == ("2019-09-13", "2019-09-13")
    assert 0.5 < fact.score < 0.8


def test_an_impossible_end_leaves_the_start() -> None:
    assert told(startDate="2026-02-27", endDate="2026-02-30") == ("2026-02-27", "2026-02-27")


@pytest.mark.parametrize(
    ("start", "duration", "meant"),
    [
        ("2026-10-13T09:00", "PT2H", ("2026-10-13T09:00", "2026-10-13T11:00")),
        ("2026-10-13T09:00", "PT1H30M", ("2026-10-13T09:00", "2026-10-13T10:30")),
        ("2026-10-13", "P3D", ("2026-10-13", "2026-10-15")),
        ("2026-10-13", "PT2H", ("2026-10-13", "2026-10-13")),
        ("2026-10-13T09:00", "two hours", ("2026-10-13T09:00", None)),
        ("2026-10-13T09:00", "PT0S", ("2026-10-13T09:00", None)),
    ],
)
def test_a_duration_gives_the_end(start: str, duration: str, meant: tuple[str, str | None]) -> None:
    assert told(startDate=start, duration=duration) == meant


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("PT2H", timedelta(hours=2)),
        ("P1W", timedelta(weeks=1)),
        ("P2DT12H", timedelta(days=2, hours=12)),
        ("+PT90M", timedelta(minutes=90)),
        ("PT0S", None),
        ("P", None),
        ("2H", None),
        ("P1Y", None),
    ],
)
def test_a_length_of_time_is_read(written: str, length: timedelta | None) -> None:
    assert read_duration(written) == length


def test_an_event_on_several_dates_has_a_fact_for_each() -> None:
    facts = event(startDate=["2026-10-13", "2026-11-13"], endDate=["2026-10-14", "2026-11-14"])
    assert [shown(when) for when in values(facts, "when")] == [
        ("2026-10-13", "2026-10-14"),
        ("2026-11-13", "2026-11-14"),
    ]


def test_a_start_as_a_typed_value_is_read() -> None:
    assert told(startDate={"@type": "Date", "@value": "2026-10-13"}) == ("2026-10-13", "2026-10-13")


def test_midnight_is_the_first_moment_after_an_exclusive_end() -> None:
    start, end = datetime(2026, 10, 13), datetime(2026, 10, 15)
    assert shown(span(start, end, exclusive=True).when) == ("2026-10-13", "2026-10-14")
    assert shown(span(start, end).when) == ("2026-10-13", "2026-10-15")


SIX_UTC = datetime.fromisoformat("2026-10-13T16:00+00:00")


@pytest.mark.parametrize(
    ("moment", "clock", "meant"),
    [
        (SIX_UTC, "Tue 13 Oct, 18:00", "2026-10-13T18:00+02:00"),
        (SIX_UTC, "9am", "2026-10-13T09:00-07:00"),
        (SIX_UTC, "9:30 pm", "2026-10-13T21:30+05:30"),
        (SIX_UTC, "16:00", "2026-10-13T16:00+00:00"),
        (SIX_UTC, "13 October 2026", "2026-10-13T16:00+00:00"),
        (SIX_UTC, "at 99:99", "2026-10-13T16:00+00:00"),
        (datetime(2026, 10, 13, 16), "16:00", "2026-10-13T16:00"),
        (datetime(2026, 10, 13, 16), "4:00", "2026-10-13T16:00"),
        (datetime(2026, 10, 13, 16), "18:00", "2026-10-13"),  # UTC that does not say so
        (date(2026, 10, 13), "18:00", "2026-10-13"),
    ],
)
def test_the_clock_shown_beside_a_time_sets_it_right(moment: date, clock: str, meant: str) -> None:
    found = as_shown(moment, clock)
    assert found is not None
    assert iso(found) == meant


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("Doors 9:30 pm", {"21:30"}),
        ("from 9am to noon", {"09:00"}),
        ("14:30-16:00", {"14:30", "02:30", "16:00", "04:00"}),
        ("14h30, 18 Uhr", {"14:30", "02:30", "18:00", "06:00"}),
        ("1:2:3, 25:00, 2026, 13 October", set()),
        ("", set()),
    ],
)
def test_the_clocks_that_a_page_shows_are_found(text: str, clocks: set[str]) -> None:
    assert {f"{at // 60:02}:{at % 60:02}" for at in shown_clocks(text)} == clocks


@pytest.mark.parametrize(
    ("start", "shown", "meant"),
    [
        ("2026-10-13T16:00", "<p>13 October, 18:00</p>", "2026-10-13"),  # UTC that does not say so
        ("2026-10-13T16:00", "<p>13 October, 16:00</p>", "2026-10-13T16:00"),
        ("2026-10-13T16:00", "<p>13 October, 4 pm</p>", "2026-10-13T16:00"),
        ("2026-10-13T16:00", "<p>13 October</p>", "2026-10-13T16:00"),
        ("2026-10-13T16:00+02:00", "<p>13 October, 18:00</p>", "2026-10-13T16:00+02:00"),  # it says whose time it is
    ],
)
def test_a_time_without_a_zone_is_believed_where_no_other_is_shown(start: str, shown: str, meant: str) -> None:
    block = json.dumps({**EVENT, "startDate": start})
    (when,) = values(read(page_of(f'<script type="application/ld+json">{block}</script>{shown}')), "when")
    assert iso(when.start) == meant


def test_a_start_is_never_a_midnight_for_want_of_a_time() -> None:
    days = [f"2026-10-{day}T00:00:00" for day in (13, 14, 15)]
    for start, end in pairwise(days):
        (when,) = values(event(startDate=start, endDate=end), "when")
        assert not isinstance(when.start, datetime)
