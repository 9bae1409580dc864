"""A page as it was fetched, and the views of it that readers share, each computed once and only when asked for."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from eventcal.blocks import Block, Outline, outline
from eventcal.errors import ExtractError, ReadError
from eventcal.text import collapse, decode

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

MAX_MARKUP = 2_000_000  # characters; the largest real page of an event seen so far has 0.5 million
MAX_ELEMENTS = 50_000  # real pages stay below 5,000
MAX_TAGS = 2 * MAX_ELEMENTS  # an end tag without its start may make an element too
MAX_OPTIONS = 5_000  # Lexbor is quadratic in the options of a list; real pages stay below 1,000
MAX_DEPTH = 256  # Lexbor is quadratic in nesting (lexbor/lexbor#340); real pages stay below 70
FEW_ELEMENTS = 2_000  # that take Lexbor 3 ms where each holds the next
MAX_ATTRIBUTES = 256  # and in the attributes of one element; real ones have fewer than 100
LONGEST_ADDRESS = 2000  # characters; browsers and servers take no longer ones
LONGEST_META = 2000  # characters of a title or a meta element; real ones have fewer than 1,200
AS_WRITTEN = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
IMPLIED_END = frozenset("p li dt dd tr td th thead tbody tfoot option html head body".split())
OPTION = re.compile(r"<option\b", re.I)
TAG = re.compile(r"</?[a-z][^\s/<>]*+(?=[\s/>])")
FLAT = frozenset(f"<{slash}{name}" for name in VOID | IMPLIED_END for slash in ("", "/"))
"""Tags of elements that do not nest."""
SKIPPED = re.compile(
    r"<(?:!--(?:[^-]++|-(?!->))*+(?:-->)?|(script|style)\b(?:[^<]++|<(?!/\1))*+(?:</\1)?)", re.I
)  # without backtracking
ATTRIBUTE = r"(?:[\s/]++[^\s<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s<>]*+))?+)"  # without backtracking
OVERLOADED = re.compile(rf"<[a-zA-Z][^\s<>/]*+{ATTRIBUTE}{{{MAX_ATTRIBUTES}}}")


@dataclass(frozen=True)
class Page:
    """One page, read on the day `when`. `url` is its final address."""

    url: str
    body: bytes
    when: date
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def markup(self) -> str:
        """The body as text: by byte order mark, header, meta element, else UTF-8, else windows-1252."""
        return decode(self.body, self.content_type)

    @property
    def is_data(self) -> bool:
        """Whether it is a calendar, a feed or JSON: no page of an event, even if it has only one."""
        start = self.body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
        other_xml = start.startswith(b"<?xml") and b"<html" not in start
        return other_xml or start.startswith((b"BEGIN:", b"{", b"["))

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The one parse. ReadError where the markup is too large or too deep to be a page for people."""
        refuse_bombs(self)
        return LexborHTMLParser(self.markup)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """For adapters written by hand. ReadError as for `tree`."""
        from bs4 import BeautifulSoup

        refuse_bombs(self)
        return BeautifulSoup(self.markup, "lxml")

    def select(self, css: str) -> list[Tag]:
        """The elements of the soup that a CSS selector matches. ExtractError where there is none: the site has changed."""
        found = self.soup.select(css)
        if not found:
            raise ExtractError(f"{self.url}: nothing matches {css!r}")
        return list(found)

    def select_one(self, css: str) -> Tag:
        """The first such element. ExtractError where there is none."""
        return self.select(css)[0]

    @cached_property
    def outline(self) -> Outline:
        """What a reader of the page sees, block by block."""
        return outline(self.tree)

    @property
    def blocks(self) -> list[Block]:
        """The visible blocks in document order."""
        return self.outline.blocks

    @cached_property
    def text(self) -> str:
        """The visible text, a block a line."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def meta(self) -> dict[str, str]:
        """`meta` elements by name, property or itemprop in lower case; the first of a name counts."""
        found: dict[str, str] = {}
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if name and attributes.get("content"):
                found.setdefault(name.strip().casefold(), collapse((attributes["content"] or "")[:LONGEST_META]))
        return found

    @cached_property
    def title(self) -> str:
        """The title element, white space collapsed, up to LONGEST_META characters; empty where there is none."""
        node = self.tree.css_first("title")
        return collapse(node.text()[:LONGEST_META]) if node is not None else ""

    @cached_property
    def language(self) -> str | None:
        """The page's language as its root element states it, such as "de" or "pt-br"."""
        root = self.tree.css_first("html")
        stated = (root.attributes.get("lang") or root.attributes.get("xml:lang")) if root is not None else None
        match = re.match(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*$", stated.strip()) if stated else None
        return match[0].replace("_", "-").lower() if match else None

    @cached_property
    def json_ld(self) -> list[str]:
        """The raw text of each JSON-LD block."""
        if "ld+json" not in self.markup:
            return []
        return [node.text(deep=True) for node in self.tree.css('script[type*="ld+json"]')]

    @cached_property
    def json(self) -> Any:
        """The value of a JSON body, its numbers as they are written. ReadError where the body is no JSON."""
        try:
            return AS_WRITTEN.decode(self.markup.lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            raise ReadError(f"{self.url}: no JSON: {error}") from error

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Each link as (absolute address, its words), in document order; without those whose address is broken."""
        found = ((self.absolute(node.attributes.get("href") or ""), node) for node in self.tree.css("a[href]"))
        return [(address, collapse(node.text())) for address, node in found if address is not None]

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page gives as its own: link rel=canonical, else og:url; http(s) only."""
        node = self.tree.css_first('link[rel~="canonical"][href]')
        stated = (node.attributes.get("href") if node is not None else None) or self.meta.get("og:url")
        address = self.absolute(stated) if stated and len(stated) <= LONGEST_ADDRESS else None
        return address if address and address.startswith(("http://", "https://")) else None

    def absolute(self, reference: str) -> str | None:
        """The address that a reference in this page leads to; None where it is broken, such as "http://[x"."""
        try:
            return urljoin(self.url, reference.strip())
        except ValueError:
            return None


def refuse_bombs(page: Page) -> None:
    """ReadError where the markup could keep the parser busy for seconds; linear in its length."""
    markup = page.markup
    if len(markup) > MAX_MARKUP:
        raise ReadError(f"{page.url}: {len(markup):,} characters of markup, over {MAX_MARKUP:,}")
    if markup.count("<") - markup.count("</") > MAX_ELEMENTS:
        raise ReadError(f"{page.url}: over {MAX_ELEMENTS:,} elements")
    if markup.count("<") > MAX_TAGS:
        raise ReadError(f"{page.url}: over {MAX_TAGS:,} tags")
    if markup.count("<") > MAX_OPTIONS and len(OPTION.findall(markup)) > MAX_OPTIONS:
        raise ReadError(f"{page.url}: over {MAX_OPTIONS:,} options")
    if depth(markup) > MAX_DEPTH:
        raise ReadError(f"{page.url}: elements nested deeper than {MAX_DEPTH}")
    if OVERLOADED.search(markup):
        raise ReadError(f"{page.url}: an element with over {MAX_ATTRIBUTES} attributes")


def depth(markup: str) -> int:
    """The deepest nesting, at least as deep as a parser would make it; void elements and those that end by themselves
    do not count, since they do not nest."""
    if markup.count("<") - markup.count("</") < FEW_ELEMENTS:
        return 0  # too few to keep the parser busy, however deep
    level = deepest = 0
    still_open: Counter[str] = Counter()
    for tag in TAG.findall(SKIPPED.sub("", markup).lower()):
        if tag in FLAT:
            continue
        if tag[1] != "/":
            level += 1
            still_open[tag] += 1
            if level > deepest:
                deepest = level
        elif still_open.get(start := "<" + tag[2:]):
            level -= 1
            still_open[start] -= 1
    return deepest
