"""The Carpentries: their database's table of workshops, CSV (amy.carpentries.org)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, has_columns, read_csv, read_rows, rows_of, word_at
from eventcal.reading.structured.location import is_online


def online(workshop: Mapping[str, Any]) -> str:
    """Yes where the address or a tag says that it is online."""
    said = (word_at(workshop, "address"), word_at(workshop, "tags"))
    words = next((words for words in said if is_online(words) or "'online'" in words), "")
    return Made("yes", words) if words else ""


def venue(workshop: Mapping[str, Any]) -> str:
    """The venue; that of a workshop online is its host."""
    return "" if online(workshop) else word_at(workshop, "venue")


PATHS: Paths = {
    "id": "slug",
    "name": "slug",  # there are no titles
    "link": "website_url",
    "start": "start",
    "end": "end",
    "online": online,
    "venue": venue,
    "country": "country",  # longitude and latitude are often wrong
    "status": "workshop_status",
    "organizer": "organiser",
}


def fits(page: Page) -> bool:
    """Whether it is that table."""
    return has_columns(page, "slug", "start", "workshop_type", "website_url")


def read(page: Page) -> list[Fact]:
    """The facts of every workshop."""
    return list(read_rows(rows_of(list(read_csv(page)), PATHS), page, "The Carpentries"))
