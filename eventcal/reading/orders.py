"""Whether 7/12 is 7 December or July 12 on a page, and what says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from eventcal.page import Page
from eventcal.reading.dates.written import Dates

Order: TypeAlias = Literal["stated", "proved", "language", "doubtful"]
"""stated: the date can be read in one way only. proved: its weekday, markup or another date of the page settles it.
language: people write so in the page's country or language. doubtful: nothing settles it."""

SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])")
BRITISH = re.compile(r"\b(?:colour|programme|organis|centre|behaviour|England|Scotland|Australia|Ireland|New Zealand)")
MONTH_FIRST_DOMAINS = frozenset("us gov edu mil jp kr cn tw".split())
WORLDWIDE_DOMAINS = frozenset("ai ca cc co fm gg io is la ly me ph sh so to tv ws".split())
"""Domains of two letters that are used everywhere, or whose country writes either way."""
MONTH_FIRST_LANGUAGES = frozenset("ja zh ko hu".split())
DAY_FIRST_ENGLISH = frozenset("en-gb en-uk en-ie en-au en-nz en-za en-in".split())
SAMPLE = 20_000  # characters of text in which British spelling is looked for


class Orders:
    """The order of day and month on one page. `dates` are those whose order may prove that of the others."""

    def __init__(self, page: Page, languages: Sequence[str], dates: Iterable[Dates]) -> None:
        self.page = page
        self.language = languages[0].lower() if languages else ""
        self.sure_days = {(d.first.month, d.first.day) for d in dates if d.swapped is None}
        self.proved = month_first_by_proof(page)
        self.custom = month_first_by_domain(page) if self.language[:2] in ("en", "") else None
        if self.custom is None:
            self.custom = month_first_by_language(self.language, page.language)

    def choose(self, dates: Dates, words: str, attested: date | None = None) -> tuple[Dates, Order]:
        """The likelier reading of a date and what speaks for it. `attested`: its first day as markup gives it."""
        swapped = dates.swapped
        if swapped is None:
            return dates, "stated"
        fitting = [reading for reading in (dates, swapped) if self.fits(reading, attested)]
        if len(fitting) == 1:
            return fitting[0], "proved"
        if self.proved is not None:
            return (swapped if self.proved else dates), "proved"
        if "." in words and "/" not in words:  # nobody in the United States writes so
            return (swapped if self.language[:2] in MONTH_FIRST_LANGUAGES else dates), "language"
        if self.custom is not None:
            return (swapped if self.custom else dates), "language"
        return (dates if self.is_british else swapped), "doubtful"

    @cached_property
    def is_british(self) -> bool:
        """Whether the page is spelled as people write who put the day first."""
        return BRITISH.search(self.page.text[:SAMPLE]) is not None

    def fits(self, dates: Dates, attested: date | None) -> bool:
        """Whether a reading is the day that markup gives, or one whose weekday agrees, or one that the page spells out."""
        first = dates.first
        if attested is not None:
            return (first.month, first.day) == (attested.month, attested.day)
        if first.year is not None and first.weekday is not None:
            return dates.weekdays_agree(first.year) is True
        return (first.month, first.day) in self.sure_days


def month_first_by_proof(page: Page) -> bool | None:
    """What most of the page's dates with slashes show that can be read in one way only; None: none shows it."""
    proofs = [proof for block in page.blocks if "/" in block.text for proof in proofs_in(block.text)]
    return sum(proofs) * 2 > len(proofs) if proofs else None


def proofs_in(text: str) -> list[bool]:
    """For each telling date of a text whether it has the month first."""
    pairs = [(int(first), int(second)) for first, second in SLASHED.findall(text)]
    return [second > 12 for first, second in pairs if 12 < max(first, second) <= 31 and min(first, second) <= 12]


def month_first_by_domain(page: Page) -> bool | None:
    """What people write in the country of the page's domain; None where it names no country."""
    domain = (urlsplit(page.canonical or page.url).hostname or "").rpartition(".")[2]
    if domain in MONTH_FIRST_DOMAINS:
        return True
    return False if len(domain) == 2 and domain.isalpha() and domain not in WORLDWIDE_DOMAINS else None


def month_first_by_language(language: str, stated: str | None) -> bool | None:
    """What people write in a language; English leaves it open where the page does not state whose English it is."""
    if language[:2] not in ("en", ""):
        return language[:2] in MONTH_FIRST_LANGUAGES
    if stated in DAY_FIRST_ENGLISH:
        return False
    return True if stated == "en-us" else None
