"""One request a host at a time, and a pause before the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class _Lane:
    gap_s: float
    started: float | None = None
    turn: Lock = field(default_factory=Lock)


class Pace:
    """Whose turn it is at each host. Threads may share it."""

    def __init__(self, gap_s: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._gap_s, self._clock, self._sleep = gap_s, clock, sleep
        self._lanes: dict[str, _Lane] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until nobody else talks to `host` and the last request began at least a gap ago."""
        lane = self._lane(host)
        with lane.turn:
            if lane.started is not None:
                wait = lane.started + lane.gap_s - self._clock()
                if wait > 0:
                    self._sleep(wait)
            lane.started = self._clock()
            yield

    def slow_down(self, host: str, gap_s: float) -> None:
        """At least `gap_s` seconds between requests to this host from now on."""
        lane = self._lane(host)
        lane.gap_s = max(lane.gap_s, gap_s)

    def _lane(self, host: str) -> _Lane:
        return self._lanes.setdefault(host, _Lane(self._gap_s))
