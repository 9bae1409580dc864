"""Dates that a page spreads over neighbouring blocks: the sheets of a calendar, "13", "Oct", or two ends of a range."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from eventcal.blocks import Block
from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import MONTH, RANGE, WEEKDAY, Words
from eventcal.reading.dates.written import Dates

SHEET = 14  # characters of a block that is one part of a date
MOST_SHEETS = 6  # parts of one date; more short blocks in a row are the days of a month's grid
END = 60  # characters of a block that holds one end of a range
DIGIT = re.compile(r"\d")
PART = re.compile(r"[^\W_]+|[-–—~〜]")
DAY_OR_YEAR = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d", re.I)
OPEN_END = re.compile(r"[-–—~〜]\s?$|\b(?:to|until|bis|au|al)\s?$", re.I)
OPEN_START = re.compile(r"\s?(?:[-–—~〜]|(?:to|until|bis|au|al)\b)", re.I)


def spread_dates(blocks: Sequence[Block], dated: Collection[int], words: Words) -> Iterator[tuple[Block, str, Dates]]:
    """Each date that stands in several blocks, with the first of them and the text of all, a line each.

    `dated` are the indexes of the blocks that hold a date by themselves.
    """
    behind = 0  # the first block that no date has used
    for place, block in enumerate(blocks):
        if place < behind or len(block.text) > END or not DIGIT.search(block.text):
            continue
        if place in dated:
            near = range_ends(blocks, place, dated)
        else:
            near = sheets(blocks, max(behind, place - MOST_SHEETS), place, dated, words)
        for first, text, dates in spanning(near, words):
            behind = first.index + 1 + text.count("\n", 0, dates.end)
            yield first, text, dates


def spanning(run: Sequence[Block], words: Words) -> Iterator[tuple[Block, str, Dates]]:
    """The first date that begins in one block of a run and ends in a later one; nothing where there is none."""
    for start in range(len(run) - 1):
        text, end = "\n".join(block.text for block in run[start:]), len(run[start].text)
        dates = next((d for d in find_dates(text, words) if d.start < end < d.end), None)
        if dates is not None:
            yield run[start], text, dates
            return


def range_ends(blocks: Sequence[Block], place: int, dated: Collection[int]) -> Sequence[Block]:
    """Two blocks with a date each and a range sign where they meet."""
    pair = blocks[place : place + 2]
    if place + 1 not in dated or len(pair[1].text) > END:
        return ()
    return pair if OPEN_END.search(pair[0].text) or OPEN_START.match(pair[1].text) else ()


def sheets(blocks: Sequence[Block], earliest: int, place: int, dated: Collection[int], words: Words) -> Sequence[Block]:
    """The blocks around a place that are each a part of a date; none where they are too many for one date."""
    if not is_sheet(blocks[place].text, words):
        return ()
    first, last = place, place + 1
    while first > earliest and first - 1 not in dated and is_sheet(blocks[first - 1].text, words):
        first -= 1
    while (
        last < len(blocks) and last - first <= MOST_SHEETS and last not in dated and is_sheet(blocks[last].text, words)
    ):
        last += 1
    return blocks[first:last] if last - first <= MOST_SHEETS else ()


def is_sheet(text: str, words: Words) -> bool:
    """Whether a text is nothing but a day, a month, a year, a weekday, or a sign between them."""
    parts = PART.findall(text) if len(text) <= SHEET and ":" not in text else []
    return bool(parts) and all(
        DAY_OR_YEAR.fullmatch(part) or words.kind(part.casefold())[0] in (MONTH, WEEKDAY, RANGE) for part in parts
    )
