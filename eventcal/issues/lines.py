"""The lines of a Markdown text (CommonMark), each with its links, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

LONG_TITLE = 60
"""Characters of a line that may be a title."""
BREAK = re.compile(r"<br\s*/?>", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, or the text of a link."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph or of a list item, without marks."""

    pieces: tuple[Piece, ...]
    source: str
    """As it stands, in Markdown."""
    number: int
    """In the text, from 0."""
    opens: bool
    """It is the first of its paragraph."""
    quoted: bool = False
    listed: bool = False

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""

    number: int


def read_lines(markdown: str) -> Iterator[Line | Heading | Rule]:
    """What the text is made of, in order; code, HTML and deeper headings without a link apart.

    A paragraph that a row of hyphens directly follows is, in CommonMark, a heading. Where it is long, ends like a sentence or has
    a link, it is taken for what people mean by it: a paragraph, and a rule.
    """
    raw = markdown.splitlines()
    tokens = _parser().parse(markdown)
    quotes = lists = 0
    for place, token in enumerate(tokens):
        quotes += token.nesting * (token.type.startswith("blockquote"))
        lists += token.nesting * (token.type.startswith("list_item"))
        if token.type == "hr" and token.map:
            yield Rule(token.map[0])
        if token.type != "inline" or not token.map:
            continue
        before = tokens[place - 1]
        found = _lines(token, raw, bool(quotes), bool(lists))
        if before.type != "heading_open":
            yield from found
        elif before.markup == "-" and _is_meant_as_text(token, raw):
            yield from found
            yield Rule(token.map[1] - 1)
        elif before.tag in {"h1", "h2"}:
            yield Heading(found[0].text.strip(), token.map[0])
        elif any(piece.url for line in found for piece in line.pieces):
            yield from found


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt()
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # addresses as they are written
    return parser


def _is_meant_as_text(token: Token, raw: Sequence[str]) -> bool:
    first, behind = token.map or (0, 0)
    has_link = any(child.type == "link_open" for child in token.children or ())
    text = raw[first].strip()
    is_title = len(text) <= LONG_TITLE and not text.endswith((".", "!", "?", ":", "…"))
    return has_link or behind - first > 2 or not is_title


def _lines(token: Token, raw: Sequence[str], quoted: bool, listed: bool) -> list[Line]:
    """A line ends at an end of line and at <br/>."""
    number = first = (token.map or [0])[0]
    lines: list[list[Piece]] = [[]]
    numbers = [first]
    url: str | None = None
    for child in token.children or ():
        match child.type:
            case "link_open":
                url = str(child.attrs.get("href", ""))
            case "link_close":
                url = None
            case "softbreak" | "hardbreak":
                number += 1
                if lines[-1]:
                    lines.append([])
                    numbers.append(number)
                numbers[-1] = number
            case "html_inline" if BREAK.fullmatch(child.content):
                lines.append([])
                numbers.append(number)
            case "code_inline":
                lines[-1].append(Piece(f"`{child.content}`"))
            case _ if child.content:
                lines[-1].append(Piece(child.content, url))
    return [
        Line(_joined(pieces), raw[at].strip() if at < len(raw) else "", at, at == first and place == 0, quoted, listed)
        for place, (pieces, at) in enumerate(zip(lines, numbers, strict=True))
        if pieces
    ]


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one link as one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].url == piece.url:
            found[-1] = Piece(found[-1].text + piece.text, piece.url)
        else:
            found.append(piece)
    return tuple(found)
