"""One request, one answer: requests, with its four traps closed.

1. It reads the body of a redirect to its end, whatever its size: here redirects are not its business.
2. Its time-out is no limit on the whole: see `deadline`.
3. Its `iter_content` waits for a full chunk: the body is read as it comes.
4. A body that ends early may pass as whole: urllib3 checks lengths and chunks, `deadline` the rest.
"""

from __future__ import annotations

import http.client
import socket
from collections.abc import Mapping
from contextlib import closing
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from requests.utils import requote_uri
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError

from eventcal import __version__
from eventcal.fetch.deadline import Deadline
from eventcal.fetch.guard import Guard
from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import GOOD, GiveUp, host_of, over
from eventcal.fetch.reasons import reason_for

HOSTS_KEPT = 256  # connections stay open for this many hosts
CHUNK = 65536
ACCEPT = "text/html,application/xhtml+xml,text/calendar,application/json;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer. Header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    """Decompressed; left unread unless the status is good."""
    redirected: bool = False


@dataclass(frozen=True, slots=True)
class Trip:
    """What belongs to one fetch from its first request to its last. Cookies live as long as it."""

    guard: Guard
    deadline: Deadline
    cookies: RequestsCookieJar


class Wire:
    """Connections to hosts, shared by all fetches; threads may share it.

    Proxies, .netrc and certificate bundles named in the environment are not used: a proxy would connect where the guard
    cannot look.
    """

    def __init__(self, contact: str | None, limits: Limits) -> None:
        self._limits = limits
        self._adapter = _Adapter(pool_connections=HOSTS_KEPT, pool_maxsize=1)
        self._headers = {
            "User-Agent": f"eventcal/{__version__}" + (f" (+{requote_uri(contact)})" if contact else ""),
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, deflate",
        }

    def close(self) -> None:
        """Close all connections."""
        self._adapter.close()

    def get(self, url: str, headers: Mapping[str, str], trip: Trip, cut_at: int | None = None) -> Answer:
        """The answer to one GET, no redirect followed. The body is whole, or its first `cut_at` bytes where given.

        GiveUp on any fault of the network or the server, and where the guard refuses.
        """
        with trip.deadline.running():
            at_work = _at_work.set(trip)
            try:
                with closing(self._send(url, headers, trip)) as response:
                    return self._answer(response, cut_at)
            except (OSError, urllib3.exceptions.HTTPError, http.client.HTTPException, ValueError) as error:
                # requests' own errors are OSErrors; an address that cannot be sent is a ValueError
                raise reason_for(error, host_of(url), self._limits) from error
            finally:
                _at_work.reset(at_work)

    def _send(self, url: str, headers: Mapping[str, str], trip: Trip) -> requests.Response:
        seconds = (min(self._limits.connect_s, trip.deadline.left), self._limits.read_s)
        request = requests.PreparedRequest()
        request.prepare("GET", url, headers={**self._headers, **headers}, cookies=trip.cookies)
        # no session: making one, and looking for what else may be set, took half of the time
        response = self._adapter.send(request, stream=True, timeout=seconds)
        extract_cookies_to_jar(trip.cookies, request, response.raw)  # type: ignore[no-untyped-call]
        return response

    def _answer(self, response: requests.Response, cut_at: int | None) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if sum(len(name) + len(value) for name, value in headers.items()) > self._limits.header_bytes:
            raise GiveUp(f"headers over {self._limits.header_bytes / 1000:g} kB", "unreadable")
        url = _without_password(response.url)
        if response.status_code not in GOOD:
            _keep_open(response.raw, response.status_code, headers)
            return Answer(url, response.status_code, headers)
        _check_encoding(headers)
        most = self._limits.body_bytes(url, headers.get("content-type")) if cut_at is None else cut_at
        body = _read(response.raw, most + 1)
        if len(body) > most and cut_at is None:
            raise over(most)
        return Answer(url, response.status_code, headers, body[:most])


def _read(raw: Any, most: int) -> bytes:
    """The body, decompressed, or a first part of it of at least `most` bytes."""
    body = bytearray()
    while len(body) < most and (chunk := raw.read1(CHUNK, decode_content=True)):
        body += chunk
    return bytes(body)


def _keep_open(raw: Any, status: int, headers: Mapping[str, str]) -> None:
    """Take in a short body nobody wants, still packed: cheaper for both sides than a new connection. A 304 has none."""
    length = "0" if status == 304 else headers.get("content-length", "")
    if length.isdecimal() and int(length) <= CHUNK:
        raw.drain_conn()


def _check_encoding(headers: Mapping[str, str]) -> None:
    """GiveUp if the body is packed in a way that was not asked for and that nobody here can unpack."""
    encodings = {part.strip().lower() for part in headers.get("content-encoding", "").split(",")}
    if unknown := encodings - {"", "identity", *urllib3.HTTPResponse.CONTENT_DECODERS}:
        raise GiveUp(f"the answer is packed as {min(unknown)}, which was not asked for", "unreadable")


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


_at_work: ContextVar[Trip] = ContextVar("trip")
"""Whose request this thread is making: urllib3 builds its connections itself and passes nothing of ours on."""


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        trip = _at_work.get()
        try:
            return trip.guard.connect(self._dns_host, self.port or 80, float(self.timeout or 0), self.socket_options)
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "no connection in time") from error

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None:  # kept open since a fetch that may have been allowed more
            _at_work.get().guard.check_peer(self.host, self.sock.getpeername()[0])
        super().request(*args, **kwargs)

    def getresponse(self) -> Any:
        # what comes before, a TLS handshake included, ends with the time for connecting
        _at_work.get().deadline.watch(self.sock)
        return super().getresponse()


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
