"""US-RSE: the events of its newsletter, YAML (github.com/USRSE/usrse.github.io, _data)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_be_yaml, read_rows, read_yaml, rows_of, word_at

ADDRESS = re.compile(r"https?://[^\s()<>\[\]]+")
BOTH = re.compile(r"(?P<place>.{1,300}?),?\s{1,9}(?:and|or|&)\s{1,9}(?:virtual|online)", re.I)
HYBRID = re.compile(r"\b(?:in[- ]person (?:or|and) (?:virtual|online)(?:ly)?|hybrid|virtual participation)\b", re.I)


def link(item: Mapping[str, Any]) -> str:
    """The first address that the item gives: where to read more, register or join."""
    said = (ADDRESS.search(word_at(item, field)) for field in ("links", "preamble"))
    return next((match[0].rstrip(".,;") for match in said if match is not None), "")


def physical(item: Mapping[str, Any]) -> str:
    """Where people meet, without that they may be online as well."""
    where = word_at(item, "where")
    both = BOTH.fullmatch(where)
    return both["place"] if both is not None else where


def place(item: Mapping[str, Any]) -> str:
    """A place with its town."""
    return physical(item) if is_line(physical(item)) else ""


def venue(item: Mapping[str, Any]) -> str:
    """A building alone, whose name may hold that of a town far away."""
    return "" if is_line(physical(item)) else physical(item)


def is_line(where: str) -> bool:
    """Whether a place is told part by part."""
    return "," in where


def mode(item: Mapping[str, Any]) -> str:
    """Hybrid, where its place or its text says so."""
    where = word_at(item, "where")
    if BOTH.fullmatch(where):
        return Made("hybrid", where)
    said = HYBRID.search(word_at(item, "preamble"))
    return Made("hybrid", said[0]) if said is not None else ""


PATHS: Paths = {
    "name": "title",
    "link": link,
    "dates": "when",  # "expires" is the day from which on the newsletter leaves it out
    "place": place,
    "venue": venue,
    "mode": mode,
    "description": "preamble",
}


def fits(page: Page) -> bool:
    """Whether it is that list."""
    return may_be_yaml(page, "type: event", "expires:", "when:", "preamble:")


def read(page: Page) -> list[Fact]:
    """The facts of every event; opportunities, such as calls of a conference, are told elsewhere."""
    items = read_yaml(page)
    events = [each for each in (items if isinstance(items, list) else ()) if word_at(each, "type") == "event"]
    return list(read_rows(rows_of(events, PATHS), page, "US-RSE newsletter"))
