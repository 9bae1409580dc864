"""Acronyms: which words spell one, and which text is another one with its acronym behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from eventcal.reading.names.vocabulary import SMALL, WORDS
from eventcal.reading.years import HAS_DIGIT

BEHIND = re.compile(r"[\s,]*[-–—:(\[/]\s*[^\W\d_][\w.’'&@-]{1,14}(?:\s?['’‘]?\d{2,4})?\s*[)\]]?")
TOKEN = re.compile(r"(?<![\w.@/])[^\W\d_](?:[\w&]|[-’'](?=[^\W\d_])){1,14}(?![\w@.]\w)")
LETTERS = re.compile(r"[^\W\d_]+")
SHORTEST, LONGEST = 3, 14  # letters of an acronym
MOST_WORDS = 30  # of a name
MOST_PIECES = 5_000  # remembered; the texts that may be a page's name have their words in common
DROPPED = 2  # words within a name that its acronym may leave out beside the small ones


State: TypeAlias = tuple[int, int, int, bool]
"""Next word, letters done (not all), words that may still be left out, whether one is used: two are needed."""


def acronym_behind(short: str, long: str) -> bool:
    """Whether the longer text is the shorter one with an acronym behind it: "… Parallel Processing - ICPP ’21"."""
    if not long.startswith(short):
        return False
    match = BEHIND.fullmatch(long, len(short))
    if match is None or sum(ch.isupper() for ch in match[0]) < 2:
        return False  # a site's name behind the title looks alike, but has no year and is not spelled by the words
    return bool(HAS_DIGIT.search(match[0])) or spells(WORDS.findall(short.casefold()), letters_of(match[0]))


def acronyms_in(text: str) -> set[str]:
    """The letters of each word that may be an acronym: two capitals at least."""
    return set(chain.from_iterable(map(acronyms_of, text.split())))


@lru_cache(MOST_PIECES)
def acronyms_of(piece: str) -> tuple[str, ...]:
    """The letters of each word that may be an acronym in a piece of text without spaces; most have none."""
    if not has_capitals(piece):
        return ()
    found = [letters_of(token) for token in TOKEN.findall(piece) if has_capitals(token)]
    return tuple(letters for letters in found if SHORTEST <= len(letters) <= LONGEST)


def has_capitals(token: str) -> bool:
    """Whether a word has two capitals at least."""
    return not token[1:].islower() and sum(map(str.isupper, token)) > 1


def letters_of(text: str) -> str:
    """The letters of an acronym, small, without its year: "RESDIS'22" is resdis; digits within it are left out."""
    return "".join(LETTERS.findall(text.casefold()))


def spells(words: Sequence[str], letters: str) -> bool:
    """Whether some words, small, spell an acronym: each letter begins a word or goes on in it, in order; few words are left out."""
    if not SHORTEST <= len(letters) <= LONGEST or len(words) < 2:
        return False
    return in_order(letters, "".join(words)) and spells_in_order(words, letters)


def spells_in_order(words: Sequence[str], letters: str) -> bool:
    """Whether some words, in which the letters of an acronym stand in order, spell it."""
    words = words[:MOST_WORDS]
    initials = "".join([word[0] for word in words])
    dead: set[State] = set()
    starts = [place for place, word in enumerate(words) if word[0] == letters[0] and word not in SMALL]
    return any(spelled_from(words, initials, letters, (place, 0, DROPPED, False), dead) for place in starts)


def in_order(letters: str, text: str) -> bool:
    """Whether the letters stand in the text in their order; quick, and true for all that is spelled."""
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return True


def spelled_from(words: Sequence[str], initials: str, letters: str, state: State, dead: set[State]) -> bool:
    """Whether the words go on to spell the rest of the letters. `dead` gathers what leads nowhere, so that none is tried twice."""
    if state in dead:
        return False
    place, done, spare, used = state
    for following in range(place, len(words) if used else place + 1):
        word = words[following]
        if word[0] == letters[done]:
            for count in takes(word, letters[done:]):
                rest = done + count
                if rest == len(letters):
                    if used:
                        return True
                elif initials.find(letters[rest], following + 1) >= 0 and spelled_from(
                    words, initials, letters, (following + 1, rest, spare, True), dead
                ):
                    return True
        spare -= word not in SMALL
        if spare < 0:
            break
    dead.add(state)
    return False


def takes(word: str, letters: str) -> Sequence[int]:
    """How many of the letters a word may stand for that begins with the first of them, the most first: its beginning, or its
    first letter and one within ("DataBase")."""
    most, longest = 1, min(len(word), len(letters))
    while most < longest and word[most] == letters[most]:
        most += 1
    return (1, 2) if most < 2 <= len(letters) and letters[1] in word[1:] else range(most, 0, -1)


def initials_of(words: Sequence[str]) -> str:
    """The capitals that an acronym may be made of: all of "RESource", the first of "HPC"."""
    return "".join(ch for w in words for ch in (w[:1] if w.isupper() else w) if ch.isupper())


def spelled(acronym: str, initials: str) -> bool:
    """Whether the capitals of an acronym are the initials of the words, in order, nearly all of them."""
    letters = iter(initials)
    wanted = [ch for ch in acronym if ch.isupper()]
    return len(wanted) >= 3 and sum(ch in letters for ch in wanted) >= len(wanted) - (len(wanted) > 3)
