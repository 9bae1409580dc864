"""Finds the names of the gazetteer in a text: which words are a city's or a country's name, and nothing of what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from eventcal.reading.gazetteer import DATA, Gazetteer, fold, gazetteer


def letters(first: int, last: int, capital: bool) -> str:
    """The letters of a stretch of Unicode, capitals only or all, as the inside of a character class."""
    chosen = [chr(code) for code in range(first, last) if (chr(code).isupper() if capital else chr(code).isalpha())]
    return "".join(re.escape(letter) for letter in chosen)


CAPITAL = rf"[{letters(0x41, 0x530, capital=True)}]"
WORD = r"[^\W\d_]{1,40}(?:[-'’.][^\W\d_]{1,40}){0,4}\.?"
START = re.compile(rf"(?<![\w@])(?:['’]s-)?{CAPITAL}")
WINDOW = re.compile(rf"(?:['’]s-)?{WORD}(?:[ \t\n\xa0]{{1,3}}{WORD}){{0,3}}")
WORDS = re.compile(rf"(?:['’]s-)?{WORD}")
STEM = re.compile(r"[^\W\d_]{3,40}(?=['’])")
HAN = r"\u3400-\u9fff\u3005"
UNSPACED = re.compile(rf"[{HAN}]{{2,}}|[\u30a1-\u30ff\uff1d]{{2,}}|[\uac00-\ud7af]{{2,}}")
LONGEST_UNSPACED = 6
SUFFIXES = re.compile(r"特別市|特别市|特別行政區|市|특별자치시|특별시|광역시|시(?![\uac00-\ud7af])")


class Name(NamedTuple):
    """A known name at [start, end) of a text."""

    start: int
    end: int
    key: str
    """The name, folded."""


@cache
def bent_forms() -> dict[str, str]:
    """Name as bent after a preposition → the name itself."""
    rows = (DATA / "place-forms.tsv").read_text(encoding="utf-8").splitlines()
    return {fold(form): fold(name) for form, name in (row.split("\t") for row in rows if not row.startswith("#"))}


def find_names(text: str) -> list[Name]:
    """The known names of a text in order, none inside another, the longest at each place. Linear in the text."""
    found = [*spaced_names(text), *unspaced_names(text)]
    return sorted(found) if found else found


def spaced_names(text: str) -> Iterator[Name]:
    """Names in scripts with capitals."""
    known = gazetteer()
    free = 0
    for match in START.finditer(text):
        if match.start() >= free:
            name = name_at(text, match.start(), known)
            if name is not None:
                free = name.end
                yield name


def name_at(text: str, start: int, known: Gazetteer) -> Name | None:
    """The longest name that begins at a capital letter."""
    first = WORDS.match(text, start)
    if first is None or text[first.end() : first.end() + 1].isdigit():  # SE4Science
        return None
    head = fold(first[0])
    if head.partition(" ")[0] in known.heads:
        window = WINDOW.match(text, start)
        ends = [word.end() for word in WORDS.finditer(text, start, window.end() if window else start)]
        for end in reversed(ends[1:]):
            key = fold(text[start:end])
            if known.has(key):
                return Name(start, trimmed(text, start, end), key)
    return single_name(text, start, first.end(), head, known)


def single_name(text: str, start: int, end: int, key: str, known: Gazetteer) -> Name | None:
    """The name of one word; a genitive's or a Turkish suffix after an apostrophe does not belong to it."""
    if known.has(key):
        return Name(start, trimmed(text, start, end), key)
    if key in bent_forms():
        return Name(start, trimmed(text, start, end), bent_forms()[key])
    stem = None if key.isalpha() else STEM.match(text, start, end)
    if stem and known.has(fold(stem[0])):
        return Name(start, stem.end(), fold(stem[0]))
    return None


def trimmed(text: str, start: int, end: int) -> int:
    """The end without the full stop of a sentence. An initial keeps its dot: D.C."""
    return end - 1 if text[end - 1] == "." and text[max(start, end - 3) : end].count(".") < 2 else end


def unspaced_names(text: str) -> Iterator[Name]:
    """Names in Chinese, Japanese and Korean writing. Korean ones begin their word."""
    if text.isascii():
        return
    known = gazetteer()
    for run in UNSPACED.finditer(text):
        place, end = run.span()
        han = not "\u30a0" <= run[0][0] <= "\u30ff" and run[0][0] < "\uac00"
        while place + 1 < end:
            name = unspaced_name(text, place, min(end, place + LONGEST_UNSPACED), known)
            if name is not None:
                yield name
            elif not han:
                break
            place = name.end if name is not None else place + 1


def unspaced_name(text: str, start: int, end: int, known: Gazetteer) -> Name | None:
    """The longest name that begins at `start`, with the suffix that says "city"."""
    for stop in range(end, start + 1, -1):
        key = text[start:stop]
        if key in known.first or key in known.countries or key in known.unsure:
            suffix = SUFFIXES.match(text, stop)
            return Name(start, suffix.end() if suffix else stop, key)
    return None
