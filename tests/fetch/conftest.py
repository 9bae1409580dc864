from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from servers import Site, site

from eventcal.fetch import Fetcher
from eventcal.fetch.limits import Limits
from eventcal.model import Source

TODAY = date(2027, 3, 1)
QUICK = Limits(gap_s=0, slow_s=0, retry_pause_s=0, whole_s=5)


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def fetcher() -> Iterator[Callable[..., Fetcher]]:
    """Makes a Fetcher with some limits or clocks changed."""
    made: list[Fetcher] = []

    def make(contact: str | None = None, **changes: Any) -> Fetcher:
        limits = {name: changes.pop(name) for name in list(changes) if name in Limits.__dataclass_fields__}
        made.append(Fetcher(contact, TODAY, replace(QUICK, **limits), **changes))
        return made[-1]

    yield make
    for one in made:
        one.__exit__(None, None, None)


@pytest.fixture
def local() -> Callable[[str], Source]:
    """A source that may be on this machine."""
    return lambda url: Source("local", url, allow_private=True)
