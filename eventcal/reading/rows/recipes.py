"""Recipes: for each field of an event where its words stand, as people write it into sources.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
AT_TIMES = frozenset(["cancelled", "status", "free", "online"])
"""Marks that whole lists may do without: that none is cancelled says nothing of the site."""
ATTRIBUTE = re.compile(r"(.*?)\s*@([A-Za-z][\w-]*)$", re.S)


def attribute_of(selector: str) -> tuple[str, str]:
    """A selector's CSS and the attribute that it asks for, "" for the element's words.

    >>> attribute_of("time@datetime"), attribute_of("h3 > a")
    (('time', 'datetime'), ('h3 > a', ''))
    """
    match = ATTRIBUTE.match(selector)
    return (match[1], match[2]) if match is not None else (selector, "")


def lacking(
    rows: Sequence[Row], facts: Sequence[Fact], recipe: Mapping[str, Sequence[str]], page: Page
) -> Iterator[Fact]:
    """A problem for each field of the recipe that no row has, for rows without a name, and for events without a date among
    the facts that were read from the rows: the site may have changed. None for a list that is empty."""
    for field, places in recipe.items():
        if field != EVENT and field not in AT_TIMES and rows and not any(word_of(row, field) for row in rows):
            yield event.problem(page, "recipe", f"no event has {field}: {' or '.join(map(repr, places))}")
    nameless = sum(not word_of(row, "name") for row in rows)
    if 0 < nameless < len(rows):
        yield event.problem(page, "recipe", f"{nameless:,} of {len(rows):,} events have no name and are left out")
    dateless = about(facts, "name") - about((fact for fact in facts if fact.value is not None), "when", "deadline")
    if dateless:
        yield event.problem(page, "recipe", f"{len(dateless):,} of {len(rows):,} events have no date that can be read")


def about(facts: Iterable[Fact], *fields: str) -> set[str]:
    """What the facts of some fields are about."""
    return {fact.about for fact in facts if fact.field in fields}
