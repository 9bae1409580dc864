"""Words beside a date that say whether something ends or begins on it, or that it does not count any more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from eventcal.reading.dates.words import tables
from eventcal.reading.labels import UNSPACED, table_names

NEVER = r"(?!)"
SMALL = r"(?:(?:on|the|until|am|den|dem|le|el|il|o|dia|di|de)\W{1,2}){0,2}"
"""Words that may stand between those and the date, and say nothing."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Patterns of such words in some languages."""

    due: re.Pattern[str]
    """By, until: somewhere in a text."""
    due_on: re.Pattern[str]
    """The same at the end of a text."""
    due_behind: re.Pattern[str]
    """The same at the beginning of what follows the date."""
    since: re.Pattern[str]
    """After, from: at the end of a text."""
    since_behind: re.Pattern[str]
    """The same at the beginning of what follows the date."""
    old: re.Pattern[str]
    """Instead of, was: at the end of a text."""


def bounds_for(languages: tuple[str, ...]) -> Bounds:
    """The patterns of some languages."""
    return bounds_of(tuple(sorted(table_names(languages))))


@cache
def bounds_of(languages: tuple[str, ...]) -> Bounds:
    """The patterns of some tables."""
    due, since = either("due", languages), either("since", languages)
    return Bounds(
        due=re.compile(due, re.I),
        due_on=re.compile(rf"{due}\W{{0,3}}{SMALL}$", re.I),
        due_behind=re.compile(rf"[^.;,。\n]{{0,12}}?{either('due_behind', languages)}", re.I),
        since=re.compile(rf"{since}\W{{0,3}}{SMALL}$", re.I),
        since_behind=re.compile(rf"[^.;,。\n]{{0,12}}?{either('since_behind', languages)}", re.I),
        old=re.compile(rf"{either('old', languages)}\W{{0,3}}{SMALL}$", re.I),
    )


def either(key: str, languages: tuple[str, ...]) -> str:
    """A pattern of the words that some tables list under a key: whole words, where words are set apart."""
    found = {word: name in UNSPACED for name in languages for word in tables().get(name, {}).get(key, [])}
    parts = [re.escape(word) if solid else rf"(?<!\w){re.escape(word)}\b" for word, solid in longest_first(found)]
    return f"(?:{'|'.join(parts)})" if parts else NEVER


def longest_first(words: dict[str, bool]) -> list[tuple[str, bool]]:
    """The words in the order in which a pattern must try them."""
    return sorted(words.items(), key=lambda item: (-len(item[0]), item[0]))
