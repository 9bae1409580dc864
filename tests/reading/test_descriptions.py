"""What the event says of itself, and what pages say beside it."""

from __future__ import annotations

import pytest
from webpages import best, page, survey

from eventcal.reading.descriptions import TOLD, first_sentences, read_descriptions
from eventcal.reading.survey import Survey

ABOUT = "Fjord Days is a forum for people who write software that floats, and for those who would rather that it did not sink."


def described(body: str, **about: str) -> str:
    return str(best(list(read_descriptions(survey(body, **about), "Fjord Days 2026"))).value)


@pytest.mark.parametrize(
    "before",
    [
        "<nav><p>This is the menu of the conference, with very many words in it, so many that it looks like prose.</p></nav>",
        "<p>We use cookies to make this site better. By staying here you agree to all that we do with them, of course.</p>",
        "<p>13-15 October 2026, Bergen</p>",
        "<h2>This is a heading with many words that says what follows but tells nothing about the event. Really.</h2>",
        '<p><a href="/a">All the talks are here.</a> <a href="/b">All the posters and all of the papers are here, too, as links.</a></p>',
    ],
)
def test_the_first_paragraph_that_tells_what_it_is_about_is_taken(before: str) -> None:
    assert described(f"<h1>Fjord Days</h1>{before}<p>{ABOUT}</p>") == ABOUT


def test_a_paragraph_without_spaces_between_its_words_tells_too() -> None:
    told = (
        "港で使われるソフトウェアについて、研究者と技術者が一日かけて話し合う会です。発表は日本語または英語で行います。"
    )
    assert described(f"<h1>港研究会</h1><p>{told}</p>", lang="ja") == told


def test_the_page_s_meta_element_is_a_description_too() -> None:
    here = page("<h1>Fjord Days</h1>")
    meta = f'<meta name="description" content="{ABOUT}">'
    described_here = Survey(type(here)(here.url, here.body.replace(b"<title>", meta.encode() + b"<title>"), here.when))
    assert [fact.value for fact in read_descriptions(described_here, None)] == [ABOUT]


def test_a_page_that_tells_nothing_has_no_description() -> None:
    assert list(read_descriptions(survey("<h1>Fjord Days</h1><p>13-15 October 2026</p>"), None)) == []


def test_a_long_paragraph_ends_with_a_sentence() -> None:
    told = first_sentences("A short sentence about boats. " * 50)
    assert told.endswith("boats.")
    assert TOLD - 30 <= len(told) <= TOLD
