"""Meetup (meetup.com): a group's events and the page of one, by the state that the page's own scripts start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eventcal.adapters import html
from eventcal.model import Fact
from eventcal.page import AS_WRITTEN, Page
from eventcal.reading.rows import Row, read_rows, rows_of, step_into
from eventcal.reading.structured import loose_json

PATHS = {
    "name": "title",
    "id": "id",
    "link": "eventUrl",
    "start": "dateTime",
    "end": "endTime",
    "timezone": "group.timezone",
    "venue": "venue.name",
    "street": "venue.address",
    "city": "venue.city",
    "region": "venue.state",
    "country": "venue.country",
    "latitude": "venue.lat",
    "longitude": "venue.lon",
    "price": "feeSettings.amount",
    "currency": "feeSettings.currency",
    "mode": "eventType",
    "status": "status",
    "organizer": "group.name",
    "description": "description",
}
SAYING = {"mode": ("ONLINE", "HYBRID"), "status": ("CANCELLED",)}
"""Of what is always filled in, that which is not the usual: PHYSICAL and ACTIVE are unsaid."""


def fits(page: Page) -> bool:
    """Whether it is a page of Meetup that holds events: its state names them by their ids."""
    markup = page.markup
    return '"__APOLLO_STATE__"' in markup and '"Event:' in markup and '"eventUrl"' in markup


def read(page: Page) -> list[Fact]:
    """The facts of the group's events; on the page of one event those of any page, and its own."""
    text = script_of(page)
    written = loose_json.literals(text) if "\\" in text else {}
    state = state_of(text)
    events = list(events_in(step_into(state, "__APOLLO_STATE__")))
    own = step_into(state, "eventId")
    rows = [sayings(row) for row in rows_of([each for each in events if own in (None, each.get("id"))], PATHS)]
    listed = list(read_rows(rows, page, "meetup", lambda words: written.get(words, words)))
    return [*html.read(page), *listed] if own is not None or not listed else listed


def script_of(page: Page) -> str:
    """The text of the element that holds the page's state; "" where there is none."""
    node = page.tree.css_first("script#__NEXT_DATA__")
    return node.text(deep=True) if node is not None else ""


def state_of(text: str) -> Any:
    """What the page's scripts start from, its numbers as they are written; None where it cannot be read."""
    try:
        return step_into(AS_WRITTEN.decode(text), "props.pageProps")
    except (ValueError, RecursionError):
        return None


def events_in(entities: Any) -> Iterator[dict[str, Any]]:
    """The events among the entities of a state, with their group and venue in place of references to them."""
    for name, entity in entities.items() if isinstance(entities, Mapping) else ():
        if name.startswith("Event:") and isinstance(entity, Mapping):
            yield {**entity, **{part: referred(entity.get(part), entities) for part in ("group", "venue")}}


def referred(value: Any, entities: Mapping[str, Any]) -> Any:
    """The entity that a reference names; another value as it is."""
    return entities.get(value["__ref"]) if isinstance(value, Mapping) and isinstance(value.get("__ref"), str) else value


def sayings(row: Row) -> Row:
    """The row without what says nothing."""
    return {field: words for field, words in row.items() if field not in SAYING or words[0] in SAYING[field]}
