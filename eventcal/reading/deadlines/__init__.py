"""Deadlines of the page's calls: each date that a label in its line, its row or beside it says to be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias, cast

from eventcal.blocks import Block
from eventcal.model import Deadline, DeadlineKind, Fact, Moment, day_of
from eventcal.reading.dates.zones import at_zone
from eventcal.reading.deadlines.contexts import CALL_FOR_PAPERS, Asked, asked_for, kind_from_context
from eventcal.reading.deadlines.lines import (
    AOE,
    NO_DEADLINES,
    Line,
    Stated,
    beginning,
    ends_price,
    lines,
    speaks_of,
    stated_in,
)
from eventcal.reading.deadlines.neighbours import Neighbours
from eventcal.reading.deadlines.prose import stated_in_prose
from eventcal.reading.survey import Mention, Survey

__all__ = ["Calls", "read_deadlines"]

Span: TypeAlias = tuple[date, date]

ALL_AOE = re.compile(r"\b(?:all|every|each|these|the)\b[^.\n]{0,60}\b(?:AoE|anywhere on earth)\b", re.I)
OF_CALLS = frozenset(["abstract", "paper", "notification", "camera-ready", "early-bird"])
"""Kinds that no event is named after."""
AROUND = 400  # days around the page's own day, where the event's days are not known
YEAR = 350  # days before the event that a date of no stated year may be moved to
SURE, LIKELY = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in a line; `named` tells whether its kind is said beside it."""

    fact: Fact
    named: bool


def read_deadlines(calls: Calls, event_days: Span | None) -> Iterator[Fact]:
    """A fact for each deadline of a page. `event_days`: the event's likeliest first and last day, for years that are not
    written; whether a deadline lies before the event is for `choose` to say, which knows its days."""
    yield from calls.read(calls.lines, event_days)


class Calls:
    """The deadlines of one page: its lines with dates, and what is decided once for each of its lists."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.lines = list(lines(survey))
        self.neighbours = Neighbours(survey)
        self.known: dict[int, Sequence[Stated]] = {}
        """What is stated in a line, by its identity: a list's lines are read for the list and for each entry."""

    @cached_property
    def asked(self) -> Asked:
        """What the page asks to send in."""
        return asked_for(self.survey.page.text, self.survey.languages_known)

    @cached_property
    def all_anywhere(self) -> bool:
        """Whether the page says that all its deadlines are anywhere on earth."""
        return bool(AOE.search(self.survey.page.text)) and bool(ALL_AOE.search(self.survey.page.text))

    @cached_property
    def by_block(self) -> dict[int, list[Line]]:
        """The lines by the index of their block."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.block.index, []).append(line)
        return found

    def lines_in(self, blocks: Iterable[Block]) -> Iterator[Line]:
        """The lines of some blocks."""
        return (line for block in blocks for line in self.by_block.get(block.index, ()))

    def read(self, some: Iterable[Line], event_days: Span | None) -> list[Fact]:
        """A fact for each deadline of some lines. What only says that it is a deadline is left out where another line
        says of what."""
        stated = [(line, each) for line, replaced in with_replaced(some) for each in self.stated(line, replaced)]
        opened = {each.final.span[0] for _, each in stated if each.kind == "opening"}
        found = [due for line, each in stated if (due := self.due(line, each, event_days)) is not None]
        named = {day_of(due.fact.value.date) for due in found if due.named}
        return [
            due.fact
            for due in found
            if (due.named or day_of(due.fact.value.date) not in named) and not is_opening(due.fact.value, opened)
        ]

    def blocks_of_calls(self) -> set[int]:
        """The indexes of the blocks whose dates are surely no event's: in a column of deadlines, or with words of a call or of
        news about one."""
        columns = {
            b.index for b in (line.block for line in self.lines) if b.row and is_due(self.neighbours.in_column(b))
        }
        return columns | {
            x.block.index for x in self.lines if any(each.kind in (*OF_CALLS, "news") for each in self.stated(x))
        }

    def stated(self, line: Line, replaced: Sequence[Mention] = ()) -> Sequence[Stated]:
        """What a line's own labels say of its dates, else what stands around it says; `replaced`: dates right before it that
        are struck out."""
        if replaced:
            return self.understood(line, replaced)
        if id(line) not in self.known:
            self.known[id(line)] = self.understood(line, ())
        return self.known[id(line)]

    def understood(self, line: Line, replaced: Sequence[Mention]) -> Sequence[Stated]:
        """The same, read afresh."""
        read = stated_in if line.is_short and not line.is_sentence else stated_in_prose
        own = read(line, self.survey.languages_known)
        found = own if own is not None else self.neighbours.stated(line, replaced)
        return [replace(each, kind=kind_of(line, each)) for each in found]

    def due(self, line: Line, stated: Stated, event_days: Span | None) -> Due | None:
        """The deadline; None where it is none, or of no kind that can be told."""
        day = None if stated.kind in NO_DEADLINES else final_day(stated.final, event_days, self.survey.page.when)
        if day is None:
            return None
        named = stated.kind != "any"
        kind = cast("DeadlineKind", stated.kind) if named else kind_from_context(self.survey, line, self.asked)
        if kind == "paper" and speaks_of(CALL_FOR_PAPERS, line.text):
            kind = self.asked.papers
        score = SURE if named and (self.survey.heading(line.block) or line.is_short) else LIKELY
        return Due(self.fact(line, stated, kind, day, score), named) if kind is not None else None

    def fact(self, line: Line, stated: Stated, kind: DeadlineKind, day: date, score: float) -> Fact:
        """The fact of one deadline, in the words of its date, with its line where that is short."""
        moment, zone = moment_of(stated.final, day)
        if zone is None and (self.all_anywhere or speaks_of(AOE, line.text)):
            zone = "AoE"
        was = tuple(d for d in dict.fromkeys(m.span[1] for m in stated.earlier) if d != day)
        words = stated.final.words
        return Fact(
            field="deadline",
            text=words,
            value=Deadline(kind, moment, words, zone, was),
            rule=f"{kind} label beside a date",
            where=line.block.tag,
            score=score,
            more=(line.text,) if line.is_short else (),
        )


def with_replaced(some: Iterable[Line]) -> Iterator[tuple[Line, Sequence[Mention]]]:
    """The lines, each with the struck out dates of the lines right before it that hold nothing else."""
    held: list[Mention] = []
    for line, behind in pairwise([*some, None]):
        if line is None:
            return
        if behind is not None and is_replaced(line, behind):
            held.extend(line.mentions)
        else:
            yield line, held
            held = []


def is_replaced(line: Line, behind: Line) -> bool:
    """Whether a line holds but struck out dates, and the next one, right behind it, but dates."""
    if not all(m.struck for m in line.mentions) or not (line.is_date_alone and behind.is_date_alone):
        return False
    if line.block is behind.block:
        return behind.start == line.start + len(line.text) + 1
    return behind.block.index == line.block.index + 1 and behind.block.path == line.block.path


def kind_of(line: Line, stated: Stated) -> str:
    """The kind of a stated date, once the words around it are heard too."""
    if (begins := beginning(line, stated)) is not None:
        return begins
    return "early-bird" if stated.kind == "registration" and ends_price(line, stated) else stated.kind


def is_due(kinds: Sequence[str]) -> bool:
    """Whether there are kinds and all are deadlines."""
    return bool(kinds) and NO_DEADLINES.isdisjoint(kinds)


def is_opening(deadline: Deadline, opened: set[date]) -> bool:
    """Whether the page says that registration opens on the very day."""
    return deadline.kind in ("registration", "application") and day_of(deadline.date) in opened


def final_day(mention: Mention, event_days: Span | None, today: date) -> date | None:
    """The deadline's day; a year that is not written is the event's, or the one before it. None: it cannot be one."""
    day = mention.span[1]
    if event_days is None:
        return day if abs((day - today).days) <= AROUND and not mention.dates.is_range else None
    if mention.year_from == "stated" or day <= event_days[1]:
        return day
    earlier = year_before(mention)
    return earlier if (event_days[0] - earlier).days <= YEAR else None


def year_before(mention: Mention) -> date:
    """The last day of a date, in the year before the one that it was given; the day itself where that year has none."""
    earlier = mention.dates.in_year(mention.year - 1)
    return earlier[1] if earlier else mention.span[1]


def moment_of(mention: Mention, day: date) -> tuple[Moment, str | None]:
    """The day, or the time on it where one is written with its zone; and the zone."""
    clock = mention.dates.clock
    if clock is None or not clock.zone:
        return day, None
    return at_zone(datetime.combine(day, clock.opens), clock.zone)
