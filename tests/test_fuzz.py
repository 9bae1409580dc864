"""Every reader on pages that were cut, doubled and broken at random: it reads them or refuses them, and never fails itself."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcal.adapters import adapters
from eventcal.errors import ReadError
from eventcal.extract import understand
from eventcal.page import Page

PAGES = sorted(path for path in (Path(__file__).parent / "pages").glob("*/page.*") if path.is_file())
TODAY = date(2026, 11, 1)
HORIZON = (TODAY, TODAY + timedelta(days=365))
PIECES = [
    *(b"<", b">", b"{", b"}", b"[", b"]", b'"', b"'", b",", b":", b"\n", b"\r\n", b"\0", b"\xff\xfe", b"\xed\xa0\x80"),
    *(b"null", b"[]", b"{}", b"1e999", b"-1", b"NaN", b"true", b'""', b"2026-13-40", b"0001-01-01", b"9999-12-31T23:59:60Z"),
    *(b"<script type='application/ld+json'>{", b"</script>", b"<table><tr><td>", b"<![CDATA[", b"<!--", b"&#0;", b"&#xD800;"),
    *(b"BEGIN:VEVENT\r\n", b"END:VCALENDAR\r\n", b"RRULE:FREQ=SECONDLY\r\n", b"DTSTART;TZID=:20260230T250000\r\n", b"---\n", b"- a: &a [*a]\n"),
]  # fmt: skip
CUTS = st.tuples(
    st.floats(0, 1),
    st.sampled_from([0, 1, 7, 60, 500, 10_000]),
    st.sampled_from(PIECES) | st.binary(max_size=8) | st.just(b""),
)
"""Where in the page, how many bytes go, and what comes in their place."""


def broken(body: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    for place, gone, piece in cuts:
        at = int(place * len(body))
        body = body[:at] + piece + body[at + gone :]
    return body


def read(path: Path, body: bytes, adapter: str) -> None:
    """AssertionError where the reading code fails of itself."""
    try:
        understand(Page(f"https://fjord.example/{path.name}", body, TODAY), adapter, (), HORIZON)
    except ReadError as error:
        assert "the reading code failed" not in str(error)


@pytest.fixture(autouse=True)
def traceback_of_the_reader(caplog: pytest.LogCaptureFixture) -> None:
    """Shown where a test fails."""
    caplog.set_level(logging.DEBUG, "eventcal")


@pytest.mark.parametrize("path", PAGES, ids=[path.parent.name for path in PAGES])
def test_a_broken_page_is_read_or_refused(path: Path) -> None:
    body = path.read_bytes()

    @settings(max_examples=12, derandomize=True)
    @given(st.lists(CUTS, min_size=1, max_size=4))
    def any_cuts(cuts: list[tuple[float, int, bytes]]) -> None:
        read(path, broken(body, cuts), "auto")

    any_cuts()


@pytest.mark.parametrize("adapter", list(adapters()))
def test_an_adapter_may_be_given_any_page(adapter: str) -> None:
    @settings(max_examples=12, derandomize=True)
    @given(st.sampled_from(PAGES), st.lists(CUTS, max_size=2))
    def any_page(path: Path, cuts: list[tuple[float, int, bytes]]) -> None:
        read(path, broken(path.read_bytes(), cuts), adapter)

    any_page()
