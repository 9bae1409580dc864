"""Invented events, as small as a test lets them be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from eventcal.model import Event, Record, Settings, Site, When

SETTINGS = Settings(Path("sources.yaml"), (), Site(title="Fjord events; all, of them"))
TODAY = date(2026, 10, 1)


def days(first: str, last: str | None = None) -> When:
    return When(date.fromisoformat(first), date.fromisoformat(last or first))


FJORD_DAYS = days("2026-10-13", "2026-10-15")


def event(name: str = "Fjord Days 2026", when: When | None = FJORD_DAYS, **fields: Any) -> Event:
    return Event(name=name, url=fields.pop("url", "https://fjord.example/2026"), when=when, **fields)


def record(name: str = "Fjord Days 2026", uid: str = "a@eventcal", sequence: int = 0, **fields: Any) -> Record:
    made = event(name, **fields)
    return Record(
        uid=uid,
        event=made,
        sequence=sequence,
        state=made.status if made.when else "tentative",
        sources=("https://fjord.example/",),
        first_seen=datetime(2026, 8, 1, 6, 30, tzinfo=UTC),
        last_changed=datetime(2026, 9, 2, 7, 45, 10, tzinfo=UTC),
        last_seen=datetime(2026, 9, 30, 7, 0, tzinfo=UTC),
    )
