"""JSON-LD of a page → facts of its events. One broken block loses no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.structured import event, loose_json
from eventcal.reading.structured.clocks import shown_clocks
from eventcal.reading.structured.words import Item, bare, first, string, types

MOST_EVENTS = 500  # of a page
MOST_CHARACTERS = 400_000  # of a page's JSON-LD; real pages have fewer than 100,000
DEEPEST = 100
OTHER_EVENTS = frozenset(["superEvent", "previousEvent", "recordedIn", "review"])
"""Properties that lead to events which the page is not about."""
OF_COURSE = ("name", "description", "url", "inLanguage")
"""What an instance of a course takes from its course."""
EVENTS_BY_OTHER_NAMES = frozenset(["Festival", "Hackathon", "CourseInstance", "EventSeries"])
NOT_ATTENDED = frozenset(["PublicationEvent", "BroadcastEvent", "OnDemandEvent", "DeliveryEvent", "SaleEvent"])


def read(page: Page) -> Iterator[Fact]:
    """Every fact of the JSON-LD events of a page. A fact `problem` for each block of events that cannot be read."""
    clocks = cache(lambda: shown_clocks(page.text))
    seen: set[tuple[str | None, ...]] = set()
    left = MOST_CHARACTERS
    for number, text in enumerate(page.json_ld, 1):
        where = f"json-ld {number}"
        left -= len(text)
        if left < 0:
            yield event.problem(
                page, where, f"over {MOST_CHARACTERS:,} characters of JSON-LD; from {where} on it is not read"
            )
            return
        try:
            block = Block(text if may_hold_events(text) else "[]")
        except ValueError as error:
            yield event.problem(page, where, f"{where} cannot be read: {error}")
            continue
        for item in block.events():
            if fingerprint(item) in seen:
                continue
            if len(seen) == MOST_EVENTS:
                yield event.problem(page, where, f"only the first {MOST_EVENTS} events are read")
                return
            seen.add(fingerprint(item))
            origin = event.Origin("json-ld", where, f"json-ld {len(seen)}", page.url, block.literal, clocks)
            yield from event.facts(item, origin)


def may_hold_events(text: str) -> bool:
    """Whether a block names a type of events: most do not, and need not be read."""
    return "Event" in text or any(name in text for name in EVENTS_BY_OTHER_NAMES)


def is_event(item: Item) -> bool:
    """Whether an item is of type schema.org/Event, or one of its kinds, that people can attend."""
    names = types(item)
    return any(name.endswith("Event") or name in EVENTS_BY_OTHER_NAMES for name in names) and not NOT_ATTENDED & set(
        names
    )


def fingerprint(item: Item) -> tuple[str | None, ...]:
    """What two copies of one event on a page share."""
    return tuple(first(item, name) for name in ("name", "startDate", "endDate", "url"))


class Block:
    """One script element: its items, and its strings as they are written. ValueError where it is no JSON."""

    def __init__(self, text: str) -> None:
        self.values = [clean(value) for value in loose_json.values(text)]
        self.written = loose_json.literals(text) if "\\" in text else {}
        self.by_id: dict[str, Item] = {}
        for value in self.values:
            self.index(value, 0)

    def literal(self, words: str) -> str:
        """The words as they are written in the block."""
        return self.written.get(words, words)

    def index(self, value: Any, depth: int) -> None:
        """Enter every item that has an @id and says more than that."""
        if depth > DEEPEST or not isinstance(value, (dict, list)):
            return
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and len(value) > 2:
            self.by_id.setdefault(value["@id"], value)
        for inner in value.values() if isinstance(value, dict) else value:
            self.index(inner, depth + 1)

    def events(self) -> Iterator[Item]:
        """The events of the block in order, what they refer to put in."""
        for value in self.values:
            for item in events_in(value):
                yield {name: self.resolved(inner) for name, inner in item.items()}

    def resolved(self, value: Any) -> Any:
        """The item that a bare {"@id": …} stands for; other values unchanged."""
        if isinstance(value, list):
            return [self.resolved(each) for each in value]
        if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
            return self.by_id.get(value["@id"], value)
        return value


def clean(value: Any, depth: int = 0) -> Any:
    """The value with property names bare and strings sound, cut where it nests deeper than people write."""
    if depth > DEEPEST:
        return None
    if isinstance(value, list):
        return [clean(each, depth + 1) for each in value]
    if isinstance(value, dict):
        return {name if name.startswith("@") else bare(name): clean(inner, depth + 1) for name, inner in value.items()}
    return loose_json.sound(value) if isinstance(value, str) else value


def events_in(value: Any, course: Item | None = None) -> Iterator[Item]:
    """The events in a value, those of a series one by one in place of it. The parts of an event are no events of the page."""
    if isinstance(value, list):
        for each in value:
            yield from events_in(each, course)
    elif isinstance(value, dict):
        if is_event(value):
            yield from parts_of_series(value) or [with_course(value, course)]
            return
        course = value if "Course" in types(value) else course
        for name, inner in value.items():
            if name not in OTHER_EVENTS and isinstance(inner, (dict, list)):
                yield from events_in(inner, course)


def parts_of_series(series: Item) -> list[Item]:
    """The dated events of an EventSeries; none for any other event."""
    if "EventSeries" not in types(series):
        return []
    held = [series.get(name) or [] for name in ("subEvent", "subEvents")]
    parts = [part for parts in held for part in (parts if isinstance(parts, list) else [parts])]
    return [part for part in parts if isinstance(part, Mapping) and is_event(part) and first(part, "startDate")]


def with_course(instance: Item, course: Item | None) -> Item:
    """The instance of a course with what its course says of it."""
    if course is None or "CourseInstance" not in types(instance):
        return instance
    shared = {name: course[name] for name in OF_COURSE if string(course.get(name)) and not first(instance, name)}
    return {**instance, **shared}
