"""How alike two events are by what they are called, when and where they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

NEXT_EDITION_DAYS = 180
"""Farther apart, differently numbered events of one name are two editions; nearer, one that was renumbered."""
SAME = 0.75
"""Share of common words from which two names are one."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SHORT_YEAR = re.compile(r"(?:(?<=[’'‘`])|(?<=[A-Za-z]{2}))[0-4]\d(?!\w)")  # EuroPar ’21, WoSSS21
ORDINAL = re.compile(r"(?<!\w)(\d{1,3})(?:st|nd|rd|th)\b|#(\d{1,4})\b", re.IGNORECASE)
ROMAN = re.compile(r"(?<!\w)[IVX]{2,8}(?!\w)")  # one letter alone is more often a word
LETTERS = {"I": 1, "V": 5, "X": 10}
JOINED = re.compile(r"(?<=\w)[-‐‑’'.](?=\w)")  # Euro-Par, Int'l
BRACKETED = re.compile(r"\(([^()]{2,40})\)|\s[-–—]\s([^\s()]{2,20}(?:\s[’']?\d{2,4})?)$")
FILLERS = frozenset(  # folded
    "a an the of on in for and to at with by intl international annual "
    "der die das und fur von im am zur zum de des du la le les et sur el los y en".split()
)


@dataclass(frozen=True, slots=True)
class Edition:
    """What a name says of which one in a series it is."""

    years: frozenset[int]
    numbers: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.years or self.numbers)


@lru_cache(maxsize=20_000)
def edition(name: str) -> Edition:
    """The years and the numbers ("27th", "XV", "#12") in a name."""
    years = {int(year) for year in YEAR.findall(name)} | {2000 + int(year) for year in SHORT_YEAR.findall(name)}
    numbers = {int(match[1] or match[2]) for match in ORDINAL.finditer(name)}
    return Edition(frozenset(years), frozenset(numbers | {_roman(match[0]) for match in ROMAN.finditer(name)}))


def _roman(text: str) -> int:
    values = [LETTERS[letter] for letter in text]
    return sum(-value if value < follower else value for value, follower in zip(values, [*values[1:], 0], strict=True))


@lru_cache(maxsize=20_000)
def words(name: str) -> frozenset[str]:
    """The words that tell a name from others: without year, number, accents, joints and fillers. Never empty if the name is not."""
    bare = name
    for mark in (YEAR, SHORT_YEAR, ORDINAL, ROMAN):
        bare = mark.sub(" ", bare)
    return _telling(bare) or _telling(name) or frozenset({name})


def _telling(name: str) -> frozenset[str]:
    found = frozenset(re.findall(r"\w+", folded(JOINED.sub("", name))))
    return found - FILLERS or found


def folded(text: str) -> str:
    """The text without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def alike(name: str, other: str) -> float:
    """0 to 1: the share of common words; 1 where one name is the acronym that the other gives."""
    mine, theirs = words(name), words(other)
    if mine in _acronyms(other) or theirs in _acronyms(name):
        return 1.0
    return len(mine & theirs) / len(mine | theirs)


@lru_cache(maxsize=20_000)
def _acronyms(name: str) -> frozenset[frozenset[str]]:
    """The acronyms that a name gives after its long form: RECOMB of "Computational … Biology (RECOMB 2021)"."""
    found = set()
    for match in BRACKETED.finditer(name):
        short, long = match[1] or match[2], name[: match.start()]
        if _stands_for("".join(words(short)), _spelt(long)):
            found.add(words(short))
    return frozenset(found)


def _spelt(name: str) -> str:
    return "".join(re.findall(r"\w", folded(name)))


def _stands_for(acronym: str, long: str) -> bool:
    """Whether the letters stand in `long` in their order. "PhD Symposium (SC)" does not spell SC."""
    rest = iter(long)
    return all(letter in rest for letter in acronym)


def other_edition(name: str, day: date | None, old_name: str, old_day: date | None) -> bool:
    """Whether the first is another one in the series of the second, and not the same one renamed or moved, by their marks."""
    if day is not None and day == old_day:
        return False
    mark, old = edition(name), edition(old_name)
    for new_marks, old_marks in ((mark.years, old.years), (mark.numbers, old.numbers)):
        if new_marks and old_marks and not new_marks & old_marks:
            return True
    if day is not None and old_day is not None:
        return mark != old and abs((day - old_day).days) > NEXT_EDITION_DAYS
    return _year_denies(mark, old_day) or _year_denies(old, day)


def _year_denies(mark: Edition, day: date | None) -> bool:
    """A name without a day states a year in which the other event is not held."""
    return day is not None and bool(mark.years) and day.year not in mark.years


def apart(city: str | None, country: str | None, other_city: str | None, other_country: str | None) -> bool:
    """Whether two places cannot be one. A place that is not known denies nothing."""
    if city and other_city:
        return folded(city) != folded(other_city)
    return bool(country and other_country and folded(country) != folded(other_country))
