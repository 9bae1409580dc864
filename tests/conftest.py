"""What holds for all tests."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from time import process_time

import pytest
from hypothesis import settings

settings.register_profile("no deadline", deadline=None)  # a busy machine is no failure
settings.load_profile("no deadline")

QUIET = 0.04  # CPU seconds that the yardstick takes on a quiet machine
SLACK = 3  # a machine may slow down between yardstick and test

Within = Callable[[float], AbstractContextManager[None]]


def yardstick() -> float:
    """CPU seconds of a fixed amount of plain work."""
    start = process_time()
    seen = {}
    for n in range(200_000):
        seen[n % 1000] = f"{n}x"
    return process_time() - start


@pytest.fixture
def within() -> Within:
    """A block under it fails where it takes far more CPU seconds than given, as a quiet machine counts them."""

    @contextmanager
    def measured(seconds: float) -> Iterator[None]:
        before, start = yardstick(), process_time()
        yield
        took = process_time() - start
        slowness = max(1, before / QUIET, yardstick() / QUIET)
        assert took < seconds * slowness * SLACK

    return measured
