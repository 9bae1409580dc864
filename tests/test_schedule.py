"""What is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from eventcal.model import Source, Validators
from eventcal.schedule import due, interval
from eventcal.store import SourceState

NOW = datetime(2027, 3, 1, 6, tzinfo=UTC)
TODAY = NOW.date()
DAY, HOUR, QUARTER = timedelta(days=1), timedelta(hours=1), timedelta(minutes=15)


def state(ago: timedelta = DAY, name: str = "days", **fields: Any) -> SourceState:
    usual: dict[str, Any] = {
        "id": name,
        "url": "https://fjord.example/",
        "validators": Validators(),
        "body_digest": None,
        "reader_version": None,
        "events": 1,
        "checked_at": NOW - ago,
        "succeeded_at": NOW - ago,
        "failing_since": None,
        "failures": 0,
        "reason": None,
    }
    return SourceState(**{**usual, **fields})


@pytest.mark.parametrize(
    ("every", "ago", "expected"),
    [
        (DAY, None, True),  # never tried
        (DAY, timedelta(0), False),
        (DAY, timedelta(hours=12), False),
        (DAY, DAY, True),
        (DAY, timedelta(hours=23, minutes=59, seconds=57), True),  # cron started early
        (DAY, timedelta(hours=22, minutes=59), False),
        (QUARTER, timedelta(minutes=13), False),
        (QUARTER, timedelta(minutes=14), True),
        (DAY, -timedelta(seconds=1), True),  # the clock was wrong
        (DAY, timedelta(days=300), True),  # the machine slept
    ],
)
def test_a_source_is_due_when_its_time_has_passed(every: timedelta, ago: timedelta | None, expected: bool) -> None:
    source = Source("days", "https://fjord.example/", every=every)
    states = {} if ago is None else {"days": state(ago)}
    assert (due([source], states, NOW) == [source]) is expected


def test_due_sources_keep_their_order() -> None:
    sources = [Source(name, f"https://{name}.example/") for name in ("c", "a", "b")]
    assert due(sources, {"a": state(timedelta(0), "a")}, NOW) == [sources[0], sources[2]]


@pytest.mark.parametrize(
    ("every", "fields", "expected"),
    [
        (DAY, {}, DAY),
        (DAY, {"ended": date(2027, 1, 30)}, 30 * DAY),  # over for 30 days: once a month
        (DAY, {"ended": date(2027, 1, 31)}, DAY),
        (60 * DAY, {"ended": date(2027, 1, 30)}, 60 * DAY),
        (DAY, {"next_on": date(2027, 3, 8)}, DAY / 2),  # something is near
        (DAY, {"next_on": date(2027, 3, 9)}, DAY),
        (DAY, {"next_on": date(2027, 2, 28)}, DAY),
        (2 * HOUR, {"next_on": TODAY}, HOUR),
        (HOUR / 2, {"next_on": TODAY}, HOUR / 2),  # no oftener for that than hourly
        (QUARTER / 3, {}, QUARTER),  # nothing is asked oftener
        (DAY, {"changed_at": NOW - 60 * DAY}, 2 * DAY),  # quiet
        (DAY, {"changed_at": NOW - 59 * DAY}, DAY),
        (5 * DAY, {"changed_at": NOW - 90 * DAY}, 7 * DAY),
        (14 * DAY, {"changed_at": NOW - 90 * DAY}, 14 * DAY),
        (DAY, {"changed_at": NOW - 90 * DAY, "next_on": date(2027, 3, 8)}, DAY / 2),
        (DAY, {"kind": "gone", "failures": 9}, 7 * DAY),
        (HOUR, {"kind": "disallowed", "failures": 9}, DAY),
    ],
)
def test_what_is_near_is_asked_sooner_and_what_is_quiet_later(
    every: timedelta, fields: dict[str, Any], expected: timedelta
) -> None:
    source = Source("days", "https://fjord.example/", every=every)
    assert interval(source, state(**fields), TODAY) == expected


@pytest.mark.parametrize(
    ("every", "failures", "least"),
    [
        (HOUR, 1, HOUR),
        (HOUR, 2, 2 * HOUR),
        (HOUR, 4, 8 * HOUR),
        (HOUR, 20, 3 * DAY),
        (HOUR, 10**9, 3 * DAY),
        (DAY, 2, 2 * DAY),
        (DAY, 9, 3 * DAY),
        (7 * DAY, 3, 7 * DAY),
    ],
)
def test_what_fails_is_asked_ever_later_never_sooner_and_never_given_up(
    every: timedelta, failures: int, least: timedelta
) -> None:
    waits = [
        interval(Source(f"s{n}", "https://fjord.example/", every=every), state(failures=failures), TODAY)
        for n in range(50)
    ]
    assert all(least <= wait <= 1.1 * least for wait in waits)
    assert len(set(waits)) == 1 if failures == 1 else len(set(waits)) > 20  # not all at once
