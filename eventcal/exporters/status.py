"""status.json: when the run was and how each source is. The only output that says when something was last checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventcal.exporters.events_json import stamp, to_bytes


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How a source is. Times are aware; None: never."""

    id: str
    url: str
    state: str
    """One word: ok, unchanged, quiet (unchanged for long), untried, failing, broken (failing for days), blocked, disallowed, gone;
    or suspect: what it said last is not believed, what it said before stands."""
    reason: str | None
    """One line: why it is not ok, or what is unusual about it."""
    advice: str | None
    """What a person has to do; None where none is needed."""
    last_checked: datetime | None
    last_success: datetime | None
    events: int | None
    """Events on it when it was last read; None if it never was."""
    next_due: datetime | None


def export(sources: Sequence[SourceStatus], now: datetime) -> bytes:
    """A JSON object: `run` is `now`; `sources` in the order given. Times in UTC."""
    return to_bytes({"run": stamp(now), "sources": [_source_to_json(source) for source in sources]})


def _source_to_json(source: SourceStatus) -> dict[str, object]:
    return {
        "id": source.id,
        "url": source.url,
        "state": source.state,
        "reason": source.reason,
        "advice": source.advice,
        "last_checked": source.last_checked and stamp(source.last_checked),
        "last_success": source.last_success and stamp(source.last_success),
        "events": source.events,
        "next_due": source.next_due and stamp(source.next_due),
    }
