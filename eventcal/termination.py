"""SIGTERM, by which a machine that shuts down asks a run to end: at once, but for the page that is just being stored."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


def end(number: int, frame: FrameType | None) -> None:
    """A handler that ends the run as Ctrl-C does."""
    raise KeyboardInterrupt


@contextmanager
def finished() -> Iterator[None]:
    """SIGTERM waits for the end of the block, and ends the run then. It does nothing outside of the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
    if asked:
        raise KeyboardInterrupt
