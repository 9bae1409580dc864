"""What is due. Decides only: reads no clock and keeps no timer, so that suspended machines and missed runs need no care."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from eventcal.model import Source

SLACK = timedelta(hours=1)


def due(sources: Iterable[Source], checked: Mapping[str, datetime], now: datetime) -> list[Source]:
    """The sources to read now, in their order. `checked` holds the time of the last attempt by source id, `now` is aware.

    A source never tried is due. So is one last tried in the future: a clock that was wrong once silences nothing.
    """
    return [source for source in sources if _is_due(source, checked.get(source.id), now)]


def _is_due(source: Source, last: datetime | None, now: datetime) -> bool:
    if last is None or last > now:
        return True
    # a daily cron that starts a second earlier than yesterday must not skip a day
    return now - last >= source.every - min(source.every / 10, SLACK)
