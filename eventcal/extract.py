"""Pages → the lines of `eventcal extract`, and the one place where a page that cannot be understood is caught."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from eventcal import adapters
from eventcal.choose import choose
from eventcal.errors import EventcalError, ReadError
from eventcal.event_json import facts_to_json, to_json
from eventcal.fetch import Door, Fetched
from eventcal.model import Event, Fact, Horizon, Recipe, Source
from eventcal.page import Page

log = logging.getLogger(__name__)

Understood: TypeAlias = tuple[list[Fact], list[Event]]
ARCHIVES = (".warc", ".warc.gz")


def understand(page: Page, adapter: str = "auto", recipe: Recipe = (), horizon: Horizon | None = None) -> Understood:
    """All facts of a page and the events that they speak of; with a horizon those that recur as often as within it.

    ReadError whatever goes wrong, our own mistakes included: one page must not end the reading of the others.
    """
    try:
        facts = adapters.read(page, adapter, recipe, horizon)
        return facts, choose(facts, page)
    except EventcalError:
        raise
    except Exception as error:
        log.debug("%s", page.url, exc_info=True)
        raise ReadError(f"{page.url}: the reading code failed with {type(error).__name__}; please report it") from error


def is_archive(address: str) -> bool:
    """Whether an input is a WARC archive, by its name."""
    return address.lower().endswith(ARCHIVES)


def pages(address: str, door: Door, url: str | None = None) -> Iterator[Page]:
    """The pages of one input: each response of an archive, else the file or http(s) address itself, with `url` for its own.

    ReadError where there is none; ArchiveError after the pages before the break.
    """
    if is_archive(address):
        from eventcal.fetch.archive import read_archive

        yield from read_archive(Path(address))
        return
    where = address if address.startswith(("http://", "https://")) else str(Path(address).absolute())
    fetched = door.fetch(Source(id=address, url=where), None)
    if not isinstance(fetched, Fetched):
        raise ReadError(getattr(fetched, "reason", "unchanged"))
    yield fetched.page if url is None else replace(fetched.page, url=url)


def line(page: Page, *, explain: bool = False, understand: Callable[[Page], Understood] = understand) -> dict[str, Any]:
    """The page's JSON line (design.md, section 3). With `explain` it has `facts` too: everything read, losers included."""
    found: dict[str, Any] = {"url": page.url, "date": page.when.isoformat(), "events": []}
    try:
        facts, events = understand(page)
    except EventcalError as error:
        return {**found, "error": str(error)}
    found["events"] = [to_json(event) for event in events]
    return {**found, "facts": facts_to_json(facts)} if explain else found
