"""Which events of a reading say again what another one says: markup often stands twice on a page, an entry in a feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeAlias

from eventcal.model import Event, When

Likeness: TypeAlias = tuple[str, date | None, str | None]
MOST = 100  # events of one name, day and city that one is compared with


def without_repeats(events: Sequence[Event]) -> list[Event]:
    """The events without those that say again what an earlier one says, in their order. Of one with several keys the last
    counts: what makes a feed adds to its end."""
    places: dict[Likeness, list[int]] = {}
    found: list[Event] = []
    for event in events:
        first = event.when.first_day if event.when else None
        alike = places.setdefault((event.name.casefold(), first, event.place.city), [])
        place = next((place for place in alike[:MOST] if is_repeated(event, found[place])), None)
        if place is None:
            alike.append(len(found))
            found.append(event)
        elif event.key != found[place].key:
            found[place] = event
    return found


def is_repeated(event: Event, other: Event) -> bool:
    """Whether two events of one name, first day and city are one: they begin together by one key, or go on together at one
    address and venue, whatever their keys. Some feeds give an entry a new key each time they are made, and keep the old one.
    """
    one, two = event.when, other.when
    if one is None or two is None:
        return event.key == other.key and one is two
    if event.key == other.key and one.start == two.start:
        return True
    return (event.url, event.place.venue) == (other.url, other.place.venue) and together(one, two)


def together(one: When, other: When) -> bool:
    """Whether two that begin on one day go on at the same time: days always, times if both are in zones or none is."""
    times = [(when.start, when.end or when.start) for when in (one, other)]
    moments = [moment for span in times for moment in span]
    kinds = {moment.tzinfo is not None if isinstance(moment, datetime) else None for moment in moments}
    if kinds == {None}:
        return True
    (start, end), (other_start, other_end) = times
    return len(kinds) == 1 and (start == other_start or (start < other_end and other_start < end))
