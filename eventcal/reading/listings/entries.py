"""Finds the entries of a list: its items, where the dates stand in such, else what reaches from date to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from eventcal.blocks import Block
from eventcal.reading.columns import Columns, role_in
from eventcal.reading.labels import find_labels
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.years import YEAR

FEWEST = 2  # dates that make a list
IN_ITEMS = 0.6  # the share of the dates that must stand in items for the items to be the entries
LED = 0.7  # the share of the dates that must have a heading before them for headings to begin the entries
MOSTLY = 0.8  # the share of the entries that must state their dates shortly for the others to be prose
PROSE = 300  # characters of a date's block
FEWEST_YEARS = 3  # that stand alone and part a list
NEAR = 6  # blocks around a date in which its entry's name may stand
HEADING_NEAR = 3  # blocks before a date in which the heading that begins its entry may stand
OWN_CLASSES = 2  # of a block's classes that are compared; the others are those of what holds it
LABEL_NEAR = 60  # characters before a date in which a word may say what else it is for


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its blocks in order, and the date that is its own."""

    blocks: tuple[Block, ...]
    mention: Mention


def entries(survey: Survey, columns: Columns, due: Collection[int] = ()) -> list[Entry]:
    """The entries of the page's list, in order; none where nothing repeats. `due`: the blocks whose dates are deadlines.
    A column of dates tells which dates of a table are those of its rows.

    Items that are the parts of a page, with several entries under headings of their own, are none.
    """
    dated = [m for m in survey.mentions if m.block and m.block.index not in due and may_date(m, survey)]
    dated = of_columns(dated, survey, columns) or dated
    dated = under_years(dated, survey.page.blocks)
    items, run = by_item(survey, dated), by_run(survey, dated)
    return without_prose(run if len(run) > len(items) and (not items or all_led(run)) else items)


def of_columns(dated: Sequence[Mention], survey: Survey, columns: Columns) -> list[Mention]:
    """The dates in the columns of dates, where most dates stand in tables that have such; of a row the first counts."""
    within = [
        m for m in survey.mentions if m.block is not None and role_in(m.block, columns) == "date" and not m.struck
    ]
    rows = {m.block.row for m in within if m.block is not None}
    tables = {m.block.group for m in within if m.block is not None}
    elsewhere = [m for m in dated if m.block is not None and m.block.group not in tables]
    return within if len(rows) >= FEWEST and len(rows) >= len(elsewhere) else []


def under_years(dated: Sequence[Mention], blocks: Sequence[Block]) -> list[Mention]:
    """The dates, in the year that stands alone above them where a list is parted by years and they name none."""
    years = [b for b in blocks if len(b.text) == 4 and YEAR.fullmatch(b.text)]
    if len(years) < FEWEST_YEARS:
        return list(dated)
    return [in_year(m, next((int(b.text) for b in reversed(years) if b.index < index_of(m)), None)) for m in dated]


def index_of(mention: Mention) -> int:
    """The place of a date's block."""
    return mention.block.index if mention.block is not None else 0


def in_year(mention: Mention, year: int | None, source: str = "heading") -> Mention:
    """The date in that year, where it names none itself. `source`: where the year stands."""
    span = mention.dates.in_year(year) if year is not None and mention.year_from == "nearest" else None
    return replace(mention, year=year or mention.year, year_from=source, span=span) if span is not None else mention


def without_prose(found: Sequence[Entry]) -> list[Entry]:
    """The entries but those whose date stands in a long text, where nearly all others say theirs shortly."""
    short = [entry for entry in found if len(entry.mention.text) <= PROSE]
    return list(short if len(short) >= MOSTLY * len(found) else found)


def all_led(run: Sequence[Entry]) -> bool:
    """Whether each entry of a run begins with a heading."""
    return all(entry.blocks[0].level for entry in run)


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
        item = m.block.item if m.block else 0
        first[item] = surer(first[item], m) if item in first else m
    if len(first) < FEWEST or len(in_items) < IN_ITEMS * len(dated):
        return []
    reach = reaches(survey.page.blocks)
    outer = around(first, reach)
    own = {
        item for item in first if item not in outer or first[outer[item]].span != first[item].span
    }  # else a row of it
    return [Entry(blocks_of(item, own, reach, survey.page.blocks), first[item]) for item in first if item in own]


def reaches(blocks: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """The first and the last block of each item."""
    found: dict[int, tuple[int, int]] = {}
    for block in blocks:
        found[block.item] = found.get(block.item, (block.index, 0))[0], block.index
    return found


def around(items: Iterable[int], reach: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """The innermost of the other items around each item that stands in one."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for item in sorted(items, key=lambda item: (reach[item][0], -reach[item][1])):
        while opened and reach[opened[-1]][1] < reach[item][1]:
            opened.pop()
        if opened:
            found[item] = opened[-1]
        opened.append(item)
    return found


def blocks_of(
    item: int, own: Collection[int], reach: Mapping[int, tuple[int, int]], blocks: Sequence[Block]
) -> tuple[Block, ...]:
    """The blocks of an item, those of the items in it included that are no entries."""
    start, stop = reach[item]
    return tuple(b for b in blocks[start : stop + 1] if b.item == item or b.item not in own)


def surer(one: Mention, other: Mention) -> Mention:
    """The first of two dates of an entry, unless the other is the same day with its year."""
    same = (one.dates.first.month, one.dates.first.day) == (other.dates.first.month, other.dates.first.day)
    return other if same and one.year_from != "stated" and other.year_from == "stated" else one


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
        Entry(
            tuple(b for b in survey.page.blocks[start : max(stop, place + 1)] if b.zone not in ("nav", "footer")),
            row[place],
        )
        for place, start, stop in zip(sorted(row), starts, stops, strict=True)
    ]


def starts_of(places: Sequence[int], blocks: Sequence[Block]) -> list[int]:
    """Where the entries of dates at some blocks begin: at the headings before the dates, where nearly all have one."""
    taken = set(places)
    headings = [heading_before(blocks, place, taken) for place in places]
    if sum(h is not None for h in headings) < LED * len(places):
        lead = lead_of(places, blocks)
        return [max(place - lead, 0) for place in places]
    return [place if heading is None else heading for place, heading in zip(places, headings, strict=True)]


def lead_of(places: Sequence[int], blocks: Sequence[Block]) -> int:
    """How many blocks before its date each entry begins: as many as stand alike before all dates, the first included.

    None where such blocks also follow the last date: then they stand behind the dates that they belong to.
    """
    last = places[-1] + 1
    behind = {form_of(block) for block in blocks[last : last + NEAR] if block.zone in ("main", "header")}
    lead = 0
    for steps in range(1, min(NEAR, places[0]) + 1):
        form = form_of(blocks[places[0] - steps])
        alike = sum(form_of(blocks[place - steps]) == form for place in places)
        if form in behind or alike < LED * len(places) or any(b - a <= steps for a, b in pairwise(places)):
            break
        lead = steps
    return lead


def form_of(block: Block) -> tuple[str, str]:
    """What blocks of one kind have in common: their path and their first classes."""
    return block.path, " ".join(block.classes.split(" ", OWN_CLASSES)[:OWN_CLASSES])


def heading_before(blocks: Sequence[Block], place: int, taken: set[int]) -> int | None:
    """The heading just before a date's block, after the date before it."""
    for i in range(place - 1, max(place - HEADING_NEAR - 1, -1), -1):
        if i in taken:
            return None
        if blocks[i].level:
            return i
    return None


def widened(found: Sequence[Entry], blocks: Sequence[Block]) -> list[Entry]:
    """The entries with what stands before them, after the entry before: their names may stand in a row of its own.

    It begins with a heading where most do. Else as much belongs to each as stands before those that a section of the list
    begins with, or before the shortest: before others the text of the entry before goes on.
    """
    gaps: list[Sequence[Block]] = []
    free = 0
    for entry in found:
        start = entry.blocks[0].index
        before = blocks[max(free, start - NEAR) : start]
        gaps.append(before[max((place for place, block in enumerate(before) if block.level), default=0) :])
        free = max(free, entry.blocks[-1].index + 1)
    led = [len(gap) - 1 for gap in gaps if gap and gap[0].level]
    if len(led) < LED * len(gaps):
        whole = Counter(led).most_common(1)[0][0] if led else min((len(gap) for gap in gaps if gap), default=0)
        gaps = [[block for block in gap if not block.level][-whole:] if whole else [] for gap in gaps]
    return [replace(entry, blocks=(*gap, *entry.blocks)) for entry, gap in zip(found, gaps, strict=True)]
