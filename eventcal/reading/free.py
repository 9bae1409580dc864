"""Finds words that say that attending costs nothing, and refuses those that say it of something else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which words are not set apart."""
SENTENCE_END = re.compile(r"[.!?。！？\n](?:\s|$)|[\n。！？]")
NEXT_WORDS = re.compile(r"(?:[ \xa0]+[^\W\d_][\w'’-]*){1,4}")
BREAK_BEFORE = re.compile(r"(?:^|[\n:(\[–—|,/=•·\"“-])\s*$")
NO_LETTER = re.compile(r"[\W_]+")
MOST = 20  # times that a text says so and is looked at
ALONE = 24  # letters of a line that hold little but the words themselves
BARE = 4  # characters beside them in a line that holds nothing else
NEAR = 60  # characters to each side in which the thing that is free may stand
WHOM = 12  # characters between the words and those who pay nothing, where what is free is not said
SOME = 45  # characters to each side in which it may stand for whom


@dataclass(frozen=True, slots=True)
class FreeWords:
    """Words for "costs nothing" at [start, end) of a text."""

    start: int
    end: int
    text: str
    of: str
    """What is free, or for whom, in lower case: "registration", "hackathon", "students"; "" where the words stand alone."""
    labelled: bool
    """They stand alone or directly beside what is free: "Price: free", "free registration", "Tickets are free"."""
    some: bool
    """They are said of some who attend, such as students, not of everybody."""
    side: bool
    """What is free may be only a part of an event: a party, a workshop of several."""


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    """The lists of words: free, attend, side, not, idiom, before_free, some, everybody, bare; each by language."""
    loaded: dict[str, Any] = tomllib.loads(
        (files("eventcal.reading") / "data" / "prices.toml").read_text(encoding="utf-8")
    )
    return {
        name: loaded[name]
        for name in ("free", "attend", "side", "not", "idiom", "before_free", "some", "everybody", "bare")
    }


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any word of one list, in any language; of "things" or "others": of the lists that make it up."""
    lists = {"things": ("attend", "side"), "others": ("not", "idiom")}.get(name, (name,))
    return re.compile(any_of(word for each in lists for words in tables()[each].values() for word in words), re.I)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words; whole words where the script sets them apart."""
    longest = sorted(set(words), key=len, reverse=True)
    spaced = "|".join(re.escape(w) for w in longest if not UNSPACED.search(w))
    solid = "|".join(re.escape(w) for w in longest if UNSPACED.search(w))
    return rf"(?<![\w-])(?:{spaced})(?![\w-])" + (f"|{solid}" if solid else "")


@cache
def kernels() -> list[str]:
    """The words for "costs nothing" that hold no other: a text without any of them needs no closer look."""
    words = {word.casefold() for of_language in tables()["free"].values() for word in of_language}
    return sorted(word for word in words if not any(other in word for other in words if other != word))


def kernels_in(text: str, among: Iterable[str]) -> list[str]:
    """Which of some kernels a text holds."""
    folded = text.casefold()
    return [kernel for kernel in among if kernel in folded]


def find_free_words(text: str) -> Iterator[FreeWords]:
    """The words of a text that say that attending is free: beside a word for attending in their sentence, or alone.

    >>> [w.text for w in find_free_words("Registration is free. Feel free to try our free software.")]
    ['free']
    """
    if kernels_in(text, kernels()):
        for match in islice(pattern("free").finditer(text), MOST):
            start, end = match.span()
            thing = None if refused(text, start, end) else what(text, start, end)
            if thing is not None:
                yield words_at(text, start, end, *thing)


def words_at(text: str, start: int, end: int, of: str, gap: int) -> FreeWords:
    """The words with what is free, which stands `gap` characters from them."""
    begins, ends = sentence(text, start, end, SOME)
    near = text[begins:ends]
    some = pattern("some").search(near) is not None and pattern("everybody").search(near) is None
    side = pattern("side").fullmatch(of) is not None
    return FreeWords(start, end, text[start:end], of, gap <= ALONE, some, side)


def refused(text: str, start: int, end: int) -> bool:
    """Whether the words around say that something else is free, or that nothing is."""
    before, behind = text[max(start - 20, 0) : start].rstrip(" \xa0-–"), text[end : end + 40].lstrip(" \xa0-–/")
    last = not_free().search(before)
    compound = text[end : end + 1] == "-" and behind[:1].isalpha()
    return last is not None or pattern("others").match(behind) is not None or compound


@cache
def not_free() -> re.Pattern[str]:
    """What stands right before words that say nothing of a price, or that there is one."""
    return re.compile(rf"(?:{pattern('before_free').pattern})$", re.I)


def what(text: str, start: int, end: int) -> tuple[str, int] | None:
    """What is free, or for whom, where it is attending, and how far off that stands; None where it is something else."""
    inner = pattern("things").search(text, start, end)
    if inner:
        return inner[0].casefold(), 0
    if text[start:end].casefold() in tables()["bare"]["words"]:
        return bare(text, start, end)
    if alone(text, start, end):
        return nearest(text, start, end) or ("", 0)
    return nearest(text, start, end) or nearest(text, start, end, "some", WHOM)


def bare(text: str, start: int, end: int) -> tuple[str, int] | None:
    """What an adjective that may stand before a noun is said of: of that noun ("free entry"), else of what stands before.

    Where neither is said, for whom: "free for students".
    """
    aside = text[end : end + 1] == ")"  # "the (free) workshop"
    match = NEXT_WORDS.match(text, end + aside)
    behind = match[0].lstrip() if match else ""
    follows = edge("behind").search(behind) is not None
    noun = named(behind, follows)
    if noun is not None:
        return noun, 0
    if behind and not follows and not aside:
        return None
    lead = text[max(start - 30, 0) : start].rstrip()
    said = edge("before").search(lead) or BREAK_BEFORE.search(lead)
    thing = (nearest(text, start, start) if said else None) or (("", 0) if alone(text, start, end) else None)
    return thing or nearest(text, start, end, "some", WHOM)


@cache
def edge(name: str) -> re.Pattern[str]:
    """A word of a list of [bare] where it touches the adjective: one of "before" at the end, of "behind" at the start."""
    words = any_of(tables()["bare"][name])
    return re.compile(f"^(?:{words})" if name == "behind" else f"(?:{words})$", re.I)


def named(behind: str, follows: bool) -> str | None:
    """The word for attending that the adjective stands before, unless one for something else comes first."""
    attend, other = pattern("things").search(behind), pattern("others").search(behind)
    if attend is None or (other and other.start() <= attend.start()) or (follows and attend.start()):
        return None
    return attend[0].casefold()


def nearest(text: str, start: int, end: int, wanted: str = "things", most: int = NEAR) -> tuple[str, int] | None:
    """The wanted word, of attending, in the sentence that stands nearest, unless one for something else is nearer."""
    begins, ends = sentence(text, start, end, NEAR)
    if start == end:
        ends = end
    found = [(gap, m[0].casefold()) for m, gap in around(pattern(wanted), text, begins, start, end, ends)]
    others = [gap for _, gap in around(pattern("not"), text, begins, start, end, ends)]
    if not found or min([*others, most]) < min(found)[0]:
        return None
    gap, word = min(found)
    return word, gap


def around(
    words: re.Pattern[str], text: str, begins: int, start: int, end: int, ends: int
) -> Iterator[tuple[re.Match[str], int]]:
    """The words before `start` and behind `end`, each with the characters between."""
    yield from ((m, start - m.end()) for m in words.finditer(text, begins, start))
    yield from ((m, m.start() - end) for m in words.finditer(text, end, ends))


def sentence(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """Start and end of the sentence, at most `most` characters to each side."""
    first = max(start - most, 0)
    begins = max((m.end() for m in SENTENCE_END.finditer(text, first, start)), default=first)
    stop = SENTENCE_END.search(text, end, end + most)
    return begins, stop.start() if stop else min(end + most, len(text))


def alone(text: str, start: int, end: int) -> bool:
    """Whether the line holds hardly anything else: "Price: free", "FREE"."""
    before = text[max(start - NEAR, 0) : start].rpartition("\n")[2]
    beside = before + " " + text[end : end + NEAR].partition("\n")[0]
    if len(beside.strip()) <= BARE:
        return True
    said = pattern("attend").search(beside) or pattern("some").search(beside)
    return said is not None and len(NO_LETTER.sub("", beside)) <= ALONE and pattern("not").search(beside) is None
