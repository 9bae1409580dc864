"""What the event says of itself in a few sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from eventcal.blocks import Block
from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.quick import holds, small
from eventcal.reading.survey import Survey

META = ("og:description", "description", "twitter:description")
SENTENCES = re.compile(r"[.!?。！？](?:\s|$|(?<=[。！？]))")
NO_BLURB = (
    *("dinner", "cookie", "javascript", "browser", "copyright", "©", "all rights reserved", "subscribe", "newsletter"),
    *(
        "login",
        "log in",
        "privacy",
        "click here",
        "powered by",
        "follow us",
        "refund",
        "early bird",
        "deadline",
        "http",
        "@",
    ),
)
ABOUT = {  # words of sentences that tell what something is, by language
    "en": r"is an?|are|aims?|brings?|focus(?:es)?|covers?|topics?|forum|goal|provides?|offers?|explor\w+|discuss\w*|learn|community|research(?:ers)?",
    "de": r"ist|bietet|richtet sich|themen?|widmet|behandelt|bringt|forum|austausch",
    "fr": r"est|propose|vise|réunit|rassemble|thèmes?|porte sur",
    "es": r"es una?|ofrece|reúne|temas?|busca|dirigid[oa]",
    "pt": r"é uma?|oferece|reúne|temas?|busca|voltad[oa]",
    "it": r"è una?|offre|riunisce|temi|tratta|rivolto",
}
PROSE_TAGS = frozenset(["p", "div", "section", "article", "dd", "td", "body", "main"])
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which words are not set apart."""
FEWEST_META, FEWEST_WORDS, FEWEST_SIGNS = 8, 15, 40
MONEY = re.compile(r"[€$£](?:\s?\d|(?<=\d.)|(?<=\d\s.))")
TOLD = 600  # characters of a description
BEGINNING = 300  # characters of a paragraph that show what it is
PARAGRAPHS = 6  # of the page that are looked at
NAMED = 30  # characters of the name that a paragraph may begin with


def read_descriptions(survey: Survey, name: str | None) -> Iterator[Fact]:
    """Facts with the page's own description: its meta elements, and the first paragraphs that tell what it is about."""
    yield from in_meta(survey.page)
    about = about_words(survey)
    for rank, block in enumerate(islice(filter(tells, survey.page.blocks), PARAGRAPHS)):
        text = first_sentences(block.text.replace("\n", " "))
        rule = "paragraph that tells what it is about"
        yield Fact("description", text, text, rule, block.tag, worth(text, rank, name, about))


def in_meta(page: Page) -> Iterator[Fact]:
    """The descriptions of the meta elements; a template's, which the page does not show, are worth less."""
    shown = page.text.replace("\n", " ")
    for key in META:
        text = page.meta.get(key, "")
        if len(text.split()) >= FEWEST_META and not holds(small(text), NO_BLURB):
            score = 0.7 if text[:60] in shown else 0.55
            yield Fact("description", text, text, f"meta {key}", f"meta {key}", score)


def worth(text: str, rank: int, name: str | None, about: re.Pattern[str]) -> float:
    """How well the paragraph of that rank, from 0, serves as a description. `about`: words that tell what something is."""
    score = 0.75 - 0.05 * rank + (0.1 if about.search(text) else -0.1)
    if name and name.casefold()[:NAMED] in text.casefold():
        score += 0.1
    return max(0.3, min(score, 0.85))


def about_words(survey: Survey) -> re.Pattern[str]:
    """The words of sentences that tell what something is, in the page's language."""
    tag = survey.languages[0].split("-")[0] if survey.languages else "en"
    return re.compile(rf"\b(?:{ABOUT.get(tag, ABOUT['en'])})\b", re.I)


def tells(block: Block) -> bool:
    """Whether a block is a paragraph of prose of the page's own text."""
    if block.zone not in ("main", "header") or block.level or block.row or block.tag not in PROSE_TAGS:
        return False
    return (
        is_long(block.text)
        and SENTENCES.search(block.text) is not None
        and sum([link.end - link.start for link in block.links]) < len(block.text) / 3
        and not holds(small(block.text[:BEGINNING]), NO_BLURB)
        and not MONEY.search(block.text[:BEGINNING])
    )


def is_long(text: str) -> bool:
    """Whether a text is long enough to tell something."""
    if len(text.split()) >= FEWEST_WORDS:
        return True
    return len(text) >= FEWEST_SIGNS and not text.isascii() and UNSPACED.search(text) is not None


def first_sentences(text: str) -> str:
    """The text up to the end of a sentence after at most TOLD characters; whole where it is shorter."""
    if len(text) <= TOLD:
        return text
    ends = [match.end() for match in SENTENCES.finditer(text, 0, TOLD)]
    return text[: ends[-1]].strip() if ends else text[: text.rfind(" ", 0, TOLD)].strip()
