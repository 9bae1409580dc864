"""Finds the words that say what a date is for: deadlines by kind, openings, extensions, "last updated"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeAlias
from unicodedata import combining, normalize

from eventcal.reading.dates.words import table_name, tables

CONTENT = ("updated", "opening", "extended", "other_dates")
WORD = re.compile(r"[^\W_]+")
LABEL_WORD = re.compile(r"[^\W_]+\*?")
WITHIN = re.compile(r"[ \-‐‑–/'’&.]{1,3}")
"""What may stand between two words of one label; not the bracket of "deadline (extended)"."""
UNSPACED = frozenset(["ja", "zh", "zh_Hant", "ko"])  # words are not set apart there

BARE_LETTERS = str.maketrans("ıłøđ", "ilod")
"""Letters that no accent is taken from, and what hasty webmasters, and capitals, write for them."""
STEM = 3  # letters by which the beginnings of words are looked up; none is shorter
REMEMBERED, REMEMBERED_WORDS = 1_024, 10_000  # texts, words of pages in other letters than ASCII

Phrase: TypeAlias = tuple[str, ...]
"""The words of a label; "*" at the end of one: words that begin so."""
Phrases: TypeAlias = dict[str, list[tuple[Phrase, str]]]
"""By their first word, or its first letters and a star, longest first: labels and their kinds."""
Solid: TypeAlias = tuple[re.Pattern[str], dict[str, str]]
"""A pattern of labels, and the kind of each."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at [start, end) that say what a date is for: `kind` is a deadline's kind, "any", or one of CONTENT."""

    start: int
    end: int
    kind: str


def find_labels(text: str, languages: tuple[str, ...]) -> list[Label]:
    """The labels of a text, in order; where several fit at a place, the longest. Linear in the text."""
    return list(labels_in(text, table_names(languages)))


@lru_cache(maxsize=REMEMBERED)
def labels_in(text: str, names: tuple[str, ...]) -> tuple[Label, ...]:
    """The labels of a text by the tables of these names; every part of the reader asks for those of the same lines."""
    found = list(spaced_labels(text, phrases(names)))
    solid = unspaced(names)
    if solid is None:
        return tuple(found)
    pattern, kinds = solid
    found += (Label(match.start(), match.end(), kinds[match[0].casefold()]) for match in pattern.finditer(text))
    return tuple(sorted(found, key=lambda label: label.start))


def spaced_labels(text: str, table: Phrases) -> Iterator[Label]:
    """The labels among the words of a text, none within another."""
    if text.isascii():  # the usual case, and twice as fast
        words = [(match[0], match.start(), match.end()) for match in WORD.finditer(text.lower())]
    else:
        words = [(plain(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]
    behind = 0
    for place, (word, start, _) in enumerate(words):
        for phrase, kind in beginning_with(word, table) if place >= behind else ():
            stretch = words[place : place + len(phrase)]
            if fits(phrase, [word for word, _, _ in stretch]) and in_one(text, stretch):
                behind = place + len(phrase)
                yield Label(start, stretch[-1][2], kind)
                break


def beginning_with(word: str, table: Phrases) -> Sequence[tuple[Phrase, str]]:
    """The labels that may begin with a word, the longest first."""
    whole, begun = table.get(word, ()), table.get(word[:STEM] + "*", ())
    return sorted([*whole, *begun], key=longest_first) if whole and begun else whole or begun


def longest_first(row: tuple[Phrase, str]) -> tuple[int, int]:
    """Sorts labels by their words, then by their letters; of one length, a whole word goes before a beginning."""
    phrase, _ = row
    return -len(phrase), -sum(2 * len(word) - 3 * word.endswith("*") for word in phrase)


def fits(phrase: Phrase, words: Sequence[str]) -> bool:
    """Whether the words of a text are those of a label."""
    return len(phrase) == len(words) and all(
        found.startswith(word[:-1]) if word[-1] == "*" else found == word
        for word, found in zip(phrase, words, strict=True)
    )


def in_one(text: str, stretch: list[tuple[str, int, int]]) -> bool:
    """Whether nothing stands between some words that parts a phrase."""
    gaps = itertools.pairwise(stretch)
    return all(WITHIN.fullmatch(text, end, start) for (_, _, end), (_, start, _) in gaps)


@cache
def table_names(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The tables of some languages, each once: "de-AT" and "de" have one."""
    return tuple(dict.fromkeys(map(table_name, languages)))


@cache
def phrases(languages: tuple[str, ...]) -> Phrases:
    """The labels of the languages that set words apart, without accents."""
    found: Phrases = {}
    for language in languages:
        for words, kind in phrases_of(language) if language not in UNSPACED else ():
            first = words[0][:STEM] + "*" if words[0].endswith("*") else words[0]
            found.setdefault(first, []).append((words, kind))
    for rows in found.values():
        rows.sort(key=longest_first)
    return found


@cache
def phrases_of(language: str) -> list[tuple[Phrase, str]]:
    """The labels of a language in words without accents, and their kinds."""
    return [(tuple(LABEL_WORD.findall(without_accents(label))), kind) for label, kind in entries(language)]


@lru_cache(maxsize=REMEMBERED_WORDS)
def plain(word: str) -> str:
    """A word as labels are written: in small letters without accents."""
    return without_accents(word.casefold())


def without_accents(text: str) -> str:
    """A text as hasty webmasters write it: they leave some accents out."""
    if text.isascii():
        return text
    return "".join([char for char in normalize("NFD", text) if not combining(char)]).translate(BARE_LETTERS)


@cache
def unspaced(languages: tuple[str, ...]) -> Solid | None:
    """The labels of the languages that do not set words apart; None where there is no such language."""
    solid = [language for language in languages if language in UNSPACED]
    kinds = {label: kind for language in solid for label, kind in entries(language)}
    longest = sorted(kinds, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, longest)), re.I), kinds) if kinds else None


def entries(language: str) -> Iterator[tuple[str, str]]:
    """Every label of a language with its kind."""
    entry: dict[str, Any] = tables().get(language, {})
    for kind, labels in entry.get("deadline", {}).items():
        yield from ((label, kind) for label in labels)
    for kind in CONTENT:
        yield from ((label, kind) for label in entry.get(kind, []))
