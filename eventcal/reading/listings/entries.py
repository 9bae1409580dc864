"""Finds the entries of a list: its items, where the dates stand in such, else what reaches from date to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eventcal.blocks import Block
from eventcal.reading.labels import find_labels
from eventcal.reading.survey import Mention, Survey

FEWEST = 2  # dates that make a list
IN_ITEMS = 0.6  # the share of the dates that must stand in items for the items to be the entries
LED = 0.7  # the share of the dates that must have a heading before them for headings to begin the entries
NEAR = 6  # blocks around a date in which its entry's name may stand
HEADING_NEAR = 3  # blocks before a date in which the heading that begins its entry may stand
LABEL_NEAR = 60  # characters before a date in which a word may say what else it is for


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its blocks in order, and the date that is its own."""

    blocks: tuple[Block, ...]
    mention: Mention


def entries(survey: Survey) -> list[Entry]:
    """The entries of the page's list, in order; none where nothing repeats."""
    dated = [m for m in survey.mentions if may_date(m, survey)]
    return by_item(survey, dated) or by_run(survey, dated)


def may_date(mention: Mention, survey: Survey) -> bool:
    """Whether a date may be that of an entry: in the page's own text, not struck out, no deadline and no "last updated"."""
    if mention.block is None or mention.struck or mention.block.zone not in ("main", "header"):
        return False
    line = mention.before.rsplit("\n", 1)[-1][-LABEL_NEAR:]
    return not any(x.kind not in ("extended", "opening") for x in find_labels(line, survey.languages_known)[-1:])


def by_item(survey: Survey, dated: Sequence[Mention]) -> list[Entry]:
    """Entries that are list items, articles or table rows, where nearly all dates stand in such."""
    in_items = [m for m in dated if m.block is not None and m.block.item]
    first: dict[int, Mention] = {}
    for m in in_items:
        first.setdefault(m.block.item if m.block else 0, m)
    if len(first) < FEWEST or len(in_items) < IN_ITEMS * len(dated):
        return []
    inside: dict[int, list[Block]] = {}
    for block in survey.page.blocks:
        inside.setdefault(block.item, []).append(block)
    return [Entry(tuple(inside[item]), m) for item, m in first.items()]


def by_run(survey: Survey, dated: Sequence[Mention]) -> list[Entry]:
    """Entries by the most frequent path of dates: each reaches from its date, or the heading before it, to the next one."""
    paths = Counter(m.block.path for m in dated if m.block)
    path, count = next(iter(paths.most_common(1)), ("", 0))
    if count < FEWEST:
        return []
    row: dict[int, Mention] = {}
    for m in dated:
        if m.block and m.block.path == path:
            row.setdefault(m.block.index, m)
    starts = starts_of(sorted(row), survey.page.blocks)
    stops = [*starts[1:], min(max(row) + NEAR, len(survey.page.blocks))]
    return [
        Entry(tuple(survey.page.blocks[start : max(stop, place + 1)]), row[place])
        for place, start, stop in zip(sorted(row), starts, stops, strict=True)
    ]


def starts_of(places: Sequence[int], blocks: Sequence[Block]) -> list[int]:
    """Where the entries of dates at some blocks begin: at the headings before the dates, where nearly all have one."""
    headings = [heading_before(blocks, place, set(places)) for place in places]
    if sum(h is not None for h in headings) < LED * len(places):
        return list(places)
    return [place if heading is None else heading for place, heading in zip(places, headings, strict=True)]


def heading_before(blocks: Sequence[Block], place: int, taken: set[int]) -> int | None:
    """The heading just before a date's block, after the date before it."""
    for i in range(place - 1, max(place - HEADING_NEAR - 1, -1), -1):
        if i in taken:
            return None
        if blocks[i].level:
            return i
    return None


def widened(found: Sequence[Entry], blocks: Sequence[Block]) -> list[Entry]:
    """The entries with what stands before them, after the entry before: their names may stand in a row of its own."""
    wider = []
    free = 0
    for entry in found:
        start, stop = entry.blocks[0].index, entry.blocks[-1].index + 1
        before = blocks[max(free, start - NEAR) : start]
        nearest = max((place for place, block in enumerate(before) if block.level), default=0)
        wider.append(replace(entry, blocks=(*before[nearest:], *entry.blocks)))
        free = max(free, stop)
    return wider
