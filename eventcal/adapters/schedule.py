"""schedule.json: the program of a conference, as frab, pretalx and c3's hub write it (github.com/voc/schedule)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Paths, may_hold, read_json, step_into, word_at


def last_day(schedule: Mapping[str, Any]) -> str:
    """The last day of its program, which may run into the next night; else when it is said to end."""
    days = step_into(schedule, "conference.days")
    last = word_at(days[-1], "date") if isinstance(days, list) and days else ""
    return last or word_at(schedule, "conference.end")


PATHS: Paths = {
    "id": "conference.acronym",
    "name": "conference.title",
    "short_name": "conference.acronym",
    "link": ("conference.url", "base_url"),
    "start": ("conference.days[0].date", "conference.start"),
    "end": last_day,
    "timezone": "conference.time_zone_name",
}


def fits(page: Page) -> bool:
    """Whether it is such a program."""
    return may_hold(page, '"schedule"', '"conference"', '"acronym"', '"days"')


def read(page: Page) -> list[Fact]:
    """The facts of the conference; its talks are no events."""
    return read_json([step_into(page.json, "schedule")], PATHS, page, "schedule.json")
