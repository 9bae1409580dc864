"""The events of a source from all its pages: a list goes on, its entries have pages, an event's site has several."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from eventcal.choose import completed, with_facts, without_repeats
from eventcal.choose.addresses import bare
from eventcal.errors import EventcalError
from eventcal.extract import understand
from eventcal.follow.links import details, next_page, parts
from eventcal.follow.same import is_other, is_same
from eventcal.model import Event, Fact, Failed
from eventcal.page import Page

log = logging.getLogger(__name__)

FEWEST = 2  # entries of a list that may go on
NEXT_PAGES = 5
PARTS = 4  # other pages of an event's site
OWN = ""
"""What facts that speak of the page's own event are `about`."""

Understood: TypeAlias = tuple[Sequence[Fact], Sequence[Event]]
Read: TypeAlias = Callable[[Page], Understood]
"""How the pages of a list are read; all other pages are read as `extract` reads them."""
Answer: TypeAlias = Page | Failed | None
"""None: it was not asked."""


@dataclass(slots=True)
class Followed:
    """What a source says on all its pages."""

    events: list[Event]
    pages: dict[str, Page] = field(default_factory=dict)
    """Those that were read besides the source's own, by the address asked."""
    problems: list[str] = field(default_factory=list)
    broken: bool = False
    """A page that the list goes on with could not be had. Another visit may have it."""


def followed(
    page: Page, understood: Understood, led_to: Mapping[str, Page | Failed], kept: Mapping[str, Page], read: Read
) -> Followed:
    """The events of a page and of the pages that it leads to. Asks for nothing.

    `led_to` are the answers of this visit, `kept` the pages of earlier ones: they stand in for what could not be had now, so
    that a page which fails for a day takes nothing from its event.
    """
    facts, events = understood

    def had(address: str) -> Page | None:
        answer = led_to.get(address)
        if isinstance(answer, Page):
            return answer
        return None if answer is not None and answer.kind == "missing" else kept.get(address)

    if is_listing(facts, events):
        return with_details(listing(page, events, read, led_to.get), page, had)
    return with_parts(Followed([*events]), page, had)


def is_listing(facts: Sequence[Fact], events: Sequence[Event]) -> bool:
    """Whether a page lists events: several, or one on what reads like a list or is no page for people."""
    kinds = {fact.value for fact in facts if fact.field == "kind"}
    return len(events) > 1 or (len(events) == 1 and (not kinds or "listing" in kinds))


def listing(page: Page, events: Sequence[Event], read: Read, ask: Callable[[str], Answer]) -> Followed:
    """The entries of a list with those of the pages that it goes on with, up to one that has no new entry.

    A single entry goes on with nothing: a page of one event often links to the next event.
    """
    found = Followed([*events])
    if len(events) < FEWEST:
        return found
    seen, last = {bare(page.url)}, page
    while (address := next_page(last, len(found.pages) + 2)) is not None and bare(address) not in seen:
        if len(found.pages) == NEXT_PAGES:
            found.problems.append(f"only {NEXT_PAGES} further pages of the list were read; it goes on at {address}")
            break
        answer = ask(address)
        if not isinstance(answer, Page):
            note_missing(found, address, answer)
            break
        entries = without_repeats([*found.events, *entries_of(answer, read)])
        if len(entries) == len(found.events):
            break
        seen |= {bare(address), bare(answer.url)}
        found.events, found.pages[address], last = entries, answer, answer
    return found


def note_missing(found: Followed, address: str, answer: Failed | None) -> None:
    """Says that a list goes on where it could not be read."""
    if answer is not None:
        found.problems.append(f"the list goes on at {address}, which could not be read: {answer.reason}")
        found.broken = True


def entries_of(page: Page, read: Read = understand) -> Sequence[Event]:
    """The events of a page; none where it cannot be read."""
    try:
        return read(page)[1]
    except EventcalError as error:
        log.debug("%s", error)
        return ()


def with_details(found: Followed, page: Page, had: Callable[[str], Page | None]) -> Followed:
    """The entries of a list, those with a page of their own completed by it."""
    fuller: dict[str, Event] = {}
    for address, event in details(page, found.events):
        detail = had(address)
        if detail is None:
            continue
        found.pages[address] = detail
        own = entries_of(detail)
        if len(own) == 1 and is_same(own[0], event):
            fuller[event.url] = completed(own[0], event)
    found.events = [fuller.get(event.url, event) for event in found.events]
    return found


def with_parts(found: Followed, page: Page, had: Callable[[str], Page | None]) -> Followed:
    """The event of a page, with what the other pages of its site say of what it lacks."""
    for number, event in enumerate(found.events):
        told: list[Fact] = []
        for address, fields in parts(page, event)[:PARTS]:
            part = had(address)
            if part is not None:
                found.pages[address] = part
                told += facts_of(part, event, fields)
        found.events[number] = with_facts(event, told, page) if told else event
    return found


def facts_of(part: Page, event: Event, fields: frozenset[str]) -> list[Fact]:
    """What another page of an event's site says of it in some fields; nothing where it is about several or another one."""
    try:
        facts, events = understand(part)
    except EventcalError as error:
        log.debug("%s", error)
        return []
    if len(events) > 1 or is_other(part, events, event):
        return []
    return [replace(fact, source=part.url) for fact in facts if fact.about == OWN and fact.field in fields]
