"""iCalendar feeds and files (RFC 5545)."""

from __future__ import annotations

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading import calendar


def fits(page: Page) -> bool:
    """Whether the body is iCalendar."""
    return calendar.looks_like(page)


def read(page: Page) -> list[Fact]:
    """The facts of every entry of the calendar."""
    return list(calendar.read(page))
