"""Where the event is: venue, city, country and the rest, of facts that do not contradict each other."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from eventcal.choose.points import is_far
from eventcal.choose.verdicts import Verdict, settle, words
from eventcal.model import DOUBT, Fact, Place

PARTS = {"venue": "venue", "city": "city", "country": "country", "place_text": "text", "geo": "geo"}
"""The fields of the JSON event and the parts of Place that fill them."""
ASTRAY = 0.3
"""The score of a point that is far from the city that is told."""


def settle_place(facts: Sequence[Fact], *, nowhere: bool) -> dict[str, Verdict]:
    """By field, what is known of the place. Once the city is sure, facts of another city say nothing about the rest.

    `nowhere`: the event is online; a city or a building on its page is its host's, or where it would have been.
    """
    if nowhere:
        facts = [
            f for f in facts if isinstance(f.value, Place) and not (f.value.city or f.value.venue or f.value.country)
        ]
    city = settle_part(facts, "city")
    if city is not None and city.score >= DOUBT:
        facts = [fact for fact in facts if not names_other_city(fact, city.fact.value.city)]
    verdicts = {field: settle_part(facts, part) for field, part in PARTS.items()}
    if city is not None and city.fact.value.country is not None:
        verdicts["country"] = city
    if city is not None and city.score >= DOUBT:
        verdicts["geo"] = settle_point(facts, city.fact.value.city, verdicts["country"])
    return {field: verdict for field, verdict in verdicts.items() if verdict is not None}


def settle_point(facts: Sequence[Fact], city: str, country: Verdict | None) -> Verdict | None:
    """The point with most for it of those that may be in the city; one that is far from it is in doubt, and never exchanged."""
    place = country.value if country is not None else None
    of = place.country if place is not None else None
    points = [fact for fact in facts if isinstance(fact.value, Place) and fact.value.geo is not None]
    near = settle_part([fact for fact in points if not is_far(fact.value.geo, city, of)], "geo")
    astray = settle_part(points, "geo") if near is None else None
    if astray is None:
        return near
    return Verdict(replace(astray.fact, rule=f"{astray.fact.rule}; far from {city}"), min(astray.score, ASTRAY))


def settle_part(facts: Sequence[Fact], part: str) -> Verdict | None:
    """The place whose part of that name has most for it."""

    def same(place: Place) -> Hashable:
        value = getattr(place, part)
        return words(value) if isinstance(value, str) else value

    having = [f for f in facts if isinstance(f.value, Place) and getattr(f.value, part) is not None]
    return settle(having, "place", same)


def names_other_city(fact: Fact, city: str) -> bool:
    """Whether a fact is of a place in another city."""
    return isinstance(fact.value, Place) and fact.value.city is not None and words(fact.value.city) != words(city)


def place_of(said: dict[str, Verdict]) -> Place:
    """The place made of what is not in doubt."""
    parts = {part: said[field].value for field, part in PARTS.items() if field in said}
    return Place(**{part: getattr(place, part) for part, place in parts.items() if place is not None})
