"""Luma: the events of a calendar, or one, as its interface gives them (docs.luma.com)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_hold, one_or_all, read_json, step_into, word_at

ONLINE = frozenset(["online", "zoom"])


def link(entry: Mapping[str, Any]) -> str:
    """The page for people, of which the interface may give no more than the last part."""
    url = word_at(entry, "event.url")
    return url if "/" in url or not url else Made(f"https://luma.com/{url}", url)


def online(entry: Mapping[str, Any]) -> str:
    """Yes where the kind of its place is a meeting's."""
    kind = word_at(entry, "event.location_type")
    return Made("yes", kind) if kind in ONLINE else ""


PATHS: Paths = {
    "id": "event.api_id",
    "name": "event.name",
    "link": link,
    "start": "event.start_at",
    "end": "event.end_at",
    "timezone": "event.timezone",
    "venue": "event.geo_address_info.address",
    "city": "event.geo_address_info.city",
    "region": "event.geo_address_info.region",
    "country": "event.geo_address_info.country",
    "latitude": "event.geo_address_info.place_coordinate.latitude",
    "longitude": "event.geo_address_info.place_coordinate.longitude",
    "mode": "event.location_type",
    "online": online,
    "free": "ticket_info.is_free",
    "organizer": "calendar.name",
}


def fits(page: Page) -> bool:
    """Whether it is a list of that interface, be it empty, or one of its events."""
    listed = may_hold(page, '"entries"', '"has_more"', '"next_cursor"')
    return listed or may_hold(page, '"event"', '"start_at"', '"api_id"')


def read(page: Page) -> list[Fact]:
    """The facts of every event."""
    return read_json(one_or_all(page.json, "entries"), PATHS, page, "Luma", more=step_into(page.json, "has_more"))
