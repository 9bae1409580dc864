"""What a draft does: which elements are events, and where in them each field stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eventcal.choose import choose
from eventcal.drafts.wanted import first_day
from eventcal.event_json import to_json
from eventcal.model import Event
from eventcal.page import Page
from eventcal.reading.rows import Row, link_at, read_rows, words_at
from eventcal.text import squeeze

if TYPE_CHECKING:
    from bs4 import Tag

LONGER = 1.5  # times the name
COMPARED = ("url", "start", "end", "mode", "venue", "city", "country", "cost", "deadlines", "description")


@dataclass(frozen=True, slots=True)
class Plan:
    """`entry`: the selector of each event, None where the page is one event's. `fields`: field of a row → selector within the
    entry, "" for the entry itself."""

    entry: str | None
    fields: Mapping[str, str] = field(default_factory=dict)

    def plus(self, name: str, css: str) -> Plan:
        """The same with one more field."""
        return replace(self, fields={**self.fields, name: css})

    def scopes(self, page: Page) -> list[Tag]:
        """The elements that hold an event each."""
        return page.select(self.entry) if self.entry is not None else [page.soup]


def events_of(plan: Plan, scopes: Sequence[Tag], page: Page) -> list[Event]:
    """The events that a plan reads in some elements."""
    return choose(read_rows([row_of(plan, scope, page) for scope in scopes], page, "draft"), page)


def row_of(plan: Plan, scope: Tag, page: Page) -> Row:
    """The row of one event."""
    return {
        name: link_at(scope, css, page) if name == "link" else words_at(scope, css) for name, css in plan.fields.items()
    }


def likeness(drafted: Sequence[Event], events: Sequence[Event]) -> tuple[int, int]:
    """How many of the events are among the drafted ones, by name and day, and how many of their fields are the same."""
    left = list(drafted)
    same = fields = 0
    for event in events:
        twin = next((each for each in left if is_same(each, event)), None)
        if twin is not None:
            left.remove(twin)
            one, other = to_json(twin), to_json(event)
            same += 1
            fields += sum(bool(other[name]) and one[name] == other[name] for name in COMPARED)
    return same, fields


def is_same(drafted: Event, event: Event) -> bool:
    """Whether a drafted event is this one: its element may say a little more than its name."""
    name, more = squeeze(event.name).casefold(), squeeze(drafted.name).casefold()
    return first_day(drafted) == first_day(event) and name in more and len(more) <= LONGER * len(name)
