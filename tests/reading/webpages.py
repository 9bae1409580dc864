"""Invented web pages, as small as a test lets them be."""

from __future__ import annotations

from datetime import date

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.survey import Survey

TODAY = date(2026, 3, 1)


def page(
    body: str,
    title: str = "Fjord Days 2026",
    lang: str = "en",
    url: str = "https://fjord.example/2026/",
    head: str = "",
) -> Page:
    head = f'<meta charset="utf-8"><title>{title}</title>{head}'
    return Page(
        url, f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode(), TODAY
    )


def survey(body: str, **about: str) -> Survey:
    return Survey(page(body, **about))


def best(facts: list[Fact]) -> Fact:
    """The fact that scores highest."""
    return max(facts, key=lambda fact: fact.score)
