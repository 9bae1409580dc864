"""Feeds (RSS 1.0 and 2.0, Atom: RFC 4287) → their items. Broken XML loses what is broken, nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from eventcal.errors import ReadError
from eventcal.page import Page
from eventcal.reading.xml import name_of, parsed, text_of

ITEMS = ("item", "entry")
CONTENT = ("encoded", "content", "description", "summary")  # the fullest first
NAMESPACE = re.compile(rb"\sxmlns(?::[\w.-]{1,40})?\s*=\s*(?:\"[^\"<]{0,300}\"|'[^'<]{0,300}')")
WHOLE_ITEM = re.compile(rb"<(item|entry)\b(?:(?!</?\1\b).)*+</\1\s*>", re.S)
HEAD = 4_000  # bytes in which the namespaces are declared
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"  # of Atom
MOST_APART = 2_000
LONGEST = 20_000  # characters of an item that are read
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed. Its dates are those of what was written, not of what it tells of."""

    title: str
    link: str
    """As the feed writes it, relative or not; "" where there is none."""
    key: str
    """guid or id; "" where there is none."""
    content: str
    """HTML or text."""
    published: str
    """When it was written or, where the feed does not say that, last changed."""
    start: str
    end: str
    place: str
    """Those of the event: elements of RSS's event module, or others named so; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its items in order."""

    title: str
    language: str
    """As the feed states it, such as "de-DE"; "" where it does not."""
    items: Sequence[Item]
    is_broken: bool = False
    """Its XML is not whole: items may be missing."""


def read_feed(page: Page) -> Feed:
    """The feed of a page. ReadError where it is none. No entity is expanded, nothing is fetched."""
    if len(page.body) > MOST_BYTES:
        raise ReadError(f"{page.url}: a feed of {len(page.body):,} bytes, over {MOST_BYTES:,}")
    root, is_broken = parsed(page.body)
    if root is None or name_of(root) not in ("rss", "feed", "RDF"):
        raise ReadError(f"{page.url}: no feed")
    head = next((child for child in root if name_of(child) == "channel"), root)
    found = list(apart(page.body)) if is_broken else list(elements(root, head))
    if is_broken and not found:
        raise ReadError(f"{page.url}: a broken feed without a whole item")
    language = text_of(head, "language") or root.get(LANGUAGE, "")
    return Feed(text_of(head, "title"), language, [item_of(each) for each in found], is_broken)


def apart(body: bytes) -> Iterator[etree._Element]:
    """The items of a broken feed, each parsed by itself, so that what is broken in one is not mended with the next."""
    spaces = b" ".join(dict.fromkeys(NAMESPACE.findall(body[:HEAD])))
    for match in islice(WHOLE_ITEM.finditer(body), MOST_APART):
        holder, is_broken = parsed(b"<x " + spaces + b">" + match[0] + b"</x>")
        if holder is not None and not is_broken:
            yield from (child for child in holder if name_of(child) in ITEMS)


def elements(root: etree._Element, head: etree._Element) -> Iterator[etree._Element]:
    """The elements of the items: within the channel, or beside it."""
    for holder in dict.fromkeys((root, head)):
        yield from (child for child in holder if name_of(child) in ITEMS)


def item_of(element: etree._Element) -> Item:
    """What an element says."""
    return Item(
        title=text_of(element, "title"),
        link=link_of(element),
        key=first_of(element, "guid", "id"),
        content=first_of(element, *CONTENT)[:LONGEST],
        published=first_of(element, "pubDate", "published", "date", "updated"),
        start=first_of(element, "startdate", "startDate"),
        end=first_of(element, "enddate", "endDate"),
        place=text_of(element, "location"),
    )


def link_of(element: etree._Element) -> str:
    """The address of an item: the text of `link`, or in Atom that of the alternate one; else its permanent one."""
    links = [child for child in element if name_of(child) == "link" and child.get("rel") in ("alternate", None)]
    found = ((child, (child.get("href") or child.text or "").strip()) for child in links)
    return next((urljoin(child.base or "", address) for child, address in found if address), permalink(element))


def permalink(element: etree._Element) -> str:
    """The guid, where it is an address and the feed does not say that it is none for people."""
    guids = (child for child in element if name_of(child) == "guid" and child.get("isPermaLink") != "false")
    found = ((child.text or "").strip() for child in guids)
    return next((address for address in found if address.startswith(("http://", "https://"))), "")


def first_of(element: etree._Element, *names: str) -> str:
    """All text of the first child that has any, by names, the best first."""
    return next((text for name in names if (text := text_of(element, name))), "")
