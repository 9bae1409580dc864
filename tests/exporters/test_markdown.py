"""Whatever a name holds, it renders to exactly that text; nothing is escaped that need not be."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from eventcal.exporters.clean import one_line, web_url
from eventcal.exporters.markdown import escape, link, paragraph

DIALECTS = [MarkdownIt("commonmark"), MarkdownIt("gfm-like", {"linkify": False})]
URL = "https://fjord.example/"

nasty = st.text(st.sampled_from("ab1 .é`*_[]()<>#+-=!\\~|&;{}%:/\"'@x\u00a0"), max_size=30)


def rendered(markdown: str, dialect: MarkdownIt) -> str:
    return dialect.render(markdown).removesuffix("\n")


def text_of(html: str) -> str:
    assert re.fullmatch(r"<p>[^<]*</p>", html), html
    return unescape(html[3:-4])


def link_of(html: str) -> tuple[str, str]:
    found = re.fullmatch(r'<p><a href="([^"]*)">([^<]*)</a></p>', html)
    assert found, html
    return unescape(found[2]), unescape(found[1])


@pytest.mark.parametrize(
    "name",
    [
        "50th International Conference on Parallel Processing - ICPP ’21",
        "25th Int’l Conference (RECOMB 2021)",
        "Women's R&D: 100% data, C++ and C# #1",
        "HPC | AI",
        "a < b > c",
        "snake_case_names",
        "A * B",
        "~30 people",
        "AT&T",
        "back\\slash",
        "Wow! {what}",
        "2021. A year",
    ],
)
def test_ordinary_names_are_written_as_they_are(name):
    assert escape(name) == name


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("[Fjord] Days", r"\[Fjord\] Days"),
        ("*Fjord* Days", r"\*Fjord\* Days"),
        ("_Fjord_ Days", r"\_Fjord\_ Days"),
        ("`Fjord`", r"\`Fjord\`"),
        ("<b>Fjord", r"\<b>Fjord"),
        ("&lt; Fjord", r"\&lt; Fjord"),
        ("{{ 7*7 }}", r"{\{ 7\*7 }}"),
        ("{% raw %}", r"{\% raw %}"),
        ("~~Fjord~~", r"\~\~Fjord\~\~"),
        ("Fjord\\", "Fjord\\\\"),
        ("](http://evil.example) [", r"\](http://evil.example) \["),
    ],
)
def test_what_markdown_would_read_is_escaped(name, written):
    assert escape(name) == written


@pytest.mark.parametrize("dialect", DIALECTS)
@given(nasty)
@example("* * *")
@example("1) a")
@example("- a")
@example("~~~")
@example("#\u00a0a")
@example("<https://a.example>")
def test_any_text_renders_to_itself_as_a_paragraph(dialect, text):
    text = one_line(text)
    assert text_of(rendered(paragraph(text) or "<p></p>", dialect)) == text


@pytest.mark.parametrize("dialect", DIALECTS)
@given(nasty)
def test_any_name_renders_to_itself_in_a_link(dialect, name):
    name = one_line(name)
    assert link_of(rendered(link(name, URL), dialect)) == (name, URL)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "path",
    ["a_(b)", "a)b(", "a b", "?a=1&copy=2&lt;", "'\"", "*a*_b_", "[a]", "`a`", "\\a", "#tabs|1", "<a>", "å", "!"],
)
def test_any_address_leads_where_it_should(dialect, path):
    parts = {"(": "%28", ")": "%29", "[": "[", "]": "]"}
    expected = "".join(parts.get(sign, sign) for sign in web_url(URL + path))
    found = link_of(rendered(link("Fjord Days", URL + path), dialect))[1]
    assert dialect.normalizeLink(expected) == found


def test_an_address_is_literal_where_it_is_plain():
    address = "https://www.fjord.example/programme-tabs1/?a=1&b=~x#tabs|1"
    assert link("Fjord Days", address) == f"[Fjord Days]({address})"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///home/me/page.html", ""])
def test_what_no_browser_should_follow_is_no_link(url):
    assert link("# Fjord [Days]", url) == r"\# Fjord \[Days\]"
