"""Where an entry of a list is, and whether one may attend online."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from eventcal.model import Fact, Mode, Place
from eventcal.page import Page
from eventcal.reading.columns import label_of
from eventcal.reading.listings.entries import Entry
from eventcal.reading.listings.setting import Setting
from eventcal.reading.modes import HYBRID, ONLINE, SENTENCE
from eventcal.reading.places import find_places
from eventcal.reading.venue_words import venue_kind

LOOKED_AT = 400  # characters of a block in which an entry's place is looked for
PROSE = 200  # characters of a block: more is a description, which may name other places
LIKELY = 0.5  # the score of a place from which on it is the entry's
LEAST_LABELLED = 0.3  # that score, where a label or a column says that it is a place
LIKELY_COMMON = 0.6  # the score of a place that the page gives for all entries
PARTS = re.compile(r"[,;|•·\n()，、]| [–—-] ")
MOST_PARTS = 4  # of a text that are looked at for a venue
LEAST_VENUE, MOST_VENUE = 4, 70  # characters of its name
HAS_DIGIT = re.compile(r"\d")
VENUE_WORD = re.compile(r"[^\W\d_]{3,30}")
ONLINE_ALONE = re.compile(rf"(?:^|\n|[,;:|(]\s*){ONLINE}(?=\s*(?:$|\n|[,;|)]))", re.I)
SAYINGS: tuple[tuple[Mode, re.Pattern[str]], ...] = (("hybrid", HYBRID), ("online", SENTENCE), ("online", ONLINE_ALONE))
DESCRIPTIONS = ("description", "og:description", "og:site_name")
ALL_ONLINE = re.compile(
    rf"\bwebinars\b|\b{ONLINE}\s+(?:[\w-]+\s+){{0,3}}?(?:events|seminars|talks|meetings|workshops|webinars|courses|meetups|series)\b",
    re.I,
)
HELD_IN = re.compile(
    r"\b(?:held|takes? place|taking place|took place|hosted) (?:\w+ )?in ([A-ZÀ-Þ][\w’'-]+(?:[ -][A-ZÀ-Þ][\w’'-]+){0,2})"
    r"(?=,? (?:on |from )?\W?$)"
)
"""A town just before the date, such as no gazetteer knows."""


def place_and_mode(entry: Entry, name: str, setting: Setting, about: str, score: float) -> Iterator[Fact]:
    """The cities and the venue that an entry of that name says; and its mode, where its words or a place say it."""
    said = mode_said(entry)
    found = list(places_of(entry, setting, about, score))
    if said is None or said[0] != "online":
        found += venues_of(entry, name, setting, about, score)
    yield from found
    if said is not None:
        yield Fact("mode", said[1], said[0], f"{said[0]} by the words of an entry", "entry", score, about)
    elif found:
        place = found[-1]
        yield Fact("mode", place.text, "in-person", "in-person by the place of an entry", "entry", place.score, about)


def places_of(entry: Entry, setting: Setting, about: str, score: float) -> Iterator[Fact]:
    """The cities that an entry names outside its description; a town that the gazetteer lacks where it says "held in"."""
    found = False
    for block in entry.blocks:
        least = LEAST_LABELLED if setting.role(block) == "place" else LIKELY
        near = block is entry.mention.block or len(block.text) <= PROSE
        for hit in find_places(block.text[:LOOKED_AT]) if near else ():
            if hit.score >= least:
                found = True
                place = Place(city=hit.city, country=hit.country, geo=hit.geo)
                words = block.text[hit.start : hit.end]
                sure = max(hit.score, LIKELY + hit.score - least)
                yield Fact("place", words, place, "place in an entry", block.tag, min(score, sure), about)
    town = None if found else HELD_IN.search(entry.mention.before)
    if town is not None:
        yield Fact("place", town[1], Place(city=town[1]), "held in, in an entry", entry.mention.where, score, about)


def venues_of(entry: Entry, name: str, setting: Setting, about: str, score: float) -> list[Fact]:
    """The venue that an entry names: in the column or behind the label of places, else right behind its date; the first of them."""
    found = ((venue_in(text), where) for text, where in place_texts(entry, setting))
    venue, where = next(((v, where) for v, where in found if v and v not in name and name not in v), (None, ""))
    return [] if venue is None else [Fact("place", venue, Place(venue=venue), "venue of an entry", where, score, about)]


def venue_in(text: str) -> str | None:
    """The first part of a text that has a word of a venue in it, rooms with a number last; None where none has."""
    names = [part.strip(" .:-–—") for part in PARTS.split(text)[:MOST_PARTS]]
    worded = [
        name
        for name in names
        if LEAST_VENUE <= len(name) <= MOST_VENUE and any(map(venue_kind, VENUE_WORD.findall(name)))
    ]
    return min(worded, key=lambda name: bool(HAS_DIGIT.search(name)), default=None)


def common_place(setting: Setting, inside: Collection[int]) -> list[Fact]:
    """The venue that the page gives with a label outside of its entries, and that one goes there. None where it gives two."""
    labelled = [
        (block.text[label[1] :], block.tag)
        for block in setting.survey.page.blocks
        if block.index not in inside and block.zone == "main" and len(block.text) <= PROSE
        if (label := label_of(block.text)) is not None and label[0] == "place"
    ]
    names = {name: where for text, where in labelled if (name := venue_in(text)) is not None}
    if len(names) != 1 or len(labelled) != 1:
        return []
    name, where = names.popitem()
    place = Fact("place", name, Place(venue=name), "venue of the whole list", where, LIKELY_COMMON)
    return [place, Fact("mode", name, "in-person", "in-person by the place of the whole list", where, LIKELY_COMMON)]


def place_texts(entry: Entry, setting: Setting) -> Iterator[tuple[str, str]]:
    """(text, where) in which an entry's venue may stand."""
    for block in entry.blocks:
        if setting.role(block) == "place":
            label = label_of(block.text)
            yield block.text[label[1] if label is not None else 0 :][:LOOKED_AT], block.tag
    own = entry.mention.block
    if own is not None and len(own.text) <= PROSE:
        dates = entry.mention.dates
        stop = max(clock.end for clock in (dates, dates.clock, dates.last_clock) if clock is not None)
        yield own.text[stop:], own.tag


def mode_said(entry: Entry) -> tuple[Mode, str] | None:
    """The mode that an entry says in words, and those words."""
    for block in entry.blocks:
        for mode, pattern in SAYINGS:
            match = pattern.search(block.text[:LOOKED_AT])
            if match is not None:
                return mode, match[0].strip(" \n-–—|•·(),")
    return None


def all_online(page: Page) -> tuple[str, str] | None:
    """(where, words) by which a page says in its titles or its description that its events are online."""
    texts = [("title", page.title), *((f"meta {name}", page.meta.get(name, "")) for name in DESCRIPTIONS)]
    found = ((where, ALL_ONLINE.search(text)) for where, text in texts)
    return next(((where, match[0]) for where, match in found if match is not None), None)
