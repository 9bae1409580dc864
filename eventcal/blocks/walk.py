"""One pass over a parsed page that gathers its visible text into blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser, LexborNode

from eventcal.blocks.block import Block, Mark, Outline
from eventcal.blocks.elements import (
    BLOCK,
    COUNTED,
    GROUPS,
    ITEMS,
    SPEAKING,
    UNSEEN,
    ZONED,
    Attributes,
    hidden,
    is_struck,
    meaning,
    own_classes,
    zone_of,
)
from eventcal.text import INVISIBLE

MOST_CLASSES = 400  # characters
MOST_PATH = 400
MOST_BLOCKS = 4_000  # the largest real page seen so far has 943, a list of 400 events some 2,000
MOST_NODES = 30_000  # elements and texts that are visited; the largest has 6,701
LONGEST_BLOCK = (
    50_000  # characters; the longest real one has 5,752, and a call for papers within one `pre` fewer than 20,000
)
MOST_TEXT = 400_000  # characters of a page; the longest real one has 27,777
MOST_OPEN = 20  # marks around one text; nobody writes so much as three
MOST_MARKS = 500  # of one kind in a block; real blocks have fewer than 100


@dataclass(slots=True)
class Place:
    """Where the walk stands: what the elements around it say. The fields are those of Block."""

    tag: str = "body"
    zone: str = "main"
    classes: str = ""
    row: int = 0
    cell: int = 0
    group: int = 0
    item: int = 0
    path: str = ""


@dataclass(slots=True)
class Open:
    """A mark whose end is still to come."""

    kind: str
    """The field of Block."""
    start: int
    value: str


Step: TypeAlias = tuple[LexborNode | None, Place | None, int]
"""A node to visit in its place; or, without a node, a place to leave, with the number of marks that end there."""


def outline(tree: LexborHTMLParser) -> Outline:
    """The blocks of a parsed page, in document order. Unseen and hidden elements are left out."""
    walk = Walk()
    if tree.body is not None:
        walk.run(tree.body)
    return Outline(walk.blocks, walk.images, walk.cut)


class Walk:
    """The state of the pass: the blocks so far, the open block's text and the open elements' marks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.images: list[tuple[str, int]] = []
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[tuple[str, int, int, str]] = []
        self.open: list[Open] = []
        self.counter = 0
        self.seen = 0
        self.cut = False

    def run(self, body: LexborNode) -> None:
        """Visit every visible node below the body; iterative, since pages may nest deeper than Python's stack.

        The body itself counts as visible, since many pages hide it until their scripts have run, and as main text, since
        its classes tell what stands on the page. Ends early, and says so in `cut`, on a page that is too long for people.
        """
        outermost = Place(classes=own_classes(body.attributes), path="body")
        stack: list[Step] = []
        self.descend(body, outermost, stack)
        blocks, left = self.blocks, MOST_NODES
        while stack:
            node, place, ended = stack.pop()
            if node is None or place is None:
                self.leave(place, ended)
                continue
            left -= 1
            if left < 0 or len(blocks) >= MOST_BLOCKS or self.seen >= MOST_TEXT:
                self.cut = True
                break
            following = node.next
            if following is not None:
                stack.append((following, place, 0))
            tag = node.tag
            if tag == "-text":
                if text := node.text_content:
                    self.add(text)
            elif tag == "br":
                self.parts.append("\n")
                self.length += 1
            elif tag == "img":
                self.image(node)
            elif tag is not None and tag not in UNSEEN and tag[0] not in "-!":
                self.enter(node, tag, place, stack)
        if self.parts:
            self.flush(outermost)

    def descend(self, node: LexborNode, place: Place, stack: list[Step]) -> None:
        """Visit the children of a node next."""
        child = node.first_child
        if child is not None:
            stack.append((child, place, 0))

    def enter(self, node: LexborNode, tag: str, place: Place, stack: list[Step]) -> None:
        """Go into an element: its children come next, then its end."""
        attributes = node.attributes
        if attributes and hidden(attributes):
            return
        if tag in BLOCK:
            if self.parts:
                self.flush(place)
            place = self.inside(tag, attributes, place)
            stack.append((None, place, self.begin("struck", "") if attributes and is_struck(tag, attributes) else 0))
        elif (attributes or tag in SPEAKING) and (marks := self.begin_inline(tag, attributes)):
            stack.append((None, None, marks))
        self.descend(node, place, stack)

    def begin_inline(self, tag: str, attributes: Attributes) -> int:
        """Open the marks of an inline element; how many there are."""
        struck = self.begin("struck", "") if is_struck(tag, attributes) else 0
        meant = meaning(tag, attributes)
        return struck + (self.begin(*meant) if meant is not None else 0)

    def begin(self, kind: str, value: str) -> int:
        """Open a mark; how many that makes: what is struck out twice is marked once."""
        if len(self.open) >= MOST_OPEN or (kind == "struck" and any(mark.kind == kind for mark in self.open)):
            return 0
        self.open.append(Open(kind, self.length, value))
        return 1

    def leave(self, place: Place | None, ended: int) -> None:
        """Leave an element: a block ends with a place, and some marks."""
        if place is not None and self.parts:
            self.flush(place)
        for _ in range(ended):
            mark = self.open.pop()
            if self.length > mark.start:
                self.marks.append((mark.kind, mark.start, self.length, mark.value))

    def inside(self, tag: str, attributes: Attributes, place: Place) -> Place:
        """The place of a block's content."""
        own = own_classes(attributes) if attributes else ""
        zone = zone_of(tag, attributes, own, place.zone) if attributes or tag in ZONED else place.zone
        classes = f"{own} {place.classes}"[:MOST_CLASSES] if own else place.classes
        path = f"{place.path} {tag}"[-MOST_PATH:]
        inner = Place(tag, zone, classes, place.row, place.cell, place.group, place.item, path)
        if tag in COUNTED:
            self.count(tag, place, inner)
        return inner

    def count(self, tag: str, place: Place, inner: Place) -> None:
        """Number the list, row, cell or item that a block opens."""
        if tag in GROUPS:
            inner.group, inner.row, inner.cell = self.number(), 0, 0
        elif tag == "tr":
            inner.row, inner.cell = self.number(), 0
        elif tag in ("td", "th"):
            place.cell += 1
            inner.cell = place.cell
        if tag in ITEMS:
            inner.item = self.number()

    def number(self) -> int:
        """The next number for a row, list or item."""
        self.counter += 1
        return self.counter

    def add(self, text: str) -> None:
        """Add text to the open block, white space collapsed."""
        parts = self.parts
        fresh = not parts or parts[-1][-1] in " \n"
        if text.isspace():  # half of all texts
            if fresh:
                return
            text = " "
        else:
            before = " " if not fresh and text[0].isspace() else ""
            text = f"{before}{' '.join(text.split())}{' ' if text[-1].isspace() else ''}"
            if not text.isprintable():
                text = text.translate(INVISIBLE)
        if text:
            parts.append(text)
            self.length += len(text)

    def image(self, node: LexborNode) -> None:
        """Keep an image's alternative text, beside the text that people see."""
        alt = (node.attributes.get("alt") or "").strip()
        if alt:
            self.images.append((" ".join(alt.split()), len(self.blocks)))

    def flush(self, place: Place) -> None:
        """End the open block; it becomes none where it holds no text. Marks that are still open go on in the next one."""
        marks = self.marks
        if self.open:
            marks += [(m.kind, m.start, self.length, m.value) for m in self.open if m.start < self.length]
            for mark in self.open:
                mark.start = 0
        raw = "".join(self.parts)
        self.parts, self.length, self.marks = [], 0, []
        if raw.strip():
            self.blocks.append(self.block(raw, place, marks))

    def block(self, raw: str, place: Place, marks: list[tuple[str, int, int, str]]) -> Block:
        """The block of a text, with its marks."""
        text = raw.strip()
        self.cut = self.cut or len(text) > LONGEST_BLOCK
        text = text[:LONGEST_BLOCK]
        self.seen += len(text)
        block = Block(text, place.tag, place.zone, place.classes, len(self.blocks), place.row, place.cell, place.group)
        block.item, block.path = place.item, place.path.strip()
        lead = len(raw) - len(raw.lstrip()) if marks else 0
        for kind, start, end, value in marks:
            into: list[Mark] = getattr(block, kind)
            start, end = max(start - lead, 0), min(end - lead, len(text))
            if start < end and len(into) < MOST_MARKS:
                into.append(Mark(start, end, value))
        return block
