"""Finds words that say that attending costs nothing, and refuses those that say it of something else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which words are not set apart."""
SENTENCE_END = re.compile(r"[.!?。！？\n](?:\s|$)|\n")
ALONE = 24  # letters of a line that hold little but the words themselves
NEAR = 60  # characters to each side in which a word for attending may stand


@dataclass(frozen=True, slots=True)
class FreeWords:
    """Words for "costs nothing" at [start, end) of a text."""

    start: int
    end: int
    text: str


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    """The lists of words: free, attend, not, before_free; each by language."""
    loaded: dict[str, Any] = tomllib.loads(
        (files("eventcal.reading") / "data" / "prices.toml").read_text(encoding="utf-8")
    )
    return {name: loaded[name] for name in ("free", "attend", "not", "before_free")}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any word of one list, in any language, the longest first."""
    words = {word for of_language in tables()[name].values() for word in of_language}
    return re.compile(any_of(words), re.I)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words; whole words where the script sets them apart."""
    longest = sorted(words, key=len, reverse=True)
    spaced = "|".join(re.escape(w) for w in longest if not UNSPACED.search(w))
    solid = "|".join(re.escape(w) for w in longest if UNSPACED.search(w))
    return rf"(?<![\w-])(?:{spaced})(?![\w-])" + (f"|{solid}" if solid else "")


def find_free_words(text: str) -> Iterator[FreeWords]:
    """The words of a text that say that attending is free: beside a word for attending in their sentence, or alone.

    >>> [w.text for w in find_free_words("Registration is free. Feel free to try our free software.")]
    ['free']
    """
    if not may_say(text):
        return
    for match in pattern("free").finditer(text):
        start, end = match.span()
        if not refused(text, start, end) and (alone(text, start, end) or of_attending(text, start, end)):
            yield FreeWords(start, end, match[0])


@cache
def stems() -> list[str]:
    """The first letters of the words for "costs nothing": a text without any of them needs no closer look."""
    starts = {word[:8] for of_language in tables()["free"].values() for word in of_language}
    return sorted(s for s in starts if not any(s != o and s.startswith(o) for o in starts))


def may_say(text: str) -> bool:
    """Whether a text may hold such words."""
    folded = text.casefold()
    for stem in stems():  # noqa: SIM110 - a generator would cost more than the search
        if stem in folded:
            return True
    return False


def refused(text: str, start: int, end: int) -> bool:
    """Whether the words around say that something else is free, or that nothing is."""
    before, behind = text[max(start - 20, 0) : start].rstrip(" \xa0-–"), text[end : end + 40].lstrip(" \xa0-–")
    last = re.search(rf"(?:{pattern('before_free').pattern})$", before, re.I)
    return (
        last is not None
        or pattern("not").match(behind) is not None
        or (text[end : end + 1] == "-" and behind[:1].isalpha())
    )


def alone(text: str, start: int, end: int) -> bool:
    """Whether the line holds hardly anything else: "Price: free", "FREE"."""
    line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
    return len(re.sub(r"[\W_]+", "", line)) - (end - start) <= ALONE and (
        pattern("attend").search(line) is not None or len(line.strip()) <= end - start + 4
    )


def of_attending(text: str, start: int, end: int) -> bool:
    """Whether a word for attending stands near, in the same sentence."""
    begins = max(
        (m.end() for m in SENTENCE_END.finditer(text, max(start - NEAR, 0), start)), default=max(start - NEAR, 0)
    )
    stop = SENTENCE_END.search(text, end, end + NEAR)
    near = text[begins:start] + " " + text[end : stop.start() if stop else end + NEAR]
    return pattern("attend").search(near) is not None
