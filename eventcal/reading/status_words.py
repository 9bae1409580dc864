"""Finds what pages in other languages than English say of changed plans, and tells what of it is said of other things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from eventcal.model import Status
from eventcal.reading import wordlists
from eventcal.reading.dates.words import table_name

UNSPACED = "\u3040"
"""From this letter on words are not set apart."""
NEVER = r"(?!)"
STATUSES: tuple[Status, ...] = ("cancelled", "postponed", "rescheduled", "moved-online")
GAP = r"[^.!?。！？\n]{0,60}?"
DAY = r"\W?(?:[^\W\d]+\W{1,2}){0,3}\d"
REACH = 40  # characters in which the day stands to which something is put off


@dataclass(frozen=True, slots=True)
class StatusWords:
    """Words at [start, end) of a text that say what became of plans."""

    status: Status
    start: int
    end: int
    languages: tuple[str, ...]
    """The languages that the words are looked for in; all where it is empty."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """What may be said in some languages, and the letters without which it is not."""

    status: Status
    stems: frozenset[str]
    languages: tuple[str, ...]


def sayings_in(text: str, languages: tuple[str, ...]) -> list[Foreign]:
    """What a text in some languages may say, judged by letters that it holds: nearly always nothing, which is quickly seen.
    Where its languages are not known, all are looked at."""
    found = dict.fromkeys(table_name(tag).partition("_")[0] for tag in languages)
    names = tuple(name for name in found if name in tables()["cancelled"])
    if not names and languages:
        return []
    folded = text.lower()
    return [saying for saying in sayings(names) if any(stem in folded for stem in saying.stems)]


def find_status_words(text: str, some: Iterable[Foreign]) -> Iterator[StatusWords]:
    """What some sayings make of a text. What is put off to a day that is told is rescheduled."""
    for saying in some:
        match = pattern(saying.status, saying.languages).search(text)
        if match is not None:
            yield StatusWords(status_of(saying, text, match), match.start(), match.end(), saying.languages)


def status_of(saying: Foreign, text: str, match: re.Match[str]) -> Status:
    """The status that words give where they stand."""
    around = text[max(match.start() - REACH, 0) : match.start()], text[match.end() : match.end() + REACH]
    is_moved = saying.status == "postponed" and any(map(pattern("to", saying.languages).search, around))
    return "rescheduled" if is_moved else saying.status


def is_of_other_things(sentence: str, languages: tuple[str, ...]) -> bool:
    """Whether a sentence is about a part of the event, what attendees do, what may happen, or another year."""
    return bool(pattern("other", languages).search(sentence))


def names_event(sentence: str, languages: tuple[str, ...]) -> bool:
    """Whether a sentence has a word for an event."""
    return bool(pattern("event", languages).search(sentence))


@cache
def sayings(languages: tuple[str, ...]) -> tuple[Foreign, ...]:
    """What may be said, by status."""
    return tuple(Foreign(status, stems(words_of(status, languages)), languages) for status in STATUSES)


def stems(words: Iterable[str]) -> frozenset[str]:
    """The first letters of some words, up to a gap; none that begins with another of them."""
    firsts = {word.partition(" * ")[0].strip() for word in words}
    return frozenset(word for word in firsts if not any(other in word for other in firsts - {word}))


@cache
def pattern(name: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    """Any word of one list in some languages; of "to": with a day behind it."""
    found = "|".join(map(as_pattern, sorted(words_of(name, languages), key=lambda word: (-len(word), word)))) or NEVER
    return re.compile(rf"(?:{found}){DAY}" if name == "to" else found, re.I)


def as_pattern(word: str) -> str:
    """The pattern of a word of the lists; see the head of statuses.toml."""
    parts = word.split(" * ")
    whole = GAP.join(rf"{start_of(part)}{re.escape(part.rstrip())}" for part in parts)
    return whole + (r"\b" if word.endswith(" ") else "")


def start_of(part: str) -> str:
    """What must stand before a word: no letter, where words are set apart."""
    return "" if part[0] >= UNSPACED else r"(?<!\w)"


def words_of(name: str, languages: tuple[str, ...]) -> frozenset[str]:
    """The words of a list in some languages; in all where none is given."""
    rows = tables()[name]
    return frozenset(word for language in languages or rows for word in rows.get(language, ()))


def tables() -> dict[str, dict[str, list[str]]]:
    """The word lists of statuses.toml."""
    return wordlists.tables("statuses")
