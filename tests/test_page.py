"""What a page says of itself, and which pages are refused before they are parsed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from eventcal.errors import ExtractError, ReadError
from eventcal.page import Page

URL = "https://fjord.example/2026/program.html"
MOST_CPU = 0.25  # seconds that a hostile page may take


def page(markup: str) -> Page:
    return Page(URL, markup.encode(), date(2026, 3, 1), "text/html; charset=utf-8")


def head(markup: str) -> Page:
    return page(f"<!DOCTYPE html><html><head>{markup}</head><body><p>x</p></body></html>")


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<link rel=canonical href='https://fjord.example/'>", "https://fjord.example/"),
        ("<link rel='Canonical shortlink' href='/2026/'>", "https://fjord.example/2026/"),
        ("<link rel=canonical href=' ../2026/ '>", "https://fjord.example/2026/"),
        ("<meta property='og:url' content='https://fjord.example/o'>", "https://fjord.example/o"),
        (
            "<meta property='og:url' content='https://fjord.example/o'><link rel=canonical href='/c'>",
            "https://fjord.example/c",
        ),
        ("<link rel=canonical href=''>", None),
        ("<link rel=canonical href='javascript:void(0)'>", None),
        ("<link rel=stylesheet href='/style.css'>", None),
        ("<link rel=canonical href='http://[broken'>", None),
        ("", None),
    ],
)
def test_a_page_names_its_own_address(markup: str, address: str | None) -> None:
    assert head(markup).canonical == address


@pytest.mark.parametrize(
    ("markup", "meta"),
    [
        ("<meta name=Description content=' Fjord\n Days '>", {"description": "Fjord Days"}),
        ("<meta property='og:title' content='Fjord Days'>", {"og:title": "Fjord Days"}),
        ("<meta itemprop=startDate content=2026-10-13>", {"startdate": "2026-10-13"}),
        ("<meta name=author content=One><meta name=author content=Two>", {"author": "One"}),
        ("<meta name=author content=''><meta name=author><meta content=x>", {}),
    ],
)
def test_meta_elements_are_known_by_name_and_the_first_counts(markup: str, meta: dict[str, str]) -> None:
    assert head(markup).meta == meta


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title>Fjord\n  Days &amp; Nights</title>", "Fjord Days & Nights"),
        ("<title>One</title><title>Two</title>", "One"),
        ("<title></title>", ""),
        ("", ""),
    ],
)
def test_the_title_is_one_line(markup: str, title: str) -> None:
    assert head(markup).title == title


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<html lang=de>", "de"),
        ("<html lang='pt_BR'>", "pt-br"),
        ("<html xml:lang='zh-Hant'>", "zh-hant"),
        ("<html lang=' EN-us '>", "en-us"),
        ("<html lang='{{ lang }}'>", None),
        ("<html lang=''>", None),
        ("<html lang>", None),
        ("<p lang=de>x", None),
    ],
)
def test_the_language_is_the_one_that_the_root_states(markup: str, language: str | None) -> None:
    assert page(markup).language == language


def test_each_block_of_json_ld_is_given_as_it_stands() -> None:
    scripts = (
        '<script type=\'application/ld+json\'>{"a": "<b>"}</script><script type=application/LD+JSON>[ broken</script>'
    )
    assert head(scripts + "<script>var a = 'ld+json'</script>").json_ld == ['{"a": "<b>"}', "[ broken"]


def test_links_are_absolute_and_have_their_words() -> None:
    body = "<a href='/fees'>Fees <b>2026</b></a><a href='#top'>Top</a><a name=x>none</a><a href=' venue.html '><img></a><a href='http://[x'>broken</a>"
    assert page(body).links == [
        ("https://fjord.example/fees", "Fees 2026"),
        (f"{URL}#top", "Top"),
        ("https://fjord.example/2026/venue.html", ""),
    ]


def test_the_text_has_a_line_for_each_block() -> None:
    assert page("<h1>Fjord Days</h1><p>13 May<p>Bergen").text == "Fjord Days\n13 May\nBergen"


def test_the_soup_is_there_for_adapters_written_by_hand() -> None:
    found = page("<p class=when>13 May</p>").soup.select_one("p.when")
    assert found is not None
    assert found.get_text() == "13 May"


def test_what_an_adapter_selects_is_there_or_the_site_has_changed() -> None:
    days = page("<p class=when>13 May</p><p class=when>14 May</p>")
    assert [each.get_text() for each in days.select("p.when")] == ["13 May", "14 May"]
    assert days.select_one("p.when").get_text() == "13 May"
    for select in (days.select, days.select_one):
        with pytest.raises(ExtractError, match=rf"^{URL}: nothing matches 'p\.where'$"):
            select("p.where")


def test_no_soup_is_made_of_what_could_keep_the_parser_busy() -> None:
    with pytest.raises(ReadError, match="nested deeper"):
        page("<div>" * 20_000).select("div")


@pytest.mark.parametrize("body", [b"", b"\x00\x01\x02", "just words".encode("utf-16"), b"<", b"<html", b"<!--"])
def test_what_is_no_markup_gives_no_facts_and_no_error(body: bytes) -> None:
    odd = Page(URL, body, date(2026, 3, 1))
    assert (odd.title, odd.canonical, odd.language, odd.json_ld, odd.links, odd.meta) == ("", None, None, [], [], {})


BOMBS = {
    "nested divs": "<div>" * 200_000,
    "nested divs that close": "<div>" * 20_000 + "</div>" * 20_000,
    "nested inline elements": "<b><i>" * 20_000,
    "nested by unknown names": "<x-y>" * 40_000,
    "nested behind a comment": "<!-- </div> -->" + "<div>" * 40_000,
    "nested with closings of another kind": "<div></p>" * 20_000,
    "nested in tables": "<table><tr><td>" * 20_000,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">",
    "attributes without values": "<p" + " x" * 900_000 + ">",
    "attributes with slashes": "<p" + "/x" * 900_000 + ">",
    "attributes with quotes": "<p" + "/x='>'" * 300_000 + ">",
    "tags": "<p>" * 60_000,
    "closings": "</p>" * 300_000,
    "options": "<select>" + "<option>" * 40_000,
    "groups of options": "<optgroup>" * 40_000,
    "closed tags": "<b></b>" * 60_000,
    "characters": "x" * 2_000_001,
}


@pytest.mark.parametrize("markup", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_at_once_and_by_name(markup: str, within) -> None:
    refused = pytest.raises(ReadError, match=f"^{URL}: .*(elements|nested|attributes|characters|tags|options)")
    with within(MOST_CPU), refused:
        _ = page(markup).tree


HEAVY = {
    "less-than signs": "<" * 1_900_000,
    "open tag": "<p " + "x" * 1_900_000,
    "open quote": "<p a='" + "x" * 1_900_000,
    "comments": "<!--" * 400_000,
    "scripts": "<script>" * 40_000,
    "entities": "&amp;" * 380_000,
    "many small blocks": "<p>13 May</p>" * 40_000,
    "white space": " " * 1_900_000 + "x",
    "one line of words": "13 May " * 270_000,
    "line breaks": "<br>" * 49_000,
}


@pytest.mark.parametrize("markup", HEAVY.values(), ids=HEAVY.keys())
def test_a_heavy_page_is_read_or_refused_in_no_long_time(markup: str, within) -> None:
    with within(4 * MOST_CPU), suppress(ReadError):
        assert page(markup).text is not None


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200 + "13 May" + "</div>" * 200,
        "<p>x" * 3000 + "<p>13 May",
        "<ul><li>" * 100 + "13 May",
        "<br>" * 5000 + "13 May" + "<img>" * 5000,
        "<p>x</p>" * 3800 + "13 May",
        "<script>var a = '<div>'.repeat(9)" + "<div>" * 1000 + "</script><p>13 May",
        "<!--" + "<div>" * 1000 + "--><p>13 May",
        "<p " + " ".join(f"data-{i}='a=b c>d'" for i in range(100)) + ">13 May",
    ],
    ids=["deep", "unclosed paragraphs", "unclosed lists", "void", "long", "script", "comment", "attributes"],
)
def test_a_page_that_is_unusual_but_no_bomb_is_read_to_its_end(markup: str) -> None:
    assert page(markup).text.rstrip().endswith("13 May")
