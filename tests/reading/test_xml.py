"""XML: what hostile and broken files come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from eventcal.reading.xml import name_of, parsed, text_of

BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))


def title(body: str) -> str:
    root, _ = parsed(body.encode())
    return text_of(root, "title") if root is not None else ""


@pytest.mark.parametrize("use", ["<title>&h;</title>", '<title a="&h;">Fjord</title>'])
def test_an_entity_is_not_expanded(use: str):
    assert len(title(f'<!DOCTYPE r [<!ENTITY a "{"kelp" * 1000}">{BOMB}]><r><id>1</id>{use}</r>')) < 100


def test_no_file_is_read(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("kelp")
    assert "kelp" not in title(f'<!DOCTYPE r [<!ENTITY f SYSTEM "{secret.as_uri()}">]><r><title>&f;</title></r>')


def test_what_is_broken_is_mended_and_told():
    root, is_broken = parsed(b"<r><title>Fjord</title><id>1</r>")
    assert root is not None and (text_of(root, "id"), is_broken) == ("1", True)


@pytest.mark.parametrize("body", [b"", b"kelp", b"{}"])
def test_what_is_no_xml_has_no_root(body: bytes):
    assert parsed(body) == (None, True)


@pytest.mark.parametrize("reference", ["&#xD800;", "&#xdfff;", "&#55296;", "&#57343;", "&#x00DABC;"])
def test_half_a_character_harms_nothing_else(reference: str) -> None:
    root, _ = parsed(f"<a><b>Fjord {reference}<i>Days</i> &#xE000;</b></a>".encode())
    assert root is not None
    assert text_of(root, "b") == "Fjord \ufffd<i>Days</i> \ue000"


def test_a_name_that_no_element_may_have_is_one_like_any_other() -> None:
    root, _ = parsed(b"<feed><upd26-02-27T10:00:00Z>x</upd26-02-27T10:00:00Z></feed>")
    assert root is not None
    assert [name_of(each) for each in root] == ["upd26-02-27T10:00:00Z"]
