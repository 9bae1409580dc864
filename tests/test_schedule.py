"""What is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from eventcal.model import Source
from eventcal.schedule import due

NOW = datetime(2027, 3, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "ago", "expected"),
    [
        (timedelta(days=1), None, True),  # never tried
        (timedelta(days=1), timedelta(0), False),
        (timedelta(days=1), timedelta(hours=12), False),
        (timedelta(days=1), timedelta(days=1), True),
        (timedelta(days=1), timedelta(hours=23, minutes=59, seconds=57), True),  # cron started early
        (timedelta(days=1), timedelta(hours=22, minutes=59), False),
        (timedelta(minutes=15), timedelta(minutes=13), False),
        (timedelta(minutes=15), timedelta(minutes=14), True),
        (timedelta(days=1), -timedelta(seconds=1), True),  # the clock was wrong
        (timedelta(days=1), timedelta(days=300), True),  # the machine slept
    ],
)
def test_a_source_is_due_when_its_time_has_passed(every, ago, expected):
    source = Source("days", "https://fjord.example/", every=every)
    checked = {} if ago is None else {"days": NOW - ago}
    assert (due([source], checked, {}, NOW) == [source]) is expected


def test_due_sources_keep_their_order():
    sources = [Source(name, f"https://{name}.example/") for name in ("c", "a", "b")]
    assert due(sources, {"a": NOW}, {}, NOW) == [sources[0], sources[2]]


@pytest.mark.parametrize(
    ("every", "ago", "ended", "expected"),
    [
        (1, 29, date(2027, 1, 30), False),  # over for 30 days: once a month
        (1, 30, date(2027, 1, 30), True),
        (1, 1, date(2027, 1, 31), True),  # over for 29 days
        (1, 1, date(2027, 3, 9), True),
        (60, 30, date(2027, 1, 30), False),  # `every` is longer
    ],
)
def test_the_page_of_an_event_long_over_is_asked_once_a_month(every, ago, ended, expected):
    source = Source("days", "https://fjord.example/", every=timedelta(days=every))
    assert bool(due([source], {"days": NOW - timedelta(days=ago)}, {"days": ended}, NOW)) is expected
