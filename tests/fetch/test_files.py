from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from eventcal.fetch import Fetched, Fetcher
from eventcal.model import Failed, Source, Unchanged

Make = Callable[..., Fetcher]

PAGE = b'<html><link rel="canonical" href="https://fjord.example/2027/"><h1>Fjord Days</h1></html>'


def test_saved_page_comes_under_its_canonical_address(tmp_path: Path, fetcher: Make) -> None:
    file = tmp_path / "saved page.html"
    file.write_bytes(PAGE)
    got = fetcher().fetch(Source("fjord", str(file)))
    assert isinstance(got, Fetched)
    assert (got.page.url, got.page.body, got.page.when) == ("https://fjord.example/2027/", PAGE, date(2027, 3, 1))
    assert got.page.content_type == "text/html"


@pytest.mark.parametrize("body", [b"<h1>Fjord Days</h1>", b'<link rel=canonical href="/2027">', b"<b>" * 3000])
def test_file_without_an_address_of_its_own_comes_under_its_uri(tmp_path: Path, fetcher: Make, body: bytes) -> None:
    file = tmp_path / "fjord.html"
    file.write_bytes(body)
    got = fetcher().fetch(Source("fjord", str(file)))
    assert isinstance(got, Fetched)
    assert got.page.url == file.as_uri()


def test_file_is_unchanged_until_it_is_written_anew(tmp_path: Path, fetcher: Make) -> None:
    file = tmp_path / "fjord.ics"
    file.write_bytes(b"BEGIN:VCALENDAR")
    one, source = fetcher(), Source("fjord", str(file))
    first = one.fetch(source)
    assert isinstance(first, Fetched)
    assert one.fetch(source, first.validators) == Unchanged()
    file.write_bytes(b"BEGIN:VCALENDAR\r\n")
    assert isinstance(one.fetch(source, first.validators), Fetched)


def test_what_is_no_page_is_told_in_words(tmp_path: Path, fetcher: Make) -> None:
    (tmp_path / "empty.html").touch()
    (tmp_path / "big.html").write_bytes(b"x" * 101)
    os.mkfifo(tmp_path / "pipe")
    one = fetcher(page_bytes=100)
    got = {
        name: one.fetch(Source("x", str(tmp_path / name))) for name in ("none", "empty.html", "big.html", "pipe", "")
    }
    assert got == {
        "none": Failed(f"{tmp_path}/none: no such file", "missing"),
        "empty.html": Failed(f"{tmp_path}/empty.html is empty", "unreadable"),
        "big.html": Failed("over 0.0001 MB", "unreadable"),
        "pipe": Failed(f"{tmp_path}/pipe is not a file", "unreadable"),
        "": Failed(f"{tmp_path} is not a file", "unreadable"),
    }
    assert one.fetch(Source("x", "a\0b")) == Failed("a?b: not a path", "unreadable")
