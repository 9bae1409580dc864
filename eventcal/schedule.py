"""What is due. Decides only: reads no clock and keeps no timer, so that suspended machines and missed runs need no care."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from eventcal.model import Source

SLACK = timedelta(hours=1)
REST = timedelta(days=30)
"""So long after its event, the page of one event is asked no oftener than this: for the next edition."""


def due(
    sources: Iterable[Source], checked: Mapping[str, datetime], ended: Mapping[str, date], now: datetime
) -> list[Source]:
    """The sources to read now, in their order. `now` is aware. By source id, `checked` holds the time of the last attempt,
    `ended` the last day of the event that a source is the page of.

    A source never tried is due. So is one last tried in the future: a clock that was wrong once silences nothing.
    """
    today = now.date()
    return [
        source
        for source in sources
        if _is_due(interval(source, ended.get(source.id), today), checked.get(source.id), now)
    ]


def interval(source: Source, ended: date | None, today: date) -> timedelta:
    """How long after an attempt the next one comes."""
    return max(source.every, REST) if is_over(ended, today) else source.every


def is_over(ended: date | None, today: date) -> bool:
    """Whether the event that ended then is over for so long that its page is only asked for the next one."""
    return ended is not None and today - ended >= REST


def _is_due(every: timedelta, last: datetime | None, now: datetime) -> bool:
    if last is None or last > now:
        return True
    # a daily cron that starts a second earlier than yesterday must not skip a day
    return now - last >= every - min(every / 10, SLACK)
