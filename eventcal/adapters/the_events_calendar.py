"""The Events Calendar: the REST interface of this WordPress plugin (docs.theeventscalendar.com/rest-api)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Paths, may_hold, one_or_all, read_json, step_into, word_at


def cost(event: Mapping[str, Any]) -> str:
    """The words for the cost, where they have no number that is also told with its currency."""
    return "" if word_at(event, "cost_details.values[]") else word_at(event, "cost")


PATHS: Paths = {
    "id": "id",
    "name": "title",
    "link": "url",
    "start": "start_date",  # that of json_ld may be in UTC without saying so
    "end": "end_date",
    "timezone": "timezone",
    "venue": "venue.venue",
    "street": "venue.address",
    "city": "venue.city",
    "region": ("venue.stateprovince", "venue.province"),
    "country": "venue.country",
    "latitude": "venue.geo_lat",
    "longitude": "venue.geo_lng",
    "price": "cost_details.values[]",
    "currency": ("cost_details.currency_code", "cost_details.currency_symbol"),
    "cost": cost,
    "status": "status",
    "description": ("description", "excerpt"),
    "organizer": ("organizer[].organizer", "organizer.organizer"),
    "tags": "categories[].name",
}


def fits(page: Page) -> bool:
    """Whether it is a list of that interface, be it empty, or one of its events."""
    listed = may_hold(page, '"events"', '"rest_url"', '"total_pages"')
    return listed or may_hold(page, '"rest_url"', '"utc_start_date"', '"start_date"')


def read(page: Page) -> list[Fact]:
    """The facts of every event."""
    events = one_or_all(page.json, "events")
    return read_json(events, PATHS, page, "The Events Calendar", more=step_into(page.json, "next_rest_url"))
