"""From a page to its facts: the adapter that reads it is named by its source, or found by looking at the page.

An adapter is a module with `fits(page)`, whether it reads a page, by its content, and `read(page)`, all its facts. Those of
this package are found by their files; other packages add theirs by an entry point of the group "eventcal.adapters".
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol

from eventcal.errors import ReadError
from eventcal.model import Fact
from eventcal.page import Page

GROUP = "eventcal.adapters"
LAST = ("fullcalendar", "ical", "plain_list", "html")
"""What fits many platforms' pages, and so is asked last."""


class Adapter(Protocol):
    """What reads the pages of one platform or site."""

    def fits(self, page: Page) -> bool:
        """Whether this reads the page, by its content: labels lie."""

    def read(self, page: Page) -> list[Fact]:
        """All facts of the page. ReadError where it is nothing that this reads."""


@cache
def adapters() -> Mapping[str, Adapter]:
    """Every adapter by name, in the order in which they are asked: those of other packages, platforms, the rest."""
    return {name: load() for name, load in loaders().items()}


def names() -> list[str]:
    """The names of all adapters, in that order; none is loaded for it."""
    return list(loaders())


def loaders() -> dict[str, Callable[[], Adapter]]:
    """How each adapter is loaded, by name."""
    own = sorted(module.name for module in pkgutil.iter_modules(__path__))
    ordered = [*(name for name in own if name not in LAST), *LAST]
    found: dict[str, Callable[[], Adapter]] = {entry.name: entry.load for entry in entry_points(group=GROUP)}
    return found | {name.replace("_", "-"): partial(import_module, f"{__name__}.{name}") for name in ordered}


def read(page: Page, adapter: str = "auto") -> list[Fact]:
    """All facts of a page. ReadError where it is nothing that the adapter reads."""
    return adapters()[detect(page) if adapter == "auto" else adapter].read(page)


def detect(page: Page) -> str:
    """The name of the adapter for a page. ReadError where there is none."""
    if not page.body.strip():
        raise ReadError(f"{page.url}: the page is empty")
    for name, adapter in adapters().items():
        if adapter.fits(page):
            return name
    raise ReadError(f"{page.url}: neither a web page nor a calendar or list that eventcal reads")
