"""Tells the links and buttons of an entry, such as "Read more" or "Slides", from its name; the words are data/buttons.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

SOLID = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
"""Writing in which no space ends a word."""
LONGEST = 45  # characters of a button


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What begins like a button, and what is nothing but words of links."""
    tables: dict[str, list[str]] = tomllib.loads(
        (files("eventcal.reading") / "data" / "buttons.toml").read_text(encoding="utf-8")
    )
    begin = "|".join(re.escape(word) + ("" if SOLID.search(word) else r"\b") for word in longest_first(tables["begin"]))
    whole = "|".join(map(re.escape, longest_first(tables["whole"])))
    return re.compile(rf"\W*(?:{begin}).{{0,30}}$|[+»→]", re.I), re.compile(rf"(?:\b(?:{whole})\b|[\W\d_])+", re.I)


def longest_first(words: list[str]) -> list[str]:
    """The words sorted so that a pattern takes the longest."""
    return sorted(words, key=len, reverse=True)


@lru_cache(maxsize=4096)
def is_button(text: str) -> bool:
    """Whether a text is that of a link or a button, not a name."""
    if len(text) > LONGEST:
        return False
    begin, whole = patterns()
    return bool(begin.match(text) or whole.fullmatch(text))
