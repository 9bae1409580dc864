"""US-RSE: its list of events (us-rse.org/feeds, github.com/USRSE/usrse.github.io)."""

from __future__ import annotations

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Paths, is_list_of, read_json

PATHS: Paths = {
    "id": "url",
    "name": "title",
    "link": "url",
    "dates": "date",  # "published" is the day of the post
    "place": "location",
    "tags": "category",
}


def fits(page: Page) -> bool:
    """Whether it is that list."""
    return is_list_of(page, "title", "date", "published", "repeated", "url")


def read(page: Page) -> list[Fact]:
    """The facts of every event. Of one that is repeated the list says "every tenth Thursday", which is no date."""
    return read_json(page.json, PATHS, page, "US-RSE")
