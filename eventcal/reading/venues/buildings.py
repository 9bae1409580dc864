"""The buildings and organisations that the page names, as candidates for the event's venue."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from eventcal.blocks import Block
from eventcal.reading.dates.words import MONTH, WEEKDAY
from eventcal.reading.gazetteer import folded
from eventcal.reading.place_hit import PlaceHit
from eventcal.reading.survey import Survey
from eventcal.reading.venue_words import small_words, venue_kind
from eventcal.reading.venues.cities import CityCandidate
from eventcal.reading.venues.cues import LOOKED_AT, UNDER_HEADINGS, is_place_class, labelled_before, speech, under
from eventcal.reading.venues.features import Scene, venue_features
from eventcal.reading.venues.finders import Span, is_solid_street, venue_names

WORD = re.compile(r"[^\W\d_]+")
MOST_PLAIN = 3
NEARBY = 3
"""Blocks around the event's day or city in which a short line may be the venue's name."""


@dataclass(slots=True)
class VenueCandidate:
    """A name that could be the venue's, and the block that shows it best."""

    text: str
    where: str
    features: dict[str, float]
    seen: int = 1
    """How often it was found."""


@dataclass(slots=True)
class Telling:
    """The blocks that hold the event's days, those that hold its city, and all dates."""

    days: list[int] = field(default_factory=list)
    cities: dict[int, list[PlaceHit]] = field(default_factory=dict)
    dates: dict[int, list[Span]] = field(default_factory=dict)

    def near(self) -> set[int]:
        """The blocks in or near which the event's day or city stands."""
        reach = range(-NEARBY, NEARBY + 1)
        return {index + steps for index in (*self.days, *self.cities) for steps in reach}


def telling(survey: Survey, city: CityCandidate | None, event_days: tuple[date, date] | None) -> Telling:
    """Where the page tells the event's days and city."""
    found = Telling()
    for mention in survey.mentions:
        if mention.block is not None and mention.text is mention.block.text:
            found.dates.setdefault(mention.block.index, []).append((mention.dates.start, mention.dates.end))
        if mention.block is not None and mention.span == event_days and mention.block.index not in found.days[-1:]:
            found.days.append(mention.block.index)
    for hit, block, _, _ in city.hits if city else ():
        if block is not None:
            found.cities.setdefault(block.index, []).append(hit)
    return found


def venue_candidates(
    survey: Survey, city: CityCandidate | None, event_days: tuple[date, date] | None
) -> list[VenueCandidate]:
    """Every name that could be the venue's, with features; names of the same words are one."""
    search = Search(survey, city, event_days)
    place = 0
    left = UNDER_HEADINGS
    for block in survey.page.blocks:
        if left > 0 and looked_at(block, place, survey, search.told):
            left -= len(block.text) if place >= LOOKED_AT else 0
            search.look_at(block, place)
        place += len(block.text) + 1
    return [with_count(candidate) for candidate in search.found.values()]


class Search:
    """The venues of one page, gathered block by block."""

    def __init__(self, survey: Survey, city: CityCandidate | None, event_days: tuple[date, date] | None) -> None:
        self.survey, self.city = survey, city
        self.told = telling(survey, city, event_days)
        self.city_blocks = sorted(self.told.cities)
        self.near = self.told.near()
        self.refused: dict[str, bool] = {}
        self.found: dict[str, VenueCandidate] = {}

    def look_at(self, block: Block, place: int) -> None:
        """Gather the names of a block. What a name says there is found once, in however many ways it is found."""
        told, label = self.told, labelled_before(block, self.survey)
        dates, hits = told.dates.get(block.index, ()), told.cities.get(block.index, ())
        scene: Scene | None = None
        here: dict[tuple[str, int], VenueCandidate] = {}
        for text, start, how in venue_names(block, self.survey, hits, dates, block.index in self.near, label):
            if self.is_refused(text):
                continue
            if (text, start) in here:
                here[text, start].seen += 1
                here[text, start].features[f"from_{how}"] = 1.0
                continue
            scene = scene or Scene(self.survey, block, place, told.days, self.city_blocks, hits, label)
            features = venue_features(text, start, scene) | {f"from_{how}": 1.0}
            here[text, start] = add(self.found, VenueCandidate(text, block.tag, features))

    def is_refused(self, text: str) -> bool:
        """Whether a name is surely no venue's, or the event's city."""
        if text not in self.refused:
            is_city = self.city is not None and folded(text) == self.city.key
            self.refused[text] = is_city or no_venue(text, self.survey)
        return self.refused[text]


def looked_at(block: Block, place: int, survey: Survey, told: Telling) -> bool:
    """Whether a block may name the venue: not in the margins, unless it holds the event's date or city."""
    if block.zone not in ("main", "header"):
        tells = block.index in told.days or block.index in told.cities or is_place_class(block.classes)
        return bool(tells) and block.zone != "footer"
    return place < LOOKED_AT or is_about_place(block, survey)


def is_about_place(block: Block, survey: Survey) -> bool:
    """Whether the markup, or the heading above, says that a block is about the venue or the way there."""
    return is_place_class(block.classes) or under("headings", block, survey) or under("travel", block, survey)


def add(found: dict[str, VenueCandidate], candidate: VenueCandidate) -> VenueCandidate:
    """Add a candidate; what speaks for one of the same words speaks for it too. The one that stands for both."""
    key = folded(candidate.text)
    known = found.setdefault(key, candidate)
    if known is not candidate:
        known.seen += 1
        own = known.features
        for name, value in candidate.features.items():
            if value > own.get(name, -math.inf):
                own[name] = value
    return known


def with_count(candidate: VenueCandidate) -> VenueCandidate:
    """The candidate with how often it was found among its features."""
    candidate.features["seen"] = math.log2(candidate.seen)
    return candidate


def no_venue(name: str, survey: Survey) -> bool:
    """Whether a text is surely no venue: it holds a month, is an address, a sentence, or what the event's own name begins with."""
    kind = survey.words.kind
    words = WORD.findall(name)
    return (
        survey.page.title.casefold().startswith(name.casefold())
        or any(kind(word.casefold())[0] in (MONTH, WEEKDAY) for word in words)
        or is_solid_street(name)
        or is_sentence(words)
        or any(speech(section, survey).whole(name) for section in ("headings", "travel", "people"))
    )


def is_sentence(words: Sequence[str]) -> bool:
    """Whether most words of a text are such as no name has: small ones that neither join nor say what a building is."""
    small = [word for word in words if word.islower()] if len(words) >= MOST_PLAIN else []
    if len(small) < MOST_PLAIN or 2 * len(small) <= len(words):
        return False
    plain = [word for word in small if word not in small_words() and venue_kind(word) is None]
    return len(plain) >= MOST_PLAIN and 2 * len(plain) > len(words)
