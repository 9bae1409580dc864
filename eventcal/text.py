"""Bytes to text, and text to the one form that readers compare."""

from __future__ import annotations

import codecs
import re
from unicodedata import combining, is_normalized, normalize

SPACE = re.compile(r"\s+")
CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F]
SOFT_HYPHEN, WORD_JOINER, BYTE_ORDER_MARK = 0xAD, 0x2060, 0xFEFF
ZERO_WIDTH_SPACE = 0x200B
DIRECTIONS = [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
INVISIBLE = dict.fromkeys([*CONTROLS, SOFT_HYPHEN, ZERO_WIDTH_SPACE, *DIRECTIONS, WORD_JOINER, BYTE_ORDER_MARK], None)
"""For str.translate: characters that nobody sees; those that join emoji and letters stay."""

META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.I)
XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.-]{2,40})", re.I)
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.I)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HEAD = 4096  # bytes in which a declaration stands; browsers look at 1024
UTF8, DEFAULT = "utf-8", "cp1252"
MEANT = {
    "iso-8859-1": DEFAULT,
    "latin-1": DEFAULT,
    "latin1": DEFAULT,
    "us-ascii": DEFAULT,
    "ascii": DEFAULT,
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
"""What browsers take some labels for: the larger encoding (WHATWG Encoding, 4.2)."""
ENCODINGS = frozenset(
    "big5 big5-hkscs euc-jp gb18030 cp932 cp949 koi8-r koi8-u ibm866 macintosh "
    "windows-874 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 "
    "windows-1258 cp1252 cp1254 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-10 "
    "iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16".split()
)
"""Those of the web that a page may be in that is not UTF-8; UTF-7 and punycode are no page's."""
DISGUISED = {"iso-2022-jp": b"\x1b", "utf-16": b"\0", "utf-16le": b"\0", "utf-16be": b"\0"}
"""Encodings whose bytes are UTF-8 as well, and the byte that gives them away."""
MARKED = re.compile(r"(?<![^\w\s!-~])[^\w\s!-~]{31,}")
"""What may be a letter with more marks than writing has."""
MOST_MARKS = 30  # on one letter (UAX #15, stream-safe text); more take quadratic time to put in order
MOSTLY = 10  # sound characters for each broken one in a text that is UTF-8 all the same


def collapse(text: str) -> str:
    """The text on one line: runs of white space become one space, invisible characters go."""
    line = " ".join(text.split())
    return line if line.isprintable() else SPACE.sub(" ", text.translate(INVISIBLE)).strip()


def squeeze(text: str) -> str:
    """The text without any white space: the form in which words are looked for in a page."""
    return SPACE.sub("", text.translate(INVISIBLE))


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page, in NFC; what cannot be decoded becomes U+FFFD, and no letter has more than MOST_MARKS marks.

    What is UTF-8, or nearly, counts as UTF-8 whatever a label says: labels lie more often than bytes do.
    """
    text = decoded(body, content_type)
    return text if is_normalized("NFC", text) else normalize("NFC", MARKED.sub(with_few_marks, text))


def with_few_marks(match: re.Match[str]) -> str:
    """What matched, with the first marks of each row of them."""
    few: list[str] = []
    row = 0
    for char in match[0]:
        row = row + 1 if combining(char) else 0
        if row <= MOST_MARKS:
            few.append(char)
    return "".join(few)


def decoded(body: bytes, content_type: str | None) -> str:
    """The text as it stands."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    stated = stated_encoding(body, content_type)
    if stated in DISGUISED and DISGUISED[stated] in body:
        return body.decode(stated, "replace")
    text = body.decode(UTF8, "replace")
    broken = text.count("\ufffd") - body.count("\ufffd".encode())  # some were lost before, and are sound UTF-8
    if not broken or beyond_ascii(text) - broken > MOSTLY * broken:
        return text
    return body.decode(DEFAULT if stated in DISGUISED else stated, "replace")


def beyond_ascii(text: str) -> int:
    """How many characters are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def stated_encoding(body: bytes, content_type: str | None) -> str:
    """The first encoding of the web that the header, an XML declaration or a meta element names, else windows-1252."""
    header = HEADER_CHARSET.search(content_type or "")
    named = [header[1]] if header else []
    named += [match[1].decode("ascii") for p in (XML_CHARSET, META_CHARSET) if (match := p.search(body[:HEAD]))]
    meant = (MEANT.get(name.lower(), name.lower()) for name in named)
    return next((name for name in meant if name in ENCODINGS or name in DISGUISED), DEFAULT)
