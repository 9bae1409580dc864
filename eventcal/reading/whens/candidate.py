"""A span of days that could be the event's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

from eventcal.reading.survey import Mention

Span: TypeAlias = tuple[date, date]


@dataclass(slots=True)
class Candidate:
    """A span of days that could be the event's, and every mention of it."""

    span: Span
    mentions: list[Mention]
    united: bool = False
    """Made from days named one after the other, not written as a range."""
    ends_named: bool = False
    """Made from two days of which one is called the start and the other the end."""
    runs: int = 0
    """How many times its days are named one after the other."""
    features: dict[str, float] = field(default_factory=dict)

    @property
    def apart(self) -> bool:
        """Whether its days are named one by one and not all in a row."""
        spans = sorted({m.span for m in self.mentions}) if self.united and not self.ends_named else []
        return any(after[0] - before[1] > timedelta(days=1) for before, after in pairwise(spans))

    @property
    def order_in_doubt(self) -> bool:
        """Whether nothing on the page tells which number is the day and which the month."""
        return all(m.order == "doubtful" for m in self.mentions)

    @property
    def best(self) -> Mention:
        """The mention to show: in a text that people see where there is one, prominent before others."""
        return min(
            self.mentions,
            key=lambda m: (m.struck, m.block is None, m.block.zone not in ("main", "header") if m.block else True),
        )
