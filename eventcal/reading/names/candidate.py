"""A text that could be the event's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from eventcal.reading.names.vocabulary import SMALL, is_meeting, words_of
from eventcal.reading.years import years_in

LONGEST = 220  # characters of a name


class NameText(NamedTuple):
    """A text that is shown as a title or could be."""

    text: str
    source: str
    where: str
    block: int = -1
    """The index of the last block that it stands in; -1 for one outside headings and lines."""


@dataclass(slots=True, eq=False)
class NameCandidate:
    """A text that could be the event's name; `text` is how it is shown, and stands literally in the page."""

    text: str
    sources: set[str] = field(default_factory=set)
    """Where it is from and how it was cut: "title", "h1_first_undated"."""
    where: str = ""
    blocks: set[int] = field(default_factory=set)
    """The blocks that it ends in, of headings and first lines."""
    features: dict[str, float] = field(default_factory=dict)
    folded: str = field(init=False)
    """The text, casefolded."""
    words: tuple[str, ...] = field(init=False)
    """Its words, casefolded."""
    content: list[str] = field(init=False)
    """Those that are not small."""
    initials: str = field(init=False)
    """The first letters of those."""
    solid: str = field(init=False)
    """The words with nothing between."""
    years: list[int] = field(init=False)
    typed: bool = field(init=False)
    """Whether one of its words is one for a meeting."""

    def __post_init__(self) -> None:
        self.folded = self.text.casefold().strip()
        self.words = words_of(self.text)
        self.content = [w for w in self.words if w not in SMALL]
        self.initials = "".join([w[0] for w in self.content])
        self.solid = "".join(self.words)
        self.years = years_in(self.text)
        self.typed = any(map(is_meeting, self.words))
