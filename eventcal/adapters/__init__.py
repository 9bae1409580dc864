"""From a page to its facts: the adapter that reads it is named by its source, or found by looking at the page."""

from __future__ import annotations

from collections.abc import Callable

from eventcal.adapters import html, ical
from eventcal.errors import ReadError
from eventcal.model import Fact
from eventcal.page import Page

ADAPTERS: dict[str, Callable[[Page], list[Fact]]] = {"html": html.read, "ical": ical.read}


def read(page: Page, adapter: str = "auto") -> list[Fact]:
    """All facts of a page. ReadError where it is nothing that the adapter reads."""
    return ADAPTERS[detect(page) if adapter == "auto" else adapter](page)


def detect(page: Page) -> str:
    """The name of the adapter for a page, by its content: labels lie. ReadError where there is none."""
    if not page.body.strip():
        raise ReadError(f"{page.url}: the page is empty")
    if ical.fits(page):
        return "ical"
    if html.fits(page):
        return "html"
    raise ReadError(f"{page.url}: neither a web page nor an iCalendar file")
