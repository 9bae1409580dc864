"""When an entry of a list is: its days, and the times beside them, in the lines that follow or in a column of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventcal.blocks import Block
from eventcal.model import Fact, Session, When
from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.words import AND, Words, fold
from eventcal.reading.dates.written import Clock
from eventcal.reading.listings.entries import Entry
from eventcal.reading.listings.setting import SHORT, Setting
from eventcal.reading.survey import Mention
from eventcal.reading.times import when_of

SURE, LIKELY_LIST = 0.75, 0.6  # the score of entries most of which have names, and of others
STATED = ("stated", "heading")  # where the year of a date is known from
WITH_YEAR = 0.92  # the score of a date with its year in a sure list: in the corpus, fewer than one in fifty is wrong
FOLLOWING = 5  # blocks after an entry's date in which its time may stand
LEADING = 25  # characters before the time in such a block
JOINT = 8  # characters between two dates that belong together
HOLDS = re.compile(r"[\d:.!?\n()]")
WORD = re.compile(r"[^\W\d_]+")


def when_fact(entry: Entry, setting: Setting, hours: Clock | None, about: str, score: float) -> Fact:
    """The days of an entry, with the times beside them or in the lines that follow, else with those of all entries."""
    mention = entry.mention
    more = joined_days(entry, setting)
    if more:
        when = When(mention.span[0], more[-1].span[1], sessions=tuple(Session(*m.span) for m in (mention, *more)))
    else:
        clock, last = clocks_of(entry, setting) if mention.span[0] == mention.span[1] else (None, None)
        clock = clock or hours
        when = when_of(mention.span, clock, last) if clock else When(*mention.span)
    rule = f"date of an entry; year {mention.year_from}"
    known = mention.year_from in STATED and score >= SURE
    return Fact("when", mention.words, when, rule, mention.where, WITH_YEAR if known else score, about)


def joined_days(entry: Entry, setting: Setting) -> list[Mention]:
    """The days that an entry adds to its first ones with nothing but an "and" or a comma between: "3-7 July & 10-21 July"."""
    found: list[Mention] = []
    last = entry.mention
    block = last.block
    for mention in setting.dated.get(block.index, ()) if block is not None else ():
        if mention.text is last.text and mention.dates.start >= last.dates.end and mention.span[0] > last.span[1]:
            between = mention.text[last.dates.end : mention.dates.start]
            if not is_joint(between, setting.survey.words):
                break
            found.append(mention)
            last = mention
    return found


def is_joint(text: str, words: Words) -> bool:
    """Whether nothing stands in a text but a comma or an "and"."""
    return (
        len(text) <= JOINT
        and all(words.kind(word)[0] == AND for word in WORD.findall(fold(text)))
        and not HOLDS.search(text)
    )


def clocks_of(entry: Entry, setting: Setting) -> tuple[Clock | None, Clock | None]:
    """When a day's entry begins, and the time of its end where that stands apart."""
    again = [m for block in entry.blocks for m in setting.dated.get(block.index, ()) if m.span == entry.mention.span]
    for mention in (entry.mention, *again):
        if mention.dates.clock is not None:
            return mention.dates.clock, mention.dates.last_clock
    found: tuple[Clock, Clock | None] | None = None
    for block in [*timed(entry, setting), *following(entry)]:
        short = len(block.text) <= SHORT and block.index not in setting.dated
        clocks = find_clocks(block.text, setting.survey.words) if short else []
        if clocks and clocks[0].start <= LEADING and (found is None or goes_on(found, clocks)):
            found = clocks[0], end_of(clocks)
    return found or (None, None)


def timed(entry: Entry, setting: Setting) -> list[Block]:
    """The blocks of an entry in a column of times, or with such a label."""
    return [block for block in entry.blocks if len(block.text) <= SHORT and setting.role(block) == "time"]


def end_of(clocks: Sequence[Clock]) -> Clock | None:
    """The time of the end, where it stands apart; not the start's again in the other clock: "7:00 PM 19:00"."""
    return clocks[1] if len(clocks) > 1 and clocks[0].closes is None and clocks[1].opens != clocks[0].opens else None


def goes_on(found: tuple[Clock, Clock | None], clocks: Sequence[Clock]) -> bool:
    """Whether some times say the start that was found, and its end besides."""
    start, end = found
    return end is None and start.closes is None and clocks[0].opens == start.opens


def following(entry: Entry) -> list[Block]:
    """The blocks of an entry that follow its date."""
    place = entry.mention.block.index if entry.mention.block else 0
    return [block for block in entry.blocks if place < block.index <= place + FOLLOWING]
