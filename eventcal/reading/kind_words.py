"""The words by which pages of events, lists of them and other pages are told apart; the tables are data/kinds.toml."""

from __future__ import annotations

import re
from functools import cache

from eventcal.reading.wordlists import any_of, tables


@cache
def kind_words(section: str) -> tuple[str, ...]:
    """The words of a section in all languages, each once."""
    return tuple(dict.fromkeys(word for words in tables("kinds")[section].values() for word in words))


@cache
def any_word(section: str) -> re.Pattern[str]:
    """The pattern of any word of a section."""
    return re.compile(any_of(kind_words(section)), re.I)
