"""What attending costs, as the newsletter's house style writes it."""

from __future__ import annotations

import re
import unicodedata

from eventcal.model import Cost

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
_DOLLARS = {"AUD", "CAD", "HKD", "NZD", "SGD", "TWD"}
_WORDS = {"euro", "euros", "kr", "zł", "kč", "ft", "tl", "rm", "fr", "lei", "円", "元", "원"}
_AMOUNT = re.compile(r"\d(?:[\d.,'’ ]{0,12}\d)?(?:[.,][-–])?")
_SHORT = 16
"""Characters of a price that says nothing but the price."""


def cost_text(cost: Cost) -> str | None:
    """Free; one price as the page writes it; several in one form: $85-$140, €30-360, Free/$99. None if no price is known."""
    if cost.max <= 0:
        return "Free" if cost.free else None
    if cost.free:
        paid = _prices(_least_paid(cost), cost)
        return paid and f"Free/{paid}"
    if cost.min == cost.max and _is_price(cost.text, cost.currency):
        return _with_country(cost.text, cost.currency)
    return _prices(cost.min, cost)


def _least_paid(cost: Cost) -> float:
    return min((tier.amount for tier in cost.tiers if tier.amount > 0), default=cost.max)


def _is_price(text: str, currency: str | None) -> bool:
    """Whether the text is one amount with its currency and nothing else."""
    around = _AMOUNT.split(text)
    marks = " ".join(around).split()
    return len(text) <= _SHORT and len(around) == 2 and bool(marks) and all(_is_mark(mark, currency) for mark in marks)


def _is_mark(mark: str, currency: str | None) -> bool:
    letters, sign = mark[:-1], mark[-1]
    return mark == currency or mark.casefold() in _WORDS or (unicodedata.category(sign) == "Sc" and len(letters) <= 2)


def _with_country(price: str, currency: str | None) -> str:
    """A bare dollar sign is read as US dollars."""
    return f"{price} {currency}" if currency in _DOLLARS and not re.search(r"[^\W\d]", price) else price


def _prices(low: float, cost: Cost) -> str | None:
    """From `low` to the most. Dollars repeat their sign, other currencies do not: so the house style."""
    country = f" {cost.currency}" if cost.currency in _DOLLARS or _says_usd(cost) else ""
    sign = "$" if country else _sign(cost)
    if sign is None:
        return None
    high = "" if low == cost.max else f"-{'$' if sign == '$' else ''}{_number(cost.max)}"
    return f"{sign}{_number(low)}{high}{country}"


def _says_usd(cost: Cost) -> bool:
    """Whether the page tells which dollars: a bare sign is enough for those of the United States elsewhere."""
    return cost.currency == "USD" and re.search(r"\bUSD\b|\bUS ?\$", cost.text) is not None


def _sign(cost: Cost) -> str | None:
    """That of the currency; where that is not certain, as with dollars, the one sign that the page writes."""
    if cost.currency is not None:
        return _SIGNS.get(cost.currency, f"{cost.currency} ")
    signs = {sign for sign in cost.text if unicodedata.category(sign) == "Sc"}
    return signs.pop() if len(signs) == 1 else None


def _number(amount: float) -> str:
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
