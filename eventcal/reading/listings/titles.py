"""What an entry of a list is called: its heading, else its first telling link, bold words or line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from eventcal.blocks import Block, Mark
from eventcal.reading.columns import label_of
from eventcal.reading.dates.zones import zone_named
from eventcal.reading.listings.buttons import is_button
from eventcal.reading.listings.entries import Entry
from eventcal.reading.listings.setting import Setting
from eventcal.reading.modes import ONLINE
from eventcal.reading.names import BRACKETED, TYPE_WORD, is_generic, strip_ends
from eventcal.reading.names.spelling import initials_of, spelled
from eventcal.reading.names.vocabulary import WORDS
from eventcal.reading.places import find_places
from eventcal.reading.survey import Mention

LONGEST = 160  # characters of a name; of more, the first sentence is taken
MOST_TEXTS = 200  # headings, links, bold words and lines of an entry; the name is among the first
LONGEST_LINE = 2000  # characters, of which a name may be the first sentence
MODE_BEHIND = re.compile(rf"{BRACKETED.pattern}$", re.I)
NO_PLACE = re.compile(rf"(?:{ONLINE}|hybrid|in[- ]person|on-?site|zoom|tba|tbd|tbc|n/?a)(?: event)?", re.I)
"""What a list writes where others have a city."""
NO_LETTERS = re.compile(r"[\W\d_]+")
TIME_WORDS = frozenset("am pm a p m uhr h hrs to bis until at um from von de à a às kl klo ore ч".split())
NO_NAMES = frozenset(["deadline", "fee", "time", "place"])
"""What the head of a column, or a label, may say that a text is, and then it is no name."""
LEAST_LEAD = 8  # characters of a cell before its links that are a name by themselves
LONGEST_PLACE = 60
ALL_PLACE = 0.8  # the share of a text's letters that name a city and its country in a text that is nothing else

ACRONYM = re.compile(r"[A-Z][\w&/+.-]{1,20}(?: [A-Z][\w&/+.-]{1,20}){0,2} ?['’]?\d{2,4}")
"""An acronym with its year, such as a list sets before the full name."""


class Title(NamedTuple):
    """An entry's name, where it stands, and the acronym that stands beside it."""

    name: str
    where: str
    short: str | None = None


def title_of(entry: Entry, setting: Setting) -> Title | None:
    """The entry's name; None where nothing in it tells."""
    found = titles(entry, setting)
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


def titles(entry: Entry, setting: Setting) -> Iterator[Title]:
    """All that may be the entry's name, likeliest first."""
    for text, block, where in islice(texts(entry, setting), MOST_TEXTS):
        name = telling(text, setting.dated.get(block.index, ()))
        if name is not None:
            yield Title(name, where)


def texts(entry: Entry, setting: Setting) -> Iterator[tuple[str, Block, str]]:
    """(text, its block, where it stands) of all that may be the name, likeliest first; the people that speak come last."""
    roles = {block.index: setting.role(block) for block in entry.blocks}
    for block in entry.blocks:
        if roles[block.index] == "name":
            yield before_buttons(block), block, block.tag
    others = [block for block in entry.blocks if roles[block.index] not in NO_NAMES]
    hosts = [block for block in others if roles[block.index] == "host"]
    yield from texts_of([block for block in others if block not in hosts], entry)
    yield from texts_of(hosts, entry)


def texts_of(blocks: Sequence[Block], entry: Entry) -> Iterator[tuple[str, Block, str]]:
    """The headings of some blocks, the nearest to the date first, then their links, their bold words and their lines."""
    for block in sorted(blocks, key=lambda block: distance(block, entry)):
        if block.level:
            yield block.text, block, block.tag
    for block in blocks:
        yield from ((words, block, "a") for words in marked(block, block.links))
    for block in blocks:
        yield from ((words, block, "b") for words in marked(block, block.bold))
    for block in blocks:
        yield from ((line, block, block.tag) for line in lines_of(block, entry))


def before_buttons(block: Block) -> str:
    """The text of a cell with a name in it, behind its label, up to the links to a video or the like."""
    label = label_of(block.text)
    start = label[1] if label is not None and label[0] == "name" else 0
    buttons = [link.start for link in block.links if is_button(block.text[link.start : link.end])]
    stop = next((place for place in buttons if place - start >= LEAST_LEAD), len(block.text))
    text = block.text[start:stop].split("\n")[0]
    return text.rstrip(" .") if stop < len(block.text) else text


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
    if not 3 <= len(flat) <= LONGEST or is_generic(flat) or is_button(flat) or is_time(flat) or is_place(flat):
        return None
    return flat


def is_time(text: str) -> bool:
    """Whether a text says nothing but a time of day and its zone."""
    words = NO_LETTERS.sub(" ", text.casefold()).split()
    return all(word in TIME_WORDS or zone_named(word.upper()) is not None for word in words)


def is_place(text: str) -> bool:
    """Whether a text names nothing but a city, with its region or country, or says that there is none."""
    if NO_PLACE.fullmatch(text):
        return True
    if len(text) > LONGEST_PLACE:
        return False
    named = sum(len(text[hit.start : hit.end]) for hit in find_places(text) if hit.score >= 0.3)
    return named >= ALL_PLACE * len(text)
