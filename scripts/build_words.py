"""Writes eventcal/reading/data/words.json: the words by which dates, times and deadlines are told, language by language.

Names of months and days, am and pm: Unicode CLDR (Unicode License v3) by way of the package babel. Everything else: our
own table words-extra.toml beside it, whose head says what each list means.

    pip install ".[build]" && python scripts/build_words.py

The same babel and table give the same bytes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from babel import Locale

DATA = Path(__file__).parent.parent / "eventcal/reading/data"
LANGUAGES = "en de fr es pt it nl pl cs da nb sv fi hu el tr ru uk ja zh zh_Hant ko".split()
DOTTED_I = "i\u0307"
"""What casefold makes of the capital I with a dot: HAZİRAN."""
CYRILLIC = {chr(code) for code in range(0x400, 0x530)}

Numbers = dict[str, int]


def fold(word: str) -> str:
    """The word as it is looked up: casefolded, NFC, plain spaces, no dot at the end."""
    return " ".join(normalize("NFC", word.casefold()).split()).removesuffix(".")


def without_accents(word: str) -> str:
    """A Latin or Greek word as hasty webmasters, and capitals, write it. Cyrillic й is a letter of its own and stays."""
    if CYRILLIC & set(word):
        return word
    bare = "".join(char for char in normalize("NFD", word) if not combining(char))
    return normalize("NFC", bare).translate({ord("ı"): "i", ord("ł"): "l"})


def spellings(name: str, language: str) -> Iterator[str]:
    """A name of a month or a day, and the other ways to write it; the best first."""
    word = fold(name)
    yield word
    yield word.replace("'", "’")
    if len(word) > 2:  # shorter ones become words of their own: Czech "út", "pá"
        yield without_accents(word)
    if language == "tr":
        yield word.replace("i", DOTTED_I)


def cldr_names(names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[str, int]]:
    """Every name with its number. Months such as "10月" are left out: they are numbers with a sign, listed under `month`."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            for number, name in names[context].get(width, {}).items():
                if not any(char.isdigit() for char in name):
                    yield name, number


def numbered(names: Iterable[tuple[str, int]], language: str) -> Numbers:
    """Word → number, by number. A spelling that two names share goes to the first, the best spellings before the others."""
    table: Numbers = {}
    ranks = [(rank, word, number) for name, number in names for rank, word in enumerate(spellings(name, language))]
    for _, word, number in sorted(ranks, key=lambda entry: entry[0]):
        table.setdefault(word, number)
    return dict(sorted(table.items(), key=lambda item: (item[1], item[0])))


def is_short(word: str) -> bool:
    """True for "mo", "di", "土": a name of a day only where it stands beside a date."""
    return len(word) <= (2 if word[0] < "\u2e80" else 1)


def half_day(locale: Locale, half: str) -> Iterator[str]:
    """CLDR's words for am or pm, without dots and spaces. One-letter forms are left out."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "narrow"):
            word = locale.day_periods[context].get(width, {}).get(half, "")
            bare = "".join(char for char in fold(word) if char != "." and not char.isspace())
            if len(bare) > 1:
                yield bare


def phrases(words: Iterable[str], language: str) -> list[str]:
    """Words of one list, longest first, so that a pattern made of them takes the longest."""
    folded = {" ".join(word.casefold().split()) for word in words}
    folded |= {word.replace("'", "’") for word in folded}
    if language == "el":
        folded |= {without_accents(word) for word in folded}
    return sorted((normalize("NFC", word) for word in folded), key=lambda word: (-len(word), word))


def names_of(language: str, extra: Mapping[str, Any]) -> dict[str, Any]:
    """Months, days, am and pm of a language."""
    locale = Locale.parse(language)
    months = numbered([*cldr_names(locale.months), *extra.get("months", {}).items()], language)
    days = numbered([*cldr_names(locale.days), *extra.get("weekdays", {}).items()], language)
    return {
        "months": months,
        "weekdays": {word: day for word, day in days.items() if not is_short(word)},
        "weekdays_short": {word: day for word, day in days.items() if is_short(word)},
        "am": phrases([*half_day(locale, "am"), *extra.get("am", [])], language),
        "pm": phrases([*half_day(locale, "pm"), *extra.get("pm", [])], language),
    }


def words_of(language: str, extra: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is known of a language; "und", the words of every language, has no names."""
    names = {} if language == "und" else names_of(language, extra)
    lists = {
        key: phrases(value, language) for key, value in extra.items() if isinstance(value, list) and key not in names
    }
    deadlines = {kind: phrases(labels, language) for kind, labels in extra.get("deadline", {}).items()}
    return names | lists | ({"deadline": deadlines} if deadlines else {})


def main() -> None:
    """Writes the file anew."""
    extra = tomllib.loads((DATA / "words-extra.toml").read_text(encoding="utf-8"))
    words = {language: words_of(language, extra[language]) for language in ["und", *LANGUAGES]}
    (DATA / "words.json").write_text(as_text(words), encoding="utf-8")


def as_text(words: Mapping[str, Mapping[str, Any]]) -> str:
    """JSON with a line for each list, so that a change shows as one."""
    languages = [
        f'"{language}": {{\n' + ",\n".join(f' "{key}": {dump(value)}' for key, value in lists.items()) + "\n}"
        for language, lists in words.items()
    ]
    return "{\n" + ",\n".join(languages) + "\n}\n"


def dump(value: object) -> str:
    """One value on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
