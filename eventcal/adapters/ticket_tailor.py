"""Ticket Tailor: the events of its interface (developers.tickettailor.com)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_hold, one_or_all, read_json, step_into, word_at

WHOLE = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf".split())
"""Currencies without cents (ISO 4217)."""


def prices(event: Mapping[str, Any]) -> list[str]:
    """The price of each kind of ticket, which the interface gives in cents."""
    tickets = event.get("ticket_types")
    cents = [word_at(ticket, "price") for ticket in tickets] if isinstance(tickets, list) else []
    whole = word_at(event, "currency").lower() in WHOLE
    return [each if whole else Made(f"{int(each) / 100:.2f}", each) for each in cents if each.isdecimal()]


PATHS: Paths = {
    "id": "id",
    "name": "name",
    "link": "url",
    "start": "start.iso",
    "end": "end.iso",
    "timezone": "timezone",
    "venue": "venue.name",
    "country": "venue.country",
    "online": "online_event",
    "price": prices,
    "currency": "currency",
    "status": "status",
    "description": "description",
}


def fits(page: Page) -> bool:
    """Whether it is an event of that interface or a list of some."""
    return may_hold(page, '"object"', '"ticket_types"', '"checkout_url"')


def read(page: Page) -> list[Fact]:
    """The facts of every event; a draft is none."""
    events = [event for event in one_or_all(page.json, "data") if word_at(event, "status") != "draft"]
    return read_json(events, PATHS, page, "Ticket Tailor", more=step_into(page.json, "links.next"))
