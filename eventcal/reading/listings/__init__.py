"""Reads the entries of a list of events: what repeats with a date in it, one event each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from eventcal.model import Fact, Mode, Place, When
from eventcal.reading.listings.entries import Entry, entries, widened
from eventcal.reading.listings.titles import Title, title_of
from eventcal.reading.modes import HYBRID, ONLINE, SENTENCE
from eventcal.reading.places import find_places
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.times import when_of

FEWEST = 2  # entries that make a list
MOST = 2000
SURE, LIKELY = 0.75, 0.6
MOST_NAMED = 0.7  # the share of entries with a name from which on the list is surely one of events
LOOKED_AT = 400  # characters of a block in which an entry's place is looked for
ONLINE_ALONE = re.compile(rf"(?:^|\n|[,;:|(]\s*){ONLINE}(?=\s*(?:$|\n|[,;|)]))", re.I)
SAYINGS: tuple[tuple[Mode, re.Pattern[str]], ...] = (("hybrid", HYBRID), ("online", SENTENCE), ("online", ONLINE_ALONE))
NO_PAGE = ("#", "mailto:", "javascript:", "tel:")


def read_entries(survey: Survey) -> Iterator[Fact]:
    """Facts for each entry of the page's list, told apart by `about`; none where nothing repeats."""
    found = titled_entries(survey)
    named = [(entry, title) for entry, title in found if title is not None]
    if len(named) < FEWEST:
        return
    score = SURE if len(named) >= MOST_NAMED * len(found) else LIKELY
    for number, (entry, title) in enumerate(named[:MOST], 1):
        about = f"entry {number}"
        yield Fact("name", title.name, title.name, "entry of a list", title.where, score, about)
        if title.short is not None:
            yield Fact("short_name", title.short, title.short, "acronym of an entry", "a", score, about)
        yield when_fact(entry, about, score)
        yield from address_facts(entry, title, survey, about, score)
        yield from place_and_mode(entry, about, score)


def titled_entries(survey: Survey) -> list[tuple[Entry, Title | None]]:
    """The entries with their names; where most have none of their own, with what stands before them."""
    dated: dict[int, list[Mention]] = {}
    for mention in survey.mentions:
        if mention.block is not None:
            dated.setdefault(mention.block.index, []).append(mention)
    found = entries(survey)
    titled = [(entry, title_of(entry, dated)) for entry in found]
    if sum(title is not None for _, title in titled) >= (1 - MOST_NAMED) * len(found):
        return titled
    return [(entry, title_of(entry, dated)) for entry in widened(found, survey.page.blocks)]


def when_fact(entry: Entry, about: str, score: float) -> Fact:
    """The days of an entry, with the times beside them."""
    mention = entry.mention
    clock = mention.dates.clock
    when = when_of(mention.span, clock, mention.dates.last_clock) if clock else When(*mention.span)
    rule = f"date of an entry; year {mention.year_from}"
    return Fact("when", mention.words, when, rule, mention.where, score, about)


def address_facts(entry: Entry, title: Title, survey: Survey, about: str, score: float) -> Iterator[Fact]:
    """The address of the entry's own link: the one on its name, else its first one."""
    links = [(b.text[link.start : link.end], link.value.strip()) for b in entry.blocks for link in b.links]
    pages = [(words, target) for words, target in links if not target.startswith(NO_PAGE)]
    name = title.short or title.name
    target = next((target for words, target in pages if name in words or words in name), pages[0][1] if pages else "")
    address = urljoin(survey.page.url, target)
    if target and address.startswith(("http://", "https://")):
        yield Fact("url", target, address, "link of an entry", "a", score, about)


def place_and_mode(entry: Entry, about: str, score: float) -> Iterator[Fact]:
    """The cities that an entry names; and its mode, where its words or a city say it."""
    city: Fact | None = None
    for block in entry.blocks:
        for hit in find_places(block.text[:LOOKED_AT]):
            if hit.score >= 0.5:
                words = block.text[hit.start : hit.end]
                place = Place(city=hit.city, country=hit.country, geo=hit.geo)
                city = Fact("place", words, place, "place in an entry", block.tag, min(score, hit.score), about)
                yield city
    said = mode_said(entry)
    if said is not None:
        yield Fact("mode", said[1], said[0], f"{said[0]} by the words of an entry", "entry", score, about)
    elif city is not None:
        yield Fact("mode", city.text, "in-person", "in-person by the place of an entry", "entry", city.score, about)


def mode_said(entry: Entry) -> tuple[Mode, str] | None:
    """The mode that an entry says in words, and those words."""
    for block in entry.blocks:
        for mode, pattern in SAYINGS:
            match = pattern.search(block.text[:LOOKED_AT])
            if match is not None:
                return mode, match[0].strip(" \n-–—|•·(),")
    return None
