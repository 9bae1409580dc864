"""A block of visible text, and what the markup says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

LEVELS = {f"h{level}": level for level in range(1, 7)}


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
    level: int = field(init=False)
    """1 to 6 for a heading, 0 else."""

    def __post_init__(self) -> None:
        self.level = LEVELS.get(self.tag, 0)


@dataclass(slots=True)
class Outline:
    """The visible blocks, and the alternative texts of images with the index of the block that follows them."""

    blocks: list[Block]
    images: list[tuple[str, int]]
    cut: bool = False
    """Some of the page's text is in no block: it is longer than any page for people."""
