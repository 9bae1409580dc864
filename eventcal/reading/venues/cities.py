"""The cities that the page names, with what speaks for and against each as the event's."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.gazetteer import fold, word_list
from eventcal.reading.place_hit import PlaceHit
from eventcal.reading.places import places_in
from eventcal.reading.quick import any_case
from eventcal.reading.survey import Survey
from eventcal.reading.venue_words import kinds_of
from eventcal.reading.venues.cues import (
    FAR,
    LONG,
    LOOKED_AT,
    UNDER_HEADINGS,
    has_address,
    is_place_class,
    label_end,
    labelled_before,
    speech,
    steps_to,
    under,
)

PERSON_LINE = re.compile(
    any_case(
        r"\binc\.\b|\bcorp\b|\bcnrs\b|\binria\b|\bprof\.?\b|\bdr\.?\b|\bphd\b|\bdr hab\b|\buniv\.\b|教授|博士|교수".split(
            "|"
        )
    )
)
"""What stands beside a person; the words of universities do as well."""
SENT_REACH = 120  # characters before an address, those of the block before included
LABEL_REACH = 80  # characters before a city in which a label for it begins its line
VENUE_REACH = 60  # characters before a city in which the building stands
BUILDINGS = frozenset(["hall", "hotel", "company", "room"])


Placed: TypeAlias = tuple[PlaceHit, Block]
"""A city's name and the block that it stands in."""
Anchors: TypeAlias = dict[int, list[int]]
"""The blocks that hold the event's days, in order, and where dates end in them."""


@dataclass(slots=True)
class CityCandidate:
    """A city that could be the event's, and every place of the page that names it."""

    key: str
    hits: list[tuple[PlaceHit, Block | None, str, int]] = field(default_factory=list)
    """(hit, block, place in the page, characters before it)."""
    features: dict[str, float] = field(default_factory=dict)

    @property
    def best(self) -> tuple[PlaceHit, Block | None, str, int]:
        """The hit to show: one that states the country before others, then the surest, then the first in view."""
        return max(self.hits, key=lambda h: (h[1] is not None, h[0].country_stated, h[0].score, -h[3]))


def cities(survey: Survey, event_days: tuple[date, date] | None) -> list[CityCandidate]:
    """Every city that the page names, with features."""
    found: dict[str, CityCandidate] = {}
    for text, block, where, place in texts(survey):
        for hit in places_in(text):
            if hit.score >= 0.15:
                key = fold(hit.name or hit.city)
                found.setdefault(key, CityCandidate(key)).hits.append((hit, block, where, place + hit.start))
    anchors = day_ends(survey, event_days) if found else {}
    for candidate in found.values():
        candidate.features = city_features(candidate, survey, anchors)
    return list(found.values())


def day_ends(survey: Survey, event_days: tuple[date, date] | None) -> Anchors:
    """Where dates end in each block that holds the event's days, by its index, in order."""
    dated = [(m.block.index, m) for m in survey.mentions if m.block is not None]
    found: Anchors = {index: [] for index in sorted({index for index, m in dated if m.span == event_days})}
    for index, mention in dated:
        if index in found:
            found[index].append(mention.dates.end)
    return found


def texts(survey: Survey) -> Iterator[tuple[str, Block | None, str, int]]:
    """(text, block, place in the page, characters before it) of everything that may name the city."""
    page = survey.page
    yield page.title, None, "title", 0
    place = 0
    left = UNDER_HEADINGS
    for block in page.blocks:
        if place < LOOKED_AT or (left > 0 and (under("headings", block, survey) or under("travel", block, survey))):
            left -= len(block.text) if place >= LOOKED_AT else 0
            yield block.text[:LONG], block, block.tag, place
        place += len(block.text) + 1


def city_features(c: CityCandidate, survey: Survey, anchors: Anchors) -> dict[str, float]:
    """Everything that speaks for or against a city; what says nothing is left out."""
    blocks = [(h, b) for h, b, _, _ in c.hits if b is not None]
    seen = [(h, b) for h, b in blocks if b.zone in ("main", "header")]
    found = of_hits(c, survey) | of_zones(c, blocks, seen) | of_dates(seen, anchors)
    found |= of_headings(blocks, survey) | of_words(blocks, seen, survey) | of_blocks(blocks, seen)
    return {name: value for name, value in found.items() if value}


def of_hits(c: CityCandidate, survey: Survey) -> dict[str, float]:
    """What the gazetteer makes of the city's name, and the site's address."""
    hits = [h for h, _, _, _ in c.hits]
    best = max(hits, key=lambda h: h.score)
    stated = any(h.country_stated for h in hits)
    return {
        "score": best.score,
        "country_stated": float(stated),
        "region": float(any(h.region for h in hits)),
        "population": math.log10(1 + best.population) / 6,
        "unknown": float(best.population == 0),
        "ambiguous": float(best.ambiguous),
        "ordinary": float(c.key in word_list("ordinary-words.txt") and not stated),
        "in_address_host": float(len(c.key) > 3 and c.key.replace(" ", "") in survey.page.url.lower()),
    }


def of_zones(c: CityCandidate, blocks: Sequence[Placed], seen: Sequence[Placed]) -> dict[str, float]:
    """In which parts of the page it stands, and how far down."""
    return {
        "in_title": float(any(where == "title" for _, _, where, _ in c.hits)),
        "in_h1_h2": float(any(b.level in (1, 2) for _, b in blocks)),
        "in_h3_h6": float(any(b.level > 2 for _, b in blocks)),
        "in_header": float(any(b.zone == "header" for _, b in blocks)),
        "only_margins": float(bool(blocks) and not seen),
        "in_footer": float(any(b.zone == "footer" for _, b in blocks)),
        "far": math.log10(1 + min(place for _, _, _, place in c.hits) / 100),
    }


def of_dates(seen: Sequence[Placed], anchors: Anchors) -> dict[str, float]:
    """How near it stands to the event's days."""
    days = list(anchors)
    nearest = min((steps_to(days, b.index) for _, b in seen), default=FAR)
    return {
        "date_block": float(nearest == 0),
        "date_behind": float(after_date(seen, anchors)),
        "near_date_1": float(nearest == 1),
        "near_date_2": float(nearest == 2),
        "near_date_6": float(3 <= nearest <= 6),
    }


def of_headings(blocks: Sequence[Placed], survey: Survey) -> dict[str, float]:
    """Under which headings it stands."""
    return {
        "under_venue": float(any(under("headings", b, survey) for _, b in blocks)),
        "under_travel": float(any(under("travel", b, survey) for _, b in blocks)),
        "under_people": share(under("people", b, survey) for _, b in blocks),
    }


def of_words(blocks: Sequence[Placed], seen: Sequence[Placed], survey: Survey) -> dict[str, float]:
    """What the words around it say."""
    texts = [(b.text, h.start) for h, b in blocks]
    leads, held = speech("leads", survey), speech("held", survey)
    return {
        "with_affiliation": share(is_person_line(b.text) for _, b in blocks),
        "address": float(any(has_address(b.text[max(h.start - 60, 0) : h.end + 20]) for h, b in blocks)),
        "labelled": float(any(is_labelled(text, start, survey) for text, start in texts)),
        "label_before": float(any(labelled_before(b, survey) for _, b in seen)),
        "behind_building": float(any(is_behind_building(text, start) for text, start in texts)),
        "led_in": float(any(leads.ending(text[max(start - 24, 0) : start]) for text, start in texts)),
        "held": float(any(held.within(text[max(start - 60, 0) : start + 60]) for text, start in texts)),
        "sent_to": share(is_sent_to(b, h.start, survey) for h, b in blocks),
        "of_before": share(text[max(start - 4, 0) : start].endswith("of ") for text, start in texts),
    }


def of_blocks(blocks: Sequence[Placed], seen: Sequence[Placed]) -> dict[str, float]:
    """What kinds of blocks hold it."""
    return {
        "class_venue": float(any(is_place_class(b.classes) for _, b in seen)),
        "short_block": float(any(len(b.text) < 80 for _, b in seen)),
        "prose": share(len(b.text) > 300 for _, b in blocks),
        "in_list": share(b.tag == "li" for _, b in blocks),
        "in_table": share(bool(b.row) for _, b in blocks),
    }


def share(of: Iterable[bool]) -> float:
    """The share of what is true, 0 to 1; 0 of nothing."""
    each = list(of)
    return each.count(True) / len(each) if each else 0.0


@lru_cache(maxsize=1024)
def is_person_line(text: str) -> bool:
    """Whether a short line tells a person's place of work; asked for each city of it."""
    return len(text) < 200 and bool(PERSON_LINE.search(text) or "university" in kinds_of(text))


def is_sent_to(block: Block, start: int, survey: Survey) -> bool:
    """Whether the words before an address ask to send or pay something there: an office's, not the event's."""
    before = survey.page.blocks[block.index - 1].text[-SENT_REACH:] if block.index else ""
    return speech("sent", survey).within(f"{before}\n{block.text[max(start - SENT_REACH, 0) : start]}")


def is_labelled(text: str, start: int, survey: Survey) -> bool:
    """Whether the line begins with a label for a place: "Venue: Grieg Hall, Bergen"."""
    line = text[max(start - LABEL_REACH, 0) : start].rsplit("\n", 1)[-1]
    return bool(line) and 0 < label_end(line, survey) <= len(line)


def is_behind_building(text: str, start: int) -> bool:
    """Whether a building's name stands right before, in the same line."""
    return bool(BUILDINGS & kinds_of(text[max(start - VENUE_REACH, 0) : start].rsplit("\n", 1)[-1]))


def after_date(seen: Sequence[Placed], anchors: Anchors) -> bool:
    """Whether the city stands within 25 characters behind the event's date."""
    return any(0 <= hit.start - end <= 25 for hit, block in seen for end in anchors.get(block.index, ()))
