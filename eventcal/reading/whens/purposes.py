"""What the words beside a date say that it is for: a deadline of some kind, the page's own day, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventcal.blocks import Block
from eventcal.reading.labels import Label, find_labels
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.whens.cues import REFUND

BEFORE, BEHIND = 90, 40  # characters of the date's line in which its label stands
LABEL = 90  # characters of a cell or a term that is the label of what stands beside it
REFUND_REACH = 40
WORD = re.compile(r"\w")
CLAUSE = re.compile(r"[\n;]|\.\s")
"""What parts a date from words that speak of something else: "3-7 January; in person at W Hotel"."""
NO_EVENT = frozenset(["updated", "other_dates"])
"""Labels of dates that are surely no event's: the page's own, refunds, hotels."""
DEADLINES = frozenset(
    "abstract paper proposal poster notification camera-ready application registration early-bird any extended".split()
)


class Purposes:
    """The purpose of each date of a page."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.known: dict[int, str | None] = {}

    def of(self, mention: Mention) -> str | None:
        """What a date is for; None where nothing says so."""
        key = id(mention)
        if key not in self.known:
            self.known[key] = self.read(mention)
        return self.known[key]

    def read(self, mention: Mention) -> str | None:
        """The label before a date; else the one just behind it, else that of the cell or term beside its block."""
        line = line_before(mention)
        if REFUND.search(line[-REFUND_REACH:]):
            return "other_dates"
        found = self.labels(line)
        if found:
            return found[-1].kind
        behind = self.labels(CLAUSE.split(mention.after[:BEHIND], maxsplit=1)[0])
        if behind:
            return behind[0].kind
        return self.beside(mention.block) if mention.block is not None and not WORD.search(mention.before) else None

    def beside(self, block: Block) -> str | None:
        """The label in the cell or the term beside a block that begins with its date; a deadline's also in the heading
        right above it."""
        for text in neighbours(block, self.survey.page.blocks):
            found = self.labels(text)
            if found:
                return found[-1].kind
        above = self.survey.page.blocks[block.index - 1] if block.index else None
        found = self.labels(above.text) if above is not None and above.level and len(above.text) <= LABEL else []
        return found[-1].kind if found and found[-1].kind in DEADLINES else None

    def labels(self, text: str) -> list[Label]:
        """The labels of a text."""
        return find_labels(text, self.survey.languages_known)


def line_before(mention: Mention) -> str:
    """What stands before a date in its line; the line above where it heads its own."""
    above, _, line = mention.before.rpartition("\n")
    return (line if WORD.search(line) else above.rpartition("\n")[2])[-BEFORE:]


def neighbours(block: Block, blocks: Sequence[Block]) -> list[str]:
    """The short texts that may be the label of a block: the cell before or behind it in its row, or the term above it."""
    before = blocks[block.index - 1] if block.index else None
    behind = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
    found = [b for b in (before, behind) if b is not None and block.row and b.row == block.row]
    if before is not None and not found and (before.tag == "dt" or before.text.endswith(":")):
        found = [before]
    return [b.text for b in found if len(b.text) <= LABEL]
