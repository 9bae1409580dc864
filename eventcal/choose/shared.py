"""What a page of several events says of them all: a conference's place above the list of its workshops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventcal.choose.verdicts import best
from eventcal.model import DOUBT, Fact, Place, When

DATED = ("when", "deadline")
"""What is told of a single day of an event that is held on several."""
LONGEST = 14
"""Days that a conference lasts at most, its workshops included."""
SURE = 0.8
"""The score from which on the page's own word counts for entries that say nothing themselves."""


def with_shared(entries: Sequence[list[Fact]], own: Sequence[Fact]) -> list[list[Fact]]:
    """The entries with the page's city, and its mode, where the page is sure of its city, no entry names one of its own and all
    lie in the days of one conference: a club's events through the year have no place in common."""
    city, mode = city_of(own), best(own, "mode")
    if city is None or city.score < SURE or not are_close(entries) or any(says(entry, "place") for entry in entries):
        return list(entries)
    told = [fact for fact in (city, mode) if fact is not None and fact.score >= SURE]
    return [[*entry, *(of_entry(fact, entry) for fact in told if not says(entry, fact.field))] for entry in entries]


def repeated(days: Sequence[list[Fact]], own: Sequence[Fact]) -> list[list[Fact]]:
    """The page's own event on each of the days that it names without any other name: a webinar that is given four times."""
    lasting = [fact for fact in own if fact.field not in DATED]
    return [[*lasting, *(fact for fact in day if fact.field in DATED)] for day in days]


def city_of(own: Sequence[Fact]) -> Fact | None:
    """The page's likeliest city."""
    cities = [f for f in own if f.field == "place" and isinstance(f.value, Place) and f.value.city]
    return max(cities, key=lambda fact: fact.score, default=None)


def are_close(entries: Sequence[Sequence[Fact]]) -> bool:
    """Whether all entries with days lie within LONGEST days."""
    whens = [fact.value for entry in entries if (fact := best(entry, "when")) and isinstance(fact.value, When)]
    first, last = min((w.first_day for w in whens), default=None), max((w.last_day for w in whens), default=None)
    return first is not None and last is not None and (last - first).days <= LONGEST


def says(entry: Sequence[Fact], field: str) -> bool:
    """Whether an entry itself says where it is, or how it is held."""
    fact = city_of(entry) if field == "place" else best(entry, field)
    return fact is not None and fact.score >= DOUBT


def of_entry(fact: Fact, entry: Sequence[Fact]) -> Fact:
    """The page's fact as one about an entry."""
    return replace(fact, about=entry[0].about, rule=f"{fact.rule}, said of the whole page")
