"""The Carpentries: their database's table of workshops, CSV (amy.carpentries.org)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.places import find_places
from eventcal.reading.rows import Made, Paths, has_columns, read_csv, read_rows, rows_of, word_at
from eventcal.reading.structured.location import is_online

POSTCODE = re.compile(r"\s+[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b.*")


def online(workshop: Mapping[str, Any]) -> str:
    """Yes where the address or a tag says that it is online."""
    said = (word_at(workshop, "address"), word_at(workshop, "tags"))
    words = next((words for words in said if is_online(words) or "'online'" in words), "")
    return Made("yes", words) if words else ""


def venue(workshop: Mapping[str, Any]) -> str:
    """The venue; that of a workshop online is its host."""
    return "" if online(workshop) else word_at(workshop, "venue")


def city(workshop: Mapping[str, Any]) -> str:
    """The town: the last part of the address that names one and nothing else, a postcode apart."""
    if online(workshop):
        return ""
    parts = [POSTCODE.sub("", part).strip() for part in word_at(workshop, "address").split(",")]
    return next((part for part in reversed(parts) if is_town(part, word_at(workshop, "country"))), "")


def is_town(words: str, country: str) -> bool:
    """Whether words are the name of a town, and not of one known in another country only: Surrey is a county too."""
    hits = (hit for hit in find_places(words) if hit.city and (hit.start, hit.end) == (0, len(words)))
    return any(hit.country in (None, country) for hit in hits)


PATHS: Paths = {
    "id": "slug",
    "name": "slug",  # there are no titles
    "link": "website_url",
    "start": "start",
    "end": "end",
    "online": online,
    "venue": venue,
    "city": city,
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
