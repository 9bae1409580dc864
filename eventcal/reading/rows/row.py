"""What a row of a list may say: its fields, which recipes name too, and the terms of schema.org that they are read by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, get_args

from eventcal.model import DeadlineKind
from eventcal.reading.places import find_places
from eventcal.reading.structured.location import is_online
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
    return item


def is_lone_venue(row: Row) -> bool:
    """Whether a row tells no more of its place than a building, in whose name a town's is followed by other words."""
    venue = word_of(row, "venue")
    if not venue or words_of(row, "place") or any(word_of(row, field) for field in ADDRESS):
        return False
    hits = find_places(venue)
    return bool(hits) and not any(venue[hit.end :].strip()[:1] in ("", ",", "(") for hit in hits)


def locations(row: Row) -> list[Any]:
    """The places of a row: those told in a line, and one of a building or an address. The address of an event whose venue is
    "Online" is its host's, and so is a country alone where it is online."""
    address = {prop: word_of(row, field) for field, prop in ADDRESS.items() if word_of(row, field)}
    venue, told = word_of(row, "venue"), words_of(row, "place")
    if is_online(venue):
        return [*told, venue]
    if is_lone_venue(row):
        return list(told)
    only_country = not venue and address.keys() <= {"addressCountry"}
    if only_country and (not address or is_yes(row, "online")):
        return list(told)
    geo = {} if only_country else {"latitude": word_of(row, "latitude"), "longitude": word_of(row, "longitude")}
    return [*told, {"@type": "Place", "name": venue, "address": address, "geo": geo}]
