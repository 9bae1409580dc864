"""Texts with a stretch that is struck out: what counts, and what was said before. "~" marks the stretch."""

from __future__ import annotations

import pytest

from eventcal.reading.dates.words import words_for
from eventcal.reading.strikes import Span, crossed_out, current, former

WORDS = words_for("en")


def read(marked: str) -> tuple[str, list[Span]]:
    """The text, and its stretches that are struck out."""
    parts = marked.split("~")
    edges = [sum(map(len, parts[:n])) for n in range(1, len(parts))]
    return "".join(parts), list(zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize(
    ("marked", "now", "crossed", "before"),
    [
        ("~13-15 October 2026~ 20-22 October 2026", "20-22 October 2026", "13-15 October 2026", "13-15 October 2026"),
        ("~13-15~ 20-22 October 2026", "20-22 October 2026", "13-15", "13-15 October 2026"),
        ("13-15 ~October~ November 2026", "13-15 November 2026", "October", "13-15 October 2026"),
        ("13 October ~2026~ 2027", "13 October 2027", "2026", "13 October 2026"),
        ("Due ~1 May~ (extended:) 8 May", "Due (extended:) 8 May", "1 May", "Due 1 May (extended:)"),
        ("Due ~1 May~", "Due", "1 May", "Due 1 May"),
        ("~1 May~, ~8 May~, 15 May", ", , 15 May", "1 May 8 May", "1 May, ,"),
        ("~Sunday~, 13 October", ", 13 October", "Sunday", "Sunday, 13 October"),
        ("no strike", "no strike", "", "no strike"),
    ],
)
def test_a_text_is_read_as_it_counts_and_as_it_was(marked: str, now: str, crossed: str, before: str) -> None:
    text, struck = read(marked)
    views = [current(text, struck), crossed_out(text, struck), former(text, struck, WORDS)]
    assert [" ".join(view.split()) for view in views] == [now, crossed, before]


@pytest.mark.parametrize("marked", ["~13-15~ 20-22 October 2026", "Due ~1 May~", "~a~b~c~", "~~"])
def test_every_word_stays_at_its_place(marked: str) -> None:
    text, struck = read(marked)
    for view in (current(text, struck), crossed_out(text, struck), former(text, struck, WORDS)):
        assert len(view) == len(text)
        assert all(one in (other, " ") for one, other in zip(view, text, strict=True))
