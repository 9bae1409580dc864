"""Python conferences: a table for each year, CSV (github.com/python-organizers/conferences)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.places import find_places
from eventcal.reading.rows import Paths, has_columns, read_csv, read_rows, rows_of, word_at
from eventcal.reading.structured.location import is_online


def city(row: Mapping[str, Any]) -> str:
    """The city of the location; that of an event whose venue is "Online" is where its organisers live."""
    place = word_at(row, "Location")
    if is_online(word_at(row, "Venue")):
        return ""
    best = max(find_places(place), key=lambda hit: hit.score, default=None)
    return best.city if best is not None else place.partition(",")[0]


def country(row: Mapping[str, Any]) -> str:
    """Its country, likewise."""
    return "" if is_online(word_at(row, "Venue")) else word_at(row, "Country")


PATHS: Paths = {
    "name": "Subject",
    "link": "Website URL",
    "start": "Start Date",
    "end": "End Date",
    "venue": "Venue",
    "city": city,
    "country": country,
    "proposal": ("Talk Deadline", "Tutorial Deadline"),
}


def fits(page: Page) -> bool:
    """Whether it is such a table."""
    return has_columns(page, "Subject", "Start Date", "Location", "Website URL", "Talk Deadline")


def read(page: Page) -> list[Fact]:
    """The facts of every conference."""
    return list(read_rows(rows_of(list(read_csv(page)), PATHS), page, "python-organizers"))
