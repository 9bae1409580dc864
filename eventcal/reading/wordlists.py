"""The word lists of data/*.toml, and patterns of their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

UNSPACED_LETTERS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
UNSPACED = re.compile(f"[{UNSPACED_LETTERS}]")
"""Writing that does not set words apart, or whose words bend at their ends."""
NO_WORD = "(?!)"
QUANTIFIERS = frozenset("?*+{")
FEW = 10  # patterns that are as quickly tried as told apart once more, and more quickly compiled


@cache
def tables(name: str) -> dict[str, Any]:
    """The tables of a file of word lists, by its name without ".toml". Not to be changed."""
    return tomllib.loads((files("eventcal.reading") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def longest_first(phrases: Iterable[str]) -> list[str]:
    """The phrases, each once, so sorted that a pattern of them takes the longest."""
    return sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))


def alternatives(phrases: Iterable[str]) -> str:
    """The pattern of some phrases as they stand, the longest first."""
    return "|".join(map(re.escape, longest_first(phrases)))


def any_of(phrases: Iterable[str]) -> str:
    """The pattern of one of some phrases, the longest first: whole words, and stretches of scripts without spaces.

    A star at the end of a phrase stands for any ending. An apostrophe may be bent, a space a hyphen or a line's end.
    """
    ordered = longest_first(phrases)
    solid = [re.escape(phrase) for phrase in ordered if UNSPACED.search(phrase)]
    spaced = [spelled(phrase) for phrase in ordered if not UNSPACED.search(phrase)]
    parts = [*solid, *([rf"\b(?:{branched(spaced)})(?!\w)"] if spaced else [])]
    return f"(?:{'|'.join(parts) or NO_WORD})"


def branched(patterns: Iterable[str]) -> str:
    """The pattern of any of some patterns, those with one first letter as one branch: re tries branch after branch, and so
    leaves nearly all of them at their first letter. Patterns of one letter keep their order.

    >>> branched(["online", "oral", "hall"])
    'o(?:nline|ral)|hall'
    """
    rests: dict[str, list[str]] = {}
    for pattern in patterns:
        first = pattern[:1] if pattern[:1].isalnum() and pattern[1:2] not in QUANTIFIERS else ""
        rests.setdefault(first or pattern, []).append(pattern[len(first) :] if first else "")
    return "|".join(
        first
        + (several[0] if len(several) == 1 else f"(?:{'|'.join(several) if len(several) < FEW else branched(several)})")
        for first, several in rests.items()
    )


def spelled(phrase: str) -> str:
    """The pattern of a phrase of words set apart."""
    words = re.escape(phrase.removesuffix("*")).replace("'", "['’]").replace(r"\ ", r"[\s-]")
    return words + (r"\w*" if phrase.endswith("*") else "")
