"""The data file words.json, which scripts/build_words.py writes."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from unicodedata import normalize

import pytest

DATA = files("eventcal.reading") / "data"
WORDS = json.loads((DATA / "words.json").read_text(encoding="utf-8"))
EXTRA = tomllib.loads((DATA / "words-extra.toml").read_text(encoding="utf-8"))
NAMED = [language for language in WORDS if language != "und"]
KINDS = {
    "abstract", "paper", "proposal", "poster", "notification", "camera-ready", "application", "registration", "early-bird", "any"
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "word", "month"),
    [
        ("en", "sept", 9), ("en", "may", 5), ("de", "märz", 3), ("de", "maerz", 3), ("de", "jänner", 1), ("fr", "août", 8),
        ("fr", "aout", 8), ("fr", "juil", 7), ("es", "setiembre", 9), ("pt", "março", 3), ("pt", "marco", 3), ("it", "gennaio", 1),
        ("nl", "mrt", 3), ("pl", "października", 10), ("cs", "července", 7), ("cs", "června", 6), ("da", "marts", 3), ("nb", "desember", 12),
        ("sv", "augusti", 8), ("fi", "lokakuuta", 10), ("hu", "szeptember", 9), ("el", "Ιουνίου", 6), ("el", "ΙΟΥΝΙΟΥ", 6),
        ("tr", "EYLÜL", 9), ("tr", "HAZİRAN", 6), ("ru", "мая", 5), ("uk", "жовтня", 10), ("zh", "十二月", 12),
    ],
)  # fmt: skip
def test_a_month_is_known_in_its_own_language(language: str, word: str, month: int) -> None:
    assert WORDS[language]["months"][word.casefold()] == month


@pytest.mark.parametrize(
    ("language", "word", "day"),
    [("en", "thurs", 3), ("de", "sonnabend", 5), ("fr", "mar", 1), ("pt", "terça", 1), ("it", "lunedi", 0), ("pl", "środa", 2),
     ("ru", "пятница", 4), ("uk", "п'ятниця", 4), ("uk", "п’ятниця", 4), ("ja", "土曜日", 5), ("zh_Hant", "週日", 6)],
)  # fmt: skip
def test_a_weekday_is_known_in_its_own_language(language: str, word: str, day: int) -> None:
    assert WORDS[language]["weekdays"][word] == day


@pytest.mark.parametrize("language", [language for language in NAMED if language not in ("ja", "ko")])
def test_every_month_has_a_name(language: str) -> None:
    assert set(WORDS[language]["months"].values()) == set(range(1, 13))


@pytest.mark.parametrize("language", NAMED)
def test_every_weekday_has_a_name(language: str) -> None:
    assert set(WORDS[language]["weekdays"].values()) == set(range(7))


@pytest.mark.parametrize("language", NAMED)
def test_deadlines_of_every_kind_have_labels(language: str) -> None:
    assert {kind for kind, labels in WORDS[language]["deadline"].items() if labels} == KINDS


@pytest.mark.parametrize("language", NAMED)
def test_no_label_stands_for_two_things(language: str) -> None:
    lists = [
        *WORDS[language]["deadline"].values(),
        *(WORDS[language].get(key, []) for key in ("updated", "opening", "other_dates")),
    ]
    labels = [label for words in lists for label in words]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize("language", WORDS)
def test_every_word_is_folded_as_it_is_looked_up(language: str) -> None:
    entry = WORDS[language]
    words = [word for key, value in entry.items() if key != "deadline" for word in value]
    words += [word for labels in entry.get("deadline", {}).values() for word in labels]
    assert [word for word in words if word != normalize("NFC", " ".join(word.casefold().split()))] == []


def test_every_label_of_the_table_is_in_the_file() -> None:
    known = {
        language: {label for labels in WORDS[language].get("deadline", {}).values() for label in labels}
        for language in WORDS
    }
    lacking = [
        (language, label)
        for language, lists in EXTRA.items()
        for labels in lists.get("deadline", {}).values()
        for label in labels
        if normalize("NFC", label.casefold()) not in known[language]
    ]
    assert lacking == [], "run scripts/build_words.py"
