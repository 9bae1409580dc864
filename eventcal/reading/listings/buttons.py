"""Tells the links and buttons of an entry, such as "Read more" or "Slides", from its name; the words are data/buttons.toml."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from eventcal.reading.wordlists import UNSPACED, longest_first, tables

LONGEST = 45  # characters of a button


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What begins like a button, and what is nothing but words of links."""
    words = tables("buttons")
    begin = "|".join(
        re.escape(word) + ("" if UNSPACED.search(word) else r"\b") for word in longest_first(words["begin"])
    )
    whole = "|".join(map(re.escape, longest_first(words["whole"])))
    return re.compile(rf"\W*(?:{begin}).{{0,30}}$|[+»→]", re.I), re.compile(rf"(?:\b(?:{whole})\b|[\W\d_])+", re.I)


@lru_cache(maxsize=4096)
def is_button(text: str) -> bool:
    """Whether a text is that of a link or a button, not a name."""
    if len(text) > LONGEST:
        return False
    begin, whole = patterns()
    return bool(begin.match(text) or whole.fullmatch(text))
