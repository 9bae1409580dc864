"""Towns that no gazetteer knows: before the name of a region or country, or behind a postal code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventcal.reading.gazetteer import fold, gazetteer
from eventcal.reading.name_runs import CAPITAL
from eventcal.reading.place_context import ONLINE_TOO, Stated, after_city
from eventcal.reading.place_hit import PlaceHit, readings, unknown_hit
from eventcal.reading.venue_words import venue_kind

CITY_STATES = frozenset(["HK", "MC", "MO", "SG"])
"""What stands before their names is a district."""
NAMING_STATES = frozenset(["AU", "CA", "US"])
NO_TOWN = re.compile(r"inc\b|street|avenue|road|society|association|ltd\b|gmbh|conference|workshop|science\b", re.I)
UNKNOWN = re.compile(
    rf"{CAPITAL}(?<!\w\w)[^\W\d_]{{2,30}}(?:(?:[ \-]|[ ](?:am|an|de|del|der|di|la|las|le|los|of|sur|the|upon)[ ]){CAPITAL}[^\W\d_]{{1,30}}){{0,3}}(?=,|{ONLINE_TOO}| \()"
)
POSTAL_TOWN = re.compile(
    rf"\d(?<![\w.,/-]\d)(?:\d{{4}}|\d-\d{{3}}|\d\d \d\d|\d{{3}}-\d{{3}})[ \xa0]({CAPITAL}[^\W\d_]{{2,30}}(?:[ \xa0-][^\W\d_]{{2,20}}){{0,4}})(?=$|[\n,)])"
)
"""A town behind a postal code, up to the end of its part of the line."""
HAS_POSTAL = re.compile(r"\d\d")
LEAD_IN = re.compile(r"(?:^|[\n,;:|•·@(\u2013\u2014-]|\b(?:in|at|à|a|en|em|nach|i|w|v|près de|near|to)) ?$")


def unknown_towns(text: str) -> list[PlaceHit]:
    """The towns of a text that no gazetteer knows."""
    found = [*small_towns(text)] if ", " in text or " (" in text else []
    return [*found, *postal_towns(text)] if HAS_POSTAL.search(text) else found


def small_towns(text: str) -> Iterator[PlaceHit]:
    """Capitalised words that no gazetteer knows, before the name of a region or country: "Aussois, France"."""
    known = gazetteer()
    for match in UNKNOWN.finditer(text):
        if known.has(match[0].casefold()) or known.country(match[0]):
            continue
        stated = [each for each in after_city(text, match.end()) if each.firm and each.country not in CITY_STATES]
        if not stated or is_no_town(match[0]) or names_city(text, match.end(), stated):
            continue
        lead = LEAD_IN.search(text[max(0, match.start() - 12) : match.start()])
        yield unknown_hit(
            text, match.start(), match.end(), stated[-1].end, next(readings(stated)), 0.65 if lead else 0.4
        )


def names_city(text: str, end: int, stated: list[Stated]) -> bool:
    """Whether what stands behind an unknown name is a region and a city of that name: "Pinheiros, São Paulo" is a district.

    Not in countries whose addresses name the state.
    """
    first = stated[0]
    named = gazetteer().cities(fold(text[end : first.end].strip(" ,")))
    return bool(named) and first.country not in NAMING_STATES and named[0].code == first.country


def is_no_town(name: str) -> bool:
    """Whether a name of words that no gazetteer knows is an organisation's, a building's or a street's."""
    return NO_TOWN.search(name) is not None or any(venue_kind(word) for word in name.split())


def postal_towns(text: str) -> Iterator[PlaceHit]:
    """Towns that no gazetteer knows, behind a postal code that does not say the country: "02380 Coucy-le-Château"."""
    for match in POSTAL_TOWN.finditer(text):
        town = match[1]
        if not gazetteer().has(fold(town)) and not is_no_town(town):
            yield PlaceHit(
                match.start(1),
                match.end(1),
                town,
                town,
                None,
                None,
                False,
                0,
                True,
                None,
                None,
                0.5,
                "town, postal code",
            )
