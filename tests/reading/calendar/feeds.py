"""Invented iCalendar files, as small as a test lets them be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from eventcal.model import Fact, Moment, When
from eventcal.page import Page
from eventcal.reading import calendar

URL = "https://fjord.example/events.ics"


def page_of(text: str | bytes, content_type: str | None = "text/calendar") -> Page:
    return Page(URL, text if isinstance(text, bytes) else text.encode(), date(2026, 3, 1), content_type)


def entry(*lines: str, summary: str = "Fjord Days", uid: str = "1@fjord.example") -> str:
    """The lines of a VEVENT; its summary and UID are left out where they are empty."""
    said = [f"UID:{uid}"] * bool(uid) + [f"SUMMARY:{summary}"] * bool(summary)
    return "\r\n".join(["BEGIN:VEVENT", *said, *lines, "END:VEVENT", ""])


def feed(*parts: str) -> Page:
    """A calendar of entries, and of lines of its own."""
    body = "".join(part if part.endswith("\r\n") else f"{part}\r\n" for part in parts)
    return page_of(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n")


def read(page: Page) -> list[Fact]:
    return list(calendar.read(page))


def one(*lines: str, **about: str) -> list[Fact]:
    """The facts of a calendar with one entry."""
    return read(feed(entry(*lines, **about)))


def values(facts: Iterable[Fact], field: str) -> list[Any]:
    return [fact.value for fact in facts if fact.field == field]


def shown(when: When | None) -> tuple[str, str | None, str | None] | None:
    """Start, end and zone as the JSON event has them."""
    if when is None:
        return None
    return iso(when.start), None if when.end is None else iso(when.end), when.timezone


def iso(moment: Moment) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def whens(page: Page) -> list[tuple[str, str | None, str | None] | None]:
    return [shown(when) for when in values(read(page), "when")]
