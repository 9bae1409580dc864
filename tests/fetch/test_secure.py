"""The same over https, with a certificate made for the day."""

from __future__ import annotations

import shutil
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from servers import make_certificate, no_robots, raw_server, sends, speaks_https

from eventcal.fetch import Fetched, Fetcher
from eventcal.fetch.limits import Limits
from eventcal.fetch.reasons import reason_for
from eventcal.model import Failed, Source

Make = Callable[..., Fetcher]
Local = Callable[[str], Source]
Talk = Callable[[socket.socket], None]

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\npage"

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))


@pytest.fixture
def secure(certificate: Path) -> Callable[[Talk], Talk]:
    """Makes a talk a secure one."""
    context = speaks_https(certificate)

    def wrap(talk: Talk) -> Talk:
        def say(connection: socket.socket) -> None:
            with context.wrap_socket(connection, server_side=True) as encrypted:
                encrypted.recv(65536)
                talk(encrypted)

        return say

    return wrap


@pytest.mark.usefixtures("trusted")
def test_page_comes_over_https(fetcher: Make, local: Local, secure: Callable[[Talk], Talk]) -> None:
    with raw_server(secure(no_robots), secure(sends(PAGE)), hears_first=False) as url:
        got = fetcher().fetch(local(url.replace("http:", "https:")))
    assert isinstance(got, Fetched), got
    assert got.page.body == b"page"


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("start", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "], ids=["body", "headers"])
def test_dripping_answer_over_https_is_cut_at_the_deadline(
    fetcher: Make, local: Local, secure: Callable[[Talk], Talk], start: bytes
) -> None:
    drip = secure(sends(start, *[b"x"] * 100, every_s=0.05))
    with raw_server(secure(no_robots), drip, hears_first=False) as url:
        got = fetcher(whole_s=0.5).fetch(local(url.replace("http:", "https:")))
    assert got == Failed("no answer within 0.5 s", "network")


def test_certificate_of_nobody_known_is_refused(fetcher: Make, local: Local, secure: Callable[[Talk], Talk]) -> None:
    with raw_server(secure(no_robots), hears_first=False) as url:
        got = fetcher().fetch(local(url.replace("http:", "https:")))
    assert got == Failed("certificate of 127.0.0.1 is signed by nobody but itself", "network")


@pytest.mark.usefixtures("trusted")
def test_certificate_of_another_name_is_refused(fetcher: Make, local: Local, secure: Callable[[Talk], Talk]) -> None:
    with raw_server(secure(no_robots), hears_first=False) as url:
        got = fetcher().fetch(local(url.replace("http://127.0.0.1", "https://localhost")))
    assert got == Failed("certificate of localhost is for another name", "network")


def test_plain_answer_to_https_is_told_in_words(fetcher: Make, local: Local) -> None:
    with raw_server(sends(PAGE)) as url:
        got = fetcher().fetch(local(url.replace("http:", "https:")))
    assert got == Failed("no secure connection to 127.0.0.1", "network")


@pytest.mark.parametrize(
    ("code", "words"), [(10, "has expired"), (20, "is signed by an unknown authority"), (1, "is not valid")]
)
def test_fault_of_a_certificate_is_told_in_words(code: int, words: str) -> None:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = code
    assert str(reason_for(error, "fjord.example", Limits())) == f"certificate of fjord.example {words}"
