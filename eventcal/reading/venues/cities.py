"""The cities that the page names, with what speaks for and against each as the event's."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from eventcal.blocks import Block
from eventcal.reading.gazetteer import fold
from eventcal.reading.modes import heads_venue
from eventcal.reading.places import PlaceHit, find_places
from eventcal.reading.survey import Survey
from eventcal.reading.venues.cues import ADDRESS, LABEL, LEADS, LONG, LOOKED_AT, PEOPLE

PERSON_LINE = re.compile(
    r"\b(?:university|universität|université|institute|laborator|inc\.|corp|college|CNRS|INRIA|Prof\.?|Dr\.?|PhD)\b",
    re.I,
)


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
        for hit in find_places(text):
            if hit.score >= 0.15:
                key = fold(hit.name or hit.city)
                found.setdefault(key, CityCandidate(key)).hits.append((hit, block, where, place + hit.start))
    anchors = [
        m.block.index
        for m in survey.mentions
        if m.block is not None and event_days is not None and m.span == event_days
    ]
    for candidate in found.values():
        candidate.features = city_features(candidate, survey, anchors)
    return list(found.values())


def texts(survey: Survey) -> Iterator[tuple[str, Block | None, str, int]]:
    """(text, block, place in the page, characters before it) of everything that may name the city."""
    page = survey.page
    yield page.title, None, "title", 0
    place = 0
    for block in page.blocks:
        if place < LOOKED_AT or heads_venue(survey.heading(block)):
            yield block.text[:LONG], block, block.tag, place
        place += len(block.text) + 1


def city_features(c: CityCandidate, survey: Survey, anchors: Sequence[int]) -> dict[str, float]:
    """Everything that speaks for or against a city."""
    hits = c.hits
    blocks = [(h, b) for h, b, _, _ in hits if b is not None]
    seen = [(h, b) for h, b in blocks if b.zone in ("main", "header")]
    nearest = min((abs(b.index - a) for _, b in seen for a in anchors), default=99)
    best = max((h for h, _, _, _ in hits), key=lambda h: h.score)
    first = min(place for _, _, _, place in hits)
    headings = [survey.heading(b) for _, b in blocks]
    behind = after_date(seen, survey, set(anchors))
    found = {
        "score": best.score,
        "country_stated": float(any(h.country_stated for h, _, _, _ in hits)),
        "region": float(any(h.region for h, _, _, _ in hits)),
        "population": math.log10(1 + best.population) / 6,
        "unknown": float(best.population == 0),
        "ambiguous": float(best.ambiguous),
        "in_title": float(any(where == "title" for _, _, where, _ in hits)),
        "in_h1_h2": float(any(b.level in (1, 2) for _, b in blocks)),
        "in_h3_h6": float(any(b.level > 2 for _, b in blocks)),
        "in_header": float(any(b.zone == "header" for _, b in blocks)),
        "only_margins": float(bool(blocks) and not seen),
        "in_footer": float(any(b.zone == "footer" for _, b in blocks)),
        "far": math.log10(1 + first / 100),
        "date_block": float(nearest == 0),
        "date_behind": float(behind),
        "near_date_1": float(nearest == 1),
        "near_date_2": float(nearest == 2),
        "near_date_6": float(3 <= nearest <= 6),
        "under_venue": float(any(heads_venue(h) for h in headings)),
        "under_people": sum(bool(PEOPLE.search(h)) for h in headings) / max(len(headings), 1),
        "with_affiliation": sum(bool(PERSON_LINE.search(b.text[:300])) and len(b.text) < 200 for _, b in blocks)
        / max(len(blocks), 1),
        "address": float(any(ADDRESS.search(b.text[max(h.start - 60, 0) : h.end + 20]) for h, b in blocks)),
        "labelled": float(any(LABEL.search(b.text[max(h.start - 80, 0) : h.start]) for h, b in blocks)),
        "led_in": float(any(LEADS.search(b.text[max(h.start - 14, 0) : h.start]) for h, b in blocks)),
        "of_before": sum(b.text[max(h.start - 4, 0) : h.start].endswith("of ") for h, b in blocks)
        / max(len(blocks), 1),
        "short_block": float(any(len(b.text) < 80 for _, b in seen)),
        "prose": sum(len(b.text) > 300 for _, b in blocks) / max(len(blocks), 1),
        "hits": math.log2(1 + len(hits)),
        "in_list": sum(b.tag == "li" for _, b in blocks) / max(len(blocks), 1),
        "in_table": sum(bool(b.row) for _, b in blocks) / max(len(blocks), 1),
        "in_address_host": float(len(c.key) > 3 and c.key.replace(" ", "") in survey.page.url.lower()),
    }
    return {name: value for name, value in found.items() if value}


def after_date(seen: Sequence[tuple[PlaceHit, Block]], survey: Survey, anchors: set[int]) -> bool:
    """Whether the city stands within 25 characters behind the event's date."""
    for hit, block in seen:
        if block.index in anchors:
            ends = [m.dates.end for m in survey.mentions if m.block is block]
            if any(0 <= hit.start - end <= 25 for end in ends):
                return True
    return False
