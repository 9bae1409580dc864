"""Acronyms: which words spell one, and which text is another one with its acronym behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventcal.reading.names.texts import WORDS
from eventcal.reading.survey import HAS_DIGIT

BEHIND = re.compile(r"[\s,]*[-–—:(\[/]\s*[^\W\d_][\w.’'&@-]{1,14}(?:\s?['’‘]?\d{2,4})?\s*[)\]]?")


def acronym_behind(short: str, long: str) -> bool:
    """Whether the longer text is the shorter one with an acronym behind it: "… Parallel Processing - ICPP ’21"."""
    if not long.startswith(short):
        return False
    match = BEHIND.fullmatch(long, len(short))
    if match is None or sum(ch.isupper() for ch in match[0]) < 2:
        return False  # a site's name behind the title looks alike, but has no year and is not spelled by the words
    return bool(HAS_DIGIT.search(match[0])) or spelled(match[0], initials_of(WORDS.findall(short)))


def initials_of(words: Sequence[str]) -> str:
    """The capitals that an acronym may be made of: all of "RESource", the first of "HPC"."""
    return "".join(ch for w in words for ch in (w[:1] if w.isupper() else w) if ch.isupper())


def spelled(acronym: str, initials: str) -> bool:
    """Whether the capitals of an acronym are the initials of the words, in order, nearly all of them."""
    letters = iter(initials)
    wanted = [ch for ch in acronym if ch.isupper()]
    return len(wanted) >= 3 and sum(ch in letters for ch in wanted) >= len(wanted) - (len(wanted) > 3)
