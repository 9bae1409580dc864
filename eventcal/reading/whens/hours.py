"""At what time a single day's event is: told from the times of its program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from eventcal.blocks import Block
from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.written import Clock
from eventcal.reading.survey import Survey
from eventcal.reading.whens.candidate import Candidate

FOLLOWING = 4  # blocks after the date in which its time may stand
SHORT = 90  # characters of a block that says a time and little else
LEADING = 25  # characters before the time in it
PROGRAM = 3  # times at the head of blocks of one kind: more are a program's
LABELLED = re.compile(
    r"^(?:time|uhrzeit|zeit|heure|horaires?|hora|horario|orario|godzina|čas|tid|klo|saat|время|час|時間|时间|시간)\s*[:：]",
    re.I,
)

Clocks = tuple[Clock | None, Clock | None]
"""A time, and the second one of the last day where both ends have their own."""


def clock_of(c: Candidate, survey: Survey) -> Clocks:
    """The times of a single day: beside the date, else alone in one of the blocks that follow it, else labelled as such."""
    for m in sorted(c.mentions, key=lambda m: m.dates.clock is None or m.dates.clock.zone is None):
        if m.dates.clock is not None:
            return m.dates.clock, m.dates.last_clock
    for block in near(c, survey):
        clocks = find_clocks(block.text, survey.words) if len(block.text) <= SHORT else []
        if clocks and clocks[0].start <= LEADING and not in_program(block, survey):
            return clocks[0], clocks[1] if len(clocks) == 2 and clocks[0].closes is None else None
    return None, None


def near(c: Candidate, survey: Survey) -> Iterator[Block]:
    """The blocks in which the time may stand: those that follow the date up to another date, then those with a label."""
    blocks = survey.page.blocks
    dated = {m.block.index for m in survey.mentions if m.block is not None}
    for m in c.mentions:
        if m.block is not None and m.block.zone not in ("nav", "footer"):
            for block in blocks[m.block.index + 1 : m.block.index + 1 + FOLLOWING]:
                if block.index in dated:
                    break
                yield block
    yield from (block for block in blocks if LABELLED.match(block.text) and block.index not in dated)


def in_program(block: Block, survey: Survey) -> bool:
    """Whether several blocks of the same kind begin with a time: then they are sessions."""
    return heads_of_program(survey)[block.path] >= PROGRAM


def heads_of_program(survey: Survey) -> Counter[str]:
    """How many blocks of each kind begin with a time."""
    return Counter(block.path for block in survey.page.blocks if CLOCK_AHEAD.match(block.text))


CLOCK_AHEAD = re.compile(r"\W{0,3}(?:kl\.?\s?)?\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m)", re.I)
