"""Texts in which something is struck out: what counts now, what does not, and what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from eventcal.reading.dates.tokens import BREAK, OPEN, SOFT, tokens
from eventcal.reading.dates.words import OTHER, Words

Span: TypeAlias = tuple[int, int]
"""A stretch [start, end) of a text."""

REACH = 80  # characters behind a stretch in which its successor begins and ends


def current(text: str, struck: Sequence[Span]) -> str:
    """The text with what is struck out as spaces, so that all places stay."""
    return blank(text, struck)


def crossed_out(text: str, struck: Sequence[Span]) -> str:
    """What is struck out alone, at its place."""
    edges = [0, *(edge for span in sorted(struck) for edge in span), len(text)]
    return blank(text, [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b])


def former(text: str, struck: Sequence[Span], words: Words) -> str:
    """The text as it was: with what is struck out, and without what is written behind it in its stead.

    That is known by its form: in "~~13-15~~ 20-22 October" the days "20-22" stand for "13-15".
    """
    return blank(text, [span for a, b in struck if (span := successor(text, a, b, words)) is not None])


def successor(text: str, start: int, end: int, words: Words) -> Span | None:
    """What stands right behind a stretch and is of the same kinds, piece by piece; None where nothing is."""
    wanted = "".join(piece.kind for piece in tokens(text[start:end], words)).strip(SOFT + BREAK)
    pieces = tokens(text[end : end + REACH], words)
    while pieces and pieces[0].kind in (SOFT, BREAK, OPEN, OTHER):
        pieces.pop(0)
    kinds = "".join(piece.kind for piece in pieces)
    if not wanted or not kinds.startswith(wanted):
        return None
    return end + pieces[0].start, end + pieces[len(wanted) - 1].end


def blank(text: str, spans: Sequence[Span]) -> str:
    """The text with some stretches as spaces."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
