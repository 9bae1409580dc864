"""events.json: every event by the contract of `extract`, with what is remembered of it. Made to diff well."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from eventcal.event_json import to_json
from eventcal.exporters.clean import clean
from eventcal.exporters.window import recent
from eventcal.lifecycle import state_on
from eventcal.model import Record, Settings


def export(records: Sequence[Record], settings: Settings, today: date, past: int | None = 30) -> bytes:
    """A JSON list by start and uid, undated events last; one field a line, ends with a line end.

    `past`: days back that still show; None: all. `settings` is taken as by every exporter; nothing here depends on it.
    """
    return to_bytes([_record_to_json(record, today) for record in recent(records, today, past)])


def to_bytes(values: Any) -> bytes:
    """Indented JSON in UTF-8. Half a character, as a broken page may hold, is written as its JSON escape."""
    text = json.dumps(values, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")


def stamp(when: datetime) -> str:
    """The time in UTC, to the second: 2026-10-13T14:00:00Z."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _record_to_json(record: Record, today: date) -> dict[str, Any]:
    return {
        "uid": record.uid,
        **to_json(clean(record.event)),
        "sequence": record.sequence,
        "state": state_on(record, today),
        "sources": list(record.sources),
        "first_seen": stamp(record.first_seen),
        "last_changed": stamp(record.last_changed),
    }
