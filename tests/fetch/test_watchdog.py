"""Calls at a set time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

import pytest

from eventcal.fetch.watchdog import Watchdog

PATIENCE = 30  # seconds, for a busy machine


@pytest.fixture
def called() -> SimpleQueue[str]:
    return SimpleQueue()


def says(called: SimpleQueue[str], word: str) -> Callable[[], None]:
    return lambda: called.put(word)


def test_calls_come_in_the_order_of_their_times(called: SimpleQueue[str]) -> None:
    dog = Watchdog()
    dog.call_in(0.2, says(called, "late"))
    dog.call_in(0.05, says(called, "early"))
    assert [called.get(timeout=PATIENCE) for _ in "12"] == ["early", "late"]


def test_what_is_called_off_is_not_called(called: SimpleQueue[str]) -> None:
    dog = Watchdog()
    off = dog.call_in(0.05, says(called, "off"))
    off()
    dog.call_in(0.1, says(called, "on"))
    assert called.get(timeout=PATIENCE) == "on"
    with pytest.raises(Empty):
        called.get_nowait()


def test_one_thread_serves_all(called: SimpleQueue[str]) -> None:
    before, dog = threading.active_count(), Watchdog()
    for _ in range(50):
        dog.call_in(0.01, says(called, "now"))
    assert threading.active_count() <= before + 1
    assert [called.get(timeout=PATIENCE) for _ in range(50)] == ["now"] * 50
