"""robots.txt (RFC 9309), one request a host at a time, and pauses. The servers' own logs are the witness."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from servers import Reply, Site, no_robots, raw_server, sends, site

from eventcal.fetch import Fetched, Fetcher
from eventcal.fetch.limits import Limits
from eventcal.fetch.pace import Pace
from eventcal.model import Failed, Source, Unchanged, Validators

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Fetcher]
Local = Callable[[str], Source]

LEFT_ALONE = Failed("robots.txt of 127.0.0.1 asks not to read this address", "disallowed")


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /fjord", "/fjord/days", False),
        ("User-agent: *\nDisallow: /fjord", "/days", True),
        ("User-agent: *\nDisallow: /f*/days", "/fjord/days", False),
        ("User-agent: *\nDisallow: /*.php$", "/program.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/program.php5", True),
        ("User-agent: *\nDisallow: /\nAllow: /fjord/", "/fjord/days", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: eventcal\nDisallow: /", "/fjord", False),
        ("User-agent: calbot\nDisallow: /", "/fjord", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/fjord", False),
        ("<html>a page for people</html>", "/fjord", True),
        ("", "/fjord", True),
    ],
)
def test_rules_are_obeyed(here: Site, fetcher: Make, local: Local, rules: str, path: str, allowed: bool) -> None:
    here.says("/robots.txt", Reply(rules.encode()))
    got = fetcher().fetch(local(here.says(path, Reply())))
    assert isinstance(got, Fetched) if allowed else got == LEFT_ALONE
    assert (path in here.paths()) is allowed


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_refused_robots_txt_allows_all(here: Site, fetcher: Make, local: Local, status: int) -> None:
    here.says("/robots.txt", Reply(b"", status))
    assert isinstance(fetcher().fetch(local(here.url())), Fetched)


def test_broken_robots_txt_forbids_all(here: Site, fetcher: Make, local: Local) -> None:
    here.says("/robots.txt", Reply(b"", 500))
    reason = "robots.txt of 127.0.0.1 cannot be read (HTTP 500), which forbids all"
    assert fetcher().fetch(local(here.url())) == Failed(reason, "http")
    assert "/" not in here.paths()


def test_robots_txt_is_read_once_for_an_origin(here: Site, fetcher: Make, local: Local) -> None:
    one = fetcher()
    for _ in range(3):
        one.fetch(local(here.url()))
    assert here.paths() == ["/robots.txt", "/", "/", "/"]


def test_rules_hold_for_a_source_that_is_allowed_more_than_the_last(here: Site, fetcher: Make, local: Local) -> None:
    here.says("/robots.txt", Reply(b"User-agent: *\nDisallow: /"))
    one = fetcher()
    assert one.fetch(Source("public", here.url())) != LEFT_ALONE  # refused before anything is asked
    assert one.fetch(local(here.url())) == LEFT_ALONE


def test_redirected_robots_txt_counts_and_a_loop_of_it_allows_all(here: Site, fetcher: Make, local: Local) -> None:
    here.says("/robots.txt", Reply(b"", 301, {"Location": "/rules.txt"}))
    here.says("/rules.txt", Reply(b"User-agent: *\nDisallow: /"))
    assert fetcher().fetch(local(here.url())) == LEFT_ALONE
    here.says("/robots.txt", Reply(b"", 301, {"Location": "/robots.txt"}))
    assert isinstance(fetcher().fetch(local(here.url())), Fetched)


def test_first_part_of_a_huge_robots_txt_counts(here: Site, fetcher: Make, local: Local) -> None:
    here.says("/robots.txt", Reply(b"User-agent: *\nDisallow: /fjord\n" + b"# more\n" * 1000))
    one = fetcher(robots_bytes=500)
    assert one.fetch(local(here.says("/fjord", Reply()))) == LEFT_ALONE
    assert isinstance(one.fetch(local(here.url())), Fetched)


def test_robots_txt_of_the_host_redirected_to_is_obeyed(here: Site, fetcher: Make, local: Local) -> None:
    with site() as there:
        there.says("/robots.txt", Reply(b"User-agent: *\nDisallow: /"))
        url = here.says("/old", Reply(b"", 301, {"Location": there.url()}))
        assert fetcher().fetch(local(url)) == LEFT_ALONE
        assert there.paths() == ["/robots.txt"]


def test_host_is_asked_one_request_at_a_time_with_a_pause(here: Site, fetcher: Make, local: Local) -> None:
    slow = Reply(seconds=0.05)
    here.says("/hop", Reply(b"", 302, {"Location": "/b"}))
    urls = [here.url("/hop"), *(here.says(path, slow, slow) for path in ("/b", "/c", "/d"))]
    one = fetcher(gap_s=0.1)
    with ThreadPoolExecutor(4) as threads:
        assert all(isinstance(got, Fetched) for got in threads.map(one.fetch, map(local, urls)))
    log = sorted(here.asked, key=lambda asked: asked.began)
    assert len(log) == 6  # robots.txt and the redirect's target included
    for before, after in pairwise(log):
        assert after.began - before.began > 0.09
        assert after.began >= before.ended


def test_other_hosts_do_not_wait() -> None:
    slept: list[float] = []
    pace = Pace(Limits(gap_s=30), lambda: 100.0, slept.append, lambda: NOW)
    with pace.turn("fjord.example"), pace.turn("alp.example"):
        assert slept == []
    with pace.turn("fjord.example"):
        assert slept == [30]


@pytest.mark.parametrize(("asked", "waited"), [("7", 7), ("0.2", 1), ("900", 60), ("-5", 1), ("inf", 1), ("soon", 1)])
def test_crawl_delay_is_obeyed_up_to_a_minute(
    here: Site, fetcher: Make, local: Local, asked: str, waited: float
) -> None:
    slept: list[float] = []
    here.says("/robots.txt", Reply(f"User-agent: *\nCrawl-delay: {asked}\nDisallow: /x".encode()))
    one = fetcher(gap_s=1, clock=lambda: 100.0, sleep=slept.append)
    assert isinstance(one.fetch(local(here.url())), Fetched)
    assert slept == [waited]


def test_a_page_that_is_unchanged_costs_no_connection(fetcher: Make, local: Local) -> None:
    def unchanged_for_ever(connection: socket.socket) -> None:
        while True:
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
            if not connection.recv(65536):
                return

    with raw_server(no_robots, unchanged_for_ever, sends(b"a second connection")) as url, fetcher() as door:
        assert [door.fetch(local(url), Validators('"a"')) for _ in range(3)] == [Unchanged()] * 3
