"""Spans made of several dates of a page: the days of a program, sessions, the first and the last day named apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from eventcal.blocks import Block
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.whens.candidate import Span
from eventcal.reading.whens.vocabulary import cues_for

MOST_SESSIONS = 12
LONGEST_PAUSE = timedelta(days=31)  # between two sessions of one event
ONE_DAY = timedelta(days=1)
LONGEST_PART = timedelta(days=7)  # of an event, with days of its own: "Tutorials: 28-29 August"
LONGEST = timedelta(days=60)  # from a day called the start to one called the end
LEAD = 30  # characters before a date that heads its block
LABEL = 40  # characters of a label's block

United = tuple[Span, list[Mention]]


def in_rows(mentions: Sequence[Mention]) -> Iterator[United]:
    """Days that head the parts of a program one after the other: "Tuesday 14 July", then "Wednesday 15 July"."""
    rows: dict[tuple[str, str], list[Mention]] = {}
    for m in mentions:
        if m.block is not None and heads_part(m, m.block):
            rows.setdefault((m.block.tag, m.block.path), []).append(m)
    for row in rows.values():
        yield from runs(row)
        yield from runs([m for m in row if m.span[0] == m.span[1]])
        yield from as_union(apart(row))


def heads_part(mention: Mention, block: Block) -> bool:
    """Whether a date may head a part of the program: one that counts, of few days, in the page's own text."""
    short = mention.span[1] - mention.span[0] <= LONGEST_PART
    return short and not mention.struck and leads(mention) and block.zone not in ("nav", "footer", "aside")


def runs(row: Sequence[Mention]) -> Iterator[United]:
    """The days of a row that follow on each other."""
    run: list[Mention] = []
    for m in row:
        if run and not timedelta(0) <= m.span[0] - run[-1].span[1] <= ONE_DAY:
            yield from as_union(run)
            run = []
        run.append(m)
    yield from as_union(run)


def apart(row: Sequence[Mention]) -> list[Mention]:
    """The sessions among the dates that head parts of a page: days with hours of their own, of which not all are in a row."""
    timed = {m.span: m for m in row if m.span[0] == m.span[1] and m.dates.clock is not None and ends(m)}
    days = sorted(first for first, _ in timed)
    in_row = all(after - day <= ONE_DAY for day, after in pairwise(days))
    near = all(after - day <= LONGEST_PAUSE for day, after in pairwise(days))
    return [timed[day, day] for day in days] if near and not in_row and len(days) <= MOST_SESSIONS else []


def ends(mention: Mention) -> bool:
    """Whether a date says until what time."""
    return mention.dates.last_clock is not None or (
        mention.dates.clock is not None and mention.dates.clock.closes is not None
    )


def leads(mention: Mention) -> bool:
    """Whether the date heads its block: little stands before it."""
    return mention.dates.start <= LEAD and "\n" not in mention.before


def as_union(run: Sequence[Mention]) -> Iterator[United]:
    """The run of days as one span, where it has more than one part."""
    if len(run) > 1 and run[0].span[0] < run[-1].span[1] and run[0].span != run[-1].span:
        yield (run[0].span[0], run[-1].span[1]), list(run)


def first_and_last(mentions: Sequence[Mention], survey: Survey) -> Iterator[United]:
    """Two days of which one is called the start and the next one the end: "Beginn: 13.10.", "Ende: 15.10."."""
    cues = cues_for(survey.languages_known)
    seen = [m for m in mentions if m.block is not None and m.span[0] == m.span[1] and not m.struck]
    for one, other in pairwise(seen):
        if (
            timedelta(0) <= other.span[0] - one.span[0] <= LONGEST
            and labelled(one, survey, cues.first)
            and labelled(other, survey, cues.last)
        ):
            yield (one.span[0], other.span[0]), [one, other]


def labelled(mention: Mention, survey: Survey, label: re.Pattern[str]) -> bool:
    """Whether all that stands before a date in its line is a label, or, where nothing does, the short block before."""
    line = mention.before.rpartition("\n")[2]
    if line.strip():
        return label.fullmatch(line) is not None
    block = mention.block
    before = survey.page.blocks[block.index - 1].text if block is not None and block.index else ""
    return len(before) <= LABEL and label.fullmatch(before) is not None
