"""The words that dates are made of, by language; the tables are data (CLDR and what pages write beside it)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias
from unicodedata import normalize

from eventcal.reading.dates.zones import zone_table

# The kinds of words
MONTH, WEEKDAY, RANGE, AND, OF, FROM, HOUR, CLOCK, ZONE, OTHER = "M", "W", "r", "a", "f", "v", "K", "T", "Z", "x"
SHORT_WEEKDAY = "w"
"""A weekday only where a number follows: "Mo", "di", "so"."""

FOREIGN_MONTH, FOREIGN_WEEKDAY = (
    4,
    5,
)  # shorter words of a language that the page is not in mean something else too often
ALWAYS = {"from": FROM, "at": FROM, "on": FROM, "starting": FROM, "noon": CLOCK, "midday": CLOCK}
CHINESE_REGIONS = frozenset(["hant", "tw", "hk", "mo"])
LISTS = (("range", RANGE), ("and", AND), ("of", OF), ("from", FROM), ("hour_before", HOUR))

Table: TypeAlias = dict[str, tuple[str, int]]
UNKNOWN = (OTHER, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """What each word means in a date: its kind, one letter, and for months and weekdays the number."""

    languages: tuple[str, ...]
    table: Mapping[str, tuple[str, int]]
    months: frozenset[str]
    """Every word for a month."""

    def kind(self, word: str) -> tuple[str, int]:
        """Kind and number of a casefolded word without its full stop; a case ending after an apostrophe says nothing."""
        known = self.table.get(word)
        if known is None and ("'" in word or "’" in word):  # Turkish "Ekim'de"
            known = self.table.get(word.replace("’", "'").partition("'")[0])
            return known if known is not None and known[0] in (MONTH, WEEKDAY) else UNKNOWN
        return known or UNKNOWN


def fold(text: str) -> str:
    """The text as words are looked up: casefolded, in NFC, the Turkish capital İ as i."""
    lower = text.casefold()
    return lower if lower.isascii() else normalize("NFC", lower.replace("i\u0307", "i"))


@cache
def tables() -> dict[str, dict[str, Any]]:
    """The word tables by language."""
    text = (files("eventcal.reading") / "data" / "words.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


def listed(key: str) -> list[str]:
    """The words that any language lists under a key, longest first: what a pattern takes."""
    found = {word for entry in tables().values() for word in entry.get(key, [])}
    return sorted(found, key=lambda word: (-len(word), word))


def odd_names() -> list[str]:
    """The names of months and weekdays that hold more than letters, such as "terça-feira", longest first."""
    names = {name for entry in tables().values() for key in ("months", "weekdays") for name in entry.get(key, ())}
    return sorted((name for name in names if not name.isalpha()), key=lambda name: (-len(name), name))


def is_plain(phrase: str) -> bool:
    """Whether a phrase is made of words, and not of signs such as "t/m" and "-"."""
    return all(word.strip("'’").isalpha() for word in phrase.split())


@cache
def words_for(*languages: str) -> Words:
    """The words of some languages ("de", "pt-BR"), English always among them, and the unmistakable ones of all others."""
    chosen = tuple(dict.fromkeys(name for tag in (*languages, "en") if (name := table_name(tag)) in tables()))
    table: Table = {word: (kind, 0) for word, kind in ALWAYS.items()}
    for name in ("und", *chosen):
        add(table, tables()[name])
    for name in chosen:
        add_short_weekdays(table, name)
    for name, entry in tables().items():
        if name not in chosen:
            add_foreign(table, entry)
    for zone in filter(str.isalpha, zone_table()):
        table.setdefault(zone, (ZONE, 0))
    return Words(chosen, table, frozenset(word for word, (kind, _) in table.items() if kind == MONTH))


def table_name(tag: str) -> str:
    """The table for a BCP 47 tag: Chinese has two, Norwegian is written nb."""
    language, *rest = tag.lower().replace("_", "-").split("-")
    if language == "zh":
        return "zh_Hant" if CHINESE_REGIONS.intersection(rest) else "zh"
    return {"no": "nb", "nn": "nb"}.get(language, language)


def add(table: Table, entry: Mapping[str, Any]) -> None:
    """Add a language's own words; what is known already stays."""
    add_named(table, entry, shortest=1)
    phrases = [(phrase, kind) for key, kind in LISTS for phrase in entry.get(key, [])]
    for phrase, kind in sorted(phrases, key=lambda row: row[0].count(" ")):  # "to" before "up to"
        for word, its_kind in parts(phrase, kind):
            table.setdefault(word, (its_kind, 0))


def parts(phrase: str, kind: str) -> Iterator[tuple[str, str]]:
    """The words of a phrase with what each means: in "bis zum" the first says all, in "a las" the last."""
    if not is_plain(phrase):
        yield phrase, kind
        return
    words = phrase.split()
    telling = words.pop() if kind == HOUR else words.pop(0)
    yield telling, kind
    yield from ((word, OF) for word in words if kind != HOUR)


def add_named(table: Table, entry: Mapping[str, Any], shortest: int, shortest_day: int = 1) -> None:
    """Add the names of months and weekdays that are not too short to be sure; "Fridays" too."""
    add_numbers(table, entry.get("months", {}).items(), MONTH, shortest)
    add_numbers(table, entry.get("weekdays", {}).items(), WEEKDAY, shortest_day)
    plurals = ((f"{word}s", day) for word, day in entry.get("weekdays", {}).items() if word.endswith("day"))
    add_numbers(table, plurals, WEEKDAY, shortest_day)


def add_numbers(table: Table, numbers: Iterable[tuple[str, int]], kind: str, shortest: int) -> None:
    """Add words that stand for numbers."""
    for word, number in numbers:
        if len(word) >= shortest:
            table.setdefault(word, (kind, number))


def add_short_weekdays(table: Table, language: str) -> None:
    """Add "Mo" and "di". Not English ones: "we", "so" and "th" are words of every page."""
    if language != "en":
        add_numbers(table, tables()[language].get("weekdays_short", {}).items(), SHORT_WEEKDAY, 1)


def add_foreign(table: Table, entry: Mapping[str, Any]) -> None:
    """Add the names of a language that the page is not in, where they are long enough to be sure."""
    add_named(table, entry, FOREIGN_MONTH, FOREIGN_WEEKDAY)
