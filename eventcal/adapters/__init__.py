"""From a page to its facts: the adapter that reads it is named by its source, or found by looking at the page.

An adapter is a module with `fits(page)`, whether it reads a page, by its content, and `read(page)`, all its facts. One whose
pages hold entries that recur may add `read_within(page, horizon)`. Those of this package are found by their files; other
packages add theirs by an entry point of the group "eventcal.adapters".
"""

from __future__ import annotations

import logging
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from eventcal.errors import EventcalError, ReadError
from eventcal.model import Fact, Horizon, Recipe
from eventcal.page import Page

log = logging.getLogger(__name__)

GROUP = "eventcal.adapters"
LAST = ("fullcalendar", "ical", "plain_list", "html")
"""What fits many platforms' pages, and so is asked last."""


OF_PAGES = frozenset(["html", "meetup", "wikicfp"])
"""Adapters that read web pages; all others read what machines write."""
NEWEST = frozenset(["feed"])
"""Adapters of what holds its newest entries: one that is gone from it is only older."""


class Adapter(Protocol):
    """What reads the pages of one platform or site."""

    def fits(self, page: Page) -> bool:
        """Whether this reads the page, by its content: labels lie."""

    def read(self, page: Page) -> list[Fact]:
        """All facts of the page. ReadError where it is nothing that this reads."""


class Cook(Protocol):
    """What reads a page by a recipe."""

    def read_by(self, page: Page, recipe: Mapping[str, Sequence[str]]) -> list[Fact]:
        """All facts of the page. ReadError where the recipe finds nothing."""


@runtime_checkable
class Expanding(Protocol):
    """What an adapter has whose pages may hold a recurring entry as one."""

    def read_within(self, page: Page, horizon: Horizon) -> list[Fact]:
        """All facts of the page, those of a recurring entry about each of its occurrences within the horizon."""


@cache
def adapters() -> Mapping[str, Adapter]:
    """Every adapter by name, in the order in which they are asked: those of other packages, platforms, the rest."""
    own = own_loaders()
    foreign = {name: usable(name, load) for name, load in loaders().items() if name not in own}
    return {name: it for name, it in foreign.items() if it is not None} | {name: load() for name, load in own.items()}


def usable(name: str, load: Callable[[], Adapter]) -> Adapter | None:
    """The adapter of another package; None, and a line for people, where it cannot be loaded: the others go on."""
    try:
        adapter = load()
        return Guest(name, adapter.fits, adapter.read)
    except Exception as error:
        warn(name, f"cannot be loaded: {type(error).__name__}: {error}")
        return None


@dataclass(frozen=True, slots=True)
class Guest:
    """An adapter of another package: where it fails to say whether it reads a page, the others are asked."""

    name: str
    says: Callable[[Page], bool]
    read: Callable[[Page], list[Fact]]

    def fits(self, page: Page) -> bool:
        """Whether it reads the page; False, and a line for people, where it fails."""
        try:
            return self.says(page)
        except EventcalError:
            raise  # the page's fault
        except Exception as error:
            warn(self.name, f"fails in fits: {type(error).__name__}: {error}")
            return False


@cache
def warn(name: str, problem: str) -> None:
    """Tells people of an adapter that does not work, once, in one line."""
    line = " ".join(problem.split())
    log.warning(
        "eventcal: the adapter %s %s", name, "".join(char if char.isprintable() else "?" for char in line[:300])
    )
    log.debug("%s", name, exc_info=True)


def names() -> list[str]:
    """The names of all adapters, in that order; none is loaded for it."""
    return list(loaders())


def loaders() -> dict[str, Callable[[], Adapter]]:
    """How each adapter is loaded, by name. A name of this package's is not given to another's."""
    found: dict[str, Callable[[], Adapter]] = {entry.name: entry.load for entry in entry_points(group=GROUP)}
    own = own_loaders()
    return {name: load for name, load in found.items() if name not in own} | own


def own_loaders() -> dict[str, Callable[[], Adapter]]:
    """How those of this package are loaded."""
    own = sorted(module.name for module in pkgutil.iter_modules(__path__))
    ordered = [*(name for name in own if name not in LAST), *LAST]
    return {name.replace("_", "-"): partial(import_module, f"{__name__}.{name}") for name in ordered}


def read(page: Page, adapter: str = "auto", recipe: Recipe = (), horizon: Horizon | None = None) -> list[Fact]:
    """All facts of a page. With a horizon an entry that recurs is told by its occurrences within it, else by its first one.

    `recipe`: for the adapters that go by one. ReadError where the page is nothing that the adapter reads.
    """
    if recipe:
        cook: Cook = import_module(f"{__name__}.{adapter}")
        return cook.read_by(page, dict(recipe))
    name = detect(page) if adapter == "auto" else adapter
    if name not in adapters():
        raise ReadError(f"{page.url}: the adapter {name} cannot be loaded")
    reader = adapters()[name]
    if horizon is not None and isinstance(reader, Expanding):
        return reader.read_within(page, horizon)
    return reader.read(page)


def decide(page: Page, known: str | None) -> str:
    """The name of the adapter for a page that was read by `known` before: the same one as long as it fits.

    ReadError where there is none, and where a web page stands in place of a calendar, a feed or a list: a login, a notice.
    """
    if known is not None and known in adapters() and adapters()[known].fits(page):
        return known
    name = detect(page)
    if known is not None and known not in OF_PAGES and name in OF_PAGES:
        raise ReadError(f"{page.url}: a web page in place of what was read as {known}; `refresh --force` takes it")
    return name


def detect(page: Page) -> str:
    """The name of the adapter for a page. ReadError where there is none."""
    if not page.body.strip():
        raise ReadError(f"{page.url}: the page is empty")
    for name, adapter in adapters().items():
        if adapter.fits(page):
            return name
    raise ReadError(f"{page.url}: neither a web page nor a calendar or list that eventcal reads")
