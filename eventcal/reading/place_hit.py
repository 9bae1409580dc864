"""A city found in a text, and the reading of the region or country that is stated behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from eventcal.reading.gazetteer import gazetteer
from eventcal.reading.place_context import Stated


class PlaceHit(NamedTuple):
    """A city in a text."""

    start: int
    end: int
    """With what states its region and country: all of "Portland, OR, USA"."""
    city: str
    """As the text writes it."""
    name: str
    """Its English name, where the gazetteer knows it."""
    country: str | None
    """English short name."""
    region: str | None
    """Abbreviation of the state or province, where it is known and in use."""
    country_stated: bool
    population: int
    """0 if not in the gazetteer."""
    ambiguous: bool
    """Several cities may be meant; then neither `geo` nor `timezone` is given."""
    geo: tuple[float, float] | None
    timezone: str | None
    score: float
    """0 to 1: how surely these words name a city where something is. Below 0.3: likely not a city at all."""
    rule: str
    """Why, for people."""


def readings(stated: list[Stated]) -> Iterator[Stated]:
    """What the words behind a city may mean, the likeliest first: "CA, USA" is California, "CA" maybe Canada."""
    last = {each.country for each in stated if each.place == stated[-1].place}
    agreeing = [each for each in stated if each.country in last]
    yield from sorted(agreeing or stated, key=lambda each: (each.place, not each.region, not each.firm))


def unknown_hit(text: str, start: int, city_end: int, end: int, stated: Stated, score: float) -> PlaceHit:
    """A hit for a town that the gazetteer lacks, or does not know in that country."""
    country = gazetteer().codes[stated.country].name
    words = text[start:city_end]
    return PlaceHit(
        start,
        end,
        words,
        words,
        country,
        stated.region or None,
        True,
        0,
        True,
        None,
        None,
        score,
        f"town, {stated.words}",
    )
