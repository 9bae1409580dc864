"""Invented pages with markup for machines, as small as a test lets them be."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading import structured

URL = "https://fjord.example/2026/"
EVENT: dict[str, Any] = {"@type": "Event", "name": "Fjord Days 2026", "startDate": "2026-10-13"}


def page_of(body: str, url: str = URL) -> Page:
    html = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return Page(url, html.encode(), date(2026, 3, 1))


def blocks(*texts: object) -> Page:
    """A page with JSON-LD blocks: a str as it is, anything else as JSON."""
    written = [text if isinstance(text, str) else json.dumps(text, ensure_ascii=False) for text in texts]
    return page_of("".join(f'<script type="application/ld+json">{text}</script>' for text in written))


def event(**properties: Any) -> list[Fact]:
    """The facts of a page with one JSON-LD event; a property None is left out."""
    said = {name: value for name, value in {**EVENT, **properties}.items() if value is not None}
    return read(blocks(said))


def read(page: Page) -> list[Fact]:
    return list(structured.read(page))


def values(facts: Iterable[Fact], field: str) -> list[Any]:
    return [fact.value for fact in facts if fact.field == field]


def names(page: Page) -> list[str]:
    return values(read(page), "name")
