"""Fetch a source from the network or from a page file: the order of steps.

What the network needs takes .1 s to load, and is loaded when it is first asked: often nothing is due.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from eventcal.fetch.files import is_file, read_file
from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import GOOD, Fetched, GiveUp, Result, status_failure
from eventcal.fetch.pace import utc_now
from eventcal.model import Failed, Host, Source, Unchanged, Validators
from eventcal.page import Page

if TYPE_CHECKING:
    from eventcal.fetch.guard import Resolve
    from eventcal.fetch.record import Recorder
    from eventcal.fetch.robots import Robots
    from eventcal.fetch.wire import Answer

MAX_VALIDATOR = 1000  # characters; a longer one is noise


class Fetcher:
    """The polite way to pages. Threads may share it; each host is asked by one at a time.

    `contact` is told to each server, so that its operator can write to someone. `today` is the day that pages are read;
    `hosts` is what is remembered of hosts from before; `record` an archive that keeps each answer.
    """

    def __init__(
        self,
        contact: str | None,
        today: date,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        resolve: Resolve = socket.getaddrinfo,
        now: Callable[[], datetime] = utc_now,
        hosts: Iterable[Host] = (),
        record: Path | None = None,
    ) -> None:
        self._today, self._limits = today, limits
        self._recorder = _recorder(record) if record is not None else None
        self._contact, self._resolve, self._sleep, self._clock, self._now = contact, resolve, sleep, clock, now
        self._hosts = tuple(hosts)
        self._network: Robots | None = None
        self._opening = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._network is not None:
            self._network.road.close()
        if self._recorder is not None:
            self._recorder.__exit__(kind, error, trace)

    def hosts(self) -> list[Host]:
        """What is to be remembered of the hosts that were asked."""
        return self._network.road.pace.hosts() if self._network is not None else []

    def fetch(self, source: Source, validators: Validators | None = None) -> Result:
        """The page of `source`, Unchanged where `validators` of an earlier fetch still hold, or why it cannot be had."""
        try:
            if is_file(source.url):
                return read_file(source.url, self._today, validators, self._limits)
            robots = self._robots
            trip = robots.road.trip(allow_private=source.allow_private)
            answer = robots.road.follow(source.url, trip, validators=validators, check=robots.check)
        except GiveUp as end:
            return end.failed
        return self._outcome(answer, round((self._limits.whole_s - trip.deadline.left) * 1000))

    @property
    def _robots(self) -> Robots:
        """The way to the network, and what it is asked to leave alone; the same at each call."""
        from eventcal.fetch.road import Road
        from eventcal.fetch.robots import Robots

        with self._opening:
            if self._network is None:
                given = (self._resolve, self._sleep, self._clock, self._now, self._hosts, self._recorder)
                self._network = Robots(Road(self._contact, self._limits, *given), self._limits)
            return self._network

    def _outcome(self, answer: Answer, ms: int) -> Result:
        if answer.status == 304:
            return Unchanged(ms)
        if answer.status not in GOOD:
            return status_failure(answer.status, answer.headers)
        if not answer.body.strip():
            return Failed("empty answer", "unreadable")
        page = Page(answer.url, answer.body, self._today, answer.headers.get("content-type"), answer.headers)
        return Fetched(page, _validators(answer), ms=ms)


def _recorder(path: Path) -> Recorder:
    from eventcal.fetch.record import Recorder

    return Recorder(path)


def _validators(answer: Answer) -> Validators:
    """What to send along next time. After a redirect no date: the address may lead to another page by then."""
    etag, modified = (_sendable(answer.headers.get(name)) for name in ("etag", "last-modified"))
    return Validators(etag, None if answer.redirected else modified)


def _sendable(value: str | None) -> str | None:
    return value if value and value.isprintable() and len(value) <= MAX_VALIDATOR else None
