"""What a page of several events says of them all: a conference's place above the list of its workshops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventcal.choose.verdicts import best
from eventcal.model import DOUBT, Fact, Place

SURE = 0.8
"""The score from which on the page's own word counts for entries that say nothing themselves."""


def with_shared(entries: Sequence[list[Fact]], own: Sequence[Fact]) -> list[list[Fact]]:
    """The entries with the page's city, and its mode, where the page is sure of its city and no entry names one of its own."""
    city, mode = city_of(own), best(own, "mode")
    if city is None or city.score < SURE or any(says(entry, "place") for entry in entries):
        return list(entries)
    told = [fact for fact in (city, mode) if fact is not None and fact.score >= SURE]
    return [[*entry, *(of_entry(fact, entry) for fact in told if not says(entry, fact.field))] for entry in entries]


def city_of(own: Sequence[Fact]) -> Fact | None:
    """The page's likeliest city."""
    cities = [f for f in own if f.field == "place" and isinstance(f.value, Place) and f.value.city]
    return max(cities, key=lambda fact: fact.score, default=None)


def says(entry: Sequence[Fact], field: str) -> bool:
    """Whether an entry itself says where it is, or how it is held."""
    fact = city_of(entry) if field == "place" else best(entry, field)
    return fact is not None and fact.score >= DOUBT


def of_entry(fact: Fact, entry: Sequence[Fact]) -> Fact:
    """The page's fact as one about an entry."""
    return replace(fact, about=entry[0].about, rule=f"{fact.rule}, said of the whole page")
