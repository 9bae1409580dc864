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
    is_count,
    is_generic,
)
from eventcal.reading.survey import HAS_DIGIT

HOST = re.compile(
    r"\b(?:conjunction|co-?located|part of|hosted by|held (?:in|with|at|together)|together with|sponsored|presented by|organi[sz]ed by|supported|"
    r"powered by|copyright|©|proceedings|published|in cooperation|affiliated)\b",
    re.I,
)
SENTENCE = re.compile(r"[.!?。！？…]\s*$|[.!?]\s+[A-Z]")
SENTENCE_WORDS = frozenset(
    "we you your our us is are will has have join please thank see read click here this get".split()
)
IMPERATIVES = frozenset(
    "watch check submit register join download become get meet see view buy read subscribe follow click learn find book apply save add".split()
)
COUNTED = re.compile(r"\d{1,3}[.ªº] |[IVXL]{1,6} |第.{1,3}[回屆届次]")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
NO_START = SMALL - {"the", "a", "i", "v", "der", "die", "das", "la", "le", "les"}


def form(c: NameCandidate, dates_in: DatesIn) -> dict[str, float]:
    """How the text looks."""
    count = len(c.words) + (sum(len(run) // 3 for run in UNSPACED.findall(c.text)) if not c.text.isascii() else 0)
    parts = parts_of(c.text)
    words = set(c.words)
    return {
        "words_1": float(count == 1),
        "words_2": float(count == 2),
        "words_3_5": float(3 <= count <= 5),
        "words_6_14": float(6 <= count <= 14),
        "words_15": float(count >= 15),
        "type_word": float(c.typed),
        "sub_page": float(not words.isdisjoint(SUB_PAGE_WORDS)),
        "host": float(bool(HOST.search(c.text))),
        "sentence": float(not words.isdisjoint(SENTENCE_WORDS) or bool(SENTENCE.search(c.text))),
        "imperative": float(c.words[0] in IMPERATIVES),
        "owner": float(not words.isdisjoint(OWNER_WORDS)),
        "ordinal": float(any(is_count(w) and not w.isdigit() for w in c.words) or bool(COUNTED.search(c.text))),
        "year": float(bool(c.years)),
        "dated": float(bool(HAS_DIGIT.search(c.text)) and bool(dates_in(c.text))),
        "capitals": capitals(c.text),
        "unspaced": float(not c.text.isascii() and bool(UNSPACED.search(c.text))),
        "shouting": float(c.text.isupper() and count > 3),
        "unbalanced": float(c.text.count("(") != c.text.count(")")),
        "link_or_mail": float("@" in c.text or "www." in c.text or "http" in c.text),
        "open_end": float(c.words[-1] in SMALL),
        "open_start": float(c.text[:1].islower() or c.words[0] in NO_START),
        "starts_clock": float(bool(CLOCK.match(c.text))),
        "separated": float(len(parts) - 1) if only_in_titles(c.sources) else 0.0,
        "generic_part": float(any(map(is_generic, parts))),
        "only_common": float(is_common(c.words)),
        "is_place": float(count <= 5 and not c.years and is_place(c.text)),
        "place_and_year": float(count <= 4 and bool(c.years) and is_place(YEAR.sub("", c.text).strip())),
    }


def capitals(text: str) -> float:
    """The share of its words that begin with a capital; 1 in scripts without."""
    starts = [w[0] for w in text.split() if w[0].lower() != w[0].upper()]
    return sum(ch.isupper() for ch in starts) / len(starts) if starts else 1.0


def is_place(text: str) -> bool:
    """Whether the text is nothing but names of places."""
    names = find_names(text)
    return bool(names) and sum(name.end - name.start for name in names) >= len(text) - 3 * len(names)
