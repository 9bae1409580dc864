"""Faults of servers and networks that are told in words, each by a server that has it."""

from __future__ import annotations

import gzip
import shutil
import socket
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from servers import HTML, Reply, Site, make_certificate, no_robots, raw_server, resets_after, sends, silent_port, site

from eventcal.config import load
from eventcal.discovery import ways
from eventcal.errors import ConfigError
from eventcal.fetch import Fetched, Fetcher
from eventcal.model import Failed, Source, Validators

Make = Callable[..., Fetcher]
Local = Callable[[str], Source]

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
CUT_SHORT = Failed("the answer was cut short", "network")
NO_HTTP = Failed("what 127.0.0.1 answers is not HTTP", "network")
CLOSED = Failed("127.0.0.1 closed the connection", "network")
FAULTS = {
    "a reset in the page": (resets_after(HEAD + b"Content-Length: 500\r\n\r\n<html>"), CLOSED),
    "a reset in a chunk": (resets_after(CHUNKED + b"500\r\n<html>"), CLOSED),
    "a chunk without a size": (sends(CHUNKED + b"zz\r\n<html>\r\n0\r\n\r\n"), CUT_SHORT),
    "a chunk of less than nothing": (sends(CHUNKED + b"-5\r\n<html>\r\n0\r\n\r\n"), CUT_SHORT),
    "a chunk longer than its size": (sends(CHUNKED + b"3\r\n<html>\r\n0\r\n\r\n"), CUT_SHORT),
    "a thousand headers": (sends(HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(1000)) + b"\r\npage"), NO_HTTP),
    "one header a hundred times and more": (sends(HEAD + b"X: y\r\n" * 101 + b"\r\npage"), NO_HTTP),
    "an endless header": (sends(HEAD + b"X: " + b"y" * 100_000 + b"\r\n\r\npage"), NO_HTTP),
    "two lengths": (sends(HEAD + b"Content-Length: 4\r\nContent-Length: 9\r\n\r\npage"), NO_HTTP),
}


@pytest.mark.parametrize(("talk", "failed"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_transport_is_told_in_words(
    fetcher: Make, local: Local, talk: Callable[[socket.socket], None], failed: Failed
) -> None:
    with raw_server(no_robots, talk) as url:
        assert fetcher().fetch(local(url)) == failed


BANNERS = [b"SSH-2.0-hushhush\r\n", b"-ERR hushhush\r\n", b"220 hushhush ready\r\n", b"HTTP/1.1 2OO hushhush\r\n\r\n"]


@pytest.mark.parametrize(
    "banner", [*BANNERS, b"HTTP/1.1 500 hushhush\r\nX: hushhush\r\nContent-Length: 8\r\n\r\nhushhush"]
)
def test_what_a_private_service_says_is_not_repeated(fetcher: Make, local: Local, banner: bytes) -> None:
    with raw_server(no_robots, sends(banner)) as url:
        got = fetcher().fetch(local(url))
    assert isinstance(got, Failed)
    assert "hush" not in got.reason


def names(*addresses: str) -> Callable[..., list[Any]]:
    """A resolver that finds these addresses for any name."""

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(0, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


def test_a_host_that_lets_nobody_in_is_given_up(here: Site, fetcher: Make, local: Local) -> None:
    with silent_port("127.0.0.9", here.port):
        got = fetcher(connect_s=0.1, resolve=names("127.0.0.9")).fetch(local(f"http://fjord.example:{here.port}/"))
    assert got == Failed("no connection to fjord.example within 0.1 s", "network")
    assert here.asked == []


@pytest.mark.parametrize("is_silent", [False, True], ids=["refused", "silent"])
def test_a_dead_ipv6_address_does_not_keep_from_the_ipv4_one(
    here: Site, fetcher: Make, local: Local, is_silent: bool
) -> None:
    with ExitStack() as stack:
        if is_silent:
            try:
                stack.enter_context(silent_port("::1", here.port))
            except OSError:
                pytest.skip("this machine has no IPv6")
        one = fetcher(connect_s=0.6, resolve=names("::1", "127.0.0.1"))
        assert isinstance(one.fetch(local(f"http://fjord.example:{here.port}/")), Fetched)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_each_error_of_a_server_is_tried_once_more(here: Site, fetcher: Make, local: Local, status: int) -> None:
    assert fetcher().fetch(local(here.says("/days", Reply(b"", status)))) == Failed(f"HTTP {status}", "http")
    assert here.paths() == ["/robots.txt", "/days", "/days"]


CHALLENGE = {"cf-mitigated": "challenge", "Set-Cookie": "cf_clearance=1"}


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (Reply(b"", 401, {"WWW-Authenticate": "Basic"}), "blocked", "asks for a name and a password"),
        (Reply(b"", 403), "blocked", "ask the site's operator, or look for a feed"),
        (Reply(b"", 403, CHALLENGE), "blocked", "only lets browsers of people through"),
        (Reply(b"", 404), "missing", "look for its new address"),
        (Reply(b"", 410), "gone", "gone for good"),
    ],
    ids=["401", "403", "a challenge", "404", "410"],
)
def test_a_refusal_says_what_to_do_and_is_not_argued_with(
    here: Site, fetcher: Make, local: Local, reply: Reply, kind: str, words: str
) -> None:
    got = fetcher().fetch(local(here.says("/days", reply)))
    assert isinstance(got, Failed)
    assert got.kind == kind
    assert words in got.reason
    assert here.paths() == ["/robots.txt", "/days"]
    assert here.asked[-1].headers["user-agent"].startswith("eventcal/")


@pytest.mark.parametrize("scheme", ["ftp", "data", "gopher", "ws", "blob"])
def test_a_redirect_out_of_the_web_is_refused(here: Site, fetcher: Make, local: Local, scheme: str) -> None:
    url = here.says("/a", Reply(b"", 302, {"Location": f"{scheme}:text/html,<h1>Fjord Days</h1>"}))
    reason = f"an address that starts with {scheme}: is not fetched, only http and https"
    assert fetcher().fetch(local(url)) == Failed(reason, "refused")


META = b'<!doctype html><meta http-equiv="refresh" content="0; url=/new"><title>Moved</title>'
SCRIPT = b'<!doctype html><title>Moved</title><script>location.href = "/new"</script>'


@pytest.mark.parametrize(
    ("body", "headers"),
    [(META, {}), (SCRIPT, {}), (HTML, {"Refresh": "0; url=/new"})],
    ids=["meta", "script", "header"],
)
def test_a_page_that_would_lead_a_browser_on_is_taken_as_it_is(
    here: Site, fetcher: Make, local: Local, body: bytes, headers: dict[str, str]
) -> None:
    got = fetcher().fetch(local(here.says("/old", Reply(body, headers=headers))))
    assert isinstance(got, Fetched)
    assert got.page.body == body
    assert here.paths() == ["/robots.txt", "/old"]


def test_what_is_packed_ten_times_is_refused(here: Site, fetcher: Make, local: Local) -> None:
    body = HTML
    for _ in range(10):
        body = gzip.compress(body)
    url = here.says("/days", Reply(body, headers={"Content-Encoding": ", ".join(["gzip"] * 10)}))
    assert fetcher().fetch(local(url)) == Failed("the answer cannot be unpacked", "unreadable")


def test_a_flood_of_cookies_reaches_no_other_source(fetcher: Make, local: Local) -> None:
    heard: list[bytes] = []
    flood = b"".join(b"Set-Cookie: c%d=%s; Path=/\r\n" % (n, b"x" * 500) for n in range(90))

    def hears(connection: socket.socket) -> None:
        heard.append(connection.recv(65536))
        connection.sendall(HEAD + flood + b"Content-Length: 4\r\nConnection: close\r\n\r\npage")

    with raw_server(hears, hears_first=False) as url:
        one = fetcher()
        assert all(isinstance(one.fetch(local(f"{url}{n}")), Fetched) for n in range(3))
    assert len(heard) == 4  # robots.txt, which has cookies for its own fetch alone, and three pages
    assert [b"Cookie" in request for request in heard[2:]] == [False, False]


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_server_whose_clock_is_years_off_has_its_dates_sent_back_as_they_are(
    here: Site, fetcher: Make, local: Local, year: int
) -> None:
    stated = f"Thu, 01 Jan {year} 00:00:00 GMT"
    dates = dict.fromkeys(("Date", "Last-Modified", "Expires"), stated)
    url = here.says("/days", Reply(headers={**dates, "Age": "9" * 30}))
    one = fetcher()
    got = one.fetch(local(url))
    assert isinstance(got, Fetched)
    assert got.validators == Validators(None, stated)
    one.fetch(local(url), got.validators)
    assert here.asked[-1].headers["if-modified-since"] == stated
    assert one.hosts()[0].closed_until is None


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")


@pytest.fixture
def trust(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    def trusted(certificate: Path) -> Path:
        monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
        return certificate

    return trusted


@needs_openssl
def test_an_expired_certificate_is_told_and_nothing_is_asked(
    fetcher: Make, local: Local, trust: Callable[[Path], Path], tmp_path: Path
) -> None:
    with site(trust(make_certificate(tmp_path, expired=True))) as here:
        assert fetcher().fetch(local(here.url())) == Failed("certificate of 127.0.0.1 has expired", "network")
        assert here.asked == []


@needs_openssl
def test_a_ping_pong_between_http_and_https_ends(
    here: Site, fetcher: Make, local: Local, trust: Callable[[Path], Path], tmp_path: Path
) -> None:
    with site(trust(make_certificate(tmp_path))) as there:
        url = here.says("/a", Reply(b"", 302, {"Location": there.url("/a")}))
        there.says("/a", Reply(b"", 302, {"Location": url}))
        assert fetcher().fetch(local(url)) == Failed("more than 5 redirects", "refused")
        assert (here.paths(), there.paths()) == (["/robots.txt", *["/a"] * 3],) * 2


def test_no_setting_turns_the_check_of_certificates_off(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text("defaults: {verify: false}\nsources:\n  - {url: https://fjord.example/, verify: false}\n")
    with pytest.raises(ConfigError) as caught:
        load(file)
    told = [problem.message.partition(" key")[0] for problem in caught.value.problems]
    assert told == ["defaults.verify: unknown", "sources[1].verify: unknown"]


# Private addresses.

NOTATIONS = [
    *("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "0.0.0.0"),  # noqa: S104
    *("[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]"),
]


@pytest.mark.parametrize("host", NOTATIONS)
def test_not_even_a_connection_is_made_to_a_private_address(
    fetcher: Make, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    came: list[int] = []
    with raw_server(lambda _: came.append(1), hears_first=False) as url:
        port = int(url.rpartition(":")[2].strip("/"))
        monkeypatch.setattr("eventcal.fetch.guard.PORTS", {port})
        got = fetcher().fetch(Source("fjord", f"http://{host}:{port}/"))
        with socket.create_connection(("127.0.0.1", port)) as last:
            last.recv(1)
    assert isinstance(got, Failed)
    assert (got.kind, "a private address" in got.reason) == ("refused", True), got.reason
    assert len(came) == 1  # the last


@pytest.mark.parametrize("port", [1, 22, 25, 110, 3306, 6379, 11211])
def test_a_port_of_another_service_is_refused_before_its_host_is_looked_up(fetcher: Make, port: int) -> None:
    looked_up: list[str] = []

    def resolve(host: str, *_: Any, **__: Any) -> list[Any]:
        looked_up.append(host)
        return []

    got = fetcher(resolve=resolve).fetch(Source("fjord", f"http://fjord.example:{port}/"))
    assert isinstance(got, Failed)
    assert (got.kind, got.reason.partition(" (")[0]) == (
        "refused",
        f"port {port} of fjord.example is not one of the web",
    )
    assert looked_up == []


@pytest.mark.parametrize("path", ["/robots.txt", "/days"])
def test_what_a_source_on_a_private_host_opens_is_that_host_alone(
    here: Site, fetcher: Make, local: Local, path: str
) -> None:
    with site() as there:
        url = here.says("/days", Reply())
        here.says(path, Reply(b"", 302, {"Location": f"http://localhost:{there.port}/secret"}))
        got = fetcher().fetch(local(url))
        assert there.asked == []
    if path == "/days":
        assert isinstance(got, Failed)
        assert (got.kind, "localhost" in got.reason) == ("refused", True)


def test_a_calendar_that_a_page_names_goes_through_the_same_door(
    here: Site, fetcher: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("eventcal.fetch.guard.PORTS", {here.port})
    page = tmp_path / "days.html"
    page.write_text(
        "<!doctype html><title>Fjord Days</title><h1>Fjord Days</h1>"
        f'<link rel="alternate" type="application/rss+xml" href="{here.url("/feed")}">'
        f'<a href="{here.url("/days.ics")}">Calendar</a><img src="{here.url("/logo.png")}">'
    )
    one = fetcher()
    problems = [way.problem for way in ways(str(page), one, date(2027, 3, 1)) if way.url.startswith("http")]
    assert len(problems) == 2
    assert all("a private address" in problem for problem in problems)
    assert here.asked == []
