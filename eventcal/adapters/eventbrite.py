"""Eventbrite: its interface of version 3, lists of events and single ones (eventbrite.com/platform/api)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_hold, one_or_all, read_json, step_into, word_at


def mode(event: Mapping[str, Any]) -> str:
    """In person where it has a venue: one without may still be to be announced."""
    venue = word_at(event, "venue_id")
    return Made("in person", venue) if venue and not word_at(event, "online_event") else ""


def prices(event: Mapping[str, Any]) -> list[str]:
    """The lowest and the highest price, where the tickets came with the event."""
    bounds = (word_at(event, f"ticket_availability.{end}_ticket_price.major_value") for end in ("minimum", "maximum"))
    return [price for price in bounds if price]


PATHS: Paths = {
    "id": "id",
    "name": "name.text",
    "link": "url",
    "start": "start.local",
    "end": "end.local",
    "timezone": "start.timezone",
    "venue": "venue.name",
    "street": "venue.address.address_1",
    "city": "venue.address.city",
    "region": "venue.address.region",
    "country": "venue.address.country",
    "latitude": "venue.latitude",
    "longitude": "venue.longitude",
    "mode": mode,
    "online": "online_event",
    "free": "is_free",  # if not, the prices are those of another call
    "price": prices,
    "currency": "currency",
    "status": "status",
    "description": ("description.text", "summary"),
    "organizer": "organizer.name",
}


def fits(page: Page) -> bool:
    """Whether it is a list of that interface, be it empty, or one of its events."""
    listed = may_hold(page, '"events"', '"pagination"', '"object_count"')
    return listed or may_hold(page, '"name"', '"text"', '"html"', '"local"', '"online_event"')


def read(page: Page) -> list[Fact]:
    """The facts of every event; a draft, which may be a template, is none."""
    events = [event for event in one_or_all(page.json, "events") if word_at(event, "status") != "draft"]
    return read_json(events, PATHS, page, "Eventbrite", more=step_into(page.json, "pagination.has_more_items"))
