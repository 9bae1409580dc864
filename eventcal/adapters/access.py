"""ACCESS: the events of this network of computing centres (support.access-ci.org/api, versions 2.0 to 2.2)."""

from __future__ import annotations

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Paths, is_list_of, read_json

PATHS: Paths = {
    "id": "id",
    "name": "title",
    "link": "registration",  # the list does not give the event's own page
    "start": ("date", "start_date"),
    "end": ("date_1", "end_date"),
    "place": "location",
    "description": ("description", "event_summary"),
    "organizer": "event_affiliation",
    "tags": ("custom_event_tags", "tags"),
}


def fits(page: Page) -> bool:
    """Whether it is that list."""
    return is_list_of(page, "title", "location", "event_affiliation", "skill_level")


def read(page: Page) -> list[Fact]:
    """The facts of every event."""
    return read_json(page.json, PATHS, page, "ACCESS")
