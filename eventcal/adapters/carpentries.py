"""The Carpentries: their lists of workshops (feeds.carpentries.org)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, is_list_of, read_json, word_at

PROGRAMS = {"SWC": "Software Carpentry", "DC": "Data Carpentry", "LC": "Library Carpentry"}
TRAINING = "TTT"
IN_BRACKETS = re.compile(r"\s*\(online\)\s*", re.I)


def tags(workshop: Mapping[str, Any]) -> list[str]:
    """What it is filed under, one by one."""
    return [tag.strip() for tag in word_at(workshop, "tag_name").split(",") if tag.strip()]


def name(workshop: Mapping[str, Any]) -> str:
    """What people call a workshop, which has no title: its program and its place or its host."""
    program = next((PROGRAMS[tag] for tag in tags(workshop) if tag in PROGRAMS), "The Carpentries")
    training = TRAINING in tags(workshop)
    kind = "Carpentries Instructor Training" if training else f"{program} Workshop"
    where = venue(workshop) or ("" if training else word_at(workshop, "host_name"))
    if "workshop" in where.casefold():
        return where  # some write a title into the venue
    return Made(f"{kind}, {where}", where) if where else Made(kind, word_at(workshop, "slug"))


def venue(workshop: Mapping[str, Any]) -> str:
    """The venue, without a remark that it is online."""
    words = word_at(workshop, "venue")
    return "" if words.casefold() in ("online", "internet") else IN_BRACKETS.sub("", words)


def online(workshop: Mapping[str, Any]) -> str:
    """Yes where a tag or the venue says that it is online."""
    said = [*tags(workshop), word_at(workshop, "venue")]
    words = next((words for words in said if "online" in words.casefold()), "")
    return Made("yes", words) if words else ""


PATHS: Paths = {
    "id": "slug",
    "name": name,
    "link": "url",
    "start": "start_date",
    "end": "end_date",
    "venue": venue,
    "country": "country",  # latitude and longitude are often wrong
    "online": online,
    "organizer": "host_name",
}


def fits(page: Page) -> bool:
    """Whether it is such a list."""
    return is_list_of(page, "slug", "start_date", "host_name", "tag_name")


def read(page: Page) -> list[Fact]:
    """The facts of every workshop."""
    return read_json(page.json, PATHS, page, "The Carpentries")
