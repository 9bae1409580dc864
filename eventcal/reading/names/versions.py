"""What may be cut from a title: a site's name, a date or a place behind the name, words that lead to it or follow it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from eventcal.reading.dates.written import Dates
from eventcal.reading.name_runs import find_names
from eventcal.reading.names.vocabulary import MOST_TEXTS, SMALL, WORDS, tables, words_of
from eventcal.reading.wordlists import alternatives
from eventcal.reading.years import HAS_DIGIT
from eventcal.text import collapse

SEPARATOR = re.compile(r"\s+[|•·»›/~—–-]+\s+|\s*[|•»›]\s*|\s+::?\s+|[:：]\s+|\s+[—–]\s*|\s*[—–]\s+|<br\s*/?>", re.I)
SEPARATING = re.compile(
    r"[|•·»›/~—–:：<-](?:(?<=[|•»›])|(?<=\s[·/~—–-])|(?<=[—–:：])(?=\s)|(?<=<)(?=br))".replace("br", "[Bb][Rr]")
)
"""What every separator has: quickly looked for, since it begins with one class."""
BRACKETED = re.compile(r"\s*[(\[](?:hybrid|online|virtual|in-person)[)\]]\s*", re.I)
AT_WORDS = frozenset(["at", "in", "by"])
AT_PLACE = re.compile(r"\s+(?:at|@|in|by)\s+[A-Z][^\d]{3,60}$")
LEADING_SIGNS, TRAILING_SIGNS = frozenset(",;:|–—-)]•·»›."), frozenset(",;:|–—-([@•·»›\uf0c1¶#")
TRAILING = re.compile(r"[\s,;:|–—\-(\[@•·»›\uf0c1¶#]+$")
LEADING = re.compile(r"^[\s,;:|–—\-)\]•·»›.]+")
LED_IN = re.compile(rf"(?:{alternatives(tables()['own']['before'])})\s+(?:the\s+)?(?=\S{{3}})", re.I)
LED_IN_WORDS = frozenset(WORDS.findall(phrase)[0] for phrase in tables()["own"]["before"])
"""One of them is the first word of all that leads in."""
LED_OUT = re.compile(
    r"[\s:,–—-]+(?:(?:final |technical |conference )?(?:program(?:me)?|schedule|agenda)|documentation|registration|tickets|call for \w+|cfp|home ?page|attendees|participants|"
    r"(?:held )?(?:as part of|in conjunction|co-?located|at the \d)\b.*|"
    r"(?:official )?web ?site|committees?|speakers|venue|(?:is|are|goes|will be|has been|postponed|cancell?ed|será|wird|sera)\b[^.]{0,60})[\s!.]*$",
    re.I,
)
LED_OUT_WORDS = frozenset(
    "program programme schedule agenda documentation registration tickets call cfp home homepage attendees participants part conjunction co colocated at "
    "web website committee committees speakers venue is are goes will has postponed cancelled canceled será wird sera".split()
)
"""One of them is in all that leads out: they are quickly looked up."""
FARTHEST = 300  # characters of a text in which dates are looked for
MOST_PARTS = 6
LONGEST = 2_000  # characters of a text in which a name may stand; real headings have fewer than 1,000

DatesIn: TypeAlias = Callable[[str], list[Dates]]
"""The dates of a text; asked for the same text again and again."""


def versions(text: str, dates_in: DatesIn) -> Iterator[tuple[str, str]]:
    """(text, how) of the whole, its parts, and both without a date, a place or "(Hybrid)" behind."""
    text = text[:LONGEST]
    flat = one_line(text)
    yield from bare(flat, "whole", dates_in)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        yield from bare(lines[0], "line", dates_in)
        if len(lines) > 2:
            yield collapse(" ".join(lines[:2])), "lines"
    parts = parts_of(flat)
    if 1 < len(parts) <= MOST_PARTS:
        for position, part in enumerate(parts):
            yield from bare(
                part, "first" if position == 0 else "last" if position == len(parts) - 1 else "middle", dates_in
            )
        if len(parts) > 2:
            yield from neighbours(flat, parts)


def one_line(text: str) -> str:
    """The text on one line; most are already, which is quickly told."""
    return text.strip() if text.isprintable() and "  " not in text else collapse(text)


@lru_cache(MOST_TEXTS)
def parts_of(flat: str) -> tuple[str, ...]:
    """The parts of a title between its separators."""
    if SEPARATING.search(flat) is None:
        own = flat.strip()
        return (own,) if own else ()
    return tuple(part.strip() for part in SEPARATOR.split(flat) if part and part.strip())


def neighbours(flat: str, parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The first two parts, and the last two, as they stand."""
    start = flat.index(parts[0])
    yield flat[start : flat.index(parts[1], start + len(parts[0])) + len(parts[1])], "two"
    yield flat[flat.index(parts[-2], start + len(parts[0])) :], "tail"


def bare(text: str, how: str, dates_in: DatesIn) -> Iterator[tuple[str, str]]:
    """The text, and what is left when a date or a place at its end, or its mode, or what leads to the name is taken away."""
    text = text.strip()
    yield without_lead(text), how
    cut = undated(text, dates_in)
    if cut and cut != text:
        yield cut, f"{how}_undated"
    placed = unplaced(cut) if cut != text else before_place(cut)
    if placed != cut and len(placed) > 4:
        yield placed, f"{how}_unplaced"
    led = not_led(cut)
    if led != cut and len(led) > 2:
        yield strip_ends(led), f"{how}_led"


def not_led(text: str) -> str:
    """The text without what leads to the name or follows it."""
    words = words_of(text)
    lead = LED_IN.match(text) if words and words[0] in LED_IN_WORDS else None
    text = text[lead.end() :] if lead else text
    return text if LED_OUT_WORDS.isdisjoint(words) else LED_OUT.sub("", text)


def before_place(text: str) -> str:
    """The text without "at" and a place behind."""
    return text if AT_WORDS.isdisjoint(words_of(text)) and "@" not in text else AT_PLACE.sub("", text)


def unplaced(text: str) -> str:
    """What a date stood behind, without the place before the date: "PyCon CZ 2016 Brno". A place that belongs to the name stays."""
    cut = before_place(text)
    for name in reversed(find_names(cut)):
        before = cut[: name.start].rstrip(" ,")
        if cut[name.end :].strip(" ,.)]") or len(before.split()) < 2 or before.split()[-1] in SMALL:
            break
        cut = before
    return strip_ends(cut)


def undated(text: str, dates_in: DatesIn) -> str:
    """The text before its first date, or behind it where nothing stands before; without its mode in brackets."""
    cut = BRACKETED.sub(" ", text) if "(" in text or "[" in text else text
    if len(cut) < FARTHEST and HAS_DIGIT.search(cut):
        for dates in dates_in(cut):
            before, after = cut[: dates.start], cut[dates.clock.end if dates.clock else dates.end :]
            cut = before if len(before.strip()) >= 4 else after
            break
    return strip_ends(cut)


def strip_ends(text: str) -> str:
    """The text without separators at its ends; an opening bracket that is left over goes with them."""
    text = text.strip()
    if text[-1:] in TRAILING_SIGNS:
        text = TRAILING.sub("", text)
    return without_lead(text).strip()


def without_lead(text: str) -> str:
    """The text, stripped, without separators at its beginning."""
    return LEADING.sub("", text) if text[:1] in LEADING_SIGNS else text
