"""State of Illinois: the feeds of events of its agencies' pages (a list "eventFeedItemList", as of 2024)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_hold, read_json, step_into, word_at

IN_PERSON = re.compile(r"\s*in[- ]person\s*:\s*", re.I)


def venue(event: Mapping[str, Any]) -> str:
    """The first of its rooms, without the remark that one may come there."""
    return IN_PERSON.sub("", word_at(event, "physicalList[0].locationName"))


def mode(event: Mapping[str, Any]) -> str:
    """Online where it has a link, hybrid where it has rooms, too."""
    link = word_at(event, "virtualList[0].locationName") or word_at(event, "virtualList[0].link")
    return Made("hybrid" if venue(event) else "online", link) if link else ""


PATHS: Paths = {
    "id": "datalayerId",
    "name": "eventTitle",
    "link": "eventPath",
    "start": "start",
    "end": "end",
    "timezone": "startEventTimeZone",
    "venue": venue,
    "street": "physicalList[0].streetLineOne",
    "city": "physicalList[0].city",
    "region": "physicalList[0].state",
    "mode": mode,
    "cancelled": "canceledEvent",
    "description": "description",
    "tags": "extendedProps.typeName",
}


def fits(page: Page) -> bool:
    """Whether it is such a feed, be it empty."""
    return may_hold(page, '"eventFeedItemList"')


def read(page: Page) -> list[Fact]:
    """The facts of every event."""
    return read_json(step_into(page.json, "eventFeedItemList"), PATHS, page, "Illinois")
