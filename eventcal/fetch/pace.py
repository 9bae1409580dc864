"""One request a host at a time, a pause before the next, and none at all while a host has asked for none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock

from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import GiveUp
from eventcal.model import Host


def utc_now() -> datetime:
    """The time of day, aware."""
    return datetime.now(UTC)


@dataclass
class _Lane:
    gap_s: float
    started: float | None = None
    """As the clock tells it; before this run it may be negative."""
    slow_s: float = 0.0
    """How long its answers take, the last ones counting most."""
    closed_until: datetime | None = None
    turn: Lock = field(default_factory=Lock)


class Pace:
    """Whose turn it is at each host. Threads may share it.

    `clock` counts seconds from anywhere, `now` is the time of day, aware; `hosts` is what is known from before.
    """

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        now: Callable[[], datetime],
        hosts: Iterable[Host] = (),
    ) -> None:
        self._limits, self._clock, self._sleep, self._now = limits, clock, sleep, now
        self._lanes = {host.name: self._remembered(host) for host in hosts}
        self._asked: set[str] = set()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until nobody else talks to `host` and the last request began at least a gap ago.

        GiveUp, without waiting, if it has asked to be left alone for longer than a moment.
        """
        lane = self._lane(host)
        with lane.turn:
            self._wait(host, lane)
            lane.started = self._clock()
            self._asked.add(host)
            try:
                yield
            finally:
                lane.slow_s = (lane.slow_s + self._clock() - lane.started) / 2

    def slow_down(self, host: str, gap_s: float) -> None:
        """At least `gap_s` seconds between requests to this host from now on."""
        lane = self._lane(host)
        lane.gap_s = max(lane.gap_s, gap_s)

    def close(self, host: str, seconds: float) -> None:
        """No request to this host for so long; a longer time that it asked for before stays."""
        lane = self._lane(host)
        until = self._now() + timedelta(seconds=min(seconds, self._limits.closed_s))
        lane.closed_until = max(until, lane.closed_until or until)

    def hosts(self) -> list[Host]:
        """What is known now of each host that was asked, by name."""
        clock, now = self._clock(), self._now()
        return [
            Host(name, now - timedelta(seconds=clock - lane.started), self._gap(lane), lane.closed_until)
            for name, lane in sorted(self._lanes.items())
            if name in self._asked and lane.started is not None
        ]

    def _wait(self, host: str, lane: _Lane) -> None:
        closed = (lane.closed_until - self._now()).total_seconds() if lane.closed_until else 0.0
        if closed > self._limits.patience_s and lane.closed_until:
            raise GiveUp(f"{host} asked to be left alone until {lane.closed_until:%Y-%m-%d %H:%M} UTC", "later")
        pause = lane.started + self._gap(lane) - self._clock() if lane.started is not None else 0.0
        if (wait := max(pause, closed)) > 0:
            self._sleep(wait)

    def _gap(self, lane: _Lane) -> float:
        """A host that takes long to answer is asked less often."""
        return max(lane.gap_s, min(2 * lane.slow_s, self._limits.slow_s))

    def _lane(self, host: str) -> _Lane:
        return self._lanes.setdefault(host, _Lane(self._limits.gap_s))

    def _remembered(self, host: Host) -> _Lane:
        """A time to come, as of a clock that was wrong, says nothing."""
        ago = (self._now() - host.asked_at).total_seconds()
        longest = self._now() + timedelta(seconds=self._limits.closed_s)
        closed = host.closed_until if host.closed_until and host.closed_until <= longest else None
        gap_s = max(self._limits.gap_s, min(host.gap_s, self._limits.crawl_delay_s)) if self._limits.gap_s else 0.0
        return _Lane(gap_s, self._clock() - ago if ago >= 0 else None, closed_until=closed)
