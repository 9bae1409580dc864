"""Bytes to text, and text to the one form that readers compare."""

from __future__ import annotations

import codecs
import re

SPACE = re.compile(r"\s+")
INVISIBLE = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xAD, 0x200B, 0x2060, 0xFEFF])
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.I)
XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})", re.I)
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.I)
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WEB_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-sjis": "cp932",
    "iso-8859-9": "cp1254",
}  # WHATWG Encoding, 4.2


def collapse(text: str) -> str:
    """The text on one line: runs of white space become one space, invisible characters go."""
    return SPACE.sub(" ", text.translate(INVISIBLE)).strip()


def squeeze(text: str) -> str:
    """The text without any white space: the form in which words are looked for in a page."""
    return SPACE.sub("", text.translate(INVISIBLE))


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page. Clean UTF-8 counts as UTF-8 whatever a label says: labels lie more often than bytes do."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode(stated_encoding(body, content_type), "replace")


def stated_encoding(body: bytes, content_type: str | None) -> str:
    """The encoding that the header, an XML declaration or a meta element names and Python knows, else windows-1252."""
    header = HEADER_CHARSET.search(content_type or "")
    named = [header[1]] if header else []
    named += [match[1].decode("ascii") for p in (XML_CHARSET, META_CHARSET) if (match := p.search(body[:4096]))]
    for name in named:
        name = WEB_ALIASES.get(name.lower(), name.lower())
        try:
            if name not in ("utf-8", "utf8") and codecs.lookup(name)._is_text_encoding:
                return name
        except LookupError:
            continue
    return "utf-8" if any(name.lower() in ("utf-8", "utf8") for name in named) else "cp1252"
