"""Hostile texts: reading dates, times and labels takes time in proportion to their length."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.labels import find_labels

WORDS = words_for("en", "de", "ja")
SHORT, LONG = 10_000, 80_000  # characters
SLACK = 3  # times the linear growth, for a busy machine
LEAST = 0.01  # seconds: less is too little to compare
HOSTILE = [
    "1", " ", "1 ", "(", "1-", "1.", "1/", "1, 2, 3 May; ", "1 May 2026, ", "May 1 ", "May ", "Mon ", "Mon - ", "2026 ", "9:00 - ",
    "10h ", "1 and ", "1\n", "a'", "UTC+", "2026-10-13T", "三", "10月", "13. ", "13.10. ", "é", "deadline for ", "paper-",
]  # fmt: skip


def seconds(read: Callable[[str], object], unit: str, length: int) -> float:
    text = (unit * (length // len(unit) + 1))[:length] + " 1 May 2026"
    start = process_time()
    read(text)
    return process_time() - start


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize(
    "read",
    [
        lambda text: find_dates(text, WORDS),
        lambda text: find_clocks(text, WORDS),
        lambda text: find_labels(text, ("en", "ja")),
    ],
    ids=["dates", "clocks", "labels"],
)
def test_time_grows_with_length_and_not_faster(read: Callable[[str], object], unit: str) -> None:
    short, long = seconds(read, unit, SHORT), seconds(read, unit, LONG)
    assert long <= max(short, LEAST) * (LONG / SHORT) * SLACK


def test_all_dates_of_a_long_list_are_read() -> None:
    assert len(find_dates("1 May 2026; " * 5_000, WORDS)) == 5_000
