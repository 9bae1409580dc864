"""What a row of a list may say: its fields, which recipes name too, and the terms of schema.org that they are read by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, get_args

from eventcal.model import DeadlineKind
from eventcal.reading.structured.words import Item

Row: TypeAlias = Mapping[str, str | Sequence[str]]
"""Field → its words as they stand in the list; several of "tags", "price" and "place", one of any other."""

DEADLINES: tuple[DeadlineKind, ...] = get_args(DeadlineKind)
FIELDS: Mapping[str, str] = {
    "name": "what the event is called",
    "short_name": "its acronym",
    "id": "what identifies it for ever in its list",
    "link": "its page for people",
    "start": "its first day, or its time",
    "end": "its last day, or the time of its end",
    "dates": "its days as people write them, in place of start and end",
    "timezone": "the zone of its times: an IANA name, an abbreviation, a large city",
    "place": "where it is, in a line",
    "venue": "the building",
    "street": "its address",
    "city": "the city",
    "region": "the state or province",
    "country": "the country, by name or code",
    "latitude": "in degrees",
    "longitude": "in degrees",
    "mode": "online, in person or hybrid, in any words",
    "online": "a word such as yes, true or 1 where it is online",
    "cost": "what attending costs, in words",
    "price": "a number",
    "currency": "of the price",
    "free": "a word such as yes, true or 1 where attending costs nothing",
    "status": "a word such as cancelled or postponed",
    "cancelled": "a word such as yes, true or 1 where it is called off",
    "description": "what it is about",
    "organizer": "who holds it",
    "language": "by its code, such as de",
    "tags": "what it is filed under",
    **{kind: f"the day by which it is due: {kind}" for kind in DEADLINES},
    "deadline_zone": "the zone of these days, such as AoE",
}
"""The fields, each with what its words say."""

SCHEMA = {
    "name": "name",
    "short_name": "alternateName",
    "link": "url",
    "id": "identifier",
    "description": "description",
    "organizer": "organizer",
    "language": "inLanguage",
    "tags": "keywords",
    "status": "eventStatus",
    "mode": "eventAttendanceMode",
}
ADDRESS = {"street": "streetAddress", "city": "addressLocality", "region": "addressRegion", "country": "addressCountry"}
YES = frozenset("yes true 1 y ja oui sí si x online".split())


def words_of(row: Row, field: str) -> list[str]:
    """The words of a field; none where it is empty."""
    said = row.get(field, ())
    return [said] if isinstance(said, str) and said else [each for each in said if each]


def word_of(row: Row, field: str) -> str:
    """The first words of a field; "" where it is empty."""
    return next(iter(words_of(row, field)), "")


def is_yes(row: Row, field: str) -> bool:
    """Whether a field says yes."""
    return word_of(row, field).strip().casefold() in YES


def item_of(row: Row) -> Item:
    """What a row says in the terms of schema.org/Event, but for its days and deadlines."""
    item: dict[str, Any] = {prop: words_of(row, field) for field, prop in SCHEMA.items() if words_of(row, field)}
    item["location"] = locations(row)
    item["offers"] = [{"price": words, "priceCurrency": word_of(row, "currency")} for words in words_of(row, "price")]
    if is_yes(row, "free"):
        item["isAccessibleForFree"] = True
    return item


def locations(row: Row) -> list[Any]:
    """The places of a row: those told in a line, and one of a building or an address; an address of nothing but a country is
    no place where it is online."""
    address = {prop: word_of(row, field) for field, prop in ADDRESS.items() if word_of(row, field)}
    geo = {"latitude": word_of(row, "latitude"), "longitude": word_of(row, "longitude")}
    found: list[Any] = list(words_of(row, "place"))
    if address or word_of(row, "venue"):
        found.append({"@type": "Place", "name": word_of(row, "venue"), "address": address, "geo": geo})
    return found
