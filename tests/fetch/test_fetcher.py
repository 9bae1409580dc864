"""What the network answers, and what becomes of it."""

from __future__ import annotations

import gzip
import time
import tracemalloc
from collections.abc import Callable
from datetime import date

import pytest
from servers import HTML, Reply, Site, no_robots, raw_server, sends

from eventcal import __version__
from eventcal.fetch import Fetched, Fetcher
from eventcal.model import Failed, FailedKind, Source, Unchanged, Validators

Make = Callable[..., Fetcher]
Local = Callable[[str], Source]


def test_page_comes_with_address_day_type_and_validators(here: Site, fetcher: Make, local: Local) -> None:
    stated = {
        "Content-Type": "text/html; charset=utf-8",
        "ETag": '"a1"',
        "Last-Modified": "Mon, 01 Feb 2027 10:00:00 GMT",
    }
    url = here.says("/fjord", Reply(headers=stated))
    got = fetcher().fetch(local(url))
    assert isinstance(got, Fetched)
    assert (got.page.url, got.page.body, got.page.when) == (url, HTML, date(2027, 3, 1))
    assert got.page.content_type == "text/html; charset=utf-8"
    assert got.validators == Validators('"a1"', "Mon, 01 Feb 2027 10:00:00 GMT")


def test_user_agent_names_version_and_contact(here: Site, fetcher: Make, local: Local) -> None:
    fetcher("mailto:ed@fjord.example").fetch(local(here.url()))
    fetcher().fetch(local(here.url()))
    agents = [asked.headers["user-agent"] for asked in here.asked if asked.path == "/"]
    assert agents == [f"eventcal/{__version__} (+mailto:ed@fjord.example)", f"eventcal/{__version__}"]
    assert {asked.headers["accept-encoding"] for asked in here.asked} == {"gzip, deflate"}


def test_validators_are_sent_back_and_304_is_unchanged(here: Site, fetcher: Make, local: Local) -> None:
    url = here.says("/fjord", Reply(b"", 304))
    assert fetcher().fetch(local(url), Validators('W/"a1"', "Mon, 01 Feb 2027 10:00:00 GMT")) == Unchanged()
    sent = here.asked[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"a1"', "Mon, 01 Feb 2027 10:00:00 GMT")
    assert "if-none-match" not in here.asked[0].headers, "robots.txt was asked for with the page's validators"


def test_304_to_a_plain_request_is_a_failure(here: Site, fetcher: Make, local: Local) -> None:
    url = here.says("/fjord", Reply(b"", 304))
    assert fetcher().fetch(local(url)) == Failed("HTTP 304, although the page was asked for whole", "http")


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "blocked"),
        (403, "blocked"),
        (429, "blocked"),
        (404, "missing"),
        (410, "gone"),
        (418, "http"),
        (204, "http"),
    ],
)
def test_other_answers_fail_by_kind_at_once(
    here: Site, fetcher: Make, local: Local, status: int, kind: FailedKind
) -> None:
    url = here.says("/fjord", Reply(b"", status))
    failed = fetcher().fetch(local(url))
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.reason.partition(":")[0]) == (kind, f"HTTP {status}")
    assert here.paths() == ["/robots.txt", "/fjord"]


def test_server_error_is_tried_once_more(here: Site, fetcher: Make, local: Local) -> None:
    pauses: list[float] = []
    url = here.says("/fjord", Reply(b"", 503), Reply())
    assert isinstance(fetcher(retry_pause_s=2, sleep=pauses.append).fetch(local(url)), Fetched)
    assert pauses == [2]
    url = here.says("/down", Reply(b"", 500))
    assert fetcher().fetch(local(url)) == Failed("HTTP 500", "http")
    assert here.paths().count("/down") == 2


@pytest.mark.parametrize("reply", [Reply(b"", 501), Reply(b"", 503, {"Retry-After": "120"})])
def test_server_error_that_will_last_is_not_tried_again(here: Site, fetcher: Make, local: Local, reply: Reply) -> None:
    url = here.says("/down", reply)
    assert fetcher().fetch(local(url)) == Failed(f"HTTP {reply.status}", "http")
    assert here.paths().count("/down") == 1


def test_connection_that_breaks_is_tried_once_more(fetcher: Make, local: Local) -> None:
    good = sends(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage")
    with raw_server(no_robots, sends(), good) as url:
        assert isinstance(fetcher().fetch(local(url)), Fetched)
    with raw_server(no_robots, sends()) as url:
        assert fetcher().fetch(local(url)) == Failed("127.0.0.1 closed the connection", "network")


def test_nobody_listening_is_told_in_words(fetcher: Make, local: Local) -> None:
    with raw_server(no_robots) as url:
        pass
    assert fetcher().fetch(local(url)) == Failed("127.0.0.1 refuses the connection", "network")


@pytest.mark.parametrize("body", [b"", b" \r\n\t"])
def test_empty_page_is_a_failure(here: Site, fetcher: Make, local: Local, body: bytes) -> None:
    assert fetcher().fetch(local(here.says("/fjord", Reply(body)))) == Failed("empty answer", "unreadable")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<html>half a page",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n500\r\n<html>half a page",
    ],
    ids=["shorter than its length", "chunks without an end", "half a chunk"],
)
def test_truncated_page_is_a_failure(fetcher: Make, local: Local, answer: bytes) -> None:
    with raw_server(no_robots, sends(answer)) as url:
        assert fetcher().fetch(local(url)) == Failed("the answer was cut short", "network")


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", Failed("what 127.0.0.1 answers is not HTTP", "network")),
        (
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
            Failed("what 127.0.0.1 answers is not HTTP", "network"),
        ),
        (
            b"HTTP/1.1 200 OK\r\nA: " + b"a" * 40_000 + b"\r\nB: " + b"b" * 40_000 + b"\r\n\r\n",
            Failed("headers over 64 kB", "unreadable"),
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nxx",
            Failed("the answer is packed as br, which was not asked for", "unreadable"),
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip",
            Failed("the answer cannot be unpacked", "unreadable"),
        ),
    ],
)
def test_nonsense_is_told_in_words(fetcher: Make, local: Local, answer: bytes, failed: Failed) -> None:
    with raw_server(no_robots, sends(answer)) as url:
        assert fetcher().fetch(local(url)) == failed


ENDLESS_BODY = [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 100]
ENDLESS_CHUNKS = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"1\r\nx\r\n"] * 100]
ENDLESS_HEADERS = [b"HTTP/1.1 200 OK\r\n", *[b"X: a\r\n"] * 100]


@pytest.mark.parametrize("parts", [ENDLESS_BODY, ENDLESS_CHUNKS, ENDLESS_HEADERS], ids=["body", "chunks", "headers"])
def test_dripping_answer_is_cut_at_the_deadline(fetcher: Make, local: Local, parts: list[bytes]) -> None:
    began = time.monotonic()
    with raw_server(no_robots, sends(*parts, every_s=0.05)) as url:
        got = fetcher(whole_s=0.4).fetch(local(url))
    assert got == Failed("no answer within 0.4 s", "network")
    assert time.monotonic() - began < 4


def test_deadline_holds_on_a_connection_that_was_kept_open(here: Site, fetcher: Make, local: Local) -> None:
    slow = here.says("/slow", Reply(seconds=4))
    began = time.monotonic()
    # robots.txt opens the connection, the page is asked for on the same one
    assert fetcher(whole_s=0.4).fetch(local(slow)) == Failed("no answer within 0.4 s", "network")
    assert time.monotonic() - began < 3


def test_robots_txt_that_drips_is_cut_at_the_deadline(fetcher: Make, local: Local) -> None:
    with raw_server(sends(*ENDLESS_BODY, every_s=0.05)) as url:
        assert fetcher(whole_s=0.3).fetch(local(url)) == Failed("no answer within 0.3 s", "network")


def test_silence_ends_the_reading(here: Site, fetcher: Make, local: Local) -> None:
    slow = here.says("/slow", Reply(seconds=4))
    assert fetcher(read_s=0.4).fetch(local(slow)) == Failed("127.0.0.1 stopped answering", "network")


def test_bomb_is_cut_at_the_cap_and_never_unpacked(here: Site, fetcher: Make, local: Local) -> None:
    bomb = gzip.compress(bytes(30_000_000))
    url = here.says("/bomb", Reply(bomb, headers={"Content-Encoding": "gzip"}))
    tracemalloc.start()
    got = fetcher(page_bytes=1_000_000).fetch(local(url))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert got == Failed("over 1 MB", "unreadable")
    assert peak < 6_000_000


def test_body_of_a_redirect_is_not_read(here: Site, fetcher: Make, local: Local) -> None:
    bomb = gzip.compress(bytes(30_000_000))
    url = here.says("/old", Reply(bomb, 302, {"Location": "/", "Content-Encoding": "gzip"}))
    tracemalloc.start()
    assert isinstance(fetcher().fetch(local(url)), Fetched)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


def test_page_of_just_the_cap_is_whole_and_a_calendar_may_be_larger(here: Site, fetcher: Make, local: Local) -> None:
    one = fetcher(page_bytes=1000, calendar_bytes=2000)
    just, more = Reply(b"x" * 1000), Reply(b"x" * 1001)
    assert isinstance(one.fetch(local(here.says("/just", just))), Fetched)
    assert one.fetch(local(here.says("/more", more))) == Failed("over 0.001 MB", "unreadable")
    typed = Reply(b"x" * 1001, headers={"Content-Type": "text/calendar"})
    assert isinstance(one.fetch(local(here.says("/feed", typed))), Fetched)
    assert isinstance(one.fetch(local(here.says("/feed.ics", more))), Fetched)
    assert isinstance(one.fetch(local(here.says("/feed?format=ical", more))), Fetched)


def test_redirects_are_followed_to_the_final_address(here: Site, fetcher: Make, local: Local) -> None:
    here.says("/a", Reply(b"", 301, {"Location": "b/c?d=1"}))
    final = here.says("/b/c?d=1", Reply())
    got = fetcher().fetch(local(here.url("/a")))
    assert isinstance(got, Fetched)
    assert got.page.url == final


def test_after_a_redirect_no_date_is_kept_or_sent(here: Site, fetcher: Make, local: Local) -> None:
    stated = {"ETag": '"b"', "Last-Modified": "Mon, 01 Feb 2027 10:00:00 GMT"}
    here.says("/2027", Reply(headers=stated))
    url = here.says("/current", Reply(b"", 302, {"Location": "/2027"}))
    got = fetcher().fetch(local(url), Validators('"a"', "Mon, 01 Feb 2027 10:00:00 GMT"))
    assert isinstance(got, Fetched)
    assert got.validators == Validators('"b"', None)
    assert here.asked[-1].headers["if-none-match"] == '"a"'
    assert "if-modified-since" not in here.asked[-1].headers


def test_redirect_loop_ends(here: Site, fetcher: Make, local: Local) -> None:
    url = here.says("/a", Reply(b"", 302, {"Location": "/a"}))
    assert fetcher().fetch(local(url)) == Failed("more than 5 redirects", "refused")
    assert here.paths().count("/a") == 6


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "an address that starts with file: is not fetched, only http and https"),
        ("javascript:alert(1)", "an address that starts with javascript: is not fetched, only http and https"),
        ("http://[::1", "redirected to an address that cannot be understood"),
        ("http://a:b:c/", "the address cannot be understood"),
    ],
)
def test_redirect_to_what_is_no_page_is_refused(
    here: Site, fetcher: Make, local: Local, location: str, reason: str
) -> None:
    url = here.says("/a", Reply(b"", 302, {"Location": location}))
    assert fetcher().fetch(local(url)) == Failed(reason, "refused")


def test_redirect_to_nowhere_is_a_failure(here: Site, fetcher: Make, local: Local) -> None:
    url = here.says("/a", Reply(b"", 302))
    assert fetcher().fetch(local(url)) == Failed("HTTP 302 without an address to go to", "http")


def test_cookies_live_for_one_fetch_only(here: Site, fetcher: Make, local: Local) -> None:
    url = here.says("/a", Reply(b"", 302, {"Location": "/", "Set-Cookie": "seen=1"}))
    one = fetcher()
    one.fetch(local(url))
    one.fetch(local(here.url("/")))
    assert [asked.headers.get("cookie") for asked in here.asked if asked.path == "/"] == ["seen=1", None]


def test_password_in_an_address_is_used_and_not_told(here: Site, fetcher: Make, local: Local) -> None:
    got = fetcher().fetch(local(here.url().replace("http://", "http://ed:secret@")))
    assert isinstance(got, Fetched)
    assert got.page.url == here.url()
    assert here.asked[-1].headers["authorization"].startswith("Basic ")


def test_validators_that_cannot_be_sent_back_are_not_kept(fetcher: Make, local: Local) -> None:
    answer = b'HTTP/1.1 200 OK\r\nETag: "a\x01"\r\nLast-Modified: ' + b"x" * 2000 + b"\r\nContent-Length: 4\r\n\r\npage"
    with raw_server(no_robots, sends(answer)) as url:
        got = fetcher().fetch(local(url))
    assert isinstance(got, Fetched)
    assert got.validators == Validators()
