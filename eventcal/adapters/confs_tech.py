"""confs.tech: lists of conferences by topic and year, JSON (github.com/tech-conferences/conference-data)."""

from __future__ import annotations

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import is_list_of, read_rows, rows_of

PATHS = {
    "name": "name",
    "link": "url",
    "start": "startDate",
    "end": "endDate",
    "city": "city",
    "country": "country",
    "online": "online",
    "proposal": "cfpEndDate",
}


def fits(page: Page) -> bool:
    """Whether it is such a list: its conferences have a name, a first day and an address."""
    return is_list_of(page, "name", "startDate", "url")


def read(page: Page) -> list[Fact]:
    """The facts of every conference."""
    return list(read_rows(rows_of(page.json, PATHS), page, "confs.tech"))
