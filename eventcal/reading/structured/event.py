"""One schema.org/Event → facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from eventcal.model import Fact, Moment, Status, day_of
from eventcal.page import Page
from eventcal.reading.structured import location, offers
from eventcal.reading.structured.clocks import as_shown
from eventcal.reading.structured.moments import ONE_DAY, Span, end_after, read_day, read_duration, read_moment, span
from eventcal.reading.structured.worded import days_in
from eventcal.reading.structured.words import ONE_OF_NO_EVENT, Item, first, items, link, listed, plain, string, strings
from eventcal.text import collapse

STATUSES = (
    ("cancelled", 0.95, re.compile(r"cancell?ed", re.I)),
    ("postponed", 0.9, re.compile(r"postponed", re.I)),
    ("rescheduled", 0.9, re.compile(r"rescheduled", re.I)),
    ("moved-online", 0.9, re.compile(r"movedonline", re.I)),
    ("scheduled", 0.5, re.compile(r"scheduled|on-schedule|confirmed", re.I)),  # the default of platforms
)
CHANGED = "(cancell?ed|postponed|rescheduled|abgesagt|verschoben|annulée?|cancelad[oa]|annullat[oa])"
SHOUTED = re.compile(rf"\W{{0,3}}\b{CHANGED}\b\s*[\]:!)*–—-]\W*", re.I)
SHOUTED_AFTER = re.compile(rf"\s*(?:[\[(:*]|\s[–—-])\W{{0,3}}{CHANGED}\W{{0,3}}$", re.I)
SHOUTS: dict[str, Status] = {"post": "postponed", "vers": "postponed", "resc": "rescheduled"}  # any other: cancelled
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
MOST_NAME = 500
MOST_WORDS = 300  # characters of evidence; longer words are cut
MOST_DESCRIPTION = 3000
MOST_TAGS = 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item stands, and how its words are found there."""

    markup: str
    """json-ld or microdata."""
    where: str
    about: str
    url: str
    """The page's address."""
    literal: Callable[[str], str]
    """The words of a value as they stand in the page."""
    shown_clocks: Callable[[], frozenset[int]]
    """The times of day that the page shows, in minutes after midnight."""

    def fact(self, field: str, words: str, value: Any, prop: str, score: float, more: tuple[str, ...] = ()) -> Fact:
        """A fact that `words`, and `more`, say."""
        return Fact(
            field,
            self.literal(words)[:MOST_WORDS].strip(),
            value,
            f"{self.markup} {prop}",
            self.where,
            score,
            self.about,
            tuple(self.literal(each)[:MOST_WORDS].strip() for each in more if each),
            self.url,
        )


def problem(page: Page, where: str, message: str) -> Fact:
    """A fact of what of the page's events is lost, for people."""
    return Fact("problem", "Event", f"{page.url}: {message}", "structured data", where, 0.0, source=page.url)


def facts(item: Item, origin: Origin) -> Iterator[Fact]:
    """Every fact of an event; none if it has neither name nor date, or is the example that a template came with."""
    name = first(item, "name", "headline")
    if name is not None and ONE_OF_NO_EVENT.fullmatch(plain(name)):
        return
    if name is None and first(item, "startDate") is None:
        return
    yield from names(item, name, origin)
    yield from whens(item, origin)
    yield from statuses(item, origin)
    yield from location.facts(item, origin.fact)
    yield from offers.facts(item, origin.fact)
    yield from people_and_words(item, origin)
    yield from addresses(item, origin)


def names(item: Item, name: str | None, origin: Origin) -> Iterator[Fact]:
    """The name, with a status that is shouted beside it taken out and told apart; the acronym."""
    if name is not None:
        shout, status, said = shouted(plain(name[:MOST_NAME]))
        yield origin.fact("name", name, said, "name", 0.85)
        if status:
            yield origin.fact("status", shout, status, "name", 0.85)
    short = first(item, "alternateName")
    if short and len(plain(short)) <= 30:
        yield origin.fact("short_name", short, plain(short), "alternateName", 0.7)


def shouted(name: str) -> tuple[str, Status | None, str]:
    """The word that calls an event off in front of its name or behind it, what it means, and the name.

    >>> shouted("CANCELLED: Fjord Days")
    ('CANCELLED', 'cancelled', 'Fjord Days')
    """
    match = SHOUTED.match(name) or SHOUTED_AFTER.search(name)
    rest = name[: match.start()] + name[match.end() :] if match else ""
    if match is None or not rest:
        return "", None, name
    return match[1], SHOUTS.get(match[1][:4].casefold(), "cancelled"), rest


def whens(item: Item, origin: Origin) -> Iterator[Fact]:
    """A fact for each start; words without a value where the start is broken. The end is inclusive."""
    starts, ends = strings(item, "startDate"), strings(item, "endDate")
    shown = first(item, "@shown startDate") or ""
    duration = first(item, "duration")
    for start, end in zip_longest(starts, ends[: len(starts)]):
        moment = as_shown(read_moment(start), shown, origin.shown_clocks)
        if moment is None:
            yield broken_when(start, end, origin)
            continue
        last = moment_of_end(item, end) if end else None
        last = day_before(last, moment) if item.get("@exclusive") else last
        length = read_duration(duration) if duration and last is None else None
        reach = span(moment, end_after(moment, length) if length else last)
        more = tuple(filter(None, (end, duration if length else None)))
        yield origin.fact("when", start, reach.when, "startDate", trust(reach), more)


def moment_of_end(item: Item, words: str) -> Moment | None:
    """The moment that an end says, else its day."""
    days = days_in(words)
    return as_shown(read_moment(words), first(item, "@shown endDate") or "") or (days[1] if days else None)


def day_before(end: Moment | None, start: Moment) -> Moment | None:
    """The last day, where an end that is a day is the first one after it; never one before the start."""
    return end if isinstance(end, datetime) or end is None or end <= day_of(start) else end - ONE_DAY


def broken_when(start: str, end: str | None, origin: Origin) -> Fact:
    """The days that the words tell, as far as they are certain, in place of broken times; else the words alone."""
    days, last = days_in(start), days_in(end or "")
    when = span(days[0], last[1] if last else days[1]).when if days else None
    return origin.fact("when", start, when, "startDate", 0.65 if when else 0.3, (end,) if end else ())


def trust(reach: Span) -> float:
    """How far a start and an end are believed; the clock of markup is often wrong, its day seldom."""
    return 0.6 if reach.backwards else 0.85


def statuses(item: Item, origin: Origin) -> Iterator[Fact]:
    """What eventStatus says, and whether there was an earlier date."""
    for words in strings(item, "eventStatus"):
        status, score = next(((s, score) for s, score, pattern in STATUSES if pattern.search(words)), (None, 0.3))
        yield origin.fact("status", words, status, "eventStatus", score)
    previous = first(item, "previousStartDate")
    if previous and read_day(previous) and read_day(previous) != read_day(first(item, "startDate") or ""):
        yield origin.fact("status", previous, "rescheduled", "previousStartDate", 0.75)


def people_and_words(item: Item, origin: Origin) -> Iterator[Fact]:
    """Description, organizer, language and tags."""
    description = first(item, "description", "disambiguatingDescription")
    if description and (said := plain(description)[:MOST_DESCRIPTION]):
        yield origin.fact("description", description, said, "description", 0.7)
    organizer = first(item, "organizer")
    if organizer and "@" not in organizer:
        yield origin.fact("organizer", organizer, plain(organizer), "organizer", 0.75)
    for language in languages(item):
        yield origin.fact("language", language, language.replace("_", "-"), "inLanguage", 0.7)
    for tag in tags(item):
        yield origin.fact("tag", tag, plain(tag), "keywords", 0.6)


def languages(item: Item) -> list[str]:
    """The language tags (BCP 47) of inLanguage, also those of a Language's alternateName."""
    said = [first(value, "alternateName", "name") for value in items(item, "inLanguage")] + strings(item, "inLanguage")
    return [words for words in said if words and LANGUAGE.fullmatch(words)][:1]


def tags(item: Item) -> list[str]:
    """The keywords, one by one."""
    return [tag.strip() for words in strings(item, "keywords") for tag in words.split(",", MOST_TAGS) if tag.strip()][
        :MOST_TAGS
    ]


def addresses(item: Item, origin: Origin) -> Iterator[Fact]:
    """The event's own address, and its key: an identifier, or an @id that is not just this page."""
    own = first(item, "url")
    if own and (address := link(own, origin.url)):
        yield origin.fact("url", own, address, "url", 0.8)
    named = string(item.get("@id"))
    if (
        named
        and named.startswith(("http://", "https://"))
        and named.split("#")[0].rstrip("/") != origin.url.split("#")[0].rstrip("/")
    ):
        yield origin.fact("key", named, collapse(named), "@id", 0.8)
        return
    for identifier in listed(item.get("identifier")):
        words = first(identifier, "value", "@id") if isinstance(identifier, dict) else string(identifier)
        if words:
            yield origin.fact("key", words, collapse(words), "identifier", 0.7)
            return
