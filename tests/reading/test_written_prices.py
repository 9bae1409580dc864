"""What attending costs, as people write it in each language; the table says what each text means."""

from __future__ import annotations

import pytest
from languagetables import counted, languages, rows
from webpages import survey

from eventcal.model import DOUBT, Cost
from eventcal.reading.costs import read_costs

ROWS = "written-prices.tsv"


def said(text: str, language: str) -> str:
    """The cost that a page with this text tells: "free", "50 EUR", "50-80 EUR", "free-80 EUR"; "none" where none is sure."""
    here = survey(f"<h1>Fjord Days 2026</h1><p>{text}</p>", lang=language.replace("_", "-"))
    told = [fact.value for fact in read_costs(here, []) if fact.score >= DOUBT]
    return say(told[0]) if told else "none"


def say(cost: Cost) -> str:
    if cost.free:
        return f"free-{cost.max:g} {cost.currency}" if cost.max else "free"
    ends = dict.fromkeys((f"{cost.min:.10g}", f"{cost.max:.10g}"))
    return f"{'-'.join(ends)} {cost.currency}"


@pytest.mark.parametrize(("language", "text", "meaning"), rows(ROWS))
def test_a_price_is_read_as_it_is_meant(language: str, text: str, meaning: str) -> None:
    assert said(text, language) == meaning


@pytest.mark.parametrize("language", languages())
def test_every_language_has_prices_to_read_and_some_to_refuse(language: str) -> None:
    counts = counted(ROWS, language)
    assert counts["read"] >= 6
    assert counts["none"] >= 2
