"""What an entry's tail says attending costs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventcal.model import Cost
from eventcal.printed import Section
from eventcal.reading.prices import PriceHit, find_prices

FREE = re.compile(r"(?<![\w-])free(?![\w-])", re.I)
PLUS = re.compile(r"\bplus\b", re.I)
STOP = re.compile(r"[;,] | - |[;,.]$")
AWARD = re.compile(r"\s*/\s?(?:\d+ )?months?\b")
"""Behind a stipend."""


def read_cost(tail: str, section: Section, due: Sequence[tuple[int, int]]) -> Cost | None:
    """The least and the most of all prices; None where there is none.

    `due`: stretches that tell a deadline; of those only the word "free" counts. A bare dollar sign names no currency.
    """
    prices = [hit for hit in find_prices(tail) if not AWARD.match(tail, hit.end)]
    if section == "calls" and len(prices) < len(find_prices(tail)):
        return None
    free = FREE.search(tail)
    if not prices:
        return Cost(True, 0, 0, None, _words(tail, [free.span()], due)) if free else None
    amounts = [amount for hit in prices for amount in (hit.amount, hit.amount_max) if amount is not None]
    added = PLUS.search(tail, prices[0].end, prices[-1].end) is not None  # 249€ plus 199€ for tutorials
    least, most = (amounts[0], sum(amounts)) if added else (min(amounts), max(amounts))
    currency = next((code for hit in prices if (code := _currency(hit))), None)
    spans = [*((hit.start, hit.end) for hit in prices), *([free.span()] if free else [])]
    return Cost(free is not None, 0 if free else least, most, currency, _words(tail, spans, due))


def _currency(hit: PriceHit) -> str | None:
    return None if hit.sign == "$" else hit.currency


def _words(tail: str, spans: Sequence[tuple[int, int]], due: Sequence[tuple[int, int]]) -> str:
    """The clauses that hold the prices; of one that tells a deadline the words for the price only."""
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    if any(start <= first < end for start, end in due):
        return tail[first:last]
    starts = [match.end() for match in STOP.finditer(tail, 0, first)]
    stop = STOP.search(tail, last)
    return tail[starts[-1] if starts else 0 : stop.start() if stop else len(tail)].strip()
