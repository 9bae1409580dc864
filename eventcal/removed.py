"""Sources that were taken out of sources.yaml: what only they have leaves the outputs, after some days in which that is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from eventcal.lifecycle import MISSING
from eventcal.model import Record, Settings
from eventcal.store import SourceState

NOTICE = timedelta(days=3)
"""So long it is told before it is done: an address may have been taken out by mistake."""
MARK = "removed "
"""Before the day on which it was first seen, in the place of an alarm."""


def removed(settings: Settings, states: Mapping[str, SourceState], today: date) -> dict[str, date]:
    """The day on which each source was first seen to be in the settings no more, by id."""
    here = {source.id for source in settings.sources}
    return {name: day_of(state.alarm) or today for name, state in states.items() if name not in here}


def day_of(alarm: str | None) -> date | None:
    """The day of a mark; None for any other alarm."""
    return date.fromisoformat(alarm.removeprefix(MARK)) if alarm is not None and alarm.startswith(MARK) else None


def over(since: Mapping[str, date], today: date) -> set[str]:
    """Those whose notice is over."""
    return {name for name, day in since.items() if day + NOTICE <= today}


def left(record: Record, alone: Mapping[str, Collection[str]], gone: Collection[str]) -> Record:
    """The record, as missing if only sources have it which are `gone`. `alone`: by uid the sources that have one."""
    is_left = record.uid in alone and {*alone[record.uid]} <= {*gone}
    return replace(record, state=MISSING) if is_left else record


def notices(since: Mapping[str, date], alone: Mapping[str, Collection[str]], today: date) -> Iterator[str]:
    """A line for people for each whose notice is not over and of which something would go."""
    for name in sorted(since.keys() - over(since, today)):
        count = sum(name in sources for sources in alone.values())
        if count:
            events = f"{count} event{'s' * (count > 1)} that only it has leave{'s' * (count == 1)}"
            yield f"{name}: is in sources.yaml no more; the {events} the outputs on {since[name] + NOTICE}"
