"""iCalendar feeds and files (RFC 5545)."""

from __future__ import annotations

from eventcal.model import Fact, Horizon
from eventcal.page import Page
from eventcal.reading import calendar


def fits(page: Page) -> bool:
    """Whether the body is iCalendar."""
    return calendar.looks_like(page)


def read(page: Page) -> list[Fact]:
    """The facts of every entry of the calendar."""
    return list(calendar.read(page))


def read_within(page: Page, horizon: Horizon) -> list[Fact]:
    """The facts of every entry, and of those that recur the facts of each occurrence within the horizon."""
    return list(calendar.read(page, horizon))
