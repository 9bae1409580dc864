"""schedule.json and schedule.xml: the program of a conference, as frab, pretalx and c3's hub write it (github.com/voc/schedule)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from eventcal.errors import ReadError
from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Paths, is_json, may_hold, read_json, read_rows, rows_of, step_into, word_at
from eventcal.reading.structured import event
from eventcal.reading.xml import name_of, parsed, text_of

XML = re.compile(rb"<schedule\b[^<>]{0,500}>(?:[^<]|<(?!conference>)){0,2000}<conference>")


def last_day(schedule: Mapping[str, Any]) -> str:
    """The last day of its program, which may run into the next night; else when it is said to end."""
    days = step_into(schedule, "conference.days")
    last = word_at(days[-1], "date") if isinstance(days, list) and days else ""
    return last or word_at(schedule, "conference.end")


PATHS: Paths = {
    "id": "conference.acronym",
    "name": "conference.title",
    "short_name": "conference.acronym",
    "link": ("conference.url", "base_url", "conference.base_url"),
    "start": ("conference.days[0].date", "conference.start"),
    "end": last_day,
    "timezone": "conference.time_zone_name",
    "venue": "conference.venue",
    "city": "conference.city",
}


def fits(page: Page) -> bool:
    """Whether it is such a program."""
    if may_hold(page, '"schedule"', '"conference"', '"acronym"', '"days"'):
        return True
    return XML.search(page.body[:5_000]) is not None


def read(page: Page) -> list[Fact]:
    """The facts of the conference; its talks are no events. ReadError where there is none."""
    if is_json(page):
        return read_json([step_into(page.json, "schedule")], PATHS, page, "schedule.json")
    root, is_broken = parsed(page.body)
    rows = rows_of([schedule_of(root, whole=not is_broken)] if root is not None else [], PATHS)
    facts = list(read_rows(rows, page, "schedule.xml"))
    if not facts:
        raise ReadError(f"{page.url}: no conference as schedule.xml has it")
    return [*facts, event.problem(page, "schedule", "broken XML")] if is_broken else facts


def schedule_of(root: etree._Element, *, whole: bool) -> dict[str, Any]:
    """An XML program as it stands in JSON; without its days where some of them may be missing."""
    conference = next((each for each in root if name_of(each) == "conference"), root)
    said: dict[str, Any] = {name_of(each): text_of(conference, name_of(each)) for each in conference}
    days = [{"date": each.get("date", "")} for each in root if name_of(each) == "day"]
    return {"conference": {**said, "days": days if whole else []}}
