"""A limit on the whole time of a fetch, which holds even if the server sends a byte now and then."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from eventcal.fetch.outcome import GiveUp
from eventcal.fetch.watchdog import WATCHDOG


class Deadline:
    """Time on the network, shared by all requests of one fetch.

    A time-out on a socket starts anew with each byte, and headers are read line by line where no clock can be checked;
    so a watchdog shuts the connection down under the reader. What is read then looks like the end of the body, or like any
    error of a connection: `running` turns all of it into one GiveUp.
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self.left = seconds
        self._words = f"no answer within {seconds:g} s"
        self._clock = clock
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._cut = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """The clock runs inside. GiveUp if time is up, whatever else happened inside."""
        if self.left <= 0:
            raise GiveUp(self._words, "network")
        started = self._clock()
        cancel = WATCHDOG.call_in(self.left, self._shut_down)
        try:
            yield
        except Exception as error:
            if self._cut:
                raise GiveUp(self._words, "network") from error
            raise
        finally:
            cancel()
            with self._lock:  # from here on the connection may serve others
                self._sockets.clear()
            self.left -= self._clock() - started
        if self._cut:
            raise GiveUp(self._words, "network")

    def watch(self, sock: socket.socket) -> None:
        """Shut this connection down, too, when time is up."""
        with self._lock:
            self._sockets.append(sock)
            if self._cut:
                _shut(sock)

    def _shut_down(self) -> None:
        with self._lock:
            self._cut = True
            for sock in self._sockets:
                _shut(sock)


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):  # closed already
        sock.shutdown(socket.SHUT_RDWR)
