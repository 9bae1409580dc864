"""JSON as people paste it into pages → values: what a strict parser refuses is mended where it can only mean one thing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

OPENING = re.compile(r"<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?")
CLOSING = re.compile(r"(?:(?://|/\*)\s{0,9})?(?:\]\]>(?:\s{0,9}\*/)?|-->)\Z")
LONGEST_CLOSING = 30  # characters
STRING = r'"[^"\\]*+(?:\\(?:.|\Z)[^"\\]*+)*+(?:"|\Z)'  # possessive: no second look at what a lost quote leaves open
PIECE = re.compile(rf"(?P<string>{STRING})|(?P<remark>//[^\n]*|/\*.*?(?:\*/|\Z))|(?P<comma>,(?=\s*[\]}}]))", re.S)
SQUEEZED = re.compile(rf"(?P<string>{STRING})|//[\w\s]*", re.S)
WRONG_ESCAPE = re.compile(r'\\(?:(u[0-9a-fA-F]{4}|["\\/bfnrt])|(.))', re.S)
HALF_LETTER = re.compile("[\ud800-\udfff]")
BETWEEN = re.compile(r"[\s,;\ufeff]*")
DECODER = json.JSONDecoder(
    strict=False, parse_int=str, parse_float=str, parse_constant=str
)  # numbers as they are written


def values(text: str) -> list[Any]:
    """All values of a block, numbers as their digits. ValueError where nothing can be read. Time is linear in the length."""
    for mended in attempts(text):
        try:
            return list(parse(mended))
        except (ValueError, RecursionError):
            continue
    raise ValueError("no JSON, even when mended")


def attempts(text: str) -> Iterator[str]:
    """The text as it is, then mended ever more boldly."""
    yield text
    text = unwrapped(unwrapped(text)).rstrip("; \t\r\n")
    if '"' not in text and "&quot;" in text:
        text = unescape(text)
    yield text
    yield PIECE.sub(mend, text)
    yield PIECE.sub(mend, SQUEEZED.sub(unremark, text))


def unwrapped(text: str) -> str:
    """The text without the comment or CDATA marks around it, which hid scripts from old browsers."""
    text = text.strip()
    opening = OPENING.match(text)
    text = text[opening.end() :] if opening else text
    cut = max(len(text) - LONGEST_CLOSING, 0)
    return (text[:cut] + CLOSING.sub("", text[cut:])).strip()


def parse(text: str) -> Iterator[Any]:
    """The values that follow one another in the text. ValueError if there is none, or one is broken."""
    place = first_bracket(text, 0)
    if place is None:
        raise ValueError("no JSON object")
    while place is not None:
        value, end = DECODER.raw_decode(text, place)
        yield value
        place = first_bracket(text, end)


def first_bracket(text: str, start: int) -> int | None:
    """Where the next object or array begins; None where only white space, commas and semicolons are left. ValueError at others."""
    match = BETWEEN.match(text, start)
    end = match.end() if match else start
    if end == len(text):
        return None
    if text[end] not in "{[":
        raise ValueError(f"unexpected {text[end]!r}")
    return end


def mend(piece: re.Match[str]) -> str:
    """A string with its escapes set right; nothing for a remark or a comma before a closing bracket."""
    if piece["string"]:
        return mend_escapes(piece["string"])
    return " " if piece["remark"] else ""


def mend_escapes(string: str) -> str:
    """The string without escapes that JSON does not know: \\' is an apostrophe."""
    return WRONG_ESCAPE.sub(lambda match: match[0] if match[1] else match[2], string) if "\\" in string else string


def unremark(piece: re.Match[str]) -> str:
    """A remark's sign and words dropped, what it hid let live: all that is left once line breaks are lost."""
    return piece["string"] or " "


def literals(text: str) -> dict[str, str]:
    """Each string of a block as it reads → as it is written there, escapes and all."""
    written: dict[str, str] = {}
    for match in re.finditer(STRING, text, re.S):
        if "\\" in match[0]:
            try:
                written[sound(json.loads(mend_escapes(match[0]), strict=False))] = match[0][1:-1]
            except ValueError:
                continue
    return written


def sound(text: str) -> str:
    """The text as it can be encoded: an escape cut in the middle of a pair leaves half a letter."""
    return HALF_LETTER.sub("\ufffd", text)
