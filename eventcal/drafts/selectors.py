"""CSS selectors for the elements that hold some words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from eventcal.drafts.wanted import Wanted
from eventcal.page import Page
from eventcal.reading.rows import link_at, words_at
from eventcal.text import squeeze

if TYPE_CHECKING:
    from bs4 import Tag

WORD = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
"""A class or id that a selector may name as it is."""
MADE = re.compile(r"\d{2}|\d$|^(?:css|sc|jsx?)-")
"""One that a machine made or that counts: it will not last, or fits one element only."""
LABEL = re.compile(r"\w[\w ]{0,30}")
LABELLED = {"dd": "dt", "td": "th"}
HIGHER = 4  # elements around the words of an entry that may be the entry
MOST_TRIED = 100  # selectors of entries
MOST_CLASSES = 3  # of an element; some have dozens that say how it looks
SHOWN = 3  # events whose elements are looked at


def entry_selectors(page: Page, told: Sequence[Wanted]) -> list[str]:
    """Selectors whose elements hold one of these events each; those that match least besides first."""
    tried = list(islice(dict.fromkeys(entry_forms(page, told)), MOST_TRIED))
    return sorted(
        (css for css in tried if entries(page, css, told) is not None), key=lambda css: len(page.soup.select(css))
    )


def entry_forms(page: Page, told: Sequence[Wanted]) -> Iterator[str]:
    """Selectors of the elements that hold the first events, and of those around them."""
    body = page.soup.body or page.soup
    for words in told[:SHOWN]:
        for holder in holders(body, essence(words))[:SHOWN]:
            for element in (holder, *islice(holder.parents, HIGHER)):
                yield from forms(element, body)


def entries(page: Page, css: str, told: Sequence[Wanted]) -> list[Tag] | None:
    """The element of each event, in order; None where one has none, or two have the same."""
    left = [(squeeze(element.get_text()), element) for element in page.soup.select(css)]
    found: list[Tag] = []
    for words in told:
        place = next((n for n, (text, _) in enumerate(left) if all(each in text for each in essence(words))), None)
        if place is None:
            return None
        found.append(left.pop(place)[1])
    return found


def essence(words: Wanted) -> list[str]:
    """The words without which an element does not hold an event."""
    return [words[field] for field in ("name", "dates") if field in words]


def field_selectors(scopes: Sequence[Tag], field: str, told: Sequence[Wanted], page: Page) -> list[str]:
    """Selectors of a field within some elements: those that find most first, then those that find least besides."""
    wanted = [(scope, words.get(field, "")) for scope, words in zip(scopes, told, strict=True)]
    tried: dict[str, tuple[int, int]] = {}
    for scope, words in [each for each in wanted if each[1]][:SHOWN]:
        for element in places(scope, field, words, page):
            for css in forms(element, scope):
                if css not in tried:
                    tried[css] = worth(css, field, wanted, page)
        if field != "link" and words in squeeze(scope.get_text()):
            tried.setdefault("", worth("", field, wanted, page))
    return sorted((css for css in tried if tried[css][0]), key=lambda css: (-tried[css][0], tried[css][1]))


def worth(css: str, field: str, wanted: Sequence[tuple[Tag, str]], page: Page) -> tuple[int, int]:
    """How many of the wanted words a selector finds, and how many characters in all."""
    hits = length = 0
    for scope, words in wanted:
        said = link_at(scope, css, page) if field == "link" else squeeze(words_at(scope, css))
        hits += bool(words) and (said == words if field == "link" else words in said)
        length += len(said)
    return hits, length


def places(scope: Tag, field: str, words: str, page: Page) -> list[Tag]:
    """The elements that hold the words, innermost first; for a link those that lead to the address."""
    if field == "link":
        return [each for each in scope.select("a[href]") if page.absolute(str(each["href"])) == words]
    inner = holders(scope.find("body") or scope, [words]) or holders(
        scope, [words]
    )  # the title only for want of a heading
    return [*inner, *(around for each in inner for around in islice(each.parents, 2) if scope in around.parents)]


def holders(scope: Tag, words: Sequence[str]) -> list[Tag]:
    """The innermost elements within that hold all the words; none where the scope itself is innermost."""
    found: list[Tag] = []
    around = [scope]
    while around:
        element = around.pop()
        inner = [each for each in children(element) if all(part in squeeze(each.get_text()) for part in words)]
        around += reversed(inner)
        if not inner and element is not scope:
            found.append(element)
    return found


def children(element: Tag) -> list[Tag]:
    """The elements directly within, but what nobody sees."""
    return [
        each for each in element.find_all(True, recursive=False) if each.name not in ("script", "style", "template")
    ]


def forms(element: Tag, scope: Tag) -> Iterator[str]:
    """Selectors of an element, plain ones first."""
    own = simple(element)
    yield from own
    parent = element.parent
    if parent is None or parent is scope or parent.name in ("html", "body", "[document]"):
        yield from numbered(element)
        return
    yield from (f"{outer} > {own[-1]}" for outer in simple(parent))
    yield from labelled(element)
    yield from numbered(element)
    yield from (f"{simple(parent)[0]} > {css}" for css in numbered(element))


def simple(element: Tag) -> list[str]:
    """Selectors by id, by each class and by name."""
    found = [f"#{element['id']}"] if is_lasting(str(element.get("id", ""))) else []
    classes = [each for each in element.get_attribute_list("class") if each and is_lasting(each)]
    return [*found, *(f"{element.name}.{each}" for each in classes[:MOST_CLASSES]), element.name]


def is_lasting(name: str) -> bool:
    """Whether a class or id is a word that a person chose."""
    return bool(WORD.fullmatch(name)) and not MADE.search(name)


def labelled(element: Tag) -> Iterator[str]:
    """The selector by the label before it: of a definition, or of a cell behind the head of its row."""
    label = element.find_previous_sibling(True)
    text = label.get_text(strip=True).rstrip(" :") if label is not None else ""
    if label is not None and label.name == LABELLED.get(element.name) and LABEL.fullmatch(text):
        yield f'{label.name}:-soup-contains("{text}") + {element.name}'


def numbered(element: Tag) -> list[str]:
    """The selector by its place among its like."""
    before = len(element.find_previous_siblings(element.name))
    return [f"{element.name}:nth-of-type({before + 1})"]
