"""What an entry of a list says of its event besides the name: days and times, deadlines, address, place and mode."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from eventcal.blocks import Block
from eventcal.model import Fact, Mode, Place, When
from eventcal.page import Page
from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.written import Clock
from eventcal.reading.deadlines import Calls
from eventcal.reading.listings.entries import Entry
from eventcal.reading.listings.titles import Title
from eventcal.reading.modes import HYBRID, ONLINE, SENTENCE
from eventcal.reading.places import find_places
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.times import when_of

LOOKED_AT = 400  # characters of a block in which an entry's place is looked for
PROSE = 200  # characters of a block: more is a description, which may name other places
SURE, LIKELY_LIST = 0.75, 0.6  # the score of entries most of which have names, and of others
STATED = ("stated", "heading")  # where the year of a date is known from
WITH_YEAR = 0.92  # the score of a date with its year in a sure list: in the corpus, fewer than one in fifty is wrong
LIKELY = 0.5  # the score of a place from which on it is the entry's
FOLLOWING = 5  # blocks after an entry's date in which its time may stand
SHORT, LEADING = 90, 25  # characters of such a block, and before the time in it
NO_PAGE = ("#", "mailto:", "javascript:", "tel:")
ONLINE_ALONE = re.compile(rf"(?:^|\n|[,;:|(]\s*){ONLINE}(?=\s*(?:$|\n|[,;|)]))", re.I)
SAYINGS: tuple[tuple[Mode, re.Pattern[str]], ...] = (("hybrid", HYBRID), ("online", SENTENCE), ("online", ONLINE_ALONE))
DESCRIPTIONS = ("description", "og:description", "og:site_name")
ALL_ONLINE = re.compile(
    rf"\b{ONLINE}\s+(?:\w+\s+){{0,3}}?(?:events|seminars|talks|meetings|workshops|webinars|courses|meetups|series)\b",
    re.I,
)
HELD_IN = re.compile(
    r"\b(?:held|takes? place|taking place|took place|hosted) (?:\w+ )?in ([A-ZÀ-Þ][\w’'-]+(?:[ -][A-ZÀ-Þ][\w’'-]+){0,2})"
    r"(?=,? (?:on |from )?\W?$)"
)
"""A town just before the date, such as no gazetteer knows."""


def sayings(
    entry: Entry,
    title: Title,
    calls: Calls,
    dated: Mapping[int, Sequence[Mention]],
    about: str,
    score: float,
    described: tuple[str, str] | None = None,
) -> Iterator[Fact]:
    """The facts of an entry but its name. `described`: where the page says that all its events are online, and in what words."""
    yield when_fact(entry, calls.survey, dated, about, score)
    yield from deadline_facts(entry, calls, about)
    yield from address_facts(entry, title, calls.survey, about, score)
    told = list(place_and_mode(entry, about, score))
    yield from told
    if described is not None and not told:
        yield Fact(
            "mode", described[1], "online", "online by what the page says of its events", described[0], score, about
        )


def all_online(page: Page) -> tuple[str, str] | None:
    """(where, words) by which a page says in its titles or its description that its events are online."""
    texts = [("title", page.title), *((f"meta {name}", page.meta.get(name, "")) for name in DESCRIPTIONS)]
    found = ((where, ALL_ONLINE.search(text)) for where, text in texts)
    return next(((where, match[0]) for where, match in found if match is not None), None)


def when_fact(entry: Entry, survey: Survey, dated: Mapping[int, Sequence[Mention]], about: str, score: float) -> Fact:
    """The days of an entry, with the times beside them or in the lines that follow."""
    mention = entry.mention
    clock, last = clocks_of(entry, survey, dated) if mention.span[0] == mention.span[1] else (None, None)
    when = when_of(mention.span, clock, last) if clock else When(*mention.span)
    rule = f"date of an entry; year {mention.year_from}"
    known = mention.year_from in STATED and score >= SURE
    return Fact("when", mention.words, when, rule, mention.where, WITH_YEAR if known else score, about)


def clocks_of(
    entry: Entry, survey: Survey, dated: Mapping[int, Sequence[Mention]]
) -> tuple[Clock | None, Clock | None]:
    """When a day's entry begins, and the time of its end where that stands apart."""
    again = [m for block in entry.blocks for m in dated.get(block.index, ()) if m.span == entry.mention.span]
    for mention in (entry.mention, *again):
        if mention.dates.clock is not None:
            return mention.dates.clock, mention.dates.last_clock
    found: tuple[Clock, Clock | None] | None = None
    for block in following(entry):
        clocks = find_clocks(block.text, survey.words) if len(block.text) <= SHORT and block.index not in dated else []
        if clocks and clocks[0].start <= LEADING and (found is None or goes_on(found, clocks)):
            found = clocks[0], end_of(clocks)
    return found or (None, None)


def end_of(clocks: Sequence[Clock]) -> Clock | None:
    """The time of the end, where it stands apart; not the start's again in the other clock: "7:00 PM 19:00"."""
    return clocks[1] if len(clocks) > 1 and clocks[0].closes is None and clocks[1].opens != clocks[0].opens else None


def goes_on(found: tuple[Clock, Clock | None], clocks: Sequence[Clock]) -> bool:
    """Whether some times say the start that was found, and its end besides."""
    start, end = found
    return end is None and start.closes is None and clocks[0].opens == start.opens


def following(entry: Entry) -> list[Block]:
    """The blocks of an entry that follow its date."""
    place = entry.mention.block.index if entry.mention.block else 0
    return [block for block in entry.blocks if place < block.index <= place + FOLLOWING]


def deadline_facts(entry: Entry, calls: Calls, about: str) -> Iterator[Fact]:
    """The deadlines that an entry names."""
    inside = {block.index for block in entry.blocks}
    for fact in calls.read((line for line in calls.lines if line.block.index in inside), entry.mention.span):
        yield replace(fact, about=about)


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
    for city in places_of(entry, about, score):
        yield city
    said = mode_said(entry)
    if said is not None:
        yield Fact("mode", said[1], said[0], f"{said[0]} by the words of an entry", "entry", score, about)
    elif city is not None:
        yield Fact("mode", city.text, "in-person", "in-person by the place of an entry", "entry", city.score, about)


def places_of(entry: Entry, about: str, score: float) -> Iterator[Fact]:
    """The cities that an entry names outside its description; a town that the gazetteer lacks where it says "held in"."""
    found = False
    for block in entry.blocks:
        for hit in (
            find_places(block.text[:LOOKED_AT]) if block is entry.mention.block or len(block.text) <= PROSE else ()
        ):
            if hit.score >= LIKELY:
                found = True
                place = Place(city=hit.city, country=hit.country, geo=hit.geo)
                words = block.text[hit.start : hit.end]
                yield Fact("place", words, place, "place in an entry", block.tag, min(score, hit.score), about)
    town = None if found else HELD_IN.search(entry.mention.before)
    if town is not None:
        yield Fact("place", town[1], Place(city=town[1]), "held in, in an entry", entry.mention.where, score, about)


def mode_said(entry: Entry) -> tuple[Mode, str] | None:
    """The mode that an entry says in words, and those words."""
    for block in entry.blocks:
        for mode, pattern in SAYINGS:
            match = pattern.search(block.text[:LOOKED_AT])
            if match is not None:
                return mode, match[0].strip(" \n-–—|•·(),")
    return None
