"""The words that say what a date is for."""

from __future__ import annotations

import time

import pytest

from eventcal.reading.labels import find_labels


def labels(text: str, *languages: str) -> list[tuple[str, str]]:
    """Each label's words and kind."""
    return [(text[found.start : found.end], found.kind) for found in find_labels(text, languages)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Abstract deadline: 1 May", [("Abstract deadline", "abstract")]),
        ("en", "NOTIFICATION OF ACCEPTANCE", [("NOTIFICATION OF ACCEPTANCE", "notification")]),
        ("en", "Camera-ready", [("Camera-ready", "camera-ready")]),
        ("en", "Early–bird registration ends", [("Early–bird registration", "early-bird")]),
        ("en", "Last updated: 1 May", [("Last updated", "updated")]),
        ("en", "Submission opens", [("Submission", "any"), ("opens", "opening")]),
        ("en", "Tickets are refunded until; refund", [("refund", "other_dates")]),
        ("en", "Deadline (extended)", [("Deadline", "any"), ("extended", "extended")]),
        ("de", "Anmeldeschluss ist der 1. Mai", [("Anmeldeschluss", "registration")]),
        ("de", "Zuletzt geändert am 1. Mai", [("Zuletzt geändert", "updated")]),
        ("fr", "Date limite de soumission : 1er mai", [("Date limite de soumission", "any")]),
        ("es", "ULTIMA ACTUALIZACION: 1 de mayo", [("ULTIMA ACTUALIZACION", "updated")]),
        ("es", "Ultima actualización: 1 de mayo", [("Ultima actualización", "updated")]),
        ("ja", "論文締切は5月1日", [("論文締切", "paper")]),
        ("ja", "採択通知5月1日", [("採択通知", "notification")]),
    ],
)
def test_a_label_is_found_with_its_kind(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert labels(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13-15 October 2026, Bergen",
        "Deadlined deadlinesque predeadline",
        "abstraction, papery, notifies",
        "the early morning bird",
    ],
)
def test_words_that_are_no_label_or_only_a_part_of_one_are_none(text: str) -> None:
    assert labels(text, "en") == []


def test_of_several_labels_at_a_place_the_longest_counts() -> None:
    assert labels("Submission deadline", "en") == [("Submission deadline", "any")]
    assert labels("early registration deadline", "en")[0][1] == "early-bird"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Frühbuchertarif", [("Frühbuchertarif", "early-bird")]),
        ("pl", "Streszczeniami", [("Streszczeniami", "abstract")]),
        ("hu", "regisztrációs", [("regisztrációs", "registration")]),
        ("ru", "окончательных версий", [("окончательных версий", "camera-ready")]),
        ("de", "anmeldebeginn", [("anmeldebeginn", "opening")]),
    ],
)
def test_a_star_stands_for_any_ending_and_a_whole_word_goes_before(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert labels(text, language) == expected


@pytest.mark.parametrize("text", ["SON KAYIT TARİHİ", "son kayıt tarihi", "Son Kayit Tarihi"])
def test_turkish_capitals_are_letters_like_others(text: str) -> None:
    assert labels(text, "tr") == [(text, "registration")]


def test_latin_words_in_a_language_without_spaces_are_found_in_capitals_too() -> None:
    assert labels("CFP締切", "ja") == [("CFP締切", "proposal")]


@pytest.mark.parametrize("between", [" ", "-", "  ", " – ", "'"])
def test_the_words_of_a_label_may_be_joined_as_people_join_them(between: str) -> None:
    assert labels(f"early{between}bird", "en") == [(f"early{between}bird", "early-bird")]


@pytest.mark.parametrize("between", [" (", ", ", ": ", "\n", ". Then "])
def test_a_label_does_not_reach_over_what_parts_its_words(between: str) -> None:
    assert labels(f"last{between}day to", "en") == []


def test_labels_stand_in_the_order_of_the_text_whatever_their_language() -> None:
    found = find_labels("Deadline 採択通知 / camera-ready", ("ja", "en"))
    assert [label.kind for label in found] == ["any", "notification", "camera-ready"]


def test_labels_of_a_language_that_is_not_asked_for_are_not_found() -> None:
    assert labels("Anmeldeschluss", "fr") == []


@pytest.mark.parametrize("text", ["deadline ", "last ", "abstract-", "論文", "x" * 50, "early early bird "])
def test_a_text_ten_times_as_long_takes_about_ten_times_as_long(text: str) -> None:
    short, long = (seconds(text * (size // len(text))) for size in (20_000, 200_000))
    assert long < 40 * short + 0.05


def seconds(text: str) -> float:
    start = time.process_time()
    find_labels(text, ("en", "ja"))
    return time.process_time() - start
