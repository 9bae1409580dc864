"""Words and links of the elements that an adapter written by hand selects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eventcal.blocks.elements import BLOCK, UNSEEN, hidden
from eventcal.page import Page
from eventcal.text import collapse

if TYPE_CHECKING:
    from bs4 import Tag
    from bs4.element import PageElement

PARTS = BLOCK | {"br"}
"""Elements that part their words from those before and behind, however they are written."""


def words_at(element: Tag, css: str = "") -> str:
    """The words of the first element within that a CSS selector matches, in one line; "" where there is none. Without a
    selector the words of the element itself."""
    found = element.select_one(css) if css else element
    return words_of_element(found) if found is not None else ""


def link_at(element: Tag, css: str, page: Page) -> str:
    """The absolute address of the first link within that a CSS selector matches; "" where there is none."""
    found = element.select_one(css)
    href = found.get("href") if found is not None else None
    return (page.absolute(href) or "") if isinstance(href, str) else ""


def words_of_element(element: Tag) -> str:
    """The words of an element in one line, as people see them: what stands in lines or cells of its own is parted, and what
    is hidden within is left out. An element that is hidden itself was asked for, and has its words."""
    return collapse("".join(pieces(element)))


def pieces(element: Tag) -> Iterator[str]:
    """The texts within, with a space where a part begins, or has just ended."""
    from bs4.element import NavigableString, Tag

    left = list(reversed(element.contents))
    while left:
        piece = left.pop()
        if is_part(piece) or is_part(piece.previous_sibling):
            yield " "
        if isinstance(piece, Tag):
            left += reversed(piece.contents) if is_seen(piece) else ()
        elif type(piece) is NavigableString:  # comments, scripts and styles are kinds of it
            yield str(piece)


def is_seen(element: Tag) -> bool:
    """Whether people see an element, as far as its name and its own attributes tell."""
    return element.name not in UNSEEN and not hidden({name: str(value) for name, value in element.attrs.items()})


def is_part(piece: PageElement | None) -> bool:
    """Whether it is an element that parts words."""
    return getattr(piece, "name", None) in PARTS
