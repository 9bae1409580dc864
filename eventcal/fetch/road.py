"""The way from an address to its answer: in turn, tried twice where that may help, redirects followed by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

from requests.cookies import RequestsCookieJar

from eventcal.fetch.deadline import Deadline
from eventcal.fetch.guard import Guard, Resolve
from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import REDIRECTS, GiveUp, host_of
from eventcal.fetch.pace import Pace, utc_now
from eventcal.fetch.record import Recorder
from eventcal.fetch.retry_after import retry_after
from eventcal.fetch.wire import Answer, Trip, Wire
from eventcal.model import Host, Validators

NOT_MODIFIED = 304


class Road:
    """All requests go this way, those for robots.txt too. Threads may share it."""

    def __init__(
        self,
        contact: str | None,
        limits: Limits,
        resolve: Resolve,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = utc_now,
        hosts: Iterable[Host] = (),
        recorder: Recorder | None = None,
    ) -> None:
        self.pace = Pace(limits, clock, sleep, now, hosts)
        self._now, self._recorder = now, recorder
        self._limits, self._resolve, self._sleep, self._clock = limits, resolve, sleep, clock
        self._wire = Wire(contact, limits)

    def close(self) -> None:
        """Close all connections."""
        self._wire.close()

    def trip(self, *, allow_private: bool) -> Trip:
        """What one fetch takes along."""
        guard, deadline = Guard(allow_private, self._resolve), Deadline(self._limits.whole_s, self._clock)
        return Trip(guard, deadline, RequestsCookieJar())

    def follow(
        self,
        url: str,
        trip: Trip,
        *,
        validators: Validators | None = None,
        check: Callable[[str, Trip], None] | None = None,
        cut_at: int | None = None,
    ) -> Answer:
        """The answer where `url` leads to in the end; `check` may refuse each address on the way.

        GiveUp as in `Wire.get`, and after too many redirects.
        """
        headers = _conditions(validators)
        host, trip_elsewhere = host_of(url), replace(trip, guard=replace(trip.guard, allow_private=False))
        for hop in range(self._limits.redirects + 1):
            allowed = trip if host_of(url) == host else trip_elsewhere  # what a source opens is its own host
            allowed.guard.check_url(url)
            if check:
                check(url, allowed)
            answer = self._get(url, headers, allowed, cut_at)
            if answer.status == 304 and not headers:
                raise GiveUp("HTTP 304, although the page was asked for whole", "http")
            if answer.status not in REDIRECTS:
                return replace(answer, redirected=hop > 0)
            url = redirect_target(url, answer)
            # the next address may be another page than last time, and older: its date says nothing
            headers.pop("If-Modified-Since", None)
        raise GiveUp(f"more than {self._limits.redirects} redirects", "refused")

    def _get(self, url: str, headers: Mapping[str, str], trip: Trip, cut_at: int | None) -> Answer:
        """One quick second try where the fault may be over in a moment."""
        try:
            answer = self._in_turn(url, headers, trip, cut_at)
            if not _passing(answer):
                return answer
        except GiveUp as error:
            if not error.again:
                raise
        self._sleep(self._limits.retry_pause_s)
        return self._in_turn(url, headers, trip, cut_at)

    def _in_turn(self, url: str, headers: Mapping[str, str], trip: Trip, cut_at: int | None) -> Answer:
        host = host_of(url)
        with self.pace.turn(host):
            answer = self._wire.get(url, headers, trip, cut_at)
        if self._recorder is not None and answer.status != NOT_MODIFIED:
            self._recorder.keep(answer, self._now())
        if (seconds := retry_after(answer, self._now(), self._limits)) > 0:
            self.pace.close(host, seconds)
        return answer


def redirect_target(url: str, answer: Answer) -> str:
    """The absolute address that a redirect at `url` names. GiveUp if it names none."""
    location = answer.headers.get("location", "")
    try:
        # http.client reads headers as latin-1; what servers write beyond ASCII is UTF-8
        return urljoin(url, location.encode("latin-1").decode("utf-8", "replace")) if location else _nowhere(answer)
    except ValueError as error:
        raise GiveUp("redirected to an address that cannot be understood", "refused") from error


def _nowhere(answer: Answer) -> str:
    raise GiveUp(f"HTTP {answer.status} without an address to go to", "http")


def _conditions(validators: Validators | None) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110, 13.1)."""
    if validators is None:
        return {}
    stated = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in stated.items() if value}


def _passing(answer: Answer) -> bool:
    """Whether a failure of the server may be over in a moment; not if it names a time of its own."""
    return answer.status >= 500 and answer.status != 501 and "retry-after" not in answer.headers
