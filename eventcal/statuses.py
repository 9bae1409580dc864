"""How each source is → status.json and status.html, of every run, whatever became of the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from eventcal.exporters import status, status_page
from eventcal.exporters.status import SourceStatus
from eventcal.exporters.writer import within, write
from eventcal.health import health
from eventcal.model import Settings, Source
from eventcal.schedule import next_due
from eventcal.store import SourceState

STATUS, STATUS_PAGE = "status.json", "status.html"


def tell(settings: Settings, states: Mapping[str, SourceState], output: Path, now: datetime) -> list[Path]:
    """Writes the two; those of them that are now new or different. OutputError if one cannot be written."""
    statuses = [_status(source, states.get(source.id), now) for source in settings.sources]
    files = {STATUS: status.export(statuses, now), STATUS_PAGE: status_page.export(statuses, settings, now)}
    return [path for name, data in files.items() if write(path := within(output, name), data)]


def _status(source: Source, state: SourceState | None, now: datetime) -> SourceStatus:
    found = health(source, state, now)
    if state is None:
        return SourceStatus(source.id, source.url, found.state, None, None, None, None, None, None)
    return SourceStatus(
        id=source.id,
        url=source.url,
        state=found.state,
        reason=found.reason or "; ".join(found.remarks) or None,
        advice=found.advice if found.person else None,
        last_checked=state.checked_at,
        last_success=state.succeeded_at,
        events=state.events,
        next_due=next_due(source, state, now.date()),
    )
