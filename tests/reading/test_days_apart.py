"""Days that a text names one by one."""

from __future__ import annotations

from datetime import date

import pytest

from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.times import days_apart


def days(text: str) -> list[date]:
    (dates,) = find_dates(text, words_for("en"))
    return [session.start for session in days_apart(dates, 2026)]


@pytest.mark.parametrize(("text", "numbers"), [("Oct 16, 23, 30", [16, 23, 30]), ("16 and 23 October", [16, 23])])
def test_days_with_others_between_them_are_sessions(text: str, numbers: list[int]) -> None:
    assert days(text) == [date(2026, 10, number) for number in numbers]


@pytest.mark.parametrize("text", ["16 and 17 October", "16-23 October", "16 October"])
def test_days_in_a_row_are_none(text: str) -> None:
    assert days(text) == []
