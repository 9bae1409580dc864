"""Finds the names of the gazetteer in a text: which words are a city's or a country's name, and nothing of what they mean."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from itertools import accumulate, takewhile
from typing import NamedTuple

from eventcal.reading.gazetteer import DATA, Gazetteer, fold, folded, gazetteer, two_words
from eventcal.reading.sieve import Sieve

CAPITALS = "".join(letter for letter in map(chr, range(0x41, 0x530)) if letter.isupper())
CAPITAL = f"[{CAPITALS}]"
WORD = r"[^\W\d_]{1,40}(?:[-'’.][^\W\d_]{1,40}){0,4}\.?"
CAPITAL_FIRST = rf"[{CAPITALS}'’](?<![\w@].)(?:(?<=['’])s-{CAPITAL}|(?<!['’]))"
"""A capital that begins a word, or "'s-" and one. The class comes first, since only so it is quickly looked for."""
REST = r"[^\W\d_]{0,39}(?:[-'’.][^\W\d_]{1,40}){0,4}\.?"
START = re.compile(rf"{CAPITAL_FIRST}(?=({REST}))")
"""The beginning of a word; the group is the rest of it."""
CAPITALISED = re.compile(CAPITAL_FIRST + REST)
"""The whole word: parts of it that begin with a capital too are not found by themselves."""
MOST_MARKS = 4
"""Hyphens and the like within one such word."""
MARK = re.compile("[-'’.]")
GAP = r"[ \t\n\xa0]{1,3}"
WINDOW = re.compile(rf"((?:['’]s-)?{WORD})(?:{GAP}({WORD})(?:{GAP}({WORD})(?:{GAP}({WORD}))?)?)?")
"""Up to four words, each a group."""
SECOND = re.compile(rf"{GAP}({WORD})")
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
def bent_beginnings() -> frozenset[str]:
    """First two words of those."""
    return frozenset(two_words(form) for form in bent_forms() if " " in form)


@cache
def endings() -> dict[str, list[str]]:
    """Ending of a bent name → what the name may have in its place."""
    found: dict[str, list[str]] = {}
    for ending, own in pairs("place-endings.tsv"):
        found.setdefault(ending, []).append(own)
    return found


@cache
def last_letters() -> frozenset[str]:
    """The last letters of the endings."""
    return frozenset(ending[-1] for ending in endings())


@lru_cache(maxsize=MOST_WORDS)
def unbent(key: str) -> str | None:
    """The known name of which `key` (folded) is a bent form; None if it is none.

    >>> unbent("praze"), unbent("porissa"), unbent("берлине"), unbent("praha")
    ('praha', 'pori', 'берлин', None)
    """
    form = bent_forms().get(key)
    return form or (without_ending(key) if key[-1:] in last_letters() else None)


def without_ending(key: str) -> str | None:
    """The known name that a word is with another ending, the longest ending first."""
    known, bent = gazetteer(), endings()
    for length in range(min(LONGEST_ENDING, len(key) - SHORTEST_STEM), 0, -1):
        for own in bent.get(key[-length:], ()):
            if known.has(key[:-length] + own):
                return key[:-length] + own
    return None


def find_names(text: str) -> list[Name]:
    """The known names of a text in order, none inside another, the longest at each place. Linear in the text."""
    return list(names_in(text))


@lru_cache(maxsize=MOST_TEXTS)
def names_in(text: str) -> tuple[Name, ...]:
    """The known names of a text: names, venues and cities are all looked for in the same lines."""
    telling = telling_words(CAPITALISED.findall(text))
    found = list(spaced_names(text, telling)) if telling else []
    if not text.isascii() and SIGN.search(text) is not None:
        found += unspaced_names(text)
        found.sort()
    return tuple(found)


def may_name(word: str) -> bool:
    """Whether a capitalised word, or a part of it behind a hyphen and the like, may be a name or begin one: few do."""
    if word.isalpha():
        begins, key, _ = looked_up(word)
        return begins or bool(key)
    if len(MARK.findall(word)) >= MOST_MARKS:  # a part may go on behind the end of the word
        return True
    return any(any(looked_up(part[0] + part[1])[:2]) for part in START.finditer(word))


telling_words = Sieve(may_name, MOST_WORDS)
"""Those of some capitalised words that may be names or begin them."""


def spaced_names(text: str, telling: Container[str]) -> Iterator[Name]:
    """Names in scripts with capitals. `telling`: the words of the text that may be names or begin them."""
    free = 0
    for word in CAPITALISED.finditer(text):
        for start, end in beginnings_in(text, word) if word[0] in telling else ():
            name = name_at(text, start, end) if start >= free else None
            if name is not None:
                free = name.end if text[name.end : name.end + 1] != "-" else whole_word_end(text, name.start)
                yield name


def beginnings_in(text: str, word: re.Match[str]) -> list[tuple[int, int]]:
    """The word and the parts of it that begin with a capital, each up to the word's end: Garmisch-Partenkirchen."""
    if word[0].isalpha():
        return [word.span()]
    starts = takewhile(lambda match: match.start() < word.end(), START.finditer(text, word.start()))
    return [(match.start(), match.end(1)) for match in starts]


def name_at(text: str, start: int, end: int) -> Name | None:
    """The longest name that begins with the word at [start, end)."""
    begins, key, length = looked_up(text[start:end])
    if text[end : end + 1].isdigit():  # SE4Science
        return None
    name = several_words(text, start) if begins and may_go_on(text, start, end) else None
    return Name(start, start + length, key) if name is None and key else name


def may_go_on(text: str, start: int, end: int) -> bool:
    """Whether some name begins with the word at [start, end) and the one behind it."""
    second = SECOND.match(text, end)
    if second is None:
        return False
    both = two_words(f"{folded(text[start:end])} {folded(second[1])}")
    return both in gazetteer().beginnings or both in bent_beginnings()


def whole_word_end(text: str, start: int) -> int:
    """Where a word with hyphens ends: a part of a city is no city of its own."""
    word = WORDS.match(text, start)
    return word.end() if word else start


def several_words(text: str, start: int) -> Name | None:
    """The longest name of several words that begins at a capital letter."""
    window = WINDOW.match(text, start)
    if window is None:
        return None
    known = gazetteer()
    keys = list(accumulate([folded(word) for word in window.groups() if word], "{} {}".format))
    for number in range(len(keys), 1, -1):
        key = keys[number - 1]
        own = key if known.has(key) else bent_forms().get(key)
        if own:
            return Name(start, trimmed(text, start, window.end(number)), own)
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
    known, text = gazetteer(), text.replace("臺", "台")
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
        key = text[start:stop]
        if key in known.first or key in known.countries or key in known.unsure:
            suffix = SUFFIXES.match(text, stop)
            return Name(start, suffix.end() if suffix else stop, key)
    return None
