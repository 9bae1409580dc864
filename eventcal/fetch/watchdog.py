"""Calls at a set time, all from one thread: a timer of its own for each request would cost a thread each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count


class Watchdog:
    """Calls what it was given when its time has come. Threads may share it; its thread begins with the first call asked for."""

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._calls: list[tuple[float, int, list[Callable[[], None]]]] = []
        self._numbers = count()
        self._thread: threading.Thread | None = None

    def call_in(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """`call` is called in so many seconds, unless what is returned is called before."""
        slot = [call]
        with self._wake:
            first = self._calls[0][0] if self._calls else float("inf")
            at = time.monotonic() + seconds
            heappush(self._calls, (at, next(self._numbers), slot))
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
                self._thread.start()
            elif at < first:
                self._wake.notify()
        return slot.clear

    def _watch(self) -> None:
        while True:
            for call in self._next():
                call()

    def _next(self) -> list[Callable[[], None]]:
        """What is to be called now, once there is something."""
        with self._wake:
            left = self._calls[0][0] - time.monotonic() if self._calls else None
            if left is None or left > 0:
                self._wake.wait(left)
                return []
            return heappop(self._calls)[2]


WATCHDOG = Watchdog()
