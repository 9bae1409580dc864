"""What hosts ask for holds for all of their addresses, and for later runs too. The servers' own logs are the witness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from servers import Reply, Site

from eventcal.fetch import Fetched, Fetcher
from eventcal.model import Failed, Host, Source

Make = Callable[..., Fetcher]
Local = Callable[[str], Source]

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
LATER = Failed("127.0.0.1 asked to be left alone until 2027-03-01 12:02 UTC", "later")


class Clock:
    """A time of day that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def closed(here: Site, fetcher: Make, local: Local, reply: Reply) -> timedelta | None:
    """For how long the host is left alone after such an answer; None: it is not."""
    one = fetcher(now=Clock())
    one.fetch(local(here.says("/days", reply)))
    until = one.hosts()[0].closed_until
    return until - NOW if until else None


def test_a_host_that_asks_to_be_left_alone_is(here: Site, fetcher: Make, local: Local) -> None:
    clock = Clock()
    one = fetcher(now=clock)
    assert one.fetch(local(here.says("/days", Reply(b"", 429, {"Retry-After": "120"})))) == Failed(
        "HTTP 429: it was asked too often", "blocked"
    )
    asked = len(here.asked)
    assert [one.fetch(local(here.url(path))) for path in ("/", "/days", "/other")] == [LATER] * 3
    clock.now += timedelta(seconds=100)
    assert one.fetch(local(here.url())) == LATER
    assert len(here.asked) == asked
    clock.now += timedelta(seconds=21)
    assert isinstance(one.fetch(local(here.url())), Fetched)


def test_it_is_left_alone_by_later_runs_too(here: Site, fetcher: Make, local: Local) -> None:
    one = fetcher(now=Clock())
    one.fetch(local(here.says("/days", Reply(b"", 503, {"Retry-After": "120"}))))
    asked = len(here.asked)
    again = fetcher(now=Clock(), hosts=one.hosts())
    assert again.fetch(local(here.url())) == LATER
    assert len(here.asked) == asked


def test_robots_txt_counts_too(here: Site, fetcher: Make, local: Local) -> None:
    here.says("/robots.txt", Reply(b"", 429, {"Retry-After": "120"}))
    assert fetcher(now=Clock()).fetch(local(here.url())) == LATER
    assert here.paths() == ["/robots.txt"]


DATE = format_datetime(NOW + timedelta(hours=2), usegmt=True)
YEARS_OFF = {"Date": format_datetime(NOW.replace(year=2001), usegmt=True)}


@pytest.mark.parametrize(
    ("status", "headers", "left_alone"),
    [
        (429, {"Retry-After": "3600"}, timedelta(hours=1)),
        (503, {"Retry-After": " 3600 "}, timedelta(hours=1)),
        (429, {"Retry-After": DATE, "Date": format_datetime(NOW, usegmt=True)}, timedelta(hours=2)),
        (503, {"Retry-After": format_datetime(NOW.replace(year=2001, hour=13), usegmt=True), **YEARS_OFF}, timedelta(hours=1)),
        (429, {"Retry-After": "Mon, 01-Mar-27 14:00:00 GMT", "Date": format_datetime(NOW, usegmt=True)}, timedelta(hours=2)),
        (429, {}, timedelta(hours=1)),
        (429, {"Retry-After": "soon"}, timedelta(hours=1)),
        (429, {"Retry-After": "-5"}, timedelta(hours=1)),
        (429, {"Retry-After": "9" * 400}, timedelta(days=7)),
        (503, {"Retry-After": "soon"}, None),
        (503, {"Retry-After": "0"}, None),
        (503, {"Retry-After": format_datetime(NOW - timedelta(days=1), usegmt=True), "Date": format_datetime(NOW, usegmt=True)}, None),
        (500, {}, None),
        (200, {}, None),
    ],
)  # fmt: skip
def test_every_form_of_retry_after(
    here: Site, fetcher: Make, local: Local, status: int, headers: dict[str, str], left_alone: timedelta | None
) -> None:
    assert closed(here, fetcher, local, Reply(b"x", status, headers)) == left_alone


def test_a_moment_is_waited_for(here: Site, fetcher: Make, local: Local) -> None:
    slept: list[float] = []
    one = fetcher(now=Clock(), sleep=slept.append)
    one.fetch(local(here.says("/days", Reply(b"", 429, {"Retry-After": "7"}))))
    assert isinstance(one.fetch(local(here.url())), Fetched)
    assert slept == [7]


def test_a_longer_time_that_was_asked_for_stays(here: Site, fetcher: Make, local: Local) -> None:
    one = fetcher(now=Clock(), patience_s=10_000, sleep=lambda _: None)
    one.fetch(local(here.says("/a", Reply(b"", 429, {"Retry-After": "3600"}))))
    one.fetch(local(here.says("/b", Reply(b"", 429, {"Retry-After": "60"}))))
    assert one.hosts()[0].closed_until == NOW + timedelta(hours=1)


def test_the_pause_holds_from_one_run_to_the_next(here: Site, fetcher: Make, local: Local) -> None:
    slept: list[float] = []
    before = Host("127.0.0.1", NOW - timedelta(seconds=0.4), 1.0)
    one = fetcher(gap_s=1, now=Clock(), clock=lambda: 100.0, sleep=slept.append, hosts=[before])
    one.fetch(local(here.url()))
    assert slept[0] == pytest.approx(0.6)


@pytest.mark.parametrize(
    "before",
    [
        Host("127.0.0.1", NOW + timedelta(days=9), 1.0),
        Host("127.0.0.1", NOW - timedelta(days=9), 1.0, NOW + timedelta(days=900)),
        Host("127.0.0.1", NOW - timedelta(days=9), 1.0, NOW - timedelta(seconds=1)),
    ],
)
def test_what_a_wrong_clock_wrote_holds_nobody_up(here: Site, fetcher: Make, local: Local, before: Host) -> None:
    slept: list[float] = []
    one = fetcher(gap_s=1, now=Clock(), clock=lambda: 100.0, sleep=slept.append, hosts=[before])
    assert isinstance(one.fetch(local(here.url())), Fetched)
    assert slept == [1]  # between robots.txt and the page


def test_a_host_that_answers_slowly_is_asked_less_often(here: Site, fetcher: Make, local: Local) -> None:
    ticks = iter(range(0, 10_000, 4))  # each look at the clock is four seconds later
    slept: list[float] = []
    one = fetcher(gap_s=1, slow_s=10, whole_s=10_000, clock=lambda: float(next(ticks)), sleep=slept.append)
    for _ in range(4):
        one.fetch(local(here.url()))
    (host,) = one.hosts()
    assert 1 < host.gap_s <= 10


def test_what_is_remembered_names_the_last_request(here: Site, fetcher: Make, local: Local) -> None:
    one = fetcher(now=Clock(), clock=lambda: 100.0)
    assert one.hosts() == []
    one.fetch(local(here.url()))
    assert one.hosts() == [Host("127.0.0.1", NOW, 0.0)]
    assert fetcher(hosts=[replace(one.hosts()[0])]).hosts() == []  # only what was asked now
