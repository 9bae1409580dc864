"""Meetup: the events of its REST interfaces, versions 2 and 3 (meetup.com/api)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_hold, read_json, word_at

LISTS = ("results", "events")  # of version 2 and of version 3


def start(event: Mapping[str, Any]) -> str:
    """When it begins, by the clock of its place."""
    return after(event, "0")


def end(event: Mapping[str, Any]) -> str:
    """When it ends, by the clock of its place; "" where its length is not told."""
    return after(event, word_at(event, "duration"))


def after(event: Mapping[str, Any], length: str) -> str:
    """The moment so many milliseconds after the start; "" where a number is missing or impossible."""
    begin, offset = word_at(event, "time"), word_at(event, "utc_offset")
    try:
        place = timezone(timedelta(milliseconds=int(offset)))
        moment = datetime.fromtimestamp(int(begin) / 1000, UTC) + timedelta(milliseconds=int(length))
        return Made(moment.astimezone(place).isoformat(), begin)
    except (ValueError, OverflowError, OSError):
        return ""


PATHS: Paths = {
    "id": "id",
    "name": "name",
    "link": ("link", "event_url"),
    "start": start,
    "end": end,
    "venue": "venue.name",
    "street": "venue.address_1",
    "city": "venue.city",
    "region": "venue.state",
    "country": "venue.country",
    "latitude": "venue.lat",
    "longitude": "venue.lon",
    "online": "is_online_event",
    "status": "status",
    "description": "description",
    "organizer": "group.name",
}


def fits(page: Page) -> bool:
    """Whether it is an event of that interface or a list of some."""
    return may_hold(page, '"utc_offset"', '"time"', '"yes_rsvp_count"')


def read(page: Page) -> list[Fact]:
    """The facts of every event."""
    value = page.json
    if isinstance(value, dict):
        value = next((value[name] for name in LISTS if name in value), [value])
    return read_json(value, PATHS, page, "Meetup")
