"""Bytes to text, whatever their labels say, and text to the forms that readers compare."""

from __future__ import annotations

import codecs

import pytest

from eventcal.text import INVISIBLE, collapse, decode, squeeze

GERMAN = "Fähre nach Tromsø, 230 €"
JAPANESE = "第3回フィヨルド会議"
BROKEN = "\ufffd"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (GERMAN.encode(), None),
        (codecs.BOM_UTF8 + GERMAN.encode(), "text/html; charset=iso-8859-1"),
        (GERMAN.encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + GERMAN.encode("utf-16-be"), "text/html"),
        (GERMAN.encode("utf-16-le"), "text/html; charset=utf-16le"),
        (GERMAN.encode("cp1252"), None),
        (GERMAN.encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (GERMAN.encode("cp1252"), "text/html; charset=us-ascii"),
        (GERMAN.encode("cp1252"), "text/html; charset=no-such-encoding"),
        (GERMAN.encode("cp1252"), "text/html; charset=utf-7"),
        (GERMAN.encode("iso-8859-15"), 'text/html; charset="iso-8859-15"'),
    ],
    ids="utf-8|mark against label|utf-16|big end first|utf-16 unmarked|bare|latin|ascii|unknown|no page's|quoted".split(
        "|"
    ),
)
def test_text_is_read_by_its_mark_else_its_label_else_as_browsers_do(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type) == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        (JAPANESE, "cp932", '<meta charset="Shift_JIS">'),
        (JAPANESE, "cp932", "<META CHARSET=x-sjis>"),
        (JAPANESE, "euc-jp", "<meta http-equiv='Content-Type' content='text/html; charset=EUC-JP'>"),
        (JAPANESE, "euc-jp", '<?xml version="1.0" encoding="euc-jp"?>'),
        (JAPANESE, "iso-2022-jp", "<meta charset=iso-2022-jp>"),
        ("峡湾会议", "gb18030", '<meta charset="gb2312">'),
        ("峽灣會議", "big5", '<meta charset="Big5">'),
        ("피오르 학회", "cp949", '<meta charset="euc-kr">'),
        ("Конференция", "koi8-r", '<meta charset="koi8-r">'),
        ("Żeglarze i łodzie", "iso-8859-2", '<meta charset="iso-8859-2">'),
        ("Ağustos güneşi", "cp1254", '<meta charset="iso-8859-9">'),
    ],
)
def test_text_is_read_by_the_label_in_it(text: str, encoding: str, label: str) -> None:
    assert text in decode(f"{label}<body>{text}</body>".encode(encoding))


@pytest.mark.parametrize("label", ["windows-1252", "shift_jis", "iso-2022-jp", "utf-16"])
def test_what_is_utf8_is_read_as_such_whatever_its_label_says(label: str) -> None:
    assert decode(GERMAN.encode(), f"text/html; charset={label}") == GERMAN


def test_letters_that_a_site_has_lost_do_not_make_its_page_another_encoding() -> None:
    assert decode("Kn\ufffdt Day".encode()) == "Kn\ufffdt Day"


def test_a_label_that_claims_utf8_for_other_bytes_is_not_believed() -> None:
    assert decode(b"<meta charset=utf-8>" + GERMAN.encode("cp1252")).endswith(GERMAN)


def test_the_header_counts_before_the_page_itself() -> None:
    body = b"<meta charset=iso-8859-2>" + "Конференция".encode("windows-1251")
    assert "Конференция" in decode(body, "text/html; charset=windows-1251")


def test_a_label_far_down_the_page_is_not_looked_for() -> None:
    assert decode(b" " * 5000 + b"<meta charset=koi8-r>" + "ä".encode("cp1252")).endswith("ä")


def test_single_broken_bytes_do_not_cost_a_page_its_letters() -> None:
    assert decode(GERMAN.encode() * 10 + b"\xff") == GERMAN * 10 + BROKEN


@pytest.mark.parametrize("body", [b"", bytes(range(256)), codecs.BOM_UTF16_LE, codecs.BOM_UTF16_LE + b"a", b"\xc3"])
def test_no_bytes_are_too_broken_to_become_text(body: bytes) -> None:
    assert isinstance(decode(body), str)


def test_letters_with_marks_of_their_own_become_one() -> None:
    assert decode("Fa\u0308hre".encode()) == "Fähre"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Fjord\n\t Days ", "Fjord Days"),
        ("Fjord\u00a0\u2003Days", "Fjord Days"),
        ("Fjord\u00adDays\u200b\ufeff", "FjordDays"),
        ("\u202eFjord\u202c\x00 Days", "Fjord Days"),
        (" \n ", ""),
    ],
)
def test_a_collapsed_text_is_one_line_without_what_nobody_sees(text: str, line: str) -> None:
    assert collapse(text) == line


def test_a_squeezed_text_is_the_same_however_it_was_spaced() -> None:
    assert squeeze("13 - 15\n October\u00a02026") == squeeze("13-15 Octo\u00adber 2026") == "13-15October2026"


def test_what_joins_letters_and_emoji_is_kept() -> None:
    assert "a\u200db\u200c".translate(INVISIBLE) == "a\u200db\u200c"
