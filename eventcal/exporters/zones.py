"""An event told in its own time zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from eventcal.model import Moment, Session, When


@lru_cache(maxsize=1_000)
def zone_of(timezone: str | None) -> ZoneInfo | None:
    """The IANA zone of that name. None for the words of a page, although some (EST, CET) are names of old zones too."""
    if timezone is None or "/" not in timezone:
        return None
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):  # OSError: the name of a folder
        return None


def is_twice(moment: datetime) -> bool:
    """Whether the clock of its zone shows that time twice or not at all, as when summer time ends or begins."""
    return moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()


def local(when: When) -> When:
    """The same with its times told in its own zone, where that is an IANA zone."""
    zone = zone_of(when.timezone)
    if zone is None:
        return when
    return replace(
        when,
        start=_in(zone, when.start),
        end=when.end and _in(zone, when.end),
        sessions=tuple(Session(_in(zone, span.start), span.end and _in(zone, span.end)) for span in when.sessions),
    )


def _in(zone: ZoneInfo, moment: Moment) -> Moment:
    return moment.astimezone(zone) if isinstance(moment, datetime) and moment.tzinfo else moment
