"""Private addresses are closed unless a source opens them, by whatever name or notation."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from servers import Reply, Site

from eventcal.fetch import Fetched, Fetcher
from eventcal.fetch.guard import is_public
from eventcal.model import Failed, Source

Make = Callable[..., Fetcher]
Local = Callable[[str], Source]

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # link-local; clouds' metadata
    "100.100.100.200",  # CGNAT; Alibaba's metadata
    "168.63.129.16",  # Azure's host agent
    "0.0.0.0",  # noqa: S104
    "192.0.2.1",
    "198.18.0.1",
    "192.88.99.1",
    "224.0.1.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b:1::1",
    "2002:7f00:1::",  # 6to4 of 127.0.0.1
    "2002:a9fe:a9fe::1",
    "2001:0:1::1",  # Teredo
    "2001:db8::1",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",  # Amazon's metadata
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
]
PUBLIC = [
    "93.184.215.14",
    "1.1.1.1",
    "2606:2800:220::1",
    "::ffff:93.184.215.14",
    "64:ff9b::5db8:d822",
    "2002:5db8:d822::",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_address_that_is_not_of_the_public_internet_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address_is_allowed(address: str) -> None:
    assert is_public(address)


def names(*addresses: str) -> Callable[..., list[Any]]:
    """A resolver that finds these addresses for any name."""

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(0, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


@pytest.mark.parametrize("address", PRIVATE)
def test_host_at_a_private_address_is_told_and_not_connected_to(fetcher: Make, address: str) -> None:
    got = fetcher(resolve=names(address)).fetch(Source("fjord", "http://fjord.example/"))
    reason = f"fjord.example is at {address}, a private address (allow_private: true on a source of its own permits it)"
    assert got == Failed(reason, "refused")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1", "0"])
def test_this_machine_is_refused_in_every_notation(here: Site, fetcher: Make, host: str) -> None:
    for port in (80, 8080):
        got = fetcher().fetch(Source("local", f"http://{host}:{port}/"))
        assert isinstance(got, Failed)
        assert got.kind == "refused", got.reason
        assert "a private address" in got.reason


def test_name_is_looked_up_once_and_the_vetted_address_is_connected_to(here: Site, fetcher: Make) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return names("127.0.0.1")(host, port)

    url = f"http://fjord.example:{here.port}/"
    got = fetcher(resolve=resolve).fetch(Source("fjord", url, allow_private=True))
    assert isinstance(got, Fetched)
    assert asked == ["fjord.example"]  # robots.txt and the page share the connection


def test_next_address_of_a_host_is_tried(here: Site, fetcher: Make) -> None:
    url = f"http://fjord.example:{here.port}/"
    got = fetcher(resolve=names("127.0.0.9", "127.0.0.1")).fetch(Source("fjord", url, allow_private=True))
    assert isinstance(got, Fetched)


def test_only_the_public_ones_of_mixed_addresses_are_connected_to(
    fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Any] = []

    def refuse(address: tuple[str, int], *_: Any, **__: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("eventcal.fetch.guard.create_connection", refuse)
    got = fetcher(resolve=names("10.0.0.1", "93.184.215.14")).fetch(Source("fjord", "http://fjord.example/"))
    assert got == Failed("fjord.example refuses the connection", "network")
    assert set(tried) == {("93.184.215.14", 80)}


def test_public_page_may_not_redirect_to_a_private_address(
    here: Site, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host counts as public here, so that the redirect is what is refused."""
    monkeypatch.setattr("eventcal.fetch.guard.is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr("eventcal.fetch.guard.PORTS", {here.port})
    secret = f"http://127.0.0.2:{here.port}/"
    url = here.says("/a", Reply(b"", 302, {"Location": secret}))
    got = fetcher().fetch(Source("fjord", url))
    assert got == Failed(
        "127.0.0.2 is at 127.0.0.2, a private address (allow_private: true on a source of its own permits it)",
        "refused",
    )
    assert here.paths() == ["/robots.txt", "/a"]


def test_connection_kept_open_for_an_allowed_source_is_closed_to_others(
    here: Site, fetcher: Make, local: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eventcal.fetch.guard.PORTS", {here.port})
    one = fetcher()
    assert isinstance(one.fetch(local(here.url())), Fetched)
    got = one.fetch(Source("fjord", here.url()))
    assert isinstance(got, Failed)
    assert got.kind == "refused"
    assert here.paths() == ["/robots.txt", "/"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://fjord.example:22/", "port 22 of fjord.example is not one of the web"),
        ("ftp://fjord.example/", "an address that starts with ftp: is not fetched, only http and https"),
        ("file:///etc/passwd", "an address that starts with file: is not fetched, only http and https"),
        ("http:///program", "the address names no host"),
        ("http://fjord.example:http/", "the address cannot be understood"),
        ("http://" + "a" * 70 + ".example/", "the address cannot be understood"),
        ("http://fjord..example/", "the address cannot be understood"),
    ],
)
def test_address_of_no_web_page_is_refused(fetcher: Make, url: str, reason: str) -> None:
    got = fetcher().fetch(Source("fjord", url))
    assert isinstance(got, Failed)
    assert got.kind == "refused"
    assert got.reason.startswith(reason)


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_proxy_of_the_environment_is_not_used(
    here: Site, fetcher: Make, local: Local, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.setenv("no_proxy", "fjord.example")
    assert isinstance(fetcher().fetch(local(here.url())), Fetched)


def test_unknown_name_is_told(fetcher: Make) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    got = fetcher(resolve=resolve).fetch(Source("fjord", "https://fjord.example/"))
    assert got == Failed("there is no host fjord.example", "network")
