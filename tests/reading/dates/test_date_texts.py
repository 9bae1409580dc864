"""Dates as people write them, in each language; the table says what each means."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from saydates import said

from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import tables, words_for

LINES = (Path(__file__).parent / "written-dates.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]
EN = words_for("en")


@pytest.mark.parametrize(("language", "text", "meaning"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_a_date_is_read_as_it_is_meant(language: str, text: str, meaning: str) -> None:
    assert said(text, language) == meaning


@pytest.mark.parametrize("language", [language for language in tables() if language != "und"])
def test_every_language_has_dates_to_read_and_some_to_refuse(language: str) -> None:
    counts = Counter("none" if row[2] == "none" else "read" for row in ROWS if row[0] == language)
    assert counts["read"] >= 9
    assert counts["none"] >= 3


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Tuesday, 13 October 2026, 14:00 - 15:30 UTC", "2026-10-13 Tue 14:00-15:30 UTC"),
        ("10:00am-2:00pm EST, Thursday, November 12, 2020", "2020-11-12 Thu 10:00-14:00 EST"),
        ("February 23, 2021 at 2ET/11PT", "2021-02-23 14:00 ET"),
        ("May 25 and 28, 2026, 1-4pm ET/12-3pm CT", "2026-05-25/2026-05-28 days 25,28 13:00-16:00 ET"),
        ("October 13, 2026 @ 6:00 pm - October 15, 2026 @ 2:00 pm", "2026-10-13/2026-10-15 18:00 to 14:00"),
        (
            "Mon, Oct 12, 2026, 9:00 AM – Tue, Oct 13, 2026, 5 PM CEST",
            "2026-10-12 Mon/2026-10-13 Tue 09:00 to 17:00 CEST",
        ),
        ("13 October 2026 | 14h-16h CET", "2026-10-13 14:00-16:00 CET"),
        ("2026-10-13T14:45:00+02:00", "2026-10-13 14:45 +02:00"),
        ("2026-10-13 14:00-16:00", "2026-10-13 14:00-16:00"),
        ("Join us on October 13 from 6:00 PM to 8:30 PM at the mill", "--10-13 18:00-20:30"),
        ("13 October 2026 (3h)", "2026-10-13"),
        ("13 October 2026, Room 14", "2026-10-13"),
        ("October 27 (9am-1pm CDT) and October 28 (1pm-5pm CDT), 2026", "2026-10-27/2026-10-28 days 27,28"),
    ],
)
def test_the_time_beside_a_date_goes_with_it(text: str, meaning: str) -> None:
    assert said(text, "en") == meaning


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Held in Bergen, 13-15 October 2026, at the mill.", "13-15 October 2026"),
        ("See you in Bergen on 13 October. Tickets", "13 October"),
        ("on Friday, the 16th of October 2026!", "Friday, the 16th of October 2026"),
        ("13–15 октября 2026 г.", "13–15 октября 2026"),
    ],
)
def test_a_date_knows_where_it_stands(text: str, words: str) -> None:
    (dates,) = find_dates(text, words_for("en", "ru"))
    assert text[dates.start : dates.end] == words


def test_the_names_of_another_language_are_known_where_they_are_long_enough() -> None:
    assert said("13. oktober 2026 and 14 octobre 2026", "en") == "2026-10-13; 2026-10-14"


def test_a_weekday_of_two_letters_is_a_word_where_no_number_follows() -> None:
    assert said("so 13 October 2026", "en") == "2026-10-13"
    assert said("So, 18. Oktober 2026", "de") == "2026-10-18 Sun"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        pytest.param("9-11 September 2025 + 6 following Wednesdays", "2025-09-09/2025-10-22", id="following weekdays"),
        pytest.param("the second Tuesday of October 2026", "2026-10-13", id="second Tuesday"),
        pytest.param("from the twelfth to the fifteenth of October", "--10-12/--10-15", id="numbers as words"),
        pytest.param("民國115年10月13日", "2026-10-13", id="years of the Republic of China"),
    ],
)
@pytest.mark.xfail(reason="not read yet")
def test_rare_forms_are_read(text: str, meaning: str) -> None:
    assert said(text, "en", "zh-tw") == meaning
