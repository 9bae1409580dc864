"""A text that could be the event's name."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventcal.reading.names.vocabulary import WORDS
from eventcal.reading.survey import years_in


@dataclass(slots=True)
class NameCandidate:
    """A text that could be the event's name; `text` is how it is shown, and stands literally in the page."""

    text: str
    sources: set[str] = field(default_factory=set)
    """Where it is from and how it was cut: "title", "h1_first_undated"."""
    where: str = ""
    features: dict[str, float] = field(default_factory=dict)
    folded: str = field(init=False)
    """The text, casefolded."""
    words: list[str] = field(init=False)
    """Its words, casefolded."""
    years: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.folded = self.text.casefold().strip()
        self.words = WORDS.findall(self.folded)
        self.years = years_in(self.text)
