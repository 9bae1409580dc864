"""The tables of the folder languages: language, text, what it means, and, for a known failure, why it is not read so yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from eventcal.reading.dates.words import tables


def lines(table: str) -> Iterator[list[str]]:
    """The columns of each line; remarks are left out."""
    for line in (Path(__file__).parent / "languages" / table).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def rows(table: str) -> list[ParameterSet]:
    """Language, text and meaning of each row; a known failure is expected to fail."""
    return [row(*columns) for columns in lines(table)]


def row(language: str, text: str, meaning: str, failure: str = "") -> ParameterSet:
    marks = [pytest.mark.xfail(reason=failure)] if failure else []
    return pytest.param(language, text, meaning, id=f"{language}: {text}", marks=marks)


def languages() -> list[str]:
    """The languages that reading knows."""
    return [language for language in tables() if language != "und"]


def counted(table: str, language: str) -> Counter[str]:
    """How many texts of a language are to be read, and to be refused ("none")."""
    return Counter("none" if meaning == "none" else "read" for code, _, meaning, *_ in lines(table) if code == language)
