"""What speaks for and against a name by how it looks."""

from __future__ import annotations

import re

from eventcal.reading.name_runs import find_names
from eventcal.reading.names.candidate import NameCandidate
from eventcal.reading.names.origin import only_in_titles
from eventcal.reading.names.versions import DatesIn, parts_of
from eventcal.reading.names.vocabulary import (
    OWNER_WORDS,
    SMALL,
    SUB_PAGE_WORDS,
    is_common,
    is_generic,
    is_ordinal,
)
from eventcal.reading.years import HAS_DIGIT

HOST = re.compile(
    r"\b(?:conjunction|co-?located|part of|hosted by|held (?:in|with|at|together)|together with|sponsored|presented by|organi[sz]ed by|supported|"
    r"powered by|copyright|©|proceedings|published|in cooperation|affiliated)\b",
    re.I,
)
HOST_WORDS = frozenset(
    "conjunction co colocated part hosted held together sponsored presented organized organised supported powered copyright proceedings published "
    "cooperation affiliated".split()
)
"""One of them is in each of these phrases that has no sign: they are quickly looked up."""
SENTENCE = re.compile(r"[.!?。！？…](?:\s*$|(?<=[.!?])\s+[A-Z])")
SENTENCE_WORDS = frozenset(
    "we you your our us is are will has have join please thank see read click here this get".split()
)
TELLING_WORDS = SUB_PAGE_WORDS | HOST_WORDS | SENTENCE_WORDS | OWNER_WORDS
IMPERATIVES = frozenset(
    "watch check submit register join download become get meet see view buy read subscribe follow click learn find book apply save add".split()
)
COUNTED = re.compile(r"[\dIVXL第](?:(?<=\d)[.ªº] |(?<=[IVXL]) |(?<=第).{1,3}[回屆届次])")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
NO_START = SMALL - {"the", "a", "i", "v", "der", "die", "das", "la", "le", "les"}


def enter_form(c: NameCandidate, dates_in: DatesIn) -> None:
    """How the text looks."""
    count = len(c.words) + (sum(len(run) // 3 for run in UNSPACED.findall(c.text)) if not c.text.isascii() else 0)
    c.features[length(count)] = 1.0
    enter_words(c)
    enter_numbers(c, dates_in)
    if share := capitals(c.text):
        c.features["capitals"] = share
    enter_signs(c, count)
    enter_ends(c)
    enter_parts(c)
    enter_places(c, count)


def length(count: int) -> str:
    """The feature of so many words."""
    if count < 3:
        return f"words_{count}"
    return "words_3_5" if count < 6 else "words_6_14" if count < 15 else "words_15"


def enter_words(c: NameCandidate) -> None:
    """Words and phrases that names have, or do not."""
    f, words = c.features, TELLING_WORDS.intersection(c.words)
    if c.typed:
        f["type_word"] = 1.0
    if not words.isdisjoint(SUB_PAGE_WORDS):
        f["sub_page"] = 1.0
    if (not words.isdisjoint(HOST_WORDS) or "©" in c.text) and HOST.search(c.text):
        f["host"] = 1.0
    if not words.isdisjoint(SENTENCE_WORDS) or SENTENCE.search(c.text):
        f["sentence"] = 1.0
    if c.words[0] in IMPERATIVES:
        f["imperative"] = 1.0
    if not words.isdisjoint(OWNER_WORDS):
        f["owner"] = 1.0


def enter_numbers(c: NameCandidate, dates_in: DatesIn) -> None:
    """Counts, years and dates."""
    f = c.features
    if any(map(is_ordinal, c.words)) or COUNTED.search(c.text):
        f["ordinal"] = 1.0
    if c.years:
        f["year"] = 1.0
    if HAS_DIGIT.search(c.text) and dates_in(c.text):
        f["dated"] = 1.0


def enter_signs(c: NameCandidate, count: int) -> None:
    """In which letters the text is, and signs that names have not. `count`: its words."""
    f, text = c.features, c.text
    if not text.isascii() and UNSPACED.search(text):
        f["unspaced"] = 1.0
    if count > 3 and text.isupper():
        f["shouting"] = 1.0
    if text.count("(") != text.count(")"):
        f["unbalanced"] = 1.0
    if "@" in text or "www." in text or "http" in text:
        f["link_or_mail"] = 1.0


def enter_ends(c: NameCandidate) -> None:
    """Beginnings and ends that names have not."""
    f = c.features
    if c.words[-1] in SMALL:
        f["open_end"] = 1.0
    if c.words[0] in NO_START or c.text[:1].islower():
        f["open_start"] = 1.0
    if CLOCK.match(c.text):
        f["starts_clock"] = 1.0


def enter_parts(c: NameCandidate) -> None:
    """What the parts of the text are, and whether anything in it tells of which event it is."""
    f, parts = c.features, parts_of(c.text)
    if len(parts) != 1 and only_in_titles(c.sources):
        f["separated"] = float(len(parts) - 1)
    if any(map(is_generic, parts)):
        f["generic_part"] = 1.0
    if is_common(c.words):
        f["only_common"] = 1.0


def enter_places(c: NameCandidate, count: int) -> None:
    """Whether the text names nothing but places, and perhaps a year. `count`: its words."""
    if not c.years:
        if count <= 5 and is_place(c.text):
            c.features["is_place"] = 1.0
    elif count <= 4 and is_place(YEAR.sub("", c.text).strip()):
        c.features["place_and_year"] = 1.0


def capitals(text: str) -> float:
    """The share of its words that begin with a capital; 1 in scripts without."""
    initials = "".join([w[0] for w in text.split()])
    if initials.isupper():
        return 1.0
    starts = [ch for ch in initials if ch.lower() != ch.upper()]
    return sum(map(str.isupper, starts)) / len(starts) if starts else 1.0


def is_place(text: str) -> bool:
    """Whether the text is nothing but names of places."""
    names = find_names(text)
    return bool(names) and sum(name.end - name.start for name in names) >= len(text) - 3 * len(names)
