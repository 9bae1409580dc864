"""The words that tell a venue, and what it is; the tables are data/venues.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from eventcal.reading import wordlists
from eventcal.reading.dates.words import table_name
from eventcal.reading.labels import without_accents
from eventcal.reading.sieve import Sieve

WORD = re.compile(r"[^\W_]+")
ASCII_WORD = re.compile(r"[a-zA-Z0-9]+")
"""The same in a text of ASCII, where it is twice as fast."""
UNSPACED = frozenset(["ja", "zh", "zh_Hant", "ko"])
SHORTEST, LONGEST = 3, 14
"""Letters of a beginning or an end by which a word is known."""
MOST_WORDS = 4
"""Of one phrase."""
REMEMBERED = 20_000
SPACE_OR_ELISION = tuple(" \n\xa0'’")


class Bare(dict[int, str]):
    """What each sign is without accents, computed when it is first asked for: in a text they are replaced one by one."""

    def __missing__(self, sign: int) -> str:
        self[sign] = without_accents(chr(sign))
        return self[sign]


BARE = Bare()


def tables() -> dict[str, dict[str, Any]]:
    """The tables by section."""
    return wordlists.tables("venues")


def bare(text: str) -> str:
    """The form in which words are compared: without capitals and accents."""
    return text.lower() if text.isascii() else text.casefold().translate(BARE)


@lru_cache(maxsize=REMEMBERED)
def bare_words(text: str) -> tuple[str, ...]:
    """The words of a text in that form."""
    return tuple(words_of(bare(text)))


def words_of(text: str) -> list[str]:
    """The words and numbers of a text."""
    return (ASCII_WORD if text.isascii() else WORD).findall(text)


@cache
def kind_tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What a venue is by whole words, by beginnings and by ends of words. What stands first in the file counts."""
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    ends: dict[str, str] = {}
    for kind, lists in tables()["kinds"].items():
        for word in (word for words in lists.values() for word in words):
            table = ends if word.startswith("-") else whole if word.endswith(" ") else beginnings
            table.setdefault(bare(word.strip(" -")), kind)
    return whole, beginnings, ends


@cache
def telling_letters() -> frozenset[str]:
    """What words may be or begin or end with that tell something, whole words and first and last letters: few do."""
    whole, beginnings, ends = kind_tables()
    return frozenset([*whole, *(word[:SHORTEST] for word in beginnings), *(word[-SHORTEST:] for word in ends)])


@lru_cache(maxsize=REMEMBERED)
def venue_kind(word: str) -> str | None:
    """What a word says that a building or an organisation is: university, hall, hotel, company or room.

    >>> venue_kind("Hochschule"), venue_kind("Kongresszentrum"), venue_kind("Merkezi"), venue_kind("Python")
    ('university', 'hall', 'hall', None)
    """
    own = bare(word)
    telling = telling_letters()
    if own not in telling and own[:SHORTEST] not in telling and own[-SHORTEST:] not in telling:
        return None
    whole, beginnings, ends = kind_tables()
    lengths = range(min(len(own), LONGEST), SHORTEST - 1, -1)
    begun = (beginnings[own[:n]] for n in lengths if own[:n] in beginnings)
    ended = (ends[own[-n:]] for n in lengths if n < len(own) and own[-n:] in ends)
    return whole.get(own) or next(begun, None) or next(ended, None)


telling_words = Sieve(venue_kind, REMEMBERED)
"""Those of some words that say what a building or an organisation is."""


def kinds_of(name: str) -> set[str]:
    """All that the words of a name say that it is."""
    found = set(filter(None, map(venue_kind, words_of(name))))
    return found if name.isascii() or solid_words().search(name) is None else found | {"hall"}


@cache
def solid_words() -> re.Pattern[str]:
    """The words of Chinese, Japanese and Korean names of venues, longest first."""
    words = {word for words in tables()["solid"].values() for word in words}
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


@cache
def small_words() -> frozenset[str]:
    """The small words that may stand inside a name, but neither begin nor end it."""
    return frozenset(tables()["joins"]["any"])


class Phrases:
    """The phrases of one section of the file in some languages."""

    def __init__(self, section: str, languages: tuple[str, ...]) -> None:
        spoken = set(map(table_name, languages)) | {"en"}
        lists = {language: words for language, words in tables()[section].items() if language in spoken}
        rows = ((language in UNSPACED, bare(phrase)) for language, words in lists.items() for phrase in words)
        spaced: set[str] = set()
        solid: set[str] = set()
        for unspaced, phrase in rows:
            (solid if unspaced else spaced).add(phrase)
        self.spaced = frozenset(" ".join(WORD.findall(phrase)) or phrase for phrase in spaced)
        self.solid = tuple(sorted(solid, key=len, reverse=True))
        self.first = frozenset(phrase.partition(" ")[0] for phrase in self.spaced)
        """First words of the phrases: most texts have none of them."""
        self.last = frozenset(phrase.rpartition(" ")[2] for phrase in self.spaced)
        self.ends = ("@", *self.solid)
        self.hint = re.compile("|".join(sorted(map(re.escape, self.first))))

    def may_hold(self, text: str) -> bool:
        """Whether one of them may stand in some part of a text: one look at all of it spares many at its parts."""
        return self.hint.search(bare(text)) is not None or self.in_solid(text)

    def within(self, text: str) -> bool:
        """Whether one of them stands somewhere in a text."""
        words = words_of(bare(text))
        if self.first.isdisjoint(words):
            return self.in_solid(text)
        starts = (place for place, word in enumerate(words) if word in self.first)
        return any(self.at(words, place) for place in starts) or self.in_solid(text)

    def at(self, words: Sequence[str], place: int) -> int:
        """How many words the longest phrase has that begins at a place; 0 if none does."""
        counts = range(min(MOST_WORDS, len(words) - place), 0, -1)
        return next((count for count in counts if " ".join(words[place : place + count]) in self.spaced), 0)

    def in_solid(self, text: str) -> bool:
        """Whether one of a language that does not set words apart stands in a text."""
        return bool(self.solid) and not text.isascii() and any(phrase in text for phrase in self.solid)

    def whole(self, text: str) -> bool:
        """Whether a text is one of them."""
        return " ".join(bare_words(text)) in self.spaced or (bool(self.solid) and text.strip(" :：■●◆・") in self.solid)

    def leading(self, text: str) -> int:
        """Where the longest of them ends that a text begins with; 0 if there is none."""
        head = WORD.search(text, 0, 8)
        if head is not None and bare(head[0]) in self.first:
            words = list(WORD.finditer(text, 0, 80))[:MOST_WORDS]
            count = self.at([bare(word[0]) for word in words], 0)
            if count:
                return words[count - 1].end()
        return next((len(phrase) for phrase in self.solid if text.startswith(phrase)), 0) if self.solid else 0

    def ending(self, text: str) -> bool:
        """Whether a text ends with one of them, and a space or an apostrophe behind it; or with the sign "@"."""
        ahead = text.rstrip()
        if ahead.endswith(self.ends):
            return True
        words = words_of(bare(ahead[-40:]))[-MOST_WORDS:] if text[-1:] in SPACE_OR_ELISION else []
        if not words or words[-1] not in self.last:
            return False
        return any(" ".join(words[n:]) in self.spaced for n in range(len(words)))


@cache
def phrases(section: str, languages: tuple[str, ...]) -> Phrases:
    """The phrases of a section in the languages of a page, and in English."""
    return Phrases(section, languages)


@lru_cache(maxsize=REMEMBERED)
def is_phrase(section: str, text: str, languages: tuple[str, ...]) -> bool:
    """Whether a text is a phrase of a section."""
    return phrases(section, languages).whole(text)


@lru_cache(maxsize=REMEMBERED)
def heads(section: str, text: str, languages: tuple[str, ...]) -> bool:
    """Whether a heading has a phrase of a section in it: "headings" for a venue, "travel", "people"."""
    return phrases(section, languages).within(text[:120])
