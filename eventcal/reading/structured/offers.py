"""Offers of a schema.org/Event → what attending costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from eventcal.model import Cost, Fact, Tier
from eventcal.reading.structured.words import MANY, Item, first, items, listed, plain

AMOUNT = re.compile(r"(?!\W{0,3}[-−]\d)\D{0,5}?(\d{1,3}(?:[ ,.'’\u00a0]\d{3})+|\d{1,7})(?:[.,](\d{1,2})0*)?\D{0,5}")
FREE = re.compile(r"free|gratis|gratuit|kostenlos", re.I)
CURRENCY = re.compile(r"[A-Za-z]{3}")
SYMBOLS = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW"}  # the signs of one currency only
NESTED = 4  # offers within offers that are looked at
TRUE = frozenset(["true", "yes", "1"])


def facts(item: Item, fact: Callable[..., Fact]) -> Iterator[Fact]:
    """The cost over all offers, and that it is free where the event says so. Availability is no matter."""
    for said in listed(item.get("isAccessibleForFree")):
        if said is True or (isinstance(said, str) and said.rsplit("/", 1)[-1].casefold() in TRUE):
            yield fact("cost", "isAccessibleForFree", Cost(True, 0, 0, None, "Free"), "isAccessibleForFree", 0.85)
            break
    prices = [price for offer in every_offer(item) for price in prices_of(offer)][:MANY]
    if prices:
        words = [written for written, _ in prices]
        cost = cost_of([tier for _, tier in prices])
        currencies = dict.fromkeys(code for offer in every_offer(item) if (code := first(offer, "priceCurrency")))
        score = 0.8 if cost.max or (len(prices) == 1 and cost.currency) else 0.6
        yield fact("cost", words[0], cost, "offers", score, (*words[1:], *currencies))


def every_offer(item: Item, depth: int = 0) -> Iterator[Item]:
    """The offers of an item, those within an AggregateOffer or a priceSpecification too."""
    for name in ("offers", "priceSpecification"):
        for offer in items(item, name):
            yield offer
            if depth < NESTED:
                yield from every_offer(offer, depth + 1)


def prices_of(offer: Item) -> Iterator[tuple[str, Tier]]:
    """Each price of one offer: its words and what they say."""
    label = first(offer, "name")
    for name in ("price", "lowPrice", "highPrice", "minPrice", "maxPrice"):
        for words in (each for each in listed(offer.get(name)) if isinstance(each, str)):
            value = amount(words)
            if value is not None:
                yield words, Tier(plain(label or written(offer, words)), value, currency(offer, words))


def amount(words: str) -> float | None:
    """The number of a price; None where it is none.

    >>> amount("1.050,00 €")
    1050.0
    """
    if FREE.fullmatch(words.strip()):
        return 0.0
    match = AMOUNT.fullmatch(words.strip())
    if match is None:
        return None
    whole = re.sub(r"\D", "", match[1])
    return float(f"{whole}.{match[2] or 0}")


def currency(offer: Item, words: str) -> str | None:
    """ISO 4217 code of priceCurrency, else that of a sign in the price."""
    code = first(offer, "priceCurrency")
    if code and CURRENCY.fullmatch(code.strip()):
        return code.strip().upper()
    return next((SYMBOLS[sign] for sign in (code or "") + words if sign in SYMBOLS), None)


def written(offer: Item, words: str) -> str:
    """The price as people write it: the number, and the currency as the page gives it."""
    code = first(offer, "priceCurrency")
    return f"{words.strip()} {code.strip()}" if code and words.strip()[-1:].isdigit() else words.strip()


def cost_of(tiers: list[Tier]) -> Cost:
    """All tiers as one cost; the currency where they agree. A tier of 0 beside paid ones: free for some."""
    amounts = [tier.amount for tier in tiers]
    codes = {tier.currency for tier in tiers if tier.currency}
    low, high = min(amounts), max(amounts)
    code = codes.pop() if len(codes) == 1 else None
    return Cost(
        low == 0, low, high, code, text(low, high, code), tuple(dict.fromkeys(tiers)) if len(set(tiers)) > 1 else ()
    )


def text(low: float, high: float, code: str | None) -> str:
    """The cost in a few words."""
    if high == 0:
        return "Free"
    numbers = "-".join(dict.fromkeys(number(each) for each in (low, high)))
    return f"{numbers} {code}" if code else numbers


def number(amount: float) -> str:
    """The amount with its cents, if it has any."""
    return f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}"
