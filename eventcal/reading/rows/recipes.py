"""Recipes: for each field of an event where its words stand, as people write it into sources.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows.row import Row, word_of
from eventcal.reading.structured import event

EVENT = "event"
"""What repeats: an element, or the path to the list."""
ITSELF = ("", ".")
"""Selectors of the element that is an event."""
SEVERAL = frozenset(["tags", "price", "place"])
"""Fields that may have more than one value."""
ATTRIBUTE = re.compile(r"(.*?)\s*@([A-Za-z][\w-]*)$", re.S)


def attribute_of(selector: str) -> tuple[str, str]:
    """A selector's CSS and the attribute that it asks for, "" for the element's words.

    >>> attribute_of("time@datetime"), attribute_of("h3 > a")
    (('time', 'datetime'), ('h3 > a', ''))
    """
    match = ATTRIBUTE.match(selector)
    return (match[1], match[2]) if match is not None else (selector, "")


def lacking(rows: Sequence[Row], recipe: Mapping[str, Sequence[str]], page: Page) -> Iterator[Fact]:
    """A problem for each field of the recipe that no row has, and one for rows without a name: the site may have changed."""
    for field, places in recipe.items():
        if field != EVENT and not any(word_of(row, field) for row in rows):
            yield event.problem(page, "recipe", f"no event has {field}: {' or '.join(map(repr, places))}")
    nameless = sum(not word_of(row, "name") for row in rows)
    if 0 < nameless < len(rows):
        yield event.problem(page, "recipe", f"{nameless:,} of {len(rows):,} events have no name and are left out")
