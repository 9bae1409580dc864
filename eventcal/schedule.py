"""What is due. Decides only: reads no clock and keeps no timer, so that suspended machines and missed runs need no care."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from eventcal.model import FailedKind, Source

SLACK = timedelta(hours=1)
REST = timedelta(days=30)
"""So long after its event, the page of one event is asked no oftener than this: for the next edition."""
FLOOR = timedelta(minutes=15)
"""No source is asked oftener."""
SOON = timedelta(days=7)
"""A source that tells of something so near is asked twice as often as usual, but not oftener than hourly for that."""
HOURLY = timedelta(hours=1)
QUIET = timedelta(days=60)
"""A page that was the same for so long is asked half as often, but for that at least weekly."""
WEEKLY = timedelta(days=7)
MOST_BACK_OFF = timedelta(days=3)
"""A source that fails is asked at least so often, unless its own interval is longer: it is never given up."""
DAILY = timedelta(days=1)


class Timed(Protocol):
    """What is known of a source, as far as it decides when it is asked next. Times are aware, UTC."""

    @property
    def checked_at(self) -> datetime:
        """The last attempt."""

    @property
    def failures(self) -> int:
        """In a row."""

    @property
    def kind(self) -> FailedKind | None:
        """Of the last one; None while all is well."""

    @property
    def ended(self) -> date | None:
        """The last day of its event, where it is the page of one."""

    @property
    def changed_at(self) -> datetime | None:
        """When its page was last another one."""

    @property
    def next_on(self) -> date | None:
        """The next day of an event or a deadline of it."""


def due(sources: Iterable[Source], states: Mapping[str, Timed], now: datetime) -> list[Source]:
    """The sources to read now, in their order. `now` is aware; `states` by source id.

    A source never tried is due. So is one last tried in the future: a clock that was wrong once silences nothing.
    """
    return [source for source in sources if _is_due(source, states.get(source.id), now)]


def next_due(source: Source, state: Timed, today: date) -> datetime:
    """When it is to be asked next."""
    return state.checked_at + interval(source, state, today)


def interval(source: Source, state: Timed, today: date) -> timedelta:
    """How long after an attempt the next one comes."""
    return max(FLOOR, _interval(source.every, source.id, state, today))


def _interval(every: timedelta, source_id: str, state: Timed, today: date) -> timedelta:
    if state.kind == "gone":
        return max(every, WEEKLY)
    if state.kind == "disallowed":
        return max(every, DAILY)
    if state.failures > 1:
        return _back_off(every, source_id, state.failures)
    if is_over(state.ended, today):
        return max(every, REST)
    if state.next_on is not None and today <= state.next_on <= today + SOON:
        return min(every, max(every / 2, HOURLY))
    if state.changed_at is not None and state.changed_at.date() + QUIET <= today:
        return max(every, min(2 * every, WEEKLY))
    return every


def _back_off(every: timedelta, source_id: str, failures: int) -> timedelta:
    """Twice as long after each failure in a row, up to a few days, and up to a tenth more so that not all come at once."""
    longer = min(every * (1 << min(failures - 1, 20)), max(every, MOST_BACK_OFF))
    digest = hashlib.sha256(f"{source_id} {failures}".encode()).digest()
    return longer * (1 + digest[0] / 2560)


def is_over(ended: date | None, today: date) -> bool:
    """Whether the event that ended then is over for so long that its page is only asked for the next one."""
    return ended is not None and today - ended >= REST


def _is_due(source: Source, state: Timed | None, now: datetime) -> bool:
    if state is None or state.checked_at > now:
        return True
    wait = interval(source, state, now.date())
    # a daily cron that starts a second earlier than yesterday must not skip a day
    return now - state.checked_at >= wait - min(wait / 10, SLACK)
