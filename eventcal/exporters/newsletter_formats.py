"""The newsletter's sections as people paste them elsewhere: HTML for mail editors, and plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from textwrap import wrap

from markdown_it import MarkdownIt
from markdown_it.token import Token

WIDTH = 72
"""Columns of plain text."""
_FONT = "font-family:Helvetica,Arial,sans-serif;color:#1d2328;"
STYLES = {
    "h1": f"{_FONT}font-size:24px;line-height:1.3;margin:28px 0 14px;",
    "h2": f"{_FONT}font-size:21px;line-height:1.3;margin:28px 0 14px;",
    "h3": f"{_FONT}font-size:17px;line-height:1.3;margin:22px 0 10px;",
    "p": f"{_FONT}font-size:16px;line-height:1.5;margin:0 0 12px;",
    "ul": f"{_FONT}font-size:16px;line-height:1.5;margin:0 0 12px;padding-left:24px;",
    "ol": f"{_FONT}font-size:16px;line-height:1.5;margin:0 0 12px;padding-left:24px;",
    "blockquote": "margin:0 0 12px;padding:0 0 0 14px;border-left:3px solid #c9d2d4;",
    "a": "color:#0b6168;text-decoration:underline;",
    "hr": "border:0;border-top:1px solid #c9d2d4;margin:18px 0;",
}
"""By element: mail programs know no style sheets."""


def fragment(markdown: str, *, styled: bool = True) -> str:
    """The HTML of a text in Markdown, without html and body; `styled`: with inline style."""
    tokens = _parser().parse(markdown)
    for token in _all(tokens) if styled else ():
        if token.nesting >= 0 and token.tag in STYLES:
            token.attrSet("style", STYLES[token.tag])
    html = str(_parser().renderer.render(tokens, _parser().options, {}))
    return html.replace("{{", "{&#123;").replace("{%", "{&#37;")  # tags of the mail services' template languages


def plain(markdown: str) -> str:
    """The text of a text in Markdown in lines of at most 72 columns, but for addresses, which stand below their words."""
    blocks: list[str] = []
    quotes, items = 0, 0
    tokens = _parser().parse(markdown)
    for before, token in zip([None, *tokens], tokens, strict=False):
        quotes += token.nesting * token.type.startswith("blockquote")
        items += token.nesting * token.type.startswith("list_item")
        if token.type == "hr":
            blocks.append("----------")
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            is_heading = before is not None and before.type == "heading_open"
            blocks.append(_block(token, is_heading=is_heading, prefix="> " * quotes + "- " * bool(items)))
    text = "\n\n".join(blocks) + "\n"
    return text.replace("{{", "{ {").replace("{%", "{ %")  # mail services expand such tags in text too


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt()


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _block(token: Token, *, is_heading: bool, prefix: str) -> str:
    children = token.children or []
    lines = _wrapped(_text(children), prefix)
    if is_heading:
        return "\n".join([*lines, "=" * max(map(len, lines), default=0)])
    addresses = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    return "\n".join([*lines, *(f"{prefix and ' ' * len(prefix)}{address}" for address in addresses)])


def _wrapped(text: str, prefix: str) -> list[str]:
    behind = prefix if prefix.startswith(">") else " " * len(prefix)
    return wrap(
        text,
        WIDTH,
        initial_indent=prefix,
        subsequent_indent=behind,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _text(children: Sequence[Token]) -> str:
    return "".join(" " if child.type in {"softbreak", "hardbreak"} else child.content for child in children)
