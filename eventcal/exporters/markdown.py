"""Text of pages in Markdown that renders (CommonMark 0.31) to exactly that text, with no escape that is not needed."""

from __future__ import annotations

import re

from eventcal.exporters.clean import web_url

_SPECIAL = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|$)         # a backslash that would escape, or swallow what comes next
    | [`\[\]]                         # code; links
    | (?<!\s)\*|\*(?!\s)              # emphasis, but for a star among spaces
    | (?<![^\W_])_|_(?![^\W_])        # emphasis, but for snake_case
    | ~(?=.*~)|(?<=~)~                # struck out, in GitHub's dialect
    | <(?=[A-Za-z/!?])                # HTML, addresses
    | &(?=\#?\w+;)                    # entities
    | (?<=\{)[{%\#]                   # tags of the mail services' template languages, which read {{ before anyone
    """,
    re.VERBOSE,
)
_BLOCK_START = re.compile(
    r"""
      \#{1,6}(?=\s|$)        # heading
    | >                      # quotation
    | [+-](?=\s|$)           # list
    | -(?=[-\s]*$)           # rule
    | ~~~                    # code
    | \d{1,9}(?=[.)](?:\s|$)) # numbered list
    """,
    re.VERBOSE,
)


def escape(text: str) -> str:
    """The text of one line, for any place but the start of a block."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def paragraph(text: str) -> str:
    """The text of one line as a block of its own: no heading, list, quotation or rule."""
    start = _BLOCK_START.match(text)
    if start is None:
        return escape(text)
    if start[0].isdigit():
        return start[0] + "\\" + escape(text[start.end() :])
    return "\\" + text[0] + escape(text[1:])


def link(text: str, url: str) -> str:
    """The text as a link; without one if the address is none for a browser."""
    address = web_url(url)
    return f"[{escape(text)}]({_destination(address)})" if address else paragraph(text)


def _destination(url: str) -> str:
    return re.sub(r"&(?=#?\w+;)", "&amp;", url.replace("(", "%28").replace(")", "%29"))
