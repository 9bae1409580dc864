"""The words by which pages of events, lists of them and other pages are told apart; the tables are data/kinds.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

SOLID = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
"""Writing in which no space ends a word."""


@cache
def kind_words(section: str) -> tuple[str, ...]:
    """The words of a section in all languages, each once."""
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(
        (files("eventcal.reading") / "data" / "kinds.toml").read_text(encoding="utf-8")
    )
    return tuple(dict.fromkeys(word for words in tables[section].values() for word in words))


@cache
def any_word(section: str) -> re.Pattern[str]:
    """The pattern of any word of a section."""
    words = sorted(kind_words(section), key=len, reverse=True)
    solid = "|".join(re.escape(word) for word in words if SOLID.search(word))
    spaced = "|".join(re.escape(word) for word in words if not SOLID.search(word))
    return re.compile(rf"\b(?:{spaced})\b|{solid}", re.I)
