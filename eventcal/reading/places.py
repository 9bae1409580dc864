"""Finds cities and countries in a text, and weighs how sure each is.

A city's country is told where the text states it (", OR, USA", ", Ontario", "D-72076"), or where the gazetteer makes it
certain: the city has 100,000 inhabitants or no namesake abroad, and eight times as many as the largest namesake abroad.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from eventcal.reading.gazetteer import City, gazetteer, word_list
from eventcal.reading.name_runs import MOST_TEXTS, Name, names_in
from eventcal.reading.place_context import (
    PREPOSITION,
    Stated,
    after_city,
    bare_score,
    country_before,
    is_street,
    postal_country,
    support_before,
)
from eventcal.reading.place_hit import PlaceHit, readings, unknown_hit
from eventcal.reading.towns import CITY_STATES, unknown_towns
from eventcal.reading.venue_words import venue_kind

DOMINANT = 8
"""How many times as large as its namesakes abroad a city must be to be meant without a word."""
LARGE = 100_000
TIMES = frozenset("march spring mai marco marca września mon man mie tors zima çarşamba".split())
"""Names that are a month, a weekday or a season as well: "in Spring" says when, not where."""


class CountryHit(NamedTuple):
    """A country's name in a text."""

    start: int
    end: int
    code: str
    """ISO 3166-1 alpha-2."""
    country: str
    """English short name."""


def country_name(code_or_name: str) -> str | None:
    """The English short name of a country given by any name or code of it. None if unknown.

    >>> country_name("DEU"), country_name("Tschechien"), country_name("U.S.A."), country_name("Atlantis")
    ('Germany', 'Czech Republic', 'United States', None)
    """
    country = gazetteer().country(code_or_name.strip())
    return country.name if country else None


def zone_country(zone: str) -> str | None:
    """The country in which an IANA time zone lies, if it lies in one."""
    country = gazetteer().zones.get(zone)
    return country.name if country else None


def find_countries(text: str) -> list[CountryHit]:
    """The countries named in a text, in order. Nations of the United Kingdom count as it."""
    countries = gazetteer().countries
    return [
        CountryHit(name.start, name.end, countries[name.key].code, countries[name.key].name)
        for name in names_in(text)
        if name.key in countries and not is_lower_code(text, name)
    ]


def is_lower_code(text: str, name: Name) -> bool:
    """Whether a short abbreviation is not written as one: "Us", "Uae"."""
    return (
        len(name.key) <= 4
        and name.key in {"us", "usa", "uk", "uae", "eua"}
        and text[name.start : name.end] != text[name.start : name.end].upper()
    )


def find_places(text: str) -> list[PlaceHit]:
    """The cities named in a text, in order. Linear in the text.

    >>> [(hit.city, hit.country) for hit in find_places("12-14 May, Portland, OR, USA")]
    [('Portland', 'United States')]
    """
    return list(places_in(text))


@lru_cache(maxsize=MOST_TEXTS)
def places_in(text: str) -> tuple[PlaceHit, ...]:
    """The cities named in a text: those of lists and those of the event are looked for in the same lines."""
    names = names_in(text)
    found = tuple(known_cities(text, names)) if names else ()
    unknown = unknown_towns(text)
    if not unknown:
        return found
    towns = [hit for hit in unknown if not any(overlap(hit, other) for other in found if other.country_stated)]
    cities = [hit for hit in found if not any(overlap(hit, town) for town in towns)]
    return tuple(sorted([*cities, *towns], key=lambda hit: hit.start))


def known_cities(text: str, names: Iterable[Name]) -> Iterator[PlaceHit]:
    """The cities of the gazetteer among the known names of a text, none inside another."""
    free = 0
    for name in names:
        if name.start >= free and gazetteer().known(name.key) and not is_lower_code(text, name):
            hit = weigh(text, name)
            if hit is not None:
                yield hit
                free = hit.end


def overlap(one: PlaceHit, other: PlaceHit) -> bool:
    """Whether two hits share some of the text."""
    return one.start < other.end and other.start < one.end


def weigh(text: str, name: Name) -> PlaceHit | None:
    """The city that a name means here; None where the words around say that no city is meant."""
    known = gazetteer()
    stated = after_city(text, name.end) or country_before(text, name.start)
    if venue_kind(name.key) == "university" or is_district(name, stated):
        return None
    if (name.key in known.countries or name.key in known.regions) and not is_city_first(name, stated):
        return None
    candidates = known.cities(name.key)
    zip_country = postal_country(text, name.start)
    hit = stated_hit(text, name, candidates, stated) if stated else None
    if hit is None and zip_country is not None:
        hit = postal_hit(text, name, candidates, zip_country)
    return hit or (bare_hit(text, name, candidates) if is_meant(text, name) else None)


def is_district(name: Name, stated: list[Stated]) -> bool:
    """Whether what follows says that the name is a part of a city that is a country: "Kowloon Tong, Hong Kong"."""
    states = {each.country for each in stated} & CITY_STATES
    own = gazetteer().countries.get(name.key)
    return bool(states) and (own is None or own.code not in states)


def is_meant(text: str, name: Name) -> bool:
    """False for a street's name and a time; for an ordinary word and an acronym unless the words before say where."""
    if is_street(text, name) or text.startswith(" of ", name.end) or name.key in TIMES:
        return False
    return not is_ordinary(text, name) or support_before(text, name)[0] >= PREPOSITION


def is_ordinary(text: str, name: Name) -> bool:
    """Whether the word is likelier something else than a city: Reading, or the acronym MIM."""
    acronym = name.end - name.start <= 3 and text[name.start : name.end].isupper()
    return acronym or name.key in word_list("ordinary-words.txt")


def is_city_first(name: Name, stated: list[Stated]) -> bool:
    """Whether a name that a region or country has as well means the city: New York, Singapore, but not California."""
    known = gazetteer()
    largest = known.cities(name.key)[0]
    own = known.countries.get(name.key)
    if own is not None:
        return largest.sure and own.code == largest.code
    states = known.regions[name.key]
    elsewhere = any(each.region or each.country not in {country for country, _ in states} for each in stated)
    return largest.sure and (largest.population >= 5 * LARGE or elsewhere)


def stated_hit(text: str, name: Name, candidates: list[City], stated: list[Stated]) -> PlaceHit | None:
    """The city with the region or country that the text states behind it."""
    for reading in readings(stated):
        matching = [
            each
            for each in candidates
            if each.code == reading.country and reading.region in ("", each.region or reading.region)
        ]
        if matching:
            return hit_of(
                text,
                name,
                matching[0],
                max(stated[-1].end, name.end),
                0.92,
                f"city, {reading.words}",
                reading.country,
                len(matching) > 1,
            )
    firm = [reading for reading in readings(stated) if reading.firm]
    if not firm:
        return None
    score = 0.3 if is_ordinary(text, name) else 0.7
    return unknown_hit(text, name.start, name.end, stated[-1].end, firm[0], score)


def postal_hit(text: str, name: Name, candidates: list[City], zip_country: str) -> PlaceHit | None:
    """The city behind a postal code. "" is a code without a country's letter."""
    matching = [each for each in candidates if zip_country in ("", each.code)]
    if not matching or (not zip_country and is_ordinary(text, name)):
        return None
    if zip_country:
        return hit_of(text, name, matching[0], name.end, 0.9, "postal code, city", zip_country, len(matching) > 1)
    return bare_hit(text, name, candidates)._replace(score=0.85, rule="postal code, city")


def bare_hit(text: str, name: Name, candidates: list[City]) -> PlaceHit:
    """The city alone, by its size and the words around it."""
    city = candidates[0]
    abroad = next((each.population for each in candidates if each.code != city.code), 0)
    dominant = city.population >= DOMINANT * abroad and (city.population >= LARGE or not abroad)
    certain = city.sure and dominant and (not is_ordinary(text, name) or city.population >= 5 * LARGE)
    several = not certain or any(
        each.code == city.code and each.population * DOMINANT > city.population for each in candidates[1:]
    )
    score, rule = bare_score(text, name, city, is_ordinary(text, name))
    return hit_of(text, name, city, name.end, score, rule, city.code if certain else None, several, stated=False)


def hit_of(
    text: str,
    name: Name,
    city: City,
    end: int,
    score: float,
    rule: str,
    country: str | None,
    ambiguous: bool,
    *,
    stated: bool = True,
) -> PlaceHit:
    """A hit for a city of the gazetteer. `stated`: the text says in which country it lies."""
    return PlaceHit(
        start=name.start,
        end=end,
        city=text[name.start : name.end],
        name=city.name,
        country=gazetteer().codes[country].name if country else None,
        region=(city.region or None) if country else None,
        country_stated=stated and country is not None,
        population=city.population,
        ambiguous=ambiguous,
        geo=None if ambiguous else city.geo,
        timezone=None if ambiguous else city.timezone,
        score=score,
        rule=rule,
    )
