"""Times as the clock of their own zone shows them, whatever zone they were written in.

So a stored time, which has an offset and no zone, is the clock time of the zone beside it: newer rules of the zone change its
offset and not what people were told (exporters/zones.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import TypeVar

from eventcal.model import Deadline, Moment, Session, When

AnyMoment = TypeVar("AnyMoment", Moment, Moment | None)


def in_own_zone(when: When) -> When:
    """The same instants by the clock of the zone that is named; unchanged where that is no IANA zone."""
    zone = named(when.timezone)
    if zone is None:
        return when
    sessions = tuple(Session(moved(span.start, zone), moved(span.end, zone)) for span in when.sessions)
    return When(moved(when.start, zone), moved(when.end, zone), when.timezone, sessions)


def due_in_own_zone(deadline: Deadline) -> Deadline:
    """The same instant by the clock of the zone that is named; unchanged where that is no IANA zone."""
    zone = named(deadline.timezone)
    return deadline if zone is None else replace(deadline, date=moved(deadline.date, zone))


def named(timezone: str | None) -> tzinfo | None:
    """The IANA zone of that name; None for the words of a page, although some (EST, CET) are names of old zones too."""
    if timezone is None or "/" not in timezone:
        return None
    # here, since the readers take .3 s to load, which a run with nothing due need not
    from eventcal.reading.dates.zones import by_name

    found = by_name(timezone)
    return found[1] if found is not None else None


def moved(moment: AnyMoment, zone: tzinfo) -> AnyMoment:
    """A time in that zone; a day, and a time whose zone is not known, as it is."""
    return moment.astimezone(zone) if isinstance(moment, datetime) and moment.tzinfo is not None else moment
