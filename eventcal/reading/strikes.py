"""Texts in which something is struck out: what counts now, what does not, and what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from eventcal.reading.dates.tokens import BREAK, CLOSE, OPEN, SOFT, tokens
from eventcal.reading.dates.words import OTHER, Words

Span: TypeAlias = tuple[int, int]
"""A stretch [start, end) of a text."""

REACH = 80  # characters behind a stretch in which its successor begins and ends, and before it that are read with it


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
    first = max(start - REACH, 0)  # words have a meaning only where digits are near
    pieces = [piece for piece in tokens(text[first : end + REACH], words) if piece.start >= start - first]
    wanted = "".join(piece.kind for piece in pieces if piece.start < end - first).strip(SOFT + BREAK)
    behind = [piece for piece in pieces if piece.start >= end - first]
    while behind and behind[0].kind in (SOFT, BREAK, OPEN, CLOSE, OTHER):
        behind.pop(0)
    if not wanted or not "".join(piece.kind for piece in behind).startswith(wanted):
        return None
    return first + behind[0].start, first + behind[len(wanted) - 1].end


def blank(text: str, spans: Sequence[Span]) -> str:
    """The text with some stretches as spaces."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)
