"""What the entries of a page's list have in common, found once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.columns import Columns, columns_of, label_of, role_in
from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.written import Clock
from eventcal.reading.deadlines import Calls
from eventcal.reading.status_words import Foreign, sayings_in
from eventcal.reading.statuses import Saying, sayings_of
from eventcal.reading.survey import Mention, Survey

SHORT = 90  # characters of a line that says a time and little else
LINE = re.compile(r"[^\n]+")

Dated: TypeAlias = Mapping[int, Sequence[Mention]]
"""The dates of the page by the index of their block."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The page's dates by block, the columns of its tables and its calls."""

    survey: Survey
    calls: Calls
    dated: Dated
    columns: Columns
    english: Sequence[Saying]
    foreign: Sequence[Foreign]
    """What says in English and in the page's other languages that plans have changed."""

    def role(self, block: Block) -> str | None:
        """What a block is: by the head of its column, else by the label that it begins with."""
        if (role := role_in(block, self.columns)) is not None:
            return role
        label = label_of(block.text)
        return label[0] if label is not None else None


def setting_of(calls: Calls) -> Setting:
    """The setting of a page's list. `calls`: the deadlines of the page."""
    survey = calls.survey
    foreign = sayings_in(survey.page.text, survey.languages)
    columns = columns_of(survey.page.blocks)
    return Setting(survey, calls, by_block(survey), columns, sayings_of(survey), foreign)


def by_block(survey: Survey) -> dict[int, list[Mention]]:
    """The dates of the page by the index of their block."""
    dated: dict[int, list[Mention]] = {}
    for mention in survey.mentions:
        if mention.block is not None:
            dated.setdefault(mention.block.index, []).append(mention)
    return dated


def common_hours(setting: Setting, inside: Collection[int]) -> Clock | None:
    """The time that the page gives with a label outside of its entries: "Time: 2:00pm-3:00pm". None where it gives two."""
    found = [
        clocks[0]
        for block in setting.survey.page.blocks
        if block.index not in inside and block.index not in setting.dated and len(block.text) <= SHORT
        for line in LINE.findall(block.text)
        if (label := label_of(line)) is not None and label[0] in ("time", "date")
        if (clocks := find_clocks(line, setting.survey.words))
    ]
    return found[0] if len({(clock.opens, clock.closes) for clock in found}) == 1 else None
