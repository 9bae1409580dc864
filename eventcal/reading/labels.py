"""Finds the words that say what a date is for: deadlines by kind, openings, extensions, "last updated"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from unicodedata import combining, normalize

from eventcal.reading.dates.words import table_name, tables

CONTENT = ("updated", "opening", "extended", "other_dates")
WORD = re.compile(r"[^\W_]+")
WITHIN = re.compile(r"[ \-‐‑–/'’&.]{1,3}")
"""What may stand between two words of one label; not the bracket of "deadline (extended)"."""
UNSPACED = frozenset(["ja", "zh", "zh_Hant", "ko"])  # words are not set apart there

Phrases: TypeAlias = dict[str, list[tuple[tuple[str, ...], str]]]
"""By their first word, longest first: the words of a label and its kind."""
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
    found = list(spaced_labels(text, phrases(languages)))
    solid = unspaced(languages)
    if solid is None:
        return found
    pattern, kinds = solid
    found += (Label(match.start(), match.end(), kinds[match[0]]) for match in pattern.finditer(text))
    return sorted(found, key=lambda label: label.start)


def spaced_labels(text: str, table: Phrases) -> Iterator[Label]:
    """The labels among the words of a text, none within another."""
    words = [(without_accents(match[0].casefold()), match.start(), match.end()) for match in WORD.finditer(text)]
    behind = 0
    for place, (word, start, _) in enumerate(words):
        for phrase, kind in table.get(word, ()) if place >= behind else ():
            stretch = words[place : place + len(phrase)]
            if phrase == tuple(word for word, _, _ in stretch) and in_one(text, stretch):
                behind = place + len(phrase)
                yield Label(start, stretch[-1][2], kind)
                break


def in_one(text: str, stretch: list[tuple[str, int, int]]) -> bool:
    """Whether nothing stands between some words that parts a phrase."""
    gaps = itertools.pairwise(stretch)
    return all(WITHIN.fullmatch(text, end, start) for (_, _, end), (_, start, _) in gaps)


@cache
def phrases(languages: tuple[str, ...]) -> Phrases:
    """The labels of the languages that set words apart, without accents."""
    found: Phrases = {}
    for language in languages:
        for label, kind in entries(language) if table_name(language) not in UNSPACED else ():
            words = tuple(WORD.findall(without_accents(label)))
            if words:
                found.setdefault(words[0], []).append((words, kind))
    for rows in found.values():
        rows.sort(key=lambda row: -len(row[0]))
    return found


def without_accents(text: str) -> str:
    """A text as hasty webmasters write it: they leave some accents out."""
    return text if text.isascii() else "".join(char for char in normalize("NFD", text) if not combining(char))


@cache
def unspaced(languages: tuple[str, ...]) -> Solid | None:
    """The labels of the languages that do not set words apart; None where there is no such language."""
    solid = [language for language in languages if table_name(language) in UNSPACED]
    kinds = {label: kind for language in solid for label, kind in entries(language)}
    longest = sorted(kinds, key=len, reverse=True)
    return (re.compile("|".join(map(re.escape, longest))), kinds) if kinds else None


def entries(language: str) -> Iterator[tuple[str, str]]:
    """Every label of a language with its kind."""
    entry: dict[str, Any] = tables().get(table_name(language), {})
    for kind, labels in entry.get("deadline", {}).items():
        yield from ((label, kind) for label in labels)
    for kind in CONTENT:
        yield from ((label, kind) for label in entry.get(kind, []))
