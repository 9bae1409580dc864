"""The words around a date that speak for it or against it as the event's own, by language: data/whens.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from eventcal.reading.dates.words import table_name
from eventcal.reading.dates.words import tables as date_tables
from eventcal.reading.wordlists import any_of, tables

HELD_REACH = 60  # characters between the word that says so and the date


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns of some languages; those of what stands before a date end where the date begins."""

    held: re.Pattern[str]
    held_behind: re.Pattern[str]
    named_before: re.Pattern[str]
    """The kind of the event as the label of a date: "Conference: 13 October"."""
    named_behind: re.Pattern[str]
    until: re.Pattern[str]
    until_behind: re.Pattern[str]
    """Something must be done by the date: "bis spätestens 13. Mai", "5月13日まで"."""
    side: re.Pattern[str]
    """What is held beside an event."""
    other_edition: re.Pattern[str]
    news: re.Pattern[str]
    program: re.Pattern[str]
    important: re.Pattern[str]
    sub_page: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]
    """The whole of what stands in the line of an event's last day, before it: "Ende:"."""
    event: re.Pattern[str]
    all_times: tuple[str, ...]
    """What is said of all times of a page, in small letters."""


def sections() -> dict[str, dict[str, list[str]]]:
    """The phrases by section and language."""
    return tables("whens")


def cues_for(languages: tuple[str, ...]) -> Cues:
    """The patterns of some languages, given as BCP 47 tags."""
    return compiled(tuple(sorted(set(map(table_name, languages)))))


@cache
def compiled(names: tuple[str, ...]) -> Cues:
    """The patterns of some languages, given by the names of their tables."""
    of = {section: any_of(words(table, names)) for section, table in sections().items()}
    due, due_behind = (any_of(due_words(names, key)) for key in ("due", "due_behind"))
    return Cues(
        held=pattern(rf"{of['held']}[^.!?\n]{{0,{HELD_REACH}}}$"),
        held_behind=pattern(of["held_behind"]),
        named_before=pattern(rf"{of['event']}(?: (?:dates?|days?|time))?\W{{0,4}}$"),
        named_behind=pattern(rf"[^\n.\w]{{0,5}}(?:\w+ )?{of['event']}"),
        until=pattern(rf"{due}[\s:]*(?:\w{{2,10}},?\s)?$"),
        until_behind=pattern(rf"\W{{0,3}}(?:\d\d?[:.]\d\d\W{{0,3}})?{due_behind}"),
        **{
            name: pattern(of[name])
            for name in ("side", "other_edition", "news", "program", "important", "sub_page", "event")
        },
        all_times=tuple(words(sections()["all_times"], names)),
        first=pattern(rf"[\W\d]{{0,5}}{of['first']}\s*[:：]?\s*(?:\w{{2,10}},?\s)?"),
        last=pattern(rf"[\W\d]{{0,5}}{of['last']}\s*[:：]?\s*(?:\w{{2,10}},?\s)?"),
    )


def words(table: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    """The phrases of a section in some languages."""
    return [phrase for name in names for phrase in table.get(name, ())]


def due_words(names: Iterable[str], key: str) -> list[str]:
    """What says that something is due by a date, from the tables of date words."""
    return [phrase for name in names for phrase in date_tables().get(name, {}).get(key, ())]


def pattern(text: str) -> re.Pattern[str]:
    """The pattern, whatever the case."""
    return re.compile(text, re.I)


def of_all_languages(section: str) -> re.Pattern[str]:
    """The phrases of a section in every language at once."""
    return pattern(any_of(phrase for phrases in sections()[section].values() for phrase in phrases))
