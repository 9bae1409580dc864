"""What an entry's description says that attending costs: RFC 5545 has no property for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eventcal.model import DOUBT, Cost, Tier
from eventcal.reading.free import find_free_words
from eventcal.reading.languages import shown_languages
from eventcal.reading.price_context import Vocabulary, attendee_score, own_kind, vocabulary
from eventcal.reading.prices import PriceHit, find_prices
from eventcal.reading.structured.words import plain

FAR = 2000  # characters of a description that are read
SENTENCE = re.compile(r"\n|(?<=[.!?])\s")
SHORT = 60  # characters of a sentence that holds little but the price: "£3 per session"


def read_cost(description: str) -> Cost | None:
    """The cost by all prices that attendees pay, or that it is free; None where the description says neither.

    >>> read_cost("An evening about knots. £8 / £6 (concessions)").min
    6.0
    """
    text = "\n".join(filter(None, map(plain, description[:FAR].split("\n"))))
    known = vocabulary((*shown_languages(text), "en"))
    paid = [hit for sentence in SENTENCE.split(text) for hit in attendees_prices(sentence, known)]
    free = next((words.text for words in find_free_words(text)), None)
    if len({hit.currency for hit in paid}) > 1:
        return None
    if any(hit.amount > 0 for hit in paid):
        return paid_cost(paid, free=free is not None)
    words = paid[0].text if paid else free
    return Cost(True, 0, 0, None, words) if words else None


def attendees_prices(sentence: str, known: Vocabulary) -> Iterator[PriceHit]:
    """The prices that attendees pay, by the words of their sentence; those of meals and hotels are left out."""
    free = 0
    for hit in find_prices(sentence):
        own = own_kind(sentence[free : hit.start], sentence[hit.end :], known)
        free = hit.end
        if attendee_score(own, None) >= DOUBT or (own is None and len(sentence) <= SHORT):
            yield hit


def paid_cost(paid: Sequence[PriceHit], *, free: bool) -> Cost:
    """The cost of several prices in one currency. `free`: some attend for nothing."""
    tiers = tuple(dict.fromkeys(Tier(hit.text, hit.amount, hit.currency) for hit in paid))
    low = min(paid, key=lambda hit: hit.amount)
    high = max(hit.amount_max or hit.amount for hit in paid)
    free = free or low.amount == 0
    return Cost(free, 0 if free else low.amount, high, low.currency, low.text, tiers if len(tiers) > 1 else ())
