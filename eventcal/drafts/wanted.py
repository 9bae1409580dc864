"""What the page reader found, as the words that an element of the page must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from eventcal.model import Event, day_of
from eventcal.page import Page
from eventcal.text import squeeze

Wanted: TypeAlias = Mapping[str, str]
"""Field of a row → its words, without white space; of "link" the address."""

PLACES = ("place_text", "city", "venue")


def wanted(event: Event, page: Page) -> Wanted:
    """The words of an event that stand in the page's text, by the field of a row that they belong to."""
    text = squeeze(page.soup.get_text())
    found: dict[str, str] = {}
    for field, words in words_of(event):
        if field not in found and words and squeeze(words) in text:
            found[field] = squeeze(words)
    return found if event.url == page.url else {**found, "link": event.url}


def words_of(event: Event) -> Iterator[tuple[str, str]]:
    """(field of a row, words) of an event, the best of a field first."""
    said = {field: fact.text for field, fact in event.evidence.items()}
    yield "name", said.get("name", "")
    yield "name", event.name
    yield "dates", said.get("start", "")
    for fact in event.facts:  # that of markup does not show where another says the same in the text
        if fact.field == "when" and event.when and fact.value and fact.value.first_day == event.when.first_day:
            yield "dates", fact.text
    for field in PLACES:
        yield "place", said.get(field, "")
    for field in ("mode", "cost", "description"):
        yield field, said.get(field, "")
    for deadline in event.deadlines:
        yield deadline.kind, deadline.text


def first_day(event: Event) -> str:
    """The first day, or that of the first deadline."""
    moments = [event.when.start] if event.when else [deadline.date for deadline in event.deadlines]
    return day_of(min(moments, key=day_of)).isoformat() if moments else ""
