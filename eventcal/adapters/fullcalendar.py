"""FullCalendar: lists of events as this script and its plugins for content systems read them (fullcalendar.io/docs/event-parsing)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.words import words_for
from eventcal.reading.rows import Made, Paths, is_list_of, read_json, word_at
from eventcal.reading.structured.moments import read_day
from eventcal.reading.structured.words import plain

A_DAY = len("2026-10-13")


def start(event: Mapping[str, Any]) -> str:
    """When it begins: the day alone where it is said to last all day, with the time that its title may tell."""
    words = word_at(event, "start")
    day = words[:A_DAY] if word_at(event, "allDay") else words
    clock = hour_told(event)
    return Made(f"{day}T{clock}", day) if clock else day


def end(event: Mapping[str, Any]) -> str:
    """When it ends, not inclusive; "" where its title tells when it begins."""
    words = word_at(event, "end")
    return "" if hour_told(event) else words[:A_DAY] if word_at(event, "allDay") else words


def hour_told(event: Mapping[str, Any]) -> str:
    """The one time of day in the title of an event that is said to last all day: "Board Meeting @ 2:30 pm"."""
    clocks = find_clocks(plain(word_at(event, "title")), words_for("en")) if word_at(event, "allDay") else []
    return clocks[0].opens.strftime("%H:%M") if len(clocks) == 1 else ""


def venue(event: Mapping[str, Any]) -> str:
    """The venue by the name that Event Organiser gives it in addresses."""
    slug = word_at(event, "venue_slug")
    return Made(slug.replace("-", " ").title(), slug) if slug else ""


PATHS: Paths = {
    "id": "id",
    "name": "title",
    "link": "url",
    "start": start,
    "end": end,
    "timezone": "timeZone",
    "place": ("location", "extendedProps.location"),
    "venue": venue,
    "description": ("description", "extendedProps.description"),
    "tags": "category",
}


def fits(page: Page) -> bool:
    """Whether it is a list of what has a title and begins on a day."""
    return is_list_of(page, "title", "start") and read_day(word_at(page.json[0], "start")) is not None


def read(page: Page) -> list[Fact]:
    """The facts of every event. A last day is the day after, unless the description tells that it is not."""
    return read_json(page.json, PATHS, page, "FullCalendar", exclusive=True)
