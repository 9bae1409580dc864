"""The best draft for a page: of several plans the one that reads most of what the page reader found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventcal.adapters import html
from eventcal.choose import choose
from eventcal.drafts import code
from eventcal.drafts.plan import Plan, events_of, likeness
from eventcal.drafts.selectors import entries, entry_selectors, field_selectors
from eventcal.drafts.wanted import Wanted, wanted
from eventcal.errors import ReadError
from eventcal.model import Event
from eventcal.page import Page
from eventcal.reading.rows import DEADLINES

if TYPE_CHECKING:
    from bs4 import Tag

MOST_ENTRIES = 4  # selectors that are tried for a list's entries
MOST_FIELDS = 4  # for a field
SAMPLE = 12  # events by which they are judged
MORE = 1.5  # times as many events as the page reader found: an element may hold one that it missed
OTHERS = ("link", "place", "mode", "cost", "description", *DEADLINES)
"""The fields without which there still is an event."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a module, and the events that it reads on the page that it was drafted for."""

    code: str
    events: tuple[Event, ...]


def draft(page: Page, host: str) -> Draft:
    """The draft for a web page. It reads the page's elements, else, where events have none of their own, what the page reader
    finds; where that finds nothing its selectors are an example. ReadError where it is no web page."""
    if not html.fits(page):
        raise ReadError(f"{page.url}: no web page; drafts are made of web pages")
    events = choose(html.read(page), page)
    plan = best_plan(page, events)
    if plan is not None:
        return Draft(code.of_elements(page, host, plan), tuple(events_of(plan, plan.scopes(page), page)))
    return Draft((code.of_reader if events else code.of_nothing)(page, host), tuple(events))


def best_plan(page: Page, events: Sequence[Event]) -> Plan | None:
    """The plan that reads all the events and most of their fields; None where none reads them all."""
    best: tuple[int, Plan | None] = (-1, None)
    for plan in plans(page, events):
        drafted = events_of(plan, plan.scopes(page), page)
        same, fields = likeness(drafted, events)
        if same == len(events) and len(drafted) <= MORE * same and fields > best[0]:
            best = fields, plan
    return best[1]


def plans(page: Page, events: Sequence[Event]) -> Iterator[Plan]:
    """Plans that may read these events."""
    told = [wanted(event, page) for event in events]
    if len(events) == 1:
        yield filled(Plan(None), [page.soup], told, events, page)
    elif events:
        for css in entry_selectors(page, told)[:MOST_ENTRIES]:
            yield filled(Plan(css), entries(page, css, told) or [], told, events, page)


def filled(plan: Plan, scopes: Sequence[Tag], told: Sequence[Wanted], events: Sequence[Event], page: Page) -> Plan:
    """A plan with the fields that make what it reads more like the events."""
    scopes, told, events = scopes[:SAMPLE], told[:SAMPLE], events[:SAMPLE]
    for css in field_selectors(scopes, "name", told, page)[:1]:
        plan = plan.plus("name", css)
    for field in ("dates", *OTHERS):
        tried = [plan.plus(field, css) for css in field_selectors(scopes, field, told, page)[:MOST_FIELDS]]
        plan = max([plan, *tried], key=lambda each: likeness(events_of(each, scopes, page), events))
    return plan
