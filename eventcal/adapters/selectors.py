"""Listings by a recipe: which elements of a page are events, and where in each its fields stand (`adapter: selectors`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from eventcal.errors import ExtractError, ReadError
from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import read_rows
from eventcal.reading.rows.elements import words_of_element
from eventcal.reading.rows.facts import MOST
from eventcal.reading.rows.recipes import EVENT, ITSELF, SEVERAL, attribute_of, lacking

if TYPE_CHECKING:
    from bs4 import Tag


def fits(page: Page) -> bool:
    """Never: a recipe is written for a page, not found."""
    return False


def read(page: Page) -> list[Fact]:
    """ReadError: without a recipe there is nothing to go by."""
    raise ReadError(f"{page.url}: `adapter: selectors` needs `select:`")


def read_by(page: Page, recipe: Mapping[str, Sequence[str]]) -> list[Fact]:
    """The facts of each element that is an event. ExtractError where there is none; a problem for each field that no event
    has."""
    entries = entries_of(page, recipe[EVENT])[: MOST + 1]  # by the one more read_rows tells that it goes on
    rows = [dict(fields_of(entry, recipe)) for entry in entries]
    facts = list(read_rows(rows, page, "selectors"))
    return [*facts, *lacking(rows[:MOST], facts, recipe, page)]


def entries_of(page: Page, selectors: Sequence[str]) -> list[Tag]:
    """The elements that the first selector matches that matches any. ExtractError where none does."""
    for css in selectors:
        if found := page.soup.select(css):
            return list(found)
    raise ExtractError(f"{page.url}: nothing matches {' or '.join(map(repr, selectors))}")


def fields_of(entry: Tag, recipe: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """Each field that an element has, with its words."""
    for field, selectors in recipe.items():
        words = next((words for selector in selectors if (words := words_at(entry, selector, field))), [])
        if field != EVENT and words:
            yield field, words if field in SEVERAL else words[:1]


def words_at(entry: Tag, selector: str, field: str) -> list[str]:
    """The words of the elements that a selector matches, or of their attribute; of a link its address."""
    css, attribute = attribute_of(selector)
    found = [entry] if css.strip() in ITSELF else entry.select(css)
    if field == "link" and not attribute:
        found = [link for each in found for link in ([each] if each.name == "a" else each.select("a[href]"))]
        attribute = "href"
    told = [value_of(each, attribute) if attribute else words_of_element(each) for each in found]
    return [words for words in told if words.strip()]


def value_of(element: Tag, attribute: str) -> str:
    """The words of an attribute; "" where there is none."""
    return " ".join(value for value in element.get_attribute_list(attribute) if value)  # several of `class`
