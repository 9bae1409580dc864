"""Localist: the calendars of universities and cities (developer.localist.com/doc/api)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Paths, may_hold, one_or_all, read_json, step_into, word_at


def key(entry: Mapping[str, Any]) -> str:
    """The event's id; that of the occurrence where each has its own entry."""
    repeated = word_at(entry, "event.recurring") and not word_at(entry, "event.event_instances[1].event_instance.id")
    return word_at(entry, "event.event_instances[0].event_instance.id" if repeated else "event.id")


def price(entry: Mapping[str, Any]) -> str:
    """The price; 0.00 stands also where nobody filled it in."""
    words = word_at(entry, "event.ticket_cost")
    return words if any(digit in words for digit in "123456789") else ""


PATHS: Paths = {
    "id": key,
    "name": "event.title",
    "link": ("event.localist_url", "event.url"),
    "start": "event.event_instances[0].event_instance.start",
    "end": "event.event_instances[0].event_instance.end",
    "venue": "event.location_name",
    "street": "event.geo.street",
    "city": "event.geo.city",
    "region": "event.geo.state",
    "country": "event.geo.country",
    "latitude": "event.geo.latitude",
    "longitude": "event.geo.longitude",
    "mode": "event.experience",
    "free": "event.free",
    "price": price,
    "status": "event.status",
    "description": ("event.description_text", "event.description"),
    "tags": "event.filters.event_types[].name",
}


def fits(page: Page) -> bool:
    """Whether it is a list of that interface, be it empty, or one of its events."""
    listed = may_hold(page, '"events"', '"page"', '"current"', '"date"', '"first"', '"last"')
    return listed or may_hold(page, '"event"', '"event_instances"', '"localist_url"')


def read(page: Page) -> list[Fact]:
    """The facts of every event; a recurring one by its first occurrence."""
    return read_json(one_or_all(page.json, "events"), PATHS, page, "Localist", more=has_more(page.json))


def has_more(value: Any) -> bool:
    """Whether it is not the last of several pages."""
    current, last = (str(step_into(value, f"page.{name}") or "") for name in ("current", "total"))
    return current.isdecimal() and last.isdecimal() and int(current) < int(last)
