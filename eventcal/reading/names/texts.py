"""Every text of the page that could be its event's name: titles, headings, first lines, and parts of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.dates.written import Dates
from eventcal.reading.survey import HAS_DIGIT, Survey
from eventcal.text import collapse

SEPARATOR = re.compile(r"\s+[|•·»›\u2013\u2014—–-]+\s+|\s*[|•»›]\s*|\s+::?\s+|:\s+|\s+–\s*|<br\s*/?>", re.I)
PROSE = re.compile(
    r"(?:[Tt]he\s+)?(?:(?:\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Annual|International|European|"
    r"IEEE|ACM|Inaugural|Joint|National|Nordic|Asian|African|World)\s+){1,4}(?:[\w/&’'-]+\s+){0,6}?"
    r"(?:Conference|Workshop|Symposium|Congress|Meeting|Summit|School|Seminar|Forum|Colloquium)(?:\s+(?:on|of|for|in|and|the|&)(?:\s+[\w/&,’'-]+){1,12})?"
)
MEETING = re.compile(r"Conference|Workshop|Symposium|Congress|Meeting|Summit|School|Seminar|Forum|Colloquium")
BRACKETED = re.compile(r"\s*[(\[](?:hybrid|online|virtual|in-person)[)\]]\s*", re.I)
AT_PLACE = re.compile(r"\s+(?:at|@)\s+[A-Z].{3,60}$")
TRAILING = re.compile(r"[\s,;:|–—\-(\[@•·]+$")
LEADING = re.compile(r"^[\s,;:|–—\-)\]•·.]+")
WORDS = re.compile(r"[^\W_]+")
LONGEST = 220  # characters of a name
LOOKED_AT = 14  # blocks from the top that may hold the name outside headings

DatesIn: TypeAlias = Callable[[str], list[Dates]]
"""The dates of a text; asked for the same text again and again."""


@dataclass(slots=True)
class NameCandidate:
    """A text that could be the event's name; `text` is how it is shown, and stands literally in the page."""

    text: str
    sources: set[str] = field(default_factory=set)
    where: str = ""
    features: dict[str, float] = field(default_factory=dict)


def texts(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """(text, kind of source, place in the page) of everything that is shown as a title or could be."""
    page = survey.page
    yield page.title, "title", "title"
    for name in ("og:title", "twitter:title", "og:site_name", "application-name", "dc.title"):
        if name in page.meta:
            yield page.meta[name], name.replace(":", "_").replace("twitter_title", "og_title"), f"meta {name}"
    yield from heading_texts(survey)
    for block in [b for b in page.blocks if b.zone not in ("nav", "aside", "footer")][:LOOKED_AT]:
        if not block.level and 3 < len(block.text) <= LONGEST:
            yield block.text, "block", block.tag
    for alt, _ in page.outline.images[:4]:
        yield alt, "alt", "image"
    for block in page.blocks[:60]:
        start = block.text[:600].replace("\n", " ")
        for match in PROSE.finditer(start) if MEETING.search(start) else ():
            yield match[0], "prose", block.tag


def heading_texts(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """The first headings, and neighbours of one level joined: names are often broken over several."""
    seen: dict[int, int] = {}
    before: Block | None = None
    for block in survey.page.blocks:
        if block.level and block.zone != "footer":
            count = seen[block.level] = seen.get(block.level, 0) + 1
            if count <= (4 if block.level <= 2 else 2):
                rank = "first" if count == 1 else "later"
                zone = "" if block.zone in ("main", "header") else "_margin"
                yield block.text, f"h{min(block.level, 4)}_{rank}{zone}", block.tag
                if (
                    before is not None
                    and before.index == block.index - 1
                    and before.level <= block.level
                    and count <= 3
                ):
                    yield f"{before.text} {block.text}", "joined", f"{before.tag} + {block.tag}"
            before = block


def versions(text: str, dates_in: DatesIn) -> Iterator[tuple[str, str]]:
    """(text, how) of the whole, its parts, and both without a date, a place or "(Hybrid)" behind."""
    flat = collapse(text.replace("\n", " "))
    yield from bare(flat, "whole", dates_in)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        yield from bare(lines[0], "line", dates_in)
    parts = [p for p in SEPARATOR.split(flat) if p and p.strip()]
    if 1 < len(parts) <= 6:
        longest = max(parts, key=len)
        for position, part in enumerate(parts):
            how = "first" if position == 0 else "last" if position == len(parts) - 1 else "middle"
            yield from bare(part, how, dates_in)
            if part is longest:
                yield part.strip(), "longest"
        if len(parts) > 2:
            start = flat.index(parts[0])
            yield flat[start : flat.index(parts[1], start + len(parts[0])) + len(parts[1])], "two"
            tail = flat.index(parts[-2], flat.index(parts[0]) + len(parts[0]))
            yield flat[tail:], "tail"


def bare(text: str, how: str, dates_in: DatesIn) -> Iterator[tuple[str, str]]:
    """The text, and what is left when a date or a place at its end, or its mode, is taken away."""
    yield text.strip(), how
    cut = BRACKETED.sub(" ", text)
    if HAS_DIGIT.search(cut) and len(cut) < 300:
        for dates in dates_in(cut):
            before, after = cut[: dates.start], cut[dates.clock.end if dates.clock else dates.end :]
            cut = before if len(before.strip()) >= 4 else after
            break
    cut = strip_ends(cut)
    if cut and cut != text.strip():
        yield cut, f"{how}_undated"
    placed = AT_PLACE.sub("", cut)
    if placed != cut and len(placed) > 4:
        yield placed, f"{how}_unplaced"


def strip_ends(text: str) -> str:
    """The text without separators at its ends; an opening bracket that is left over goes with them."""
    return LEADING.sub("", TRAILING.sub("", text.strip())).strip()
