"""How one mention of a date stands in its block."""

from __future__ import annotations

from collections.abc import Iterable

from eventcal.blocks import Mark
from eventcal.reading.survey import Mention
from eventcal.reading.whens import cues

OWN_CLASSES = 120  # characters of a block's classes that are of the block itself and what holds it closely


def is_posted(mention: Mention) -> bool:
    """Whether the markup says of the date's block that it tells when a text was posted."""
    return mention.block is not None and cues.POSTED_CLASS.search(mention.block.classes[:OWN_CLASSES]) is not None


def in_brackets(mention: Mention) -> bool:
    """Whether a bracket opens right before the date."""
    return mention.before[-1:] in ("(", "（", "[")


def in_view(mention: Mention) -> bool:
    """Whether the date stands in the page's own text, not in its margins."""
    return mention.block is not None and mention.block.zone in ("main", "header") and not mention.struck


def within(mention: Mention, marks: Iterable[Mark]) -> bool:
    """Whether the date begins in one of the marks."""
    return any(mark.start <= mention.dates.start < mark.end for mark in marks)
