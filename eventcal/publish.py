"""Records → the files of the output folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryFile

from eventcal.errors import UsageError
from eventcal.exporters import events_json, ical, newsletter, status, writer
from eventcal.exporters.status import SourceStatus
from eventcal.model import Record, Settings, Source
from eventcal.schedule import interval
from eventcal.store import SourceState


def prepare(output: Path) -> None:
    """The folder is there and can be written; UsageError if not."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=output).close()
    except OSError as error:
        raise UsageError(f"{output}: results cannot be written there: {error.strerror}") from error


def publish(
    settings: Settings,
    records: Sequence[Record],
    states: Mapping[str, SourceState],
    output: Path,
    now: datetime,
    past: int | None,
) -> list[Path]:
    """The outputs that are now new or different, each written whole. OutputError if one cannot be written.

    What waits for a person is in none of them; what the editor has hidden is in events.json only, marked, so that its uid is
    not lost.
    """
    today = now.date()
    known = [record for record in records if not record.waiting]
    seen = [record for record in known if not record.hidden]
    files = {
        "events.ics": ical.export(seen, settings, today, past),
        "events.md": newsletter.export(seen, settings, today),
        "events.json": events_json.export(known, settings, today, past),
        "status.json": status.export(
            [_status(source, states.get(source.id), today) for source in settings.sources], now
        ),
    }
    # a state file that was lost must not empty the calendars of those who subscribe
    kept = {name for name in files if not records and name != "status.json" and (output / name).exists()}
    return [output / name for name, data in files.items() if name not in kept and writer.write(output / name, data)]


def _status(source: Source, state: SourceState | None, today: date) -> SourceStatus:
    if state is None:
        return SourceStatus(source.id, source.url, "untried", None, None, None, None, None)
    return SourceStatus(
        id=source.id,
        url=source.url,
        state=_word(state),
        reason=state.reason or state.suspicion,
        last_checked=state.checked_at,
        last_success=state.succeeded_at,
        events=state.events,
        next_due=state.checked_at + interval(source, state.ended, today),
    )


def _word(state: SourceState) -> str:
    """How a source is, in one word."""
    if state.failing_since is not None:
        return "failing"
    return "ok" if state.suspect_since is None else "suspect"
