"""Nothing that a page says can break an output."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import event

from eventcal.exporters.clean import clean, clean_text, one_line, web_url
from eventcal.model import Place


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Fjord Days – ’26", "Fjord Days – ’26"),
        ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
        ("half \ud83d a smile", "half  a smile"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("\ufeffa\u200bb", "ab"),
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("ö: o\u0308, ệ: e\u0323\u0302", "ö: o\u0308, ệ: e\u0323\u0302"),
        ("z" + "\u0301" * 3_000, "z" + "\u0301" * 4),
        ("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم"),
        (" \n framed \t", "framed"),
        ("a\tb", "a b"),
    ],
)
def test_text_loses_what_cannot_be_seen_and_nothing_else(text, cleaned):
    assert clean_text(text) == cleaned


def test_text_is_cut_at_a_word():
    assert clean_text("one two three", limit=9) == "one two…"


def test_a_text_of_one_long_word_is_cut_in_it():
    assert clean_text("x" * 1_000_000, limit=10) == "x" * 9 + "…"


@given(st.text(st.characters(categories=["L", "M", "N", "P", "Z", "C"])), st.integers(2, 50))
def test_a_line_can_always_be_written_and_never_ends_early(text, limit):
    line = one_line(text, limit)
    assert len(line.encode().decode().splitlines()) <= 1
    assert len(line) <= limit


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://fjord.example/a?b=1&c=%20#d|e", "https://fjord.example/a?b=1&c=%20#d|e"),
        (" https://fjord.example/ ", "https://fjord.example/"),
        ("HTTPS://fjord.example/", "HTTPS://fjord.example/"),
        ("https://fjord.example/a b<c>", "https://fjord.example/a%20b%3Cc%3E"),
        ("https://fjord.example/år", "https://fjord.example/%C3%A5r"),
        ("https://fjord.example/{{x}}", "https://fjord.example/%7B%7Bx%7D%7D"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/hosts", None),
        ("ftp://fjord.example/", None),
        ("https://", None),
        ("/2026", None),
        ("https://fjord.example/\r\nATTENDEE:x", None),
        ("https://fjord.example/\ud800", None),
        ("https://[fjord", None),
        ("https://fjord.example/" + "x" * 2_000, None),
    ],
)
def test_an_address_is_one_for_browsers_or_none(url, safe):
    assert web_url(url) == safe


def test_an_event_is_cleaned_in_every_text():
    dirty = event("Fjord\nDays", place=Place(city="Ber\x00gen"), tags=("h\x07pc", "\x00"), organizer="A\r\nB")
    cleaned = clean(dirty)
    assert (cleaned.name, cleaned.place.city, cleaned.tags, cleaned.organizer) == (
        "Fjord Days",
        "Bergen",
        ("hpc",),
        "A B",
    )
