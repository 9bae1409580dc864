"""Finds the names of the gazetteer in a text: which words are a city's or a country's name, and nothing of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from eventcal.reading.gazetteer import DATA, Gazetteer, fold, gazetteer

CAPITALS = "".join(letter for letter in map(chr, range(0x41, 0x530)) if letter.isupper())
CAPITAL = f"[{CAPITALS}]"
WORD = r"[^\W\d_]{1,40}(?:[-'’.][^\W\d_]{1,40}){0,4}\.?"
START = re.compile(
    rf"[{CAPITALS}'’](?<![\w@].)(?:(?<=['’])s-{CAPITAL}|(?<!['’]))"
    r"(?=([^\W\d_]{0,39}(?:[-'’.][^\W\d_]{1,40}){0,4}\.?))"
)
"""A capital that begins a word, or "'s-" and one; the group is the rest of the word. The class comes first, since only so
it is quickly looked for."""
WINDOW = re.compile(rf"(?:['’]s-)?{WORD}(?:[ \t\n\xa0]{{1,3}}{WORD}){{0,3}}")
WORDS = re.compile(rf"(?:['’]s-)?{WORD}")
STEM = re.compile(rf"[^\W\d_]{{3,40}}(?=['’]|-{CAPITAL})")
HAN = r"\u3400-\u9fff\u3005"
UNSPACED = re.compile(rf"[{HAN}]{{2,}}|[\u30a1-\u30ff\uff1d]{{2,}}|[\uac00-\ud7af]{{2,}}")
SIGN = re.compile(rf"[{HAN}\u30a1-\u30ff\uff1d\uac00-\ud7af]")
"""One class, and so much more quickly looked for than a run of one of several."""
LONGEST_UNSPACED = 6
LONGEST_ENDING = 4
SHORTEST_STEM = 4
"""Letters of a name that an ending may be taken from."""
MOST_WORDS, MOST_TEXTS = 50_000, 1_000
"""That are remembered with what they are."""
WARD = "区區"
DOT = "・"
SUFFIXES = re.compile(r"特別市|特别市|特別行政區|市|특별자치시|특별시|광역시|시(?![\uac00-\ud7af])")


class Name(NamedTuple):
    """A known name at [start, end) of a text."""

    start: int
    end: int
    key: str
    """The name, folded."""


def pairs(file: str) -> Iterator[tuple[str, str]]:
    """The two columns of a table in data, folded; lines that start with # are remarks."""
    for row in (DATA / file).read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            one, other = row.split("\t")
            yield fold(one), fold(other)


@cache
def bent_forms() -> dict[str, str]:
    """Name as bent after a preposition → the name itself."""
    return dict(pairs("place-forms.tsv"))


@cache
def bent_heads() -> frozenset[str]:
    """First words of the bent names of several words."""
    return frozenset(form.partition(" ")[0] for form in bent_forms() if " " in form)


@cache
def endings() -> dict[str, list[str]]:
    """Ending of a bent name → what the name may have in its place."""
    found: dict[str, list[str]] = {}
    for ending, own in pairs("place-endings.tsv"):
        found.setdefault(ending, []).append(own)
    return found


@lru_cache(maxsize=MOST_WORDS)
def unbent(key: str) -> str | None:
    """The known name of which `key` (folded) is a bent form; None if it is none.

    >>> unbent("praze"), unbent("porissa"), unbent("берлине"), unbent("praha")
    ('praha', 'pori', 'берлин', None)
    """
    return bent_forms().get(key) or next((name for name in without_ending(key) if gazetteer().has(name)), None)


def without_ending(key: str) -> Iterator[str]:
    """What names a word may be with another ending, the longest ending first."""
    for length in range(min(LONGEST_ENDING, len(key) - SHORTEST_STEM), 0, -1):
        for own in endings().get(key[-length:], ()):
            yield key[:-length] + own


def find_names(text: str) -> list[Name]:
    """The known names of a text in order, none inside another, the longest at each place. Linear in the text."""
    return list(names_in(text))


@lru_cache(maxsize=MOST_TEXTS)
def names_in(text: str) -> tuple[Name, ...]:
    """The known names of a text: names, venues and cities are all looked for in the same lines."""
    return tuple(sorted([*spaced_names(text), *unspaced_names(text)]))


def spaced_names(text: str) -> Iterator[Name]:
    """Names in scripts with capitals."""
    free = 0
    for match in START.finditer(text):
        start, end = match.start(), match.end(1)
        if start < free:
            continue
        begins, key, length = looked_up(text[start:end])
        if not (begins or key) or text[end : end + 1].isdigit():  # SE4Science
            continue
        name = several_words(text, start) if begins else None
        if name is None and key:
            name = Name(start, start + length, key)
        if name is not None:
            free = name.end if text[name.end : name.end + 1] != "-" else whole_word_end(text, name.start)
            yield name


def whole_word_end(text: str, start: int) -> int:
    """Where a word with hyphens ends: a part of a city is no city of its own."""
    word = WORDS.match(text, start)
    return word.end() if word else start


def several_words(text: str, start: int) -> Name | None:
    """The longest name of several words that begins at a capital letter."""
    known = gazetteer()
    window = WINDOW.match(text, start)
    ends = [word.end() for word in WORDS.finditer(text, start, window.end() if window else start)]
    for end in reversed(ends[1:]):
        key = fold(text[start:end])
        own = key if known.has(key) else bent_forms().get(key)
        if own:
            return Name(start, trimmed(text, start, end), own)
    return None


@lru_cache(maxsize=MOST_WORDS)
def looked_up(word: str) -> tuple[bool, str, int]:
    """Whether a word may begin a name of several; and the name, folded, that it is by itself, "" if none, with its length.

    The same words come again and again.
    """
    head = fold(word)
    begins = head.partition(" ")[0] in gazetteer().heads or head in bent_heads()
    return begins, *single_name(word, head)


def single_name(word: str, key: str) -> tuple[str, int]:
    """The name that a word is, and its length; not with it go a suffix after an apostrophe, and a part of the city:
    Berlin-Adlershof. "" and 0 where it is none."""
    known = gazetteer()
    own = key if known.has(key) else unbent(key)
    if own:
        return own, trimmed(word, 0, len(word))
    stem = None if key.isalpha() else STEM.match(word)
    if stem and known.has(fold(stem[0])):
        return fold(stem[0]), stem.end()
    return "", 0


def trimmed(text: str, start: int, end: int) -> int:
    """The end without the full stop of a sentence. An initial keeps its dot: D.C."""
    return end - 1 if text[end - 1] == "." and text[max(start, end - 3) : end].count(".") < 2 else end


def unspaced_names(text: str) -> Iterator[Name]:
    """Names in Chinese, Japanese and Korean writing. Korean ones begin their word."""
    if text.isascii() or SIGN.search(text) is None:
        return
    known = gazetteer()
    for run in UNSPACED.finditer(text):
        place, end = run.span()
        city_end = -1
        han = not "\u30a0" <= run[0][0] <= "\u30ff" and run[0][0] < "\uac00"
        while place + 1 < end:
            name = unspaced_name(text, place, min(end, place + LONGEST_UNSPACED), known)
            if name is not None:
                if place != city_end or not is_ward(text, name):
                    yield name
                city_end = name.end
            elif not han and text[place] != DOT:
                break
            place = name.end if name is not None else place + 1


def is_ward(text: str, name: Name) -> bool:
    """Whether a name is a ward's: of a city, where one stands right before it."""
    return text[name.end - 1] in WARD or text[name.end : name.end + 1] in tuple(WARD)


def unspaced_name(text: str, start: int, end: int, known: Gazetteer) -> Name | None:
    """The longest name that begins at `start`, with the suffix that says "city"."""
    for stop in range(end, start + 1, -1):
        key = text[start:stop].replace("臺", "台")
        if key in known.first or key in known.countries or key in known.unsure:
            suffix = SUFFIXES.match(text, stop)
            return Name(start, suffix.end() if suffix else stop, key)
    return None
