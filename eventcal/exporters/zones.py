"""An event told in its own time zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from eventcal.model import Moment, Session, When

YEARS = range(2020, 2040)
UTC_ITSELF = timedelta()


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
    return at_home(moment, zone) if isinstance(moment, datetime) and moment.tzinfo else moment


def at_home(moment: datetime, zone: ZoneInfo) -> datetime:
    """A time of a record in the zone that it is told with: the same clock time, by the rules that the zone has today.

    A record's time is the clock of its own zone, with the offset that the zone had when it was read (choose/zones.py); all readers
    kept to that before it was done in one place. An offset that the zone has not is thus that of older rules, and what people were
    told is the clock. Only a time in UTC in a zone that is never at UTC is the instant, whoever wrote it.
    """
    there = moment.astimezone(zone)
    if there.utcoffset() == moment.utcoffset() or (moment.utcoffset() == UTC_ITSELF and not _is_at_utc(zone)):
        return there
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)  # by UTC: an hour that is left out has no clock


@lru_cache(maxsize=1_000)
def _is_at_utc(zone: ZoneInfo) -> bool:
    """Whether the clock there shows UTC in a winter or summer of which events are told."""
    return any(datetime(year, month, 1, tzinfo=zone).utcoffset() == UTC_ITSELF for year in YEARS for month in (1, 7))
