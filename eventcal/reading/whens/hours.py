"""At what time a single day's event is: told from the times of its program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from eventcal.blocks import Block
from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.written import Clock
from eventcal.reading.labels import find_labels
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.whens.candidate import Candidate
from eventcal.reading.whens.pagezone import zone_of_all
from eventcal.reading.whens.unions import labelled
from eventcal.reading.whens.vocabulary import cues_for, of_all_languages

FOLLOWING = 4  # blocks after the date in which its time may stand
SHORT = 90  # characters of a block that says a time and little else
LEADING = 25  # characters before the time in it
MOST = 50  # mentions, or blocks with times, that are looked at
PROGRAM = 2  # times at the head of blocks of one kind: as many or more are a program's
SENTENCE = 400  # characters of a block of prose that says when the event is
BESIDE = 80  # characters before a time in which the sentence says that it is the event's

TWO_TIMES = re.compile(r"\d[^\d\n]{1,12}\d[\d:.h]{0,4}")
LABEL = re.compile(
    rf"\W{{0,3}}{of_all_languages('hours').pattern}\s*(?:[:：]?\s*$|(?P<time>[:：]\D{{0,8}}\d|\d))", re.I
)
"""The label of hours, alone or with a time behind it."""

Clocks = tuple[Clock | None, Clock | None]
"""A time, and the second one of the last day where both ends have their own."""


def clock_of(c: Candidate, survey: Survey) -> Clocks:
    """The times of a single day: beside the date, else alone in one of the blocks that follow it, else labelled as such,
    else in a sentence that says when the event is. Their zone may be said once for all times of the page."""
    opens, closes = times_of(c, survey)
    if opens is not None and opens.zone is None and (closes is None or closes.zone is None):
        opens = replace(opens, zone=zone_of_all(survey))
    return opens, closes


def times_of(c: Candidate, survey: Survey) -> Clocks:
    """The times with the zone that stands beside them."""
    beside = [m for m in c.mentions if m.dates.clock is not None]
    if beside:
        return ends_named(beside, survey) or completed(beside, c, survey)
    beside_day = alone(near(c, survey), survey)
    if beside_day is not None:
        return beside_day
    said = in_prose(survey)
    return (said, None) if said is not None else alone(islice(with_label(survey), MOST), survey) or (None, None)


def alone(blocks: Iterable[Block], survey: Survey) -> Clocks | None:
    """The times of the first of some blocks that says a time and little else."""
    for block in blocks:
        clocks = clocks_heading(block, survey)
        if clocks and not in_program(block, survey):
            return clocks[0], end_behind(clocks, block, survey)
    return None


def ends_named(beside: Sequence[Mention], survey: Survey) -> Clocks | None:
    """The times of a day that is named twice, as the start and as the end."""
    cues = cues_for(survey.languages_known)
    starts = next((m for m in beside if labelled(m, survey, cues.first)), None)
    ends = next((m for m in beside if labelled(m, survey, cues.last)), None)
    return (starts.dates.clock, ends.dates.clock) if starts is not None and ends is not None else None


def completed(beside: Sequence[Mention], c: Candidate, survey: Survey) -> Clocks:
    """The time beside the date, best with its zone; with the end that the page says elsewhere of the same hour."""
    mention = min(beside, key=lambda m: m.dates.clock is None or m.dates.clock.zone is None)
    clock, last = mention.dates.clock, mention.dates.last_clock
    if clock is None or clock.closes is not None or last is not None:
        return clock, last
    said = [m.dates.clock for m in beside] + [
        found for block in near(c, survey) for found in clocks_heading(block, survey)[:1]
    ]
    full = next(
        (other for other in said if other is not None and other.opens == clock.opens and other.closes is not None),
        clock,
    )
    return replace(full, zone=full.zone or clock.zone), None


def clocks_heading(block: Block, survey: Survey) -> list[Clock]:
    """The times of a block that says a time and little else; none where it does not."""
    clocks = find_clocks(block.text, survey.words) if len(block.text) <= SHORT else []
    return clocks if clocks and clocks[0].start <= LEADING else []


def end_behind(clocks: Sequence[Clock], block: Block, survey: Survey) -> Clock | None:
    """The end that stands apart: the second time of the block, or that of the next block, where it is called the end."""
    if clocks[0].closes is not None:
        return None
    if len(clocks) == 2:
        return clocks[1]
    behind = survey.page.blocks[block.index + 1 : block.index + 2]
    last = [(clock, b) for b in behind for clock in clocks_heading(b, survey)[:1]]
    ending = cues_for(survey.languages_known).last
    return next((clock for clock, b in last if ending.fullmatch(b.text, 0, clock.start)), None)


def near(c: Candidate, survey: Survey) -> Iterator[Block]:
    """The blocks in which the time may stand: those that follow the date up to another date."""
    for m in c.mentions[:MOST]:
        if m.block is not None and m.block.zone not in ("nav", "footer"):
            for block in survey.page.blocks[m.block.index + 1 : m.block.index + 1 + FOLLOWING]:
                if block.index in survey.dated:
                    break
                yield block


def with_label(survey: Survey) -> Iterator[Block]:
    """The blocks that begin with a label of hours, or stand behind one."""
    for block in survey.page.blocks:
        match = (
            LABEL.match(block.text)
            if len(block.text) <= SHORT and block.zone != "nav" and block.index not in survey.dated
            else None
        )
        if match is not None and match["time"]:
            yield block
        elif match is not None:
            yield from (b for b in survey.page.blocks[block.index + 1 : block.index + 2] if b.index not in survey.dated)


def in_prose(survey: Survey) -> Clock | None:
    """From when until when the event is by a sentence of the page; None where several say different times."""
    found = {
        (clock.opens, clock.closes): clock
        for block in islice(sentences(survey), MOST)
        for clock in find_clocks(block.text, survey.words)
        if clock.closes is not None and says_when(block.text, clock, survey)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def sentences(survey: Survey) -> Iterator[Block]:
    """The blocks of prose without a date that may hold two times, and speak of an event."""
    cues = cues_for(survey.languages_known)
    for block in survey.page.blocks:
        short = len(block.text) <= SENTENCE and block.zone in ("main", "header") and block.index not in survey.dated
        if short and TWO_TIMES.search(block.text) and (cues.event.search(block.text) or cues.held.search(block.text)):
            yield block


def says_when(text: str, clock: Clock, survey: Survey) -> bool:
    """Whether the sentence before a time says that the event is then, and nothing of another purpose."""
    cues = cues_for(survey.languages_known)
    before = text[max(clock.start - BESIDE, 0) : clock.start].rpartition(". ")[2]
    other = cues.side.search(before) or find_labels(before, survey.languages_known)
    return bool(cues.event.search(before) or cues.held.search(before)) and not other


def in_program(block: Block, survey: Survey) -> bool:
    """Whether several blocks of the same kind begin with a time: then they are sessions."""
    return survey.clock_heads[block.path] >= PROGRAM
