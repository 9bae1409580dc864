"""What a reader of a page sees: its visible blocks of text in order, each with its place in the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from eventcal.text import INVISIBLE

UNSEEN = frozenset("script style noscript template svg math iframe object head datalist audio video canvas".split())
BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section select summary "
    "table tbody td tfoot th thead tr ul".split()
)
ZONES = {"nav": "nav", "header": "header", "footer": "footer", "aside": "aside"}
ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside"}
CLASS_ZONES = (  # for the many pages without sectioning elements; whole words of class and id
    ("nav", re.compile(r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|toc|topbar)(?=[\s_-]|$)")),
    ("footer", re.compile(r"(?:^|[\s_-])(?:footer|copyright|colophon)(?=[\s_-]|$)")),
    ("aside", re.compile(r"(?:^|[\s_-])(?:sidebar|widgets?|related|aside|recent|cookie|share|comments?)(?=[\s_-]|$)")),
    ("header", re.compile(r"(?:^|[\s_-])(?:masthead|site-header)(?=[\s_-]|$)")),
)
STRUCK = frozenset(["s", "strike", "del"])
STRUCK_STYLE = re.compile(r"line-through")
STRUCK_CLASS = re.compile(r"(?:^|[\s_-])(?:strike|struck|strikethrough|line-through|deleted|crossed)(?:[\s_-]|$)")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SPACES = re.compile(r"[^\S\n]+")

Open: TypeAlias = tuple[str, int, str]
"""A mark whose end is still to come: kind, start, value."""


@dataclass(slots=True)
class Mark:
    """A stretch of a block's text that the markup says something about: [start, end) in the text, and what."""

    start: int
    end: int
    value: str = ""


@dataclass(slots=True)
class Block:
    """One block of visible text. White space is collapsed; a line break is `\\n`."""

    text: str
    tag: str
    """The block element that holds it: p, li, td, h1."""
    zone: str
    """main, header, nav, aside or footer; the innermost that holds it."""
    classes: str
    """Class and id of the block and of what holds it, innermost first, in lower case."""
    index: int = 0
    """Its place among the blocks."""
    row: int = 0
    """A number for the table row that holds it, 0 outside tables."""
    cell: int = 0
    """Counts the cells of its row from 1."""
    group: int = 0
    """A number for the innermost list, table or definition list, 0 outside."""
    item: int = 0
    """A number for the innermost li, article or section-like container."""
    path: str = ""
    """The tags from the body inwards, such as "body main ul li": alike for entries of one list."""
    struck: list[Mark] = field(default_factory=list)
    links: list[Mark] = field(default_factory=list)
    bold: list[Mark] = field(default_factory=list)
    times: list[Mark] = field(default_factory=list)
    """`time` elements with their datetime attribute."""

    @property
    def level(self) -> int:
        """1 to 6 for a heading, 0 else."""
        return int(self.tag[1]) if len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1].isdigit() else 0


@dataclass(slots=True)
class Outline:
    """The visible blocks, and the alternative texts of images with the index of the block that follows them."""

    blocks: list[Block]
    images: list[tuple[str, int]]


@dataclass(slots=True)
class Place:
    """Where the walk stands: what the elements around it say."""

    tag: str = "body"
    zone: str = "main"
    classes: str = ""
    row: int = 0
    cell: int = 0
    group: int = 0
    item: int = 0
    path: str = ""
    struck: bool = False


def outline(tree: LexborHTMLParser) -> Outline:
    """The blocks of a parsed page, in document order. Unseen and hidden elements are left out."""
    walk = Walk()
    if tree.body is not None:
        walk.run(tree.body)
    return Outline(walk.blocks, walk.images)


Step: TypeAlias = tuple[LexborNode | None, Place, Open | None]
"""A node to visit; or, without a node, an element to leave."""


class Walk:
    """One pass over the tree that gathers text into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.images: list[tuple[str, int]] = []
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[tuple[str, int, int, str]] = []
        self.counter = 0

    def run(self, body: LexborNode) -> None:
        """Visit every visible node below the body; iterative, since pages may nest deeper than Python's stack."""
        place = Place()
        stack: list[Step] = [(body, place, None)]
        while stack:
            node, place, closing = stack.pop()
            if node is None:
                self.close(place, closing)
                continue
            following = node.next if node is not body else None
            if following is not None:
                stack.append((following, place, None))
            tag = node.tag
            if tag == "-text":
                self.add(node.text_content or "", place.struck)
            elif tag == "br":
                self.parts.append("\n")
                self.length += 1
            elif tag == "img":
                self.image(node)
            elif tag is not None and tag[0] not in "-!" and tag not in UNSEEN:
                self.enter(node, tag, place, stack)
        self.flush(place)

    def enter(self, node: LexborNode, tag: str, place: Place, stack: list[Step]) -> None:
        """Go into an element: its children come next, then its closing."""
        attributes = node.attributes
        if attributes and hidden(attributes):
            return
        inner, closing = place, None
        if tag in BLOCK:
            inner = self.inside(tag, attributes, place)
            self.flush(place)
        else:
            closing = inline_mark(tag, attributes, self.length)
        if not place.struck and is_struck(tag, attributes):
            inner = replace(inner, struck=True)
        if tag in BLOCK or closing is not None:
            stack.append((None, inner, closing))
        child = node.first_child
        if child is not None:
            stack.append((child, inner, None))

    def close(self, place: Place, mark: Open | None) -> None:
        """Leave an element: a mark ends, or a block."""
        if mark is None:
            self.flush(place)
        elif self.length > mark[1]:
            self.marks.append((mark[0], mark[1], self.length, mark[2]))

    def inside(self, tag: str, attributes: dict[str, str | None], place: Place) -> Place:
        """The place of an element's content."""
        own = (
            f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip().lower()[:200] if attributes else ""
        )
        inner = Place(tag, place.zone, place.classes, place.row, place.cell, place.group, place.item, place.path)
        inner.path = f"{place.path} {tag}"[-400:]
        inner.zone = zone_of(tag, attributes, own, place.zone)
        if own:
            inner.classes = f"{own} {place.classes}"[:400]
        if tag in ("ul", "ol", "dl", "table"):
            inner.group = self.number()
            inner.row = inner.cell = 0
        elif tag == "tr":
            inner.row, inner.cell = self.number(), 0
        elif tag in ("td", "th"):
            place.cell += 1
            inner.cell = place.cell
        if tag in ("li", "article", "section", "tr", "dd"):
            inner.item = self.number()
        return inner

    def number(self) -> int:
        """The next number for a row, list or item."""
        self.counter += 1
        return self.counter

    def add(self, text: str, struck: bool) -> None:
        """Add text to the open block, white space collapsed."""
        fresh = not self.parts or self.parts[-1][-1] in " \n"
        words = text.split()
        if not words:
            if fresh or not text:
                return
            text = " "
        else:
            before = " " if text[0].isspace() and not fresh else ""
            text = f"{before}{' '.join(words)}{' ' if text[-1].isspace() else ''}"
            if not text.isprintable():
                text = text.translate(INVISIBLE)
                if not text:
                    return
        if struck:
            self.marks.append(("struck", self.length, self.length + len(text), ""))
        self.parts.append(text)
        self.length += len(text)

    def image(self, node: LexborNode) -> None:
        """Keep an image's alternative text, beside the text that people see."""
        alt = (node.attributes.get("alt") or "").strip()
        if alt:
            self.images.append((SPACES.sub(" ", alt.replace("\n", " ")), len(self.blocks)))

    def flush(self, place: Place) -> None:
        """End the open block; nothing where it holds no text."""
        raw = "".join(self.parts)
        marks, self.parts, self.length, self.marks = self.marks, [], 0, []
        if not raw.strip():
            return
        lead = len(raw) - len(raw.lstrip())
        block = Block(
            raw.strip(),
            place.tag,
            place.zone,
            place.classes,
            len(self.blocks),
            place.row,
            place.cell,
            place.group,
            place.item,
            place.path.strip(),
        )
        for kind, start, end, value in marks:
            into: list[Mark] = getattr(block, kind)
            start, end = max(start - lead, 0), min(end - lead, len(block.text))
            if start < end:
                into.append(Mark(start, end, value))
        self.blocks.append(block)


def hidden(attributes: dict[str, str | None]) -> bool:
    """Whether the element's own attributes hide it from readers."""
    return "hidden" in attributes or bool(HIDDEN_STYLE.search(attributes.get("style") or ""))


def is_struck(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether the element strikes its text out, by name, style or class."""
    if tag in STRUCK:
        return True
    return bool(attributes) and bool(
        STRUCK_STYLE.search(attributes.get("style") or "")
        or STRUCK_CLASS.search((attributes.get("class") or "").lower())
    )


def inline_mark(tag: str, attributes: dict[str, str | None], start: int) -> Open | None:
    """The mark that an element opens at `start`: (kind, start, value); None if nothing that readers ask for."""
    if tag == "a" and attributes.get("href"):
        return "links", start, attributes["href"] or ""
    if tag == "time" and attributes.get("datetime"):
        return "times", start, attributes["datetime"] or ""
    return ("bold", start, "") if tag in ("b", "strong") else None


def zone_of(tag: str, attributes: dict[str, str | None], own: str, outer: str) -> str:
    """The part of the page that an element opens, else the one that it stands in. An article's header is main text."""
    if tag in ZONES and not (tag == "header" and outer == "main" and "article" in own):
        return ZONES[tag]
    if tag in ("main", "article"):
        return "main"
    if not attributes:
        return outer
    role = ROLES.get(attributes.get("role") or "")
    if role or not own or outer != "main":
        return role or outer
    return next((zone for zone, pattern in CLASS_ZONES if pattern.search(own)), outer)
