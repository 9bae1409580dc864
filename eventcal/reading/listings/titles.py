"""What an entry of a list is called: its heading, else its first telling link, bold words or line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from eventcal.blocks import Block, Mark
from eventcal.reading.dates.zones import zone_named
from eventcal.reading.listings.entries import Entry
from eventcal.reading.modes import ONLINE
from eventcal.reading.names import BRACKETED, TYPE_WORD, is_generic, strip_ends
from eventcal.reading.names.spelling import initials_of, spelled
from eventcal.reading.names.vocabulary import WORDS
from eventcal.reading.places import find_places
from eventcal.reading.survey import Mention

LONGEST = 160  # characters of a name; of more, the first sentence is taken
LONGEST_LINE = 2000  # characters, of which a name may be the first sentence
MORE = re.compile(
    r"(?:read more|more|details?|register|registration|website|link|info|view|see|buy|tickets?|program(?:me)?|rsvp|"
    r"submit|home|map|\+|»|→).{0,25}$",
    re.I,
)
"""Links and buttons."""
MODE_BEHIND = re.compile(rf"{BRACKETED.pattern}$", re.I)
NO_PLACE = re.compile(rf"(?:{ONLINE}|hybrid|in[- ]person|on-?site|zoom|tba|tbd|tbc|n/?a)(?: event)?", re.I)
"""What a list writes where others have a city."""
NO_NAME_WORDS = re.compile(r"[\W\d_]+|\b(?:am|pm|uhr|h|to|bis|until|at|um)\b", re.I)
LONGEST_PLACE = 60
ALL_PLACE = 0.8  # the share of a text's letters that name a city and its country in a text that is nothing else

ACRONYM = re.compile(r"[A-Z][\w&/+.-]{1,20}(?: [A-Z][\w&/+.-]{1,20}){0,2} ?['’]?\d{2,4}")
"""An acronym with its year, such as a list sets before the full name."""

Dated: TypeAlias = Mapping[int, Sequence[Mention]]
"""The dates of the page by the index of their block."""


class Title(NamedTuple):
    """An entry's name, where it stands, and the acronym that stands beside it."""

    name: str
    where: str
    short: str | None = None


def title_of(entry: Entry, dated: Dated) -> Title | None:
    """The entry's name; None where nothing in it tells."""
    found = titles(entry, dated)
    first = next(found, None)
    if first is None or not ACRONYM.fullmatch(first.name):
        return first
    full = next((title for title in found if is_full_name(title.name, first.name)), None)
    return full._replace(short=first.name) if full is not None else first


def is_full_name(text: str, short: str) -> bool:
    """Whether a text is the full name of what a list shortly calls "UCC 2016": it says what it is, or spells it."""
    acronym = short.split()[0]
    if text.startswith(acronym):  # the same again, or the sentence that it begins
        return False
    return bool(TYPE_WORD.search(text)) or acronym in text or spelled(acronym, initials_of(WORDS.findall(text)))


def titles(entry: Entry, dated: Dated) -> Iterator[Title]:
    """All that may be the entry's name, likeliest first."""
    for text, block, where in texts(entry):
        name = telling(text, dated.get(block.index, ()))
        if name is not None:
            yield Title(name, where)


def texts(entry: Entry) -> Iterator[tuple[str, Block, str]]:
    """(text, its block, where it stands) of all that may be the name, likeliest first."""
    for block in sorted(entry.blocks, key=lambda block: distance(block, entry)):
        if block.level:
            yield block.text, block, block.tag
    for block in entry.blocks:
        yield from ((words, block, "a") for words in marked(block, block.links))
    for block in entry.blocks:
        yield from ((words, block, "b") for words in marked(block, block.bold))
    for block in entry.blocks:
        yield from ((line, block, block.tag) for line in lines_of(block, entry))


def distance(block: Block, entry: Entry) -> tuple[bool, int]:
    """How far a block stands from the entry's date; those behind it come after those before."""
    steps = (entry.mention.block.index if entry.mention.block else 0) - block.index
    return steps < 0, abs(steps)


def marked(block: Block, marks: Sequence[Mark]) -> Iterator[str]:
    """The words that some marks of a block cover."""
    return (block.text[mark.start : mark.end] for mark in marks)


def lines_of(block: Block, entry: Entry) -> list[str]:
    """The lines of a block; of the one with the entry's date what stands before it, then what stands behind."""
    if block is not entry.mention.block:
        return block.text.split("\n")
    dates = entry.mention.dates
    stop = max(dates.end, dates.clock.end if dates.clock else 0)
    return [*block.text[: dates.start].split("\n"), *block.text[stop:].split("\n")]


def telling(text: str, mentions: Sequence[Mention]) -> str | None:
    """The text as a name, without dates and a bracketed mode; None where it tells nothing: a button, a time, a place alone."""
    line = text[:LONGEST_LINE]
    pieces = [line.replace("\n", " ")]
    for words in dict.fromkeys(mention.words for mention in mentions if mention.words in line):
        pieces = [part for piece in pieces for part in piece.split(words)]
    flat = strip_ends(MODE_BEHIND.sub("", strip_ends(max(pieces, key=len))))
    flat = flat.split(". ")[0] if len(flat) > LONGEST else flat
    if not 3 <= len(flat) <= LONGEST or is_generic(flat) or MORE.match(flat) or is_time(flat) or is_place(flat):
        return None
    return flat


def is_time(text: str) -> bool:
    """Whether a text says nothing but a time of day and its zone."""
    words = NO_NAME_WORDS.sub(" ", text).split()
    return all(zone_named(word) is not None for word in words)


def is_place(text: str) -> bool:
    """Whether a text names nothing but a city, with its region or country, or says that there is none."""
    if NO_PLACE.fullmatch(text):
        return True
    if len(text) > LONGEST_PLACE:
        return False
    named = sum(len(text[hit.start : hit.end]) for hit in find_places(text) if hit.score >= 0.3)
    return named >= ALL_PLACE * len(text)
