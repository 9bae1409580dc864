"""Microdata of a page → facts of its events. `itemref` is not followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from html import escape
from typing import Any

from selectolax.lexbor import LexborNode

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.structured import event
from eventcal.reading.structured.clocks import shown_clocks
from eventcal.reading.structured.jsonld import OTHER_EVENTS, fingerprint, is_event, parts_of_series
from eventcal.reading.structured.words import bare

MOST_EVENTS = 200  # of a page
MOST_PROPERTIES = 5_000  # of a page; real ones have fewer than 1,000
MOST_NAMES = 20  # of one property
MOST_CHARACTERS = 5000  # of one property's text
OLD_NAMES = {  # data-vocabulary.org, which schema.org replaced
    "summary": "name",
    "street-address": "streetAddress",
    "locality": "addressLocality",
    "region": "addressRegion",
    "postal-code": "postalCode",
    "country-name": "addressCountry",
    "lowprice": "lowPrice",
    "highprice": "highPrice",
    "currency": "priceCurrency",
}
IN_ATTRIBUTE = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "object": "data",
    "data": "value",
}
FOR_PEOPLE = frozenset(["name", "description", "addressLocality", "streetAddress", "summary"])
"""Properties that are words wherever they stand: a link that is marked as a name is meant by its text."""
DATES = frozenset(["startDate", "endDate"])
NOT_AS_WRITTEN = re.compile(r"[\n&<>\"']|[^\x00-\x7f]")
PIECES = re.compile(r"[\n\xa0&<>\"']")


def read(page: Page) -> Iterator[Fact]:
    """Every fact of the microdata events of a page."""
    if b"itemscope" not in page.body:
        return
    nodes = page.tree.css("[itemscope], [itemprop]:not([itemscope])")
    if len(nodes) > MOST_PROPERTIES:
        yield event.problem(page, "microdata", f"only the first {MOST_PROPERTIES:,} properties are read")
    seen: set[tuple[str | None, ...]] = set()
    words, clocks = partial(literal, page=page), cache(lambda: shown_clocks(page.text))
    for item in events(nodes[:MOST_PROPERTIES]):
        if fingerprint(item) in seen:
            continue
        if len(seen) == MOST_EVENTS:
            yield event.problem(page, "microdata", f"only the first {MOST_EVENTS} events are read")
            return
        seen.add(fingerprint(item))
        where = f"microdata {len(seen)}"
        yield from event.facts(item, event.Origin("microdata", where, where, page.url, words, clocks))


def events(nodes: Sequence[LexborNode]) -> Iterator[dict[str, Any]]:
    """The events of a page's items and properties in order; those of a series one by one in place of it. Parts of an event are left out."""
    for item in outermost(items(nodes)):
        if is_event(item):
            yield from (dict(part) for part in parts_of_series(item) or [item])


def outermost(found: list[tuple[dict[str, Any], str | None, dict[str, Any] | None]]) -> Iterator[dict[str, Any]]:
    """The items that are no part of an event."""
    inside: set[int] = set()
    for item, name, holder in found:
        if holder is not None and (id(holder) in inside or is_event(holder) or name in OTHER_EVENTS):
            inside.add(id(item))
        else:
            yield item


def items(nodes: Sequence[LexborNode]) -> list[tuple[dict[str, Any], str | None, dict[str, Any] | None]]:
    """Every item in document order, filled: the item, the property that holds it, and the item of that property."""
    found: list[tuple[dict[str, Any], str | None, dict[str, Any] | None]] = []
    by_node: dict[int, dict[str, Any] | None] = {}
    for node in nodes:
        attributes = node.attributes
        holder = holder_of(node, by_node)
        stated = (attributes.get("itemprop") or "").split(None, MOST_NAMES)[:MOST_NAMES]
        names = list(dict.fromkeys(OLD_NAMES.get(name, name) for name in map(bare, stated)))
        if "itemscope" in attributes:
            item: dict[str, Any] = {
                "@type": (attributes.get("itemtype") or "").split(),
                "@id": attributes.get("itemid"),
            }
            by_node[node.mem_id] = item
            found.append((item, names[0] if names else None, holder if names else None))
            value: Any = item
        else:
            value = value_of(node, words=not FOR_PEOPLE.isdisjoint(names))
        if holder is not None:
            put(holder, names, value, node)
    return found


def holder_of(node: LexborNode, by_node: dict[int, dict[str, Any] | None]) -> dict[str, Any] | None:
    """The item within which a node stands. `by_node` gathers that of each element around it, so that none is asked twice."""
    between: list[int] = []
    parent = node.parent
    while parent is not None and parent.mem_id not in by_node:
        between.append(parent.mem_id)
        parent = parent.parent
    holder = by_node[parent.mem_id] if parent is not None else None
    by_node.update(dict.fromkeys(between, holder))
    return holder


def put(holder: dict[str, Any], names: list[str], value: Any, node: LexborNode) -> None:
    """Add a value to an item's properties; with a date that is not itself shown, what is shown beside it."""
    for name in names:
        holder.setdefault(name, []).append(value)
        if name in DATES and isinstance(value, str):
            shown = node.text(separator=" ")[:MOST_CHARACTERS]
            if shown.strip() != value.strip():
                holder.setdefault(f"@shown {name}", []).append(shown)


def value_of(node: LexborNode, *, words: bool) -> str:
    """The words of a property: an attribute made for it, else the text (HTML, 5.2.4). `words`: an address is not meant."""
    attributes = node.attributes
    for name in ("content", "datetime", "content" if words else IN_ATTRIBUTE.get(node.tag or "", "content")):
        if attributes.get(name):
            return attributes[name] or ""
    return node.text(separator="\n")[:MOST_CHARACTERS].strip()


def literal(words: str, page: Page) -> str:
    """The words, or the longest part of them, as they stand in the page's markup."""
    if not NOT_AS_WRITTEN.search(words) or words in page.markup:
        return words
    for written in (escape(words, quote=False), escape(words)):
        if written in page.markup:
            return written
    pieces = sorted(PIECES.split(words), key=len, reverse=True)
    return next((piece for piece in pieces[:5] if piece.strip() and piece in page.markup), words)
