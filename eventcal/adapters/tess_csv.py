"""TeSS and DReSA: the table of events that training portals give and take, CSV (github.com/ElixirTeSS/TeSS)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, has_columns, read_csv, read_rows, rows_of, word_at

FREE = "free"


def description(row: Mapping[str, Any]) -> str:
    """The description, which some quote more than once."""
    return word_at(row, "Description").strip('"')


def venue(row: Mapping[str, Any]) -> str:
    """The venue, likewise."""
    return word_at(row, "Venue").strip('"')


def free(row: Mapping[str, Any]) -> str:
    """Yes where the kind of its cost is that it has none."""
    basis = word_at(row, "Cost Basis")
    return Made("yes", basis) if basis.casefold() == FREE else ""


PATHS: Paths = {
    "name": "Title",
    "link": "URL",
    "start": "Start",
    "end": "End",
    "timezone": "Timezone",
    "online": "Online",
    "venue": venue,
    "city": "City",
    "country": "Country",
    "free": free,
    "price": "Cost",
    "currency": "Currency",
    "description": description,
    "organizer": "Organizer",
}


def fits(page: Page) -> bool:
    """Whether it is such a table."""
    return has_columns(page, "Title", "URL", "Start", "Timezone", "Host Institutions")


def read(page: Page) -> list[Fact]:
    """The facts of every event."""
    return list(read_rows(rows_of(list(read_csv(page)), PATHS), page, "TeSS CSV"))
