"""What speaks for and against a name as the event's venue."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from eventcal.blocks import Block
from eventcal.reading.gazetteer import fold, gazetteer
from eventcal.reading.place_hit import PlaceHit
from eventcal.reading.places import find_countries, find_places
from eventcal.reading.survey import Survey
from eventcal.reading.venue_words import WORD, bare, bare_words, kinds_of, small_words, venue_kind
from eventcal.reading.venues.cues import (
    INNERMOST,
    has_address,
    is_place_class,
    label_end,
    labelled_before,
    speech,
    steps_to,
    under,
)
from eventcal.reading.venues.finders import SOLID_STREET, STREET, is_before_street, led

REMEMBERED = 512
"""Names: a page says that of its venue in several places."""
BEFORE = 60  # characters before a name in which its verb may stand
SOON = 60  # characters behind a name in which its city may stand
EVENT_WORD = re.compile(
    r"conferen[cz]|workshop|symposi|simp[oó]si|committee|congress\b|association|society|kongre\b|meetup|summit|tagung\b|talks?\b",
    re.I,
)
OTHER_CLASS = re.compile(
    r"sponsor|partner|speaker|talk|person|author|agenda|schedule|program|session|comment|news|bio\b|nav|menu|btn|button"
)
ODD = re.compile(r"[?!\"“”…#@:/]|\b(?:I|we|you|your|our|my|is|are|will|it|this|that)\b|[ぁ-ん]{3}|니다")
ORGANISED = re.compile(r"\b(?:organi[sz]ed|sponsored|supported|presented|brought to you) (?:\w+ )?by\b", re.I)


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

    @cached_property
    def features(self) -> dict[str, float]:
        """What the block is, and how far from the event's days and city."""
        return distances(self) | block_features(self.block, self.survey)

    @cached_property
    def labelled(self) -> bool:
        """Whether a label for a place stands before the block."""
        return labelled_before(self.block, self.survey)


def venue_features(text: str, start: int, scene: Scene) -> dict[str, float]:
    """Everything that speaks for or against a venue."""
    found = {
        "far": math.log10(1 + (scene.place + start) / 100),
        **scene.features,
        **in_block(text, start, scene.block),
        **form(text, scene.survey.page.title),
        **around(text, start, scene),
    }
    found["label_whole"] = found["labelled"] * found["whole"]
    found["led_held"] = found["led_in"] * max(found["hosted"], found["held_behind"])
    return {name: value for name, value in found.items() if value}


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
        "class_other": float(bool(OTHER_CLASS.search(block.classes[:INNERMOST]))),
        "menu": float(block.tag == "li" and any(k.end - k.start >= len(block.text) - 2 for k in block.links)),
    }


def in_block(text: str, start: int, block: Block) -> dict[str, float]:
    """What part of its block a name is."""
    return {
        "starts": float(start <= 2),
        "whole": float(len(block.text) - len(text) < 15),
        "link": float(any(k.start <= start < k.end for k in block.links)),
    }


@lru_cache(maxsize=REMEMBERED)
def form(text: str, title: str) -> dict[str, float]:
    """What the name itself looks like, beside the page's title."""
    words = WORD.findall(text)
    kinds = kinds_of(text)
    small = small_words()
    own = [word for word in words if word not in small]
    titled = bare_words(title)
    return {
        "words": len(words) / 5,
        "one_word": float(len(text.split()) == 1),
        **dict.fromkeys(sorted(kinds), 1.0),
        "no_kind": float(not kinds),
        "generic": float(all(venue_kind(word) or word.isdigit() for word in own)),
        "lower": sum(word[0].islower() for word in own) / max(len(own), 1),
        "capitals": float(text.isupper() and len(text) > 3),
        "event_word": float(bool(EVENT_WORD.search(text))),
        "event_last": float(bool(words) and bool(EVENT_WORD.match(words[-1]))),
        "street": float(bool(STREET.search(text) or SOLID_STREET.search(text))),
        "is_place": float(is_place(text)),
        "odd": float(bool(ODD.search(text))),
        "digits": float(text[0].isdigit()),
        "in_title": float(text.casefold() in title.casefold()),
        "title_words": sum(bare(word) in titled for word in own) / max(len(own), 1),
    }


@lru_cache(maxsize=4096)
def is_place(text: str) -> bool:
    """Whether a text names a city, a region or a country and nothing else."""
    if gazetteer().has(fold(text)):
        return True
    spans = [(hit.start, hit.end) for hit in find_countries(text)] + [(hit.start, hit.end) for hit in find_places(text)]
    return sum(end - start for start, end in spans) >= len(text)


def around(text: str, start: int, scene: Scene) -> dict[str, float]:
    """What stands right before and behind the name."""
    block, survey = scene.block, scene.survey
    before, end = block.text[max(start - BEFORE, 0) : start], start + len(text)
    gaps = [hit.start - end for hit in scene.cities]
    held = speech("held", survey)
    line = before.rsplit("\n", 1)[-1]
    return {
        "labelled": float(bool((line and label_end(line, survey)) or scene.labelled)),
        "led_in": float(led(before, survey)),
        "hosted": float(held.within(before)),
        "held_behind": float(held.within(block.text[end : end + 30])),
        "organised": float(bool(ORGANISED.search(before))),
        "address_near": float(has_address(block.text[start : end + SOON])),
        "street_behind": float(is_before_street(block.text, end)),
        "city_next": float(any(0 <= gap <= 3 for gap in gaps)),
        "city_soon": float(any(3 < gap <= SOON for gap in gaps)),
        "city_inside": float(any(-len(text) <= gap < 0 for gap in gaps)),
        "city_before": float(any(gap < -len(text) for gap in gaps)),
    }
