"""What every part of the page reader looks at, found once: the page's language, years, headings and dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from eventcal.blocks import Block
from eventcal.page import Page
from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import Words, words_for
from eventcal.reading.dates.written import Dates, nearest_year
from eventcal.reading.languages import languages_of
from eventcal.reading.orders import Order, Orders
from eventcal.reading.quick import small
from eventcal.reading.strikes import crossed_out, current, former
from eventcal.reading.tiles import spread_dates
from eventcal.reading.years import HAS_DIGIT, YEAR, years_in

URL_YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-4])\d(?!\d)")
NUMBER = re.compile(r"\d+")
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
CLOCK_AHEAD = re.compile(r"\W{0,3}(?:kl\.?\s?)?\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m)", re.I)
META = ("og:title", "description", "og:description", "twitter:title", "twitter:description")
YEAR_BEFORE, YEAR_BEHIND = 120, 40  # characters around a date in which a year may be its own
MOST_TEXT = 20_000  # characters of one block: more is no prose
MOST_NUMBERS = 5_000  # of a page. Real ones have fewer than 1,000
MOST_DATES = 800  # of a page; the longest listing of events seen so far has 448
NEAR = 1_000  # characters around a date that are kept as its surroundings


class Writing(NamedTuple):
    """Dates as they stand somewhere on the page, before it is known in which order and year they are to be read."""

    dates: Dates
    text: str
    where: str
    block: Block | None
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Dates as they stand somewhere on the page, with the year and the order that the page gives them."""

    dates: Dates
    text: str
    """The text that holds them: a block's, the title's, a meta element's; several blocks' where they share the date."""
    where: str
    """title, h2, li, meta description, image."""
    block: Block | None
    year: int
    year_from: str
    """stated, markup, line, title, address, heading, nearest."""
    order: Order
    """What says which number is the day and which the month."""
    span: tuple[date, date]
    """First and last day."""
    struck: bool = False
    """Struck out, or partly, and replaced by another."""

    @property
    def words(self) -> str:
        """The date's own words."""
        return self.text[self.dates.start : self.dates.end]

    @property
    def before(self) -> str:
        """What stands before them in their text, as far as it is near."""
        return self.text[max(self.dates.start - NEAR, 0) : self.dates.start]

    @property
    def after(self) -> str:
        """What stands behind them in their text, as far as it is near."""
        return self.text[self.dates.end : self.dates.end + NEAR]

    @property
    def weekdays_agree(self) -> bool | None:
        """Whether the weekdays that are said are those of the days; None where none is said."""
        return self.dates.weekdays_agree(self.year)


class Survey:
    """One page, looked over. Everything is computed when first asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.numbers_left = MOST_NUMBERS
        self.read: dict[str, list[Dates]] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that the page is written in, likeliest first."""
        return languages_of(self.page)

    @cached_property
    def small(self) -> str:
        """The page's text in small letters, in which words are quickly looked for."""
        return small(self.page.text)

    @cached_property
    def words(self) -> Words:
        """The date words of those languages."""
        return words_for(*self.languages)

    @cached_property
    def languages_known(self) -> tuple[str, ...]:
        """The languages whose labels are looked for: the page's own, and English."""
        return tuple(dict.fromkeys((*self.languages, "en")))

    @cached_property
    def title_years(self) -> list[int]:
        """Years in the title, most often one."""
        return years_in(self.page.title) or years_in(self.page.meta.get("og:title", ""))

    @cached_property
    def url_years(self) -> list[int]:
        """Years in the page's address, host included, last first: the nearest part says most."""
        parts = urlsplit(self.page.canonical or self.page.url)
        return [int(y) for y in URL_YEAR.findall(unquote(f"{parts.netloc} {parts.path} {parts.query}"))][::-1]

    @cached_property
    def heading_years(self) -> list[int]:
        """Years in the first headings of the page."""
        heads = [b.text for b in self.page.blocks if b.level in (1, 2) and b.zone in ("main", "header")][:3]
        return [year for text in heads for year in years_in(text)]

    @cached_property
    def above(self) -> list[tuple[Block, ...]]:
        """For each block the headings that it stands under, outermost first."""
        chain: list[Block] = []
        found: list[tuple[Block, ...]] = []
        for block in self.page.blocks:
            if block.level:
                chain = [b for b in chain if b.level < block.level]
            found.append(tuple(chain))
            if block.level:
                chain.append(block)
        return found

    def heading(self, block: Block) -> str:
        """The words of the nearest heading above a block; empty where there is none."""
        above = self.above[block.index]
        return above[-1].text if above else ""

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every date of the page in order, those of title, meta elements and images first; those of no year are left out."""
        written = self.written[:MOST_DATES]
        orders = Orders(self.page, self.languages, (w.dates for w in written))
        found = [m for w in written if (m := self.mention(w, orders)) is not None]
        return sorted(found, key=lambda m: (m.block.index if m.block is not None else -1, m.dates.start))

    @cached_property
    def written(self) -> list[Writing]:
        """Every date of the page as it is written; of more than MOST_DATES, those and one more."""
        return list(islice(self.writings(), MOST_DATES + 1))

    @property
    def is_cut(self) -> bool:
        """Whether the page has more dates or numbers than are looked at."""
        return len(self.written) > MOST_DATES or self.numbers_left < 0

    @cached_property
    def dated(self) -> frozenset[int]:
        """The indexes of the blocks that hold a date, or the beginning of one."""
        return frozenset(m.block.index for m in self.mentions if m.block is not None)

    @cached_property
    def clock_heads(self) -> Counter[str]:
        """How many blocks of each kind begin with a time of day."""
        return Counter(block.path for block in self.page.blocks if CLOCK_AHEAD.match(block.text))

    def writings(self) -> Iterator[Writing]:
        """Every date of the page as it is written: those that nobody sees first, then those in blocks, then in several."""
        for where, text in self.unseen_texts():
            for dates in self.dates_in(text):
                yield Writing(dates, text, where, None)
        dated: set[int] = set()
        for block in self.with_digits():
            for written in self.in_block(block):
                dated.add(block.index)
                yield written
        for block, text, dates in spread_dates(self.page.blocks, dated, self.words):
            yield Writing(dates, text, block.tag, block)

    def with_digits(self) -> Iterator[Block]:
        """The blocks that hold digits, until there were more numbers than any page for people has."""
        for block in self.page.blocks:
            if self.numbers_left >= 0 and (numbers := NUMBER.findall(block.text, 0, MOST_TEXT)):
                self.numbers_left -= len(numbers)
                yield block

    def unseen_texts(self) -> Iterator[tuple[str, str]]:
        """The title, meta elements and images' alternative texts, each with what it is; what several meta elements say, once."""
        yield "title", self.page.title
        meta = {self.page.meta[name]: f"meta {name}" for name in reversed(META) if name in self.page.meta}
        yield from ((name, text) for text, name in reversed(meta.items()))
        yield from (("image", alt) for alt, _ in self.page.outline.images)

    def in_block(self, block: Block) -> Iterator[Writing]:
        """The dates of a block; where something is struck out, those that count, then those that do not."""
        struck = [(mark.start, mark.end) for mark in block.struck]
        counting = self.dates_in(current(block.text, struck) if struck else block.text)
        yield from (Writing(dates, block.text, block.tag, block) for dates in counting)
        if struck:
            old = self.dates_in(crossed_out(block.text, struck)) or self.dates_in(
                former(block.text, struck, self.words)
            )
            said = {(dates.first, dates.last) for dates in counting}
            yield from (Writing(d, block.text, block.tag, block, True) for d in old if (d.first, d.last) not in said)

    def dates_in(self, text: str) -> list[Dates]:
        """The dates of one text; titles and the like are asked for again and again."""
        if text not in self.read:
            self.read[text] = find_dates(text[:MOST_TEXT], self.words) if HAS_DIGIT.search(text) else []
        return self.read[text]

    def mention(self, written: Writing, orders: Orders) -> Mention | None:
        """The mention that a writing is, in its likeliest order and year; None where it fits no year."""
        marked = marked_day(written)
        dates, order = orders.choose(written.dates, written.text[written.dates.start : written.dates.end], marked)
        year = self.year_of(dates, written, marked)
        span = dates.in_year(year[0]) if year is not None else None
        if year is None or span is None:
            return None
        return Mention(dates, written.text, written.where, written.block, *year, order, span, written.struck)

    def year_of(self, dates: Dates, written: Writing, marked: date | None) -> tuple[int, str] | None:
        """The year of a date and where it is from. A weekday that is said must agree with a year that is not."""
        stated = dates.first.year or dates.last.year
        if stated is not None:
            return stated, "stated"
        if marked is not None and (marked.month, marked.day) == (dates.first.month, dates.first.day):
            return marked.year, "markup"
        for years, source in self.year_sources(written):
            for year in years:
                if dates.in_year(year) is not None and dates.weekdays_agree(year) is not False:
                    return year, source
        nearest = nearest_year(dates, self.page.when)
        return (nearest, "nearest") if nearest is not None else None

    def year_sources(self, written: Writing) -> Iterator[tuple[list[int], str]]:
        """Where a missing year may be taken from, best first. Of a whole page's years only those near its day: pages
        name past editions too."""
        yield years_beside(written), "line"
        this_year = self.page.when.year
        yield near(self.years_above(written.block), this_year), "heading"
        yield self.years_in_next_blocks(written.block), "line"
        yield near(self.title_years, this_year), "title"
        yield near(self.url_years, this_year), "address"
        yield near(self.heading_years, this_year), "heading"

    def years_in_next_blocks(self, block: Block | None) -> list[int]:
        """The year that stands alone in the block before or behind: the sheets of a calendar."""
        if block is None:
            return []
        beside = self.page.blocks[max(block.index - 1, 0) : block.index + 2]
        return [int(b.text) for b in beside if len(b.text) == 4 and YEAR.fullmatch(b.text)]

    def years_above(self, block: Block | None) -> list[int]:
        """The years that the headings above a block name, the nearest heading's first."""
        above = self.above[block.index] if block is not None else ()
        return [year for heading in reversed(above) for year in years_in(heading.text)]


def years_beside(written: Writing) -> list[int]:
    """The years in the line of the date, nearest first: those shortly before it, then one right behind it."""
    dates, text = written.dates, written.text
    before = text[max(dates.start - YEAR_BEFORE, 0) : dates.start].rpartition("\n")[2].rpartition(". ")[2]
    behind = text[dates.end : dates.end + YEAR_BEHIND].partition("\n")[0].partition(". ")[0]
    return [*reversed(years_in(before)), *years_in(behind)]


def marked_day(written: Writing) -> date | None:
    """The day of the `time` element in which the date begins; None where there is none."""
    times = written.block.times if written.block is not None else []
    value = next((mark.value for mark in times if mark.start <= written.dates.start < mark.end), "")
    match = ISO_DAY.match(value.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def near(years: list[int], this_year: int) -> list[int]:
    """The years within one of this year; the first of all where none is."""
    return [y for y in years if abs(y - this_year) <= 1] or years[:1]
