"""Where the page's event takes place: cities and venues as candidates, with what speaks for and against each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eventcal.model import DOUBT, Fact, Place
from eventcal.reading.gazetteer import fold
from eventcal.reading.scoring import probabilities, reasons, weights
from eventcal.reading.survey import Survey
from eventcal.reading.venues.buildings import venue_candidates
from eventcal.reading.venues.cities import CityCandidate, cities

__all__ = ["cities", "read_places", "venue_candidates"]

SHOWN = 4
LEAST = 0.02
SUREST = 0.95  # of a venue


def read_places(survey: Survey, event_days: tuple[date, date] | None) -> Iterator[Fact]:
    """The likeliest cities, then the likeliest venues, as facts of the field "place"."""
    found = cities(survey, event_days)
    chances = probabilities([c.features for c in found], weights("city"))
    ranked = sorted(zip(chances, range(len(found)), strict=True), reverse=True)[:SHOWN]
    yield from (city_fact(found[i], score, survey) for score, i in ranked if score >= LEAST)
    best_city = found[ranked[0][1]] if ranked and ranked[0][0] >= DOUBT else None
    yield from read_venues(survey, best_city, event_days)


def city_fact(city: CityCandidate, score: float, survey: Survey) -> Fact:
    """That the event is in a city, in the words of the page; of the country that it states anywhere."""
    hit, block, where, _ = city.best
    stated = next((h for h, _, _, _ in city.hits if h.country_stated), hit)
    text = (block.text if block is not None else survey.page.title)[hit.start : hit.end]
    place = Place(city=hit.city, country=stated.country, text=text, geo=hit.geo)
    why = reasons(city.features, weights("city"))
    return Fact("place", text, place, f"city in {where}: {hit.rule}", where, score, why=why)


def read_venues(survey: Survey, city: CityCandidate | None, event_days: tuple[date, date] | None) -> Iterator[Fact]:
    """The likeliest venues as facts, each with the words of its name. A name and a part of it are one venue."""
    rows = venue_candidates(survey, city, event_days)
    chances = probabilities([row.features for row in rows], weights("venue"))
    named = [words(row.text) for row in rows]
    for score, i in sorted(zip(chances, range(len(rows)), strict=True), reverse=True)[:SHOWN]:
        if score >= LEAST:
            row, own = rows[i], named[i]
            shared = min(sum(c for c, other in zip(chances, named, strict=True) if is_part(own, other)), SUREST)
            why = reasons(row.features, weights("venue"))
            yield Fact("place", row.text, Place(venue=row.text), f"venue in {row.where}", row.where, shared, why=why)


def words(name: str) -> frozenset[str]:
    """The words of a name, in the form in which they are compared."""
    return frozenset(fold(name).split())


def is_part(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of the two holds all words of the other."""
    return one <= other or other <= one
