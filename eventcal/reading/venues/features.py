"""What speaks for and against a name as the event's venue."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from eventcal.blocks import Block
from eventcal.reading.gazetteer import folded, gazetteer
from eventcal.reading.place_hit import PlaceHit
from eventcal.reading.places import find_countries, places_in
from eventcal.reading.quick import any_case, holds, told_apart
from eventcal.reading.survey import Survey
from eventcal.reading.venue_words import bare, bare_words, kinds_of, small_words, venue_kind, words_of
from eventcal.reading.venues.cues import (
    INNERMOST,
    has_address,
    is_place_class,
    label_end,
    speech,
    steps_to,
    under,
)
from eventcal.reading.venues.finders import STREET, is_before_street, is_solid_street, led

REMEMBERED = 512
"""Names: a page says that of its venue in several places."""
BEFORE = 60  # characters before a name in which its verb may stand
SOON = 60  # characters behind a name in which its city may stand
EVENT_WORD = re.compile(
    any_case(
        r"conferen[cz]|workshop|symposi|simp[oó]si|committee|congress\b|association|society|kongre\b|meetup|summit|tagung\b|talks?\b".split(
            "|"
        )
    )
)
OTHER_CLASSES = "sponsor partner speaker talk person author agenda schedule program session comment news nav menu btn button".split()
BIO = re.compile(r"bio\b")
ODD_SIGNS = '?!"“”…#@:/'
ODD_WORDS, REST_OF_ODD = told_apart("I|we|you|your|our|my|is|are|will|it|this|that".split("|"))
ODD = re.compile(
    rf"[{ODD_SIGNS}{ODD_WORDS}ぁ-ん니](?:(?<=[{ODD_SIGNS}])|(?<=\b.)(?:{REST_OF_ODD})\b|(?<=[ぁ-ん])[ぁ-ん]{{2}}|(?<=니)다)"
)
"""What no name has in it. The class of all beginnings comes first, since only so they are quickly looked for."""
ORGANISED = re.compile(
    any_case([r"\borgani[sz]ed", r"\bsponsored", r"\bsupported", r"\bpresented", r"\bbrought to you"])
    + r"(?i: (?:\w+ )?by\b)"
)


@dataclass
class Scene:
    """A block, and where on the page it stands."""

    survey: Survey
    block: Block
    place: int
    """Characters of visible text before it."""
    days: Sequence[int]
    """The blocks with the event's days."""
    city_blocks: Sequence[int]
    """The blocks with the event's city, in order."""
    cities: Sequence[PlaceHit]
    """The event's city in the block."""
    labelled: bool
    """Whether a label for a place stands before the block."""

    @cached_property
    def held(self) -> bool:
        """Whether some words of the block may say that something is held."""
        return speech("held", self.survey).may_hold(self.block.text)

    @cached_property
    def features(self) -> dict[str, float]:
        """What the block is, and how far from the event's days and city; what says nothing is left out."""
        return telling(distances(self) | block_features(self.block, self.survey))


def telling(features: dict[str, float]) -> dict[str, float]:
    """The features that say something."""
    return {name: value for name, value in features.items() if value}


def venue_features(text: str, start: int, scene: Scene) -> dict[str, float]:
    """Everything that speaks for or against a venue; what says nothing is left out."""
    place = scene.place + start
    found = {"far": math.log10(1 + place / 100)} if place else {}
    found |= scene.features
    found |= in_block(text, start, scene.block)
    found |= form(text, scene.survey.page.title)
    found |= around(text, start, scene)
    if "labelled" in found and "whole" in found:
        found["label_whole"] = 1.0
    if "led_in" in found and ("hosted" in found or "held_behind" in found):
        found["led_held"] = 1.0
    return found


def distances(scene: Scene) -> dict[str, float]:
    """How far a block is from the event's days and city."""
    index = scene.block.index
    nearest = steps_to(scene.days, index)
    to_city = steps_to(scene.city_blocks, index)
    return {
        "date_block": float(nearest == 0),
        "near_date": float(1 <= nearest <= 3),
        "city_block": float(to_city == 0),
        "near_city": float(1 <= to_city <= 2),
    }


def block_features(block: Block, survey: Survey) -> dict[str, float]:
    """What a block is."""
    before = survey.page.blocks[block.index - 1] if block.index else None
    return {
        "under_venue": float(under("headings", block, survey)),
        "first_under_venue": float(before is not None and bool(before.level) and under("headings", block, survey)),
        "under_travel": float(under("travel", block, survey)),
        "under_people": float(under("people", block, survey)),
        "short": float(len(block.text) < 120),
        "prose": float(len(block.text) > 300),
        "in_list": float(block.tag == "li"),
        "in_table": float(bool(block.row)),
        "in_heading": float(bool(block.level)),
        "in_h1": float(block.level == 1),
        "in_header": float(block.zone == "header"),
        "in_margin": float(block.zone not in ("main", "header")),
        "class_venue": float(is_place_class(block.classes)),
        "class_other": float(is_other_class(block.classes)),
        "menu": float(block.tag == "li" and any(k.end - k.start >= len(block.text) - 2 for k in block.links)),
    }


@lru_cache(maxsize=1024)
def is_other_class(classes: str) -> bool:
    """Whether the classes of a block say that it is about something else than a place."""
    own = classes[:INNERMOST]
    return holds(own, OTHER_CLASSES) or BIO.search(own) is not None


def in_block(text: str, start: int, block: Block) -> dict[str, float]:
    """What part of its block a name is."""
    found = {}
    if start <= 2:
        found["starts"] = 1.0
    if len(block.text) - len(text) < 15:
        found["whole"] = 1.0
    if block.links and any(k.start <= start < k.end for k in block.links):
        found["link"] = 1.0
    return found


@lru_cache(maxsize=REMEMBERED)
def form(text: str, title: str) -> dict[str, float]:
    """What the name itself looks like, beside the page's title."""
    words = words_of(text)
    kinds = kinds_of(text)
    own = [word for word in words if word not in small_words()]
    count = max(len(own), 1)
    titled = title_words(title)
    found = {
        "words": len(words) / 5,
        "one_word": float(len(text.split()) == 1),
        **dict.fromkeys(sorted(kinds), 1.0),
        "no_kind": float(not kinds),
        "generic": float(is_generic(own)),
        "lower": len([word for word in own if word[0].islower()]) / count,
        "capitals": float(text.isupper() and len(text) > 3),
        "event_word": float(EVENT_WORD.search(text) is not None),
        "event_last": float(bool(words) and EVENT_WORD.match(words[-1]) is not None),
        "street": float(bool(STREET.search(text) or is_solid_street(text))),
        "is_place": float(is_place(text)),
        "odd": float(bool(ODD.search(text))),
        "digits": float(text[0].isdigit()),
        "in_title": float(text.casefold() in title.casefold()),
        "title_words": len([word for word in own if bare(word) in titled]) / count,
    }
    return telling(found)


def is_generic(words: Sequence[str]) -> bool:
    """Whether all words say what a building is, or are numbers."""
    for word in words:  # noqa: SIM110 - a generator would cost more than the loop
        if not (venue_kind(word) or word.isdigit()):
            return False
    return True


@lru_cache(maxsize=8)
def title_words(title: str) -> frozenset[str]:
    """The words of the page's title."""
    return frozenset(bare_words(title))


def is_place(text: str) -> bool:
    """Whether a text names a city, a region or a country and nothing else."""
    if gazetteer().has(folded(text)):
        return True
    spans = [
        *((hit.start, hit.end) for hit in places_in(text)),
        *((hit.start, hit.end) for hit in find_countries(text)),
    ]
    return bool(spans) and sum(end - start for start, end in spans) >= len(text)


def around(text: str, start: int, scene: Scene) -> dict[str, float]:
    """What stands right before and behind the name."""
    block, survey = scene.block, scene.survey
    before, end = block.text[max(start - BEFORE, 0) : start], start + len(text)
    held = speech("held", survey)
    line = before.rsplit("\n", 1)[-1]
    said = {
        "labelled": scene.labelled or (line and label_end(line, survey)),
        "led_in": before and led(before, survey),
        "hosted": scene.held and held.within(before),
        "held_behind": scene.held and held.within(block.text[end : end + 30]),
        "organised": before and ORGANISED.search(before),
        "address_near": has_address(block.text[start : end + SOON]),
        "street_behind": is_before_street(block.text, end),
    }
    found = {name: 1.0 for name, true in said.items() if true}
    return found | around_cities(text, [hit.start - end for hit in scene.cities]) if scene.cities else found


def around_cities(text: str, gaps: Sequence[int]) -> dict[str, float]:
    """Where the event's city stands: `gaps` are the characters between the name and each mention of it."""
    said = {
        "city_next": any(0 <= gap <= 3 for gap in gaps),
        "city_soon": any(3 < gap <= SOON for gap in gaps),
        "city_inside": any(-len(text) <= gap < 0 for gap in gaps),
        "city_before": any(gap < -len(text) for gap in gaps),
    }
    return {name: 1.0 for name, true in said.items() if true}
