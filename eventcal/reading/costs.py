"""What attending costs: the prices of the page that are an attendee's, not those of hotels, sponsors or dinners."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from eventcal.blocks import Block
from eventcal.model import Cost, Fact, Tier
from eventcal.reading.prices import PriceHit, find_prices
from eventcal.reading.survey import Survey

LEAST = 0.5
"""The attendee score from which a price counts."""
LINE = 400  # characters of a line that are looked at
FAR = 400  # blocks with prices that are looked at
SAME_PRICE = 200  # times the smallest price: what is dearer is no ticket beside it
COMPOUND = 6
"""Letters from which on a word that refuses counts inside others too: "Konferenzdinner"."""
VAT = re.compile(r"[+＋]\s*$|\b(?:vat|mwst|tva|iva|tax)\b\s*[:=]?\s*$", re.I)
SOLD = re.compile(
    r"\b(?:budget|grant|prize|award|worth|salary|donat\w+|raised|funding|million|discount|off\b|save)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Priced:
    """A price with where it stands and how surely attendees pay it."""

    hit: PriceHit
    block: Block
    line: str
    score: float


@cache
def beginnings(kind: str) -> re.Pattern[str]:
    """The beginnings of words of one kind, attendee or other, in all languages."""
    table = tomllib.loads((files("eventcal.reading") / "data" / "costs.toml").read_text(encoding="utf-8"))[kind]
    words = sorted({word for of_language in table.values() for word in of_language}, key=len, reverse=True)
    solid = "|".join(re.escape(w) for w in words if re.match(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", w))
    spaced = "|".join(re.escape(w) for w in words if not re.match(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", w))
    inside = "|".join(re.escape(w) for w in words if kind == "other" and len(w) >= COMPOUND)
    return re.compile(rf"(?<![^\W_])(?:{spaced})|{solid}" + (f"|{inside}" if inside else ""), re.I)


def attendee_score(line: str, heading: str) -> float:
    """0 to 1: how surely an amount in this line, under this heading, is what attendees pay. The line says more than the heading.

    >>> attendee_score("Student: 50 EUR", "Registration") > .5 > attendee_score("Gold sponsor: 500 EUR", "Sponsors")
    True
    """
    score = 0.3
    score += 0.35 * bool(beginnings("attendee").search(line)) - 0.45 * bool(beginnings("other").search(line))
    score += 0.3 * bool(beginnings("attendee").search(heading)) - 0.4 * bool(beginnings("other").search(heading))
    return max(0.0, min(1.0, score))


def read_costs(survey: Survey, places: Sequence[Fact]) -> Iterator[Fact]:
    """The fact of what attending costs, from all prices that attendees pay; or that it is free."""
    country = next((f.value.country for f in sorted(places, key=lambda f: -f.score) if f.value.country), None)
    found = list(priced(survey, country))
    paid = one_currency([p for p in found if not p.hit.free and p.hit.amount > 0 and p.score >= LEAST])
    free = [p for p in found if p.hit.free]
    if paid:
        yield paid_fact(paid, bool(free) and free_for_some(free, paid))
    if free and not paid:
        first = min(free, key=lambda p: (-p.score, p.block.index))
        yield Fact(
            "cost",
            first.hit.text,
            Cost(True, 0, 0, None, first.hit.text),
            "says that it is free",
            first.block.tag,
            first.score,
        )


def priced(survey: Survey, country: str | None) -> Iterator[Priced]:
    """Every price of the page's own text, with how surely attendees pay it."""
    language = survey.languages[0] if survey.languages else None
    looked = 0
    for block in survey.page.blocks:
        if block.zone not in ("main", "header") or looked >= FAR:
            continue
        hits = find_prices(block.text[:5000], language, country)
        looked += bool(hits)
        for hit in hits:
            yield Priced(hit, block, line_of(block, hit), price_score(survey, block, hit))


def price_score(survey: Survey, block: Block, hit: PriceHit) -> float:
    """How surely a price is an attendee's, by its line, the cells beside it and the heading above."""
    before = block.text[max(hit.start - 12, 0) : hit.start]
    if VAT.search(before) or (hit.amount > 20_000 and hit.currency in ("USD", "EUR", "GBP")):
        return 0.0
    if hit.free:
        return 0.75
    context = f"{cells_beside(survey, block)} {line_of(block, hit)}"
    if SOLD.search(context):
        return 0.1
    return attendee_score(
        context, " ".join(b.text for b in survey.above[block.index][-2:]) + f" {survey.page.title[:80]}"
    )


def line_of(block: Block, hit: PriceHit) -> str:
    """The sentence or line that holds a price, at most LINE characters of it."""
    start = max(block.text.rfind("\n", 0, hit.start), block.text.rfind(". ", 0, hit.start), hit.start - LINE // 2, 0)
    ends = [
        at for at in (block.text.find("\n", hit.end), block.text.find(". ", hit.end), hit.end + LINE // 2) if at >= 0
    ]
    return block.text[start : min(ends)]


def cells_beside(survey: Survey, block: Block) -> str:
    """The other cells of a price's table row; or the short block before a price that stands alone."""
    blocks = survey.page.blocks
    if block.row:
        near = blocks[max(block.index - 12, 0) : block.index + 12]
        return " ".join(b.text for b in near if b.row == block.row and b is not block)[:LINE]
    before = blocks[block.index - 1] if block.index else None
    return before.text if before is not None and len(before.text) < 80 and len(block.text) < 60 else ""


def one_currency(paid: Sequence[Priced]) -> list[Priced]:
    """The prices of the currency that most of them have: others are conversions."""
    counts: dict[str | None, int] = {}
    for p in paid:
        counts[p.hit.currency] = counts.get(p.hit.currency, 0) + 1
    if not counts:
        return []
    usual = max(counts, key=lambda c: counts[c])
    least = min(p.hit.amount for p in paid if p.hit.currency == usual)
    return [p for p in paid if p.hit.currency == usual and p.hit.amount <= least * SAME_PRICE]


def free_for_some(free: Sequence[Priced], paid: Sequence[Priced]) -> bool:
    """Whether some attend free beside others who pay: said in the prices' own list or row."""
    homes = {(p.block.group, p.block.path) for p in paid} | {(0, p.block.path) for p in paid}
    return any((f.block.group, f.block.path) in homes for f in free)


def paid_fact(paid: Sequence[Priced], free: bool) -> Fact:
    """What attendees pay, from the lowest price to the highest."""
    amounts = [a for p in paid for a in (p.hit.amount, p.hit.amount_max) if a is not None]
    low, high = min(amounts), max(amounts)
    first = min(paid, key=lambda p: (-p.score, p.block.index))
    tiers = tuple(Tier(p.hit.text, p.hit.amount, p.hit.currency) for p in paid) if len(paid) > 1 else ()
    text = (
        first.hit.text
        if low == high or (first.hit.amount, first.hit.amount_max) == (low, high)
        else next(p for p in paid if p.hit.amount == low).hit.text
    )
    more = tuple(dict.fromkeys(p.hit.text for p in paid if p.hit.text != text))
    cost = Cost(free, 0 if free else low, high, first.hit.currency, text, tiers)
    return Fact("cost", text, cost, "prices of attendees", first.block.tag, min(0.9, first.score), more=more)
