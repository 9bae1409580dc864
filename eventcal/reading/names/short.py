"""The acronym of an event with its year, as the page writes it: "LCPC 2021", "RESDIS'22"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventcal.model import Fact
from eventcal.reading.names.spelling import SHORTEST, letters_of, spells
from eventcal.reading.names.vocabulary import WORDS
from eventcal.reading.survey import Survey
from eventcal.reading.years import years_in

SHORT = re.compile(r"(?<![\w/@.#-])([^\W\d_][\w&-]{1,14}?)(?<!\d)(?: ?(['’‘]\d\d)| ?((?:19|20)\d\d)|(\d\d))(?![\w@-])")
TEXT = 20_000  # characters of the page's text that are looked at
SURE = 0.8  # in the corpus nearly all that are given are right; the rest are a series' name beside the year


def read_short_name(survey: Survey, named: str) -> Iterator[Fact]:
    """The first acronym with the page's year that the event's name is or spells; nothing where there is none."""
    words = WORDS.findall(named.casefold())
    years = years_in(named) or survey.title_years or survey.url_years or survey.heading_years
    for text, where in places(survey):
        for match in SHORT.finditer(text):
            if is_acronym_of(match[1], words) and year_of(match) in years:
                yield Fact("short_name", match[0], match[0], "acronym and year", where, SURE)
                return


def places(survey: Survey) -> Iterator[tuple[str, str]]:
    """(text, place) where the acronym may stand, the best first."""
    page = survey.page
    yield page.title, "title"
    yield page.meta.get("og:title", ""), "meta og:title"
    yield from ((block.text, block.tag) for block in page.blocks if block.tag in ("h1", "h2"))
    yield page.text[:TEXT], "text"


def is_acronym_of(word: str, words: list[str]) -> bool:
    """Whether a word with two capitals is the acronym of a name: all of it but the year, or spelled by its words."""
    letters = letters_of(word)
    if sum(ch.isupper() for ch in word) < 2 or len(letters) < SHORTEST:
        return False
    return [w for w in words if not w.isdigit()] == [word.casefold()] or spells(words, letters)


def year_of(match: re.Match[str]) -> int | None:
    """The year behind an acronym; None where its number is none."""
    apostrophe, full, glued = match[2], match[3], match[4]
    years = years_in(apostrophe or full or f"’{glued}")
    return years[0] if years else None
