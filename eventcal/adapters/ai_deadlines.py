"""AI deadlines: conferences with the deadlines of their papers, YAML (github.com/paperswithcode/ai-deadlines and its kin)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_be_yaml, read_rows, read_yaml, rows_of, word_at
from eventcal.reading.structured.moments import read_day

ANYWHERE_ON_EARTH = ("UTC-12", "Etc/GMT+12")


def short_name(conference: Mapping[str, Any]) -> str:
    """The acronym with its year."""
    title = word_at(conference, "title")
    return Made(f"{title} {word_at(conference, 'year')}", title) if word_at(conference, "full_name") or title else ""


def dates(conference: Mapping[str, Any]) -> str:
    """The days as people read them, where those for machines are missing or in the wrong order."""
    first, last = (read_day(word_at(conference, each)) for each in ("start", "end"))
    in_order = first is not None and last is not None and first <= last
    return "" if in_order else word_at(conference, "date")


def start(conference: Mapping[str, Any]) -> str:
    """The first day, where the days for machines are in order."""
    return "" if dates(conference) else word_at(conference, "start")


def zone(conference: Mapping[str, Any]) -> str:
    """The zone of the deadlines."""
    words = word_at(conference, "timezone")
    return Made("AoE", words) if words in ANYWHERE_ON_EARTH else words


def abstract(conference: Mapping[str, Any]) -> str:
    """The deadline of abstracts; one after that of the papers is somebody's mistake, and left out."""
    words = word_at(conference, "abstract_deadline")
    first, last = read_day(words), read_day(word_at(conference, "deadline"))
    return "" if first is not None and last is not None and first > last else words


PATHS: Paths = {
    "id": "id",
    "name": ("full_name", "title"),
    "short_name": short_name,
    "link": "link",
    "start": start,
    "end": "end",
    "dates": dates,
    "place": "place",
    "abstract": abstract,
    "paper": "deadline",
    "deadline_zone": zone,
    "tags": "sub",
}


def fits(page: Page) -> bool:
    """Whether it is such a list."""
    return may_be_yaml(page, "title:", "deadline:", "timezone:", "place:", "year:") and "timeline:" not in page.markup


def read(page: Page) -> list[Fact]:
    """The facts of every conference."""
    return list(read_rows(rows_of(read_yaml(page), PATHS), page, "AI deadlines"))
