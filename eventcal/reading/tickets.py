"""The prices of a page, each with how surely attendees pay it: by its own words, its table, its list and its headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import unquote, urlsplit

from eventcal.blocks import Block
from eventcal.reading.price_context import (
    Kind,
    Vocabulary,
    attendee_score,
    first_kind,
    is_tax,
    kind_before,
    outer_kind,
    own_kind,
    vocabulary,
    words_of,
)
from eventcal.reading.prices import PriceHit, bare_price, find_prices, may_hold_prices
from eventcal.reading.survey import META, Survey

MOST_TEXT = 5_000  # characters of a block that are looked at
MOST_OF_PAGE = 100_000  # characters of a page; the longest real one so far has 30,000
MOST_PRICES = 1_000  # of a page
MOST_BLOCK_PRICES = 200
LINE = 250  # characters before and behind a price in which its own words stand
SHORT = 100  # characters of a block that may be a label of what follows
LABEL_BACK = 8  # blocks between such a label and its price
ROW = 12  # blocks to each side in which the cells of a row stand
TABLE = 200  # blocks back to the head of a column
MOST_ROWS = 25  # cells back to it
LONGEST_NUMBER = 9  # characters of a cell that is only an amount
MOST = 20_000  # euros, pounds or dollars that a ticket costs
SENTENCE_START = re.compile(r"\n|[。！？]|[.!?]\s+(?=[^\Wa-zà-ÿ\d_])")
LIST_MARK = re.compile(r"(?:[,;/|•·]|\s(?:and|or|und|oder|et|ou|y|o|e|en|of|og|eller|och|i|a|és|и|或|和))\s*$")
NO_WORD = re.compile(r"[\W\d_]*")
CLAUSE_START = re.compile(r"[,;|•·]\s")
ASIDE = ("nav", "aside")
PRICE_CLASS = re.compile(r"(?:^|[\s_-])(?:prices?|pricing|fees?|tarifs?|preise?|precios?)(?:[\s_-]|$)")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A price with where it stands and how surely attendees pay it."""

    hit: PriceHit
    text: str
    """The text that holds it."""
    block: Block | None
    """None: it stands in the title or in a meta element."""
    line: tuple[int, int]
    """Start and end of its sentence or line in that text."""
    score: float
    why: str
    """For people."""
    apart: bool
    """What stands above tells of something else that costs money, such as a dinner."""


def read_tickets(survey: Survey, country: str | None) -> Iterator[Ticket]:
    """The prices of the page's own text, in order, those of hotels and sponsors included; MOST_PRICES at most."""
    language = survey.languages[0] if survey.languages else None
    known = vocabulary(survey.languages_known)
    about_prices = is_about_prices(survey, known)
    parts = lone_heads(survey.page.blocks)
    left = MOST_PRICES
    for text, block in texts(survey):
        hits = find_prices(text, language, country) or bare_prices(survey, block, language, country)
        if hits:
            yield from Text(survey, known, text, block, hits[: min(left, MOST_BLOCK_PRICES)], parts).tickets(
                about_prices
            )
            left -= len(hits)
        if left <= 0:
            break


def lone_heads(blocks: Sequence[Block]) -> list[Block]:
    """The head cells that are alone in their rows: each opens a part of its table."""
    sides = zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)
    return [
        block
        for before, block, behind in sides
        if block.tag == "th" and not any(other is not None and other.row == block.row for other in (before, behind))
    ]


def bare_prices(survey: Survey, block: Block | None, language: str | None, country: str | None) -> list[PriceHit]:
    """The price of a table's cell that is a mere number, where the head of its column names the currency."""
    if block is None or not block.row or not block.text[0].isdigit() or len(block.text) > LONGEST_NUMBER:
        return []
    price = bare_price(block.text, head_of(survey, block), language, country)
    return [price] if price is not None else []


def texts(survey: Survey) -> Iterator[tuple[str, Block | None]]:
    """The texts of the page that may tell a price, MOST_OF_PAGE characters of them; the title and meta elements first."""
    told = [survey.page.title, *(survey.page.meta[name] for name in META if name in survey.page.meta)]
    yield from ((text[:MOST_TEXT], None) for text in dict.fromkeys(told))
    left = MOST_OF_PAGE
    for block in survey.page.blocks:
        if block.zone in ("main", "header") or (block.zone in ASIDE and len(block.text) <= SHORT):
            yield block.text[:MOST_TEXT], block
            left -= len(block.text)
        if left <= 0:
            break


def head_of(survey: Survey, block: Block) -> str:
    """The words of the nearest cell above, in the same column, that is no amount; empty where there is none."""
    before = survey.page.blocks[max(block.index - TABLE, 0) : block.index]
    column = (
        b.text for b in reversed(before) if b.group == block.group and b.cell == block.cell and b.row != block.row
    )
    return next((text[:LINE] for text in islice(column, MOST_ROWS) if not is_amount(text)), "")


def is_amount(text: str) -> bool:
    """Whether a cell holds a price or a mere number."""
    return NO_WORD.fullmatch(text) is not None or may_hold_prices(text[:LINE])


def is_about_prices(survey: Survey, known: Vocabulary) -> bool:
    """Whether the page's title or the end of its address names registration, tickets or fees."""
    end = unquote(urlsplit(survey.page.url).path).rstrip("/").rpartition("/")[2]
    told = f"{survey.page.title[:SHORT]} | {re.sub('[-_.]', ' ', end[:SHORT])}"
    return any(word.kind in ("attendee", "price") for word in words_of(told, known))


@dataclass
class Text:
    """One text with prices, and what stands around it."""

    survey: Survey
    known: Vocabulary
    text: str
    block: Block | None
    hits: Sequence[PriceHit]
    parts: Sequence[Block]
    """The lone heads of all tables, in order."""

    def tickets(self, about_prices: bool) -> Iterator[Ticket]:
        """The prices with their scores. One without words of its own shares those of its neighbours in the line."""
        kinds = [self.own(number) for number in range(len(self.hits))]
        lines = [self.line(hit) for hit in self.hits]
        for hit, own, line in zip(self.hits, kinds, lines, strict=True):
            near = (kind for kind, other in zip(kinds, lines, strict=True) if kind is not None and other == line)
            nearest, above = self.kinds(own or next(near, None))
            score = 0.0 if self.refuses(hit, own, nearest) else attendee_score(nearest, above, about_prices)
            why = f"{nearest or 'nothing'} under {above or 'nothing'}"
            yield Ticket(hit, self.text, self.block, line, score, why, above == "other")

    def kinds(self, own: Kind | None) -> tuple[Kind | None, Kind | None]:
        """What the nearest words say of a price, its own first, and what those above them say."""
        said = [kind for kind in (own, self.in_row, self.before, self.label, self.by_class) if kind is not None]
        above = [kind for kind in (self.part_of_table, *self.headings) if kind is not None]
        if not said and above[:1] == ["who"]:  # a card: its heading names who pays
            said, above = above[:1], above[1:]
        return (said[0], outer_kind([*said[1:], *above])) if said else (None, outer_kind(above))

    def line(self, hit: PriceHit) -> tuple[int, int]:
        """Where the sentence or line of a price starts and ends, at most LINE characters to each side."""
        first, last = max(hit.start - LINE, 0), min(hit.end + LINE, len(self.text))
        start = max((m.end() for m in SENTENCE_START.finditer(self.text, first, hit.start)), default=first)
        end = SENTENCE_START.search(self.text, hit.end, last)
        return start, end.start() if end else last

    def own(self, number: int) -> Kind | None:
        """What the words between the prices before and behind say of a price."""
        hit = self.hits[number]
        start, end = self.line(hit)
        others = [other for other in self.hits[:number] if other.end > start]
        before = self.text[max([start, *(other.end for other in others)]) : hit.start]
        if others:
            before = own_part(before)
        behind = min([end, *(other.start for other in self.hits[number + 1 : number + 2])])
        return own_kind(before, self.text[hit.end : behind], self.known)

    def refuses(self, hit: PriceHit, own: Kind | None, nearest: Kind | None) -> bool:
        """Whether a price cannot be a ticket's: a tax, struck out, too dear; or in the page's margin, without label or table."""
        block = self.block
        large = hit.amount > MOST and hit.currency in ("USD", "EUR", "GBP")
        struck = block is not None and any(m.start <= hit.start and hit.end <= m.end for m in block.struck)
        labelled = own in ("attendee", "price") or (block is not None and block.row and nearest in ("attendee", "who"))
        aside = block is not None and block.zone in ASIDE and not labelled
        return large or struck or aside or is_tax(self.text[: hit.start], self.text[hit.end :])

    @cached_property
    def before(self) -> Kind | None:
        """What the sentences before say, in the same paragraph."""
        return kind_before(self.text[max(self.hits[0].start - LINE, 0) : self.hits[0].start], self.known)

    @cached_property
    def in_row(self) -> Kind | None:
        """What the other cells of the price's row say, else the head of its column."""
        if self.block is None or not self.block.row:
            return None
        blocks, here = self.survey.page.blocks, self.block
        near = blocks[max(here.index - ROW, 0) : here.index + ROW]
        cells = [b.text[:LINE] for b in near if b.row == here.row and b.cell != here.cell]
        row, column = (first_kind(t, self.known) for t in (" | ".join(cells), head_of(self.survey, here)))
        return column if row in (None, "price") and column is not None else row

    @cached_property
    def label(self) -> Kind | None:
        """What a short text shortly before says, as "Regular prices:" does of the list below."""
        if self.block is None or self.block.row or self.block.level:
            return None
        here = self.block.index
        for block in reversed(self.survey.page.blocks[max(here - LABEL_BACK, 0) : here]):
            if block.level or block.zone != self.block.zone:
                break
            if len(block.text) <= SHORT and (kind := first_kind(block.text, self.known)) is not None:
                return kind
        return None

    @cached_property
    def by_class(self) -> Kind | None:
        """What the class of the price's element says: "price", "ticket-price"."""
        return "price" if self.block is not None and PRICE_CLASS.search(self.block.classes) else None

    @cached_property
    def part_of_table(self) -> Kind | None:
        """What the nearest row above that is one head of the table alone says: a "Dinner" with its own date, place and price."""
        here = self.block
        if here is None or not here.row:
            return None
        place = bisect_left(self.parts, here.index, key=lambda block: block.index)
        above = self.parts[place - 1] if place else None
        return first_kind(above.text[:LINE], self.known) if above and above.group == here.group else None

    @cached_property
    def headings(self) -> tuple[Kind, ...]:
        """What the telling headings say, the nearest first; the page's own, its event's name, only if it names tickets or fees."""
        above = reversed(self.survey.above[self.block.index] if self.block is not None else ())
        told = ((block.level, first_kind(block.text[:LINE], self.known)) for block in above)
        return tuple(kind for level, kind in told if kind is not None and (level > 1 or kind in ("attendee", "price")))


def own_part(between: str) -> str:
    """Of the words between two prices those that lead to the second: not "for students, " of the first."""
    if LIST_MARK.search(between):
        return ""
    marks = list(CLAUSE_START.finditer(between))
    return between[marks[0].end() :] if marks else between
