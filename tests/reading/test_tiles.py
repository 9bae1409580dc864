"""Dates that a page spreads over neighbouring blocks."""

from __future__ import annotations

import pytest

from eventcal.blocks import Block
from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.tiles import is_sheet, spread_dates

WORDS = words_for("en", "de")


def spread(*texts: str) -> list[tuple[int, str]]:
    """Each date's first block and its words, lines parted by "/"."""
    blocks = [Block(text, "p", "main", "", index) for index, text in enumerate(texts)]
    dated = [block.index for block in blocks if find_dates(block.text, WORDS)]
    found = spread_dates(blocks, dated, WORDS)
    return [(block.index, text[dates.start : dates.end].replace("\n", "/")) for block, text, dates in found]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["13", "Oct"], [(0, "13/Oct")]),
        (["Oct", "13"], [(0, "Oct/13")]),
        (["Tue", "13", "Oct", "2026"], [(0, "Tue/13/Oct/2026")]),
        (["13th", "October", "2026", "Bergen"], [(0, "13th/October/2026")]),
        (["13", "-", "15", "Oct", "2026"], [(0, "13/-/15/Oct/2026")]),
        (["Welcome", "13-15", "Oktober"], [(1, "13-15/Oktober")]),
        (["Oct", "13", "Talk", "Nov", "14", "Walk"], [(0, "Oct/13"), (3, "Nov/14")]),
        (["Oct", "13", "2026", "Nov", "14", "2026"], [(0, "Oct/13/2026"), (3, "Nov/14/2026")]),
        (["13 October -", "15 October 2026"], [(0, "13 October -/15 October 2026")]),
        (["13 October 2026", "to 15 October 2026"], [(0, "13 October 2026/to 15 October 2026")]),
        (["13. Oktober bis", "15. Oktober 2026"], [(0, "13. Oktober bis/15. Oktober 2026")]),
    ],
)
def test_parts_of_a_date_that_follow_each_other_are_one(texts: list[str], expected: list[tuple[int, str]]) -> None:
    assert spread(*texts) == expected


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["13"],
        ["13", "14"],
        ["13", "Fees", "Oct"],
        ["13 October 2026", "15 October 2026"],
        ["13 October 2026", "Dinner", "- 15 October 2026"],
        ["Room 13", "Oct"],
        ["October", *map(str, range(1, 32)), "November"],
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "1", "2"],
        ["A long line of words that ends in a month: Oct", "13"],
    ],
)
def test_what_only_stands_near_is_no_date(texts: list[str]) -> None:
    assert spread(*texts) == []


@pytest.mark.parametrize("text", ["13", "13th", "Oct", "October", "2026", "Tue", "Tue 13", "-", "13 - 15", "13. Okt"])
def test_a_day_a_month_a_year_a_weekday_and_a_sign_are_sheets(text: str) -> None:
    assert is_sheet(text, WORDS)


@pytest.mark.parametrize("text", ["", "·", "Talk", "13 seats", "Room 13", "1000", "13:00", "October 13, 2026, Bergen"])
def test_other_texts_are_no_sheets(text: str) -> None:
    assert not is_sheet(text, WORDS)
