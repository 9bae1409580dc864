"""The blocks of a page: its text as people see it, and what the markup says of each stretch."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from eventcal.blocks import Block, Mark, Outline, outline


def outlined(markup: str) -> Outline:
    return outline(LexborHTMLParser(markup))


def blocks(markup: str) -> list[Block]:
    return outlined(markup).blocks


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]


def marked(block: Block, kind: str) -> list[str]:
    """The stretches of a block's text that bear a kind of mark."""
    marks: list[Mark] = getattr(block, kind)
    return [block.text[mark.start : mark.end].strip() for mark in marks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>13<sup>th</sup> of <em>May</em> 2026</p>", ["13th of May 2026"]),
        ("<p>13 <span> May </span> 2026</p>", ["13 May 2026"]),
        ("<p>13-<wbr>15 May</p>", ["13-15 May"]),
        ("<p>13 May<br>Bergen</p>", ["13 May\nBergen"]),
        ("<p>13 May <br /> <br/> Bergen</p>", ["13 May \n\nBergen"]),
        ("<div>When<p>13 May</p>Where</div>", ["When", "13 May", "Where"]),
        ("<p>13&nbsp;May<!-- not 14 --> 2026</p>", ["13 May 2026"]),
        ("<p>Octo&shy;ber\u200b</p>", ["October"]),
        ("<pre>13\n  May\n\t2026</pre>", ["13 May 2026"]),
        ("<p>one<p>two<div>three<li>four", ["one", "two", "three", "four"]),
        ("<b>13 May<p>Bergen</b> Norway", ["13 May", "Bergen Norway"]),
        ("Fjord Days<p>13 May</p>Bergen", ["Fjord Days", "13 May", "Bergen"]),
        ("<table><tr><td>13<td>May<tr><td>Bergen</table>", ["13", "May", "Bergen"]),
        ("<td>13 May</td><tr>Bergen</tr>", ["13 MayBergen"]),
        ("<dl><dt>When<dd>13 May<dt>Where<dd>Bergen</dl>", ["When", "13 May", "Where", "Bergen"]),
        ("<details><summary>When</summary>13 May</details>", ["When", "13 May"]),
        ("<center><font size=2>13 <font color=red>May</font></font></center>", ["13 May"]),
        ("<select><option>May<option>June</select><button>Go</button>", ["May", "June", "Go"]),
        ("<p> &nbsp; </p><p></p><div>\n</div>", []),
        ("", []),
    ],
)  # fmt: skip
def test_inline_markup_keeps_a_line_together_and_blocks_part_it(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<script>13 May</script>",
        "<style>p {}</style>",
        "<template><p>13 May</p></template>",
        "<noscript>13 May</noscript>",
        "<svg><text>13 May</text></svg>",
        "<p hidden>13 May</p>",
        "<div style='color: red; display: none'><p>13 May</p></div>",
        "<span style='visibility:hidden'>13 May</span>",
        "<!-- <p>13 May</p> -->",
    ],
)
def test_what_nobody_sees_is_in_no_block(markup: str) -> None:
    assert texts(f"<p>before</p>{markup}<p>after</p>") == ["before", "after"]


@pytest.mark.parametrize("attribute", ["hidden", "style='visibility: hidden'", "style='display:none'"])
def test_a_page_that_hides_itself_until_its_scripts_have_run_is_read(attribute: str) -> None:
    assert texts(f"<body {attribute}><p>13 May</p></body>") == ["13 May"]


@pytest.mark.parametrize(
    ("markup", "zone"),
    [
        ("<p>x</p>", "main"),
        ("<header>x</header>", "header"),
        ("<nav><ul><li>x</ul></nav>", "nav"),
        ("<footer><div>x</div></footer>", "footer"),
        ("<aside>x</aside>", "aside"),
        ("<div role=banner>x</div>", "header"),
        ("<div role=navigation>x</div>", "nav"),
        ("<div role=contentinfo>x</div>", "footer"),
        ("<section role=complementary>x</section>", "aside"),
        ("<div class='site-footer dark'>x</div>", "footer"),
        ("<div id=Footer>x</div>", "footer"),
        ("<div class=left-sidebar><p>x</p></div>", "aside"),
        ("<ul class='main-menu'><li>x</ul>", "nav"),
        ("<div class=breadcrumbs>x</div>", "nav"),
        ("<div id=masthead>x</div>", "header"),
        ("<div class=footnote>x</div>", "main"),
        ("<div class=menuhin>x</div>", "main"),
        ("<div class='page has-sidebar'>x</div>", "main"),
        ("<div class='widget widget_text'>x</div>", "aside"),
        ("<div class='elementor-widget-container'>x</div>", "main"),
        ("<div class='wrap grid-for-nav'>x</div>", "main"),
        ("<div class='sidebar-content'>x</div>", "main"),
        ("<body class='one-sidebar sidebar-left'><p>x</p></body>", "main"),
        ("<footer><nav>x</nav></footer>", "nav"),
        ("<footer><div class=menu>x</div></footer>", "footer"),
        ("<footer><article>x</article></footer>", "main"),
        ("<header class=article-header>x</header>", "main"),
    ],
)
def test_the_part_of_the_page_is_known_by_element_role_or_class(markup: str, zone: str) -> None:
    assert [block.zone for block in blocks(markup)] == [zone]


def test_cells_know_their_row_and_their_place_in_it() -> None:
    cells = blocks("<table><caption>Fees</caption><tr><th>Early<td>100<tr><th>Late<td>120</table><p>x</p>")
    assert [(b.text, b.cell) for b in cells] == [
        ("Fees", 0), ("Early", 1), ("100", 2), ("Late", 1), ("120", 2), ("x", 0),
    ]  # fmt: skip
    assert cells[1].row == cells[2].row != cells[3].row == cells[4].row
    assert cells[0].row == cells[5].row == 0


def test_entries_of_a_list_share_its_group_and_are_items_of_their_own() -> None:
    one, inner, two, outside = blocks("<ul><li>one<ul><li>inner</ul><li>two</ul><p>outside</p>")
    assert one.group == two.group != inner.group
    assert len({one.item, inner.item, two.item}) == 3
    assert (outside.group, outside.item) == (0, 0)


def test_entries_of_one_list_have_the_same_path() -> None:
    one, two, other = blocks("<ul><li>one<li>two</ul><ol><li>other</ol>")
    assert one.path == two.path != other.path


def test_a_block_knows_its_classes_innermost_first() -> None:
    (block,) = blocks("<div class='Event Card' id=e1><p class=date>13 May</p></div>")
    assert block.classes.split() == ["date", "event", "card", "e1"]


@pytest.mark.parametrize(("tag", "level"), [("h1", 1), ("h6", 6), ("hr", 0), ("header", 0), ("p", 0)])
def test_only_headings_have_a_level(tag: str, level: int) -> None:
    assert Block("x", tag, "main", "").level == level


@pytest.mark.parametrize(
    ("markup", "struck"),
    [
        ("<p>Due <s>1 May</s> 8 May</p>", ["1 May"]),
        ("<p>Due <STRIKE>1 May</STRIKE> 8 May</p>", ["1 May"]),
        ("<p>Due <del>1 <b>May</b></del> <ins>8 May</ins></p>", ["1 May"]),
        ("<p>Due <s>1 <del>May</del></s> 8 May</p>", ["1 May"]),
        ("<p>Due <span style='text-decoration:line-through'>1 May</span> 8 May</p>", ["1 May"]),
        ("<p>Due <span class='old strike'>1 May</span> 8 May</p>", ["1 May"]),
        ("<p style='text-decoration: line-through'>1 May</p>", ["1 May"]),
        ("<ul class=struck><li>1 May</ul>", ["1 May"]),
        ("<del><p>1 May</p></del>", ["1 May"]),
        ("<p><s>13</s>-<s>15</s> May</p>", ["13", "15"]),
        ("<p>Due <span class=striking>8 May</span></p>", []),
        ("<p>Due 8 May<s></s></p>", []),
    ],
)
def test_what_is_struck_out_is_known_by_element_style_or_class(markup: str, struck: list[str]) -> None:
    (block,) = blocks(markup)
    assert marked(block, "struck") == struck


def test_a_strike_goes_on_through_every_block_in_it_and_ends_there() -> None:
    found = blocks("<del>one<p>two</p>three</del> four")
    assert [(block.text, marked(block, "struck")) for block in found] == [
        ("one", ["one"]), ("two", ["two"]), ("three four", ["three"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "kind", "words", "values"),
    [
        ("<p>See <a href='/x'>13 May</a>, <a>no link</a></p>", "links", ["13 May"], ["/x"]),
        ("<p> <a href='/x'><b>Fjord</b> Days</a></p>", "links", ["Fjord Days"], ["/x"]),
        ("<p>a <b>13</b> <strong>May <i>2026</i></strong></p>", "bold", ["13", "May 2026"], ["", ""]),
        ("<p>on <time datetime='2026-05-13'>13 May</time> <time>x</time></p>", "times", ["13 May"], ["2026-05-13"]),
    ],
)
def test_links_bold_words_and_times_are_marked_where_they_stand(
    markup: str, kind: str, words: list[str], values: list[str]
) -> None:
    (block,) = blocks(markup)
    assert marked(block, kind) == words
    assert [mark.value for mark in getattr(block, kind)] == values


def test_a_link_around_blocks_is_a_link_of_each() -> None:
    found = blocks("<a href='/x'>Fjord Days<h3>13 May</h3></a><p>x</p>")
    assert [marked(block, "links") for block in found] == [["Fjord Days"], ["13 May"], []]


def test_the_words_of_images_stand_beside_the_text_that_people_see() -> None:
    found = outlined("<h1>Fjord Days</h1><p><img alt=' 13 May\n2026'>Bergen</p><img alt=''><img>")
    assert found.images == [("13 May 2026", 1)]
    assert [block.text for block in found.blocks] == ["Fjord Days", "Bergen"]


def test_blocks_are_numbered_in_the_order_of_the_page() -> None:
    assert [block.index for block in blocks("<p>a</p><hr><p> </p><ul><li>b</ul>")] == [0, 1]


def test_elements_deeper_than_the_stack_of_python_are_read() -> None:
    assert texts("<div>" * 3000 + "13 May") == ["13 May"]


def test_no_text_is_lost_however_it_is_nested() -> None:
    markup = "<div>a<table><tr><td>b<p>c</p>d</td></tr></table>e<ul>f<li>g<br>h</li></ul><b>i<div>j</div>k</b></div>l"
    assert "".join(texts(markup)).replace("\n", "") == "abcdefghijkl"
