"""The days and times of an iCalendar file: a line → a day or time, in its zone (RFC 5545, 3.3.4 and 3.3.5)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from icalendar.prop import vDDDTypes

from eventcal.model import Moment, When, day_of
from eventcal.reading.calendar.lines import Line
from eventcal.reading.calendar.zones import Zones
from eventcal.reading.structured.moments import MIDNIGHT, YEARS, read_moment

WITHOUT_SECONDS = re.compile(r"(\d{8}T\d{4})(Z?)")


def moment_of(line: Line | None, zones: Zones) -> Moment | None:
    """The day or time of a line; None where there is none, or it is broken."""
    value = read_value(line.raw.strip()) if line is not None else None
    if line is None or not isinstance(value, datetime):
        return value
    if (line.parameter("VALUE") or "").upper() == "DATE":
        return value.date()
    zone = zones.named(line.parameter("TZID"))
    return moved_to(value, zone) if zone else value


def read_value(raw: str) -> Moment | None:
    """The DATE or DATE-TIME that a value is (RFC 5545, 3.3.4 and 3.3.5), or one in the form of ISO 8601."""
    whole = WITHOUT_SECONDS.sub(r"\g<1>00\2", raw) if WITHOUT_SECONDS.fullmatch(raw) else raw
    try:
        value = vDDDTypes.from_ical(whole)  # type: ignore[no-untyped-call]  # icalendar types it only in part
    except ValueError:
        return read_moment(raw)
    if not isinstance(value, date) or value.year not in YEARS:
        return None
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo else value


def whole_days(start: Moment, end: Moment | None) -> bool:
    """Whether times are days written as midnights, which no zone may move."""
    if not isinstance(start, datetime) or start.time() != MIDNIGHT:
        return False
    return not isinstance(end, datetime) or end.time() == MIDNIGHT


def moved_to(moment: Moment, zone: tzinfo) -> Moment:
    """The moment as clocks in the zone show it. A time without a zone is one of that zone already; days stay days."""
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def moved_by(when: When, later: timedelta) -> When:
    """The same so much later; days move by whole days."""
    return When(when.start + later, when.end + later if when.end else None, when.timezone)


def zone_name(start: Moment, line: Line) -> str | None:
    """The IANA name of a start's zone, else the name that the file gives it."""
    if not isinstance(start, datetime):
        return None
    return getattr(start.tzinfo, "key", None) or line.parameter("TZID")


def fitted(moment: Moment, first: Moment) -> Moment:
    """The moment as one of a series that starts with `first`: its value is a day if that is one, else a time in its zone.

    RFC 5545, 3.8.4.4 and 3.8.5.1, ask for one type of value throughout; writers often give the day alone.
    """
    if not isinstance(first, datetime):
        return day_of(moment)
    if not isinstance(moment, datetime):
        return datetime.combine(moment, first.time(), first.tzinfo)
    if moment.tzinfo is None or first.tzinfo is None:
        return moment.replace(tzinfo=first.tzinfo)
    return moment.astimezone(first.tzinfo)


def stamp(moment: Moment) -> str:
    """The moment as RFC 5545 writes it, in UTC where its zone is known: what an occurrence is called for good."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if moment.tzinfo else f"{moment:%Y%m%dT%H%M%S}"


def between(start: Moment, other: Moment) -> timedelta:
    """How far the clocks, or calendars, have to go from the first to the second; both of one type and zone."""
    if isinstance(start, datetime) and isinstance(other, datetime):
        return other.replace(tzinfo=None) - start.replace(tzinfo=None)
    return day_of(other) - day_of(start)
