"""Finds names of venues in Chinese, Japanese and Korean writing, by the words of venues in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from eventcal.reading.name_runs import HAN
from eventcal.reading.venue_words import solid_words

HANGUL = re.compile("[가-힣]")
HAN_RUN = re.compile(rf"[{HAN}\u30a1-\u30ff々ー・ヶA-Za-z0-9&.-]{{2,60}}")
KOREAN_RUN = re.compile(r"[가-힣A-Za-z0-9&.-]+(?: [가-힣A-Za-z0-9&.-]+){0,12}")
HAN_BEFORE = re.compile(
    r"[在於于]|\d[号號]|\d+[-−‐]\d+(?:[-−‐]\d+)?|[日月]|丁目|[：:]|(?<![校园園社地学學展])[区區](?=\w{4})"
)
"""What a name begins behind, in a run of signs: "11月17日在…", "290号…"."""
KOREAN_BEFORE = re.compile(r"(?:[은는을를의에]|에서|으로|시|도|구|동|로|길|읍|면)$|^\d[\d-]*$|길\d*$")
KOREAN_PARTICLE = re.compile(r"(?:에서|으로|에|의|은|는|이|가|을|를|로|와|과|입니다|인)$")

Found: TypeAlias = tuple[str, int, str]
"""A name, where it starts in its block, and what found it."""


def solid_names(text: str) -> Iterator[Found]:
    """All such names in a text."""
    yield from han_names(text)
    if HANGUL.search(text):
        yield from korean_names(text)


def han_names(text: str) -> Iterator[Found]:
    """Names in Chinese or Japanese writing: from the last sign that nothing belongs before to the last word of a venue."""
    for run in HAN_RUN.finditer(text):
        ends = [match.end() for match in solid_words().finditer(run[0])]
        if ends:
            starts = [match.end() for match in HAN_BEFORE.finditer(run[0], 0, ends[-1]) if match.end() < ends[-1] - 1]
            first = starts[-1] if starts else 0
            name = run[0][first : ends[-1]].strip(" -.・")
            if len(name) >= 3:
                yield name, run.start() + first, "word"


def korean_names(text: str) -> Iterator[Found]:
    """Names in Korean writing: a word of a venue with the words before it that belong to it."""
    for run in KOREAN_RUN.finditer(text):
        words, place = run[0].split(" "), run.start()
        first, start = 0, place
        for number, word in enumerate(words):
            stem = KOREAN_PARTICLE.sub("", word)
            own = stem if solid_at_end(stem) else word
            place_after = place + len(word) + 1
            if solid_at_end(own):
                yield text[start : place + len(own)], start, "word"
            if KOREAN_BEFORE.search(word) or own != word or number - first >= 3:
                first, start = number + 1, place_after
            place = place_after


def solid_at_end(word: str) -> bool:
    """Whether a Korean word ends with a word of a venue."""
    return "가" <= word[-1:] <= "힣" and any(match.end() == len(word) for match in solid_words().finditer(word))
