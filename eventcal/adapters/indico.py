"""Indico: the JSON of its export of events and categories (docs.getindico.io, HTTP API)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_hold, read_json, step_into, word_at


def moment(name: str) -> Callable[[Mapping[str, Any]], str]:
    """What finds the day and the time of that name."""

    def find(event: Mapping[str, Any]) -> str:
        day, clock = word_at(event, f"{name}.date"), word_at(event, f"{name}.time")
        return Made(f"{day}T{clock}", day) if day and clock else day

    return find


PATHS: Paths = {
    "id": "id",
    "name": "title",
    "link": "url",
    "start": moment("startDate"),
    "end": moment("endDate"),
    "timezone": ("startDate.tz", "timezone"),
    "venue": ("location", "roomFullname", "room"),
    "street": "address",
    "description": "description",
    "tags": "keywords",
}


def fits(page: Page) -> bool:
    """Whether it is such an export of events, be it empty."""
    return may_hold(page, '"_type"', '"HTTPAPIResult"', '"results"')


def read(page: Page) -> list[Fact]:
    """The facts of every event."""
    return read_json(step_into(page.json, "results"), PATHS, page, "Indico")
