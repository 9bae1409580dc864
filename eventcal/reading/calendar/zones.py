"""The time zones that an iCalendar file names or defines → tzinfo."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo

from icalendar import Timezone
from icalendar.timezone import tzp

from eventcal.reading.calendar.lines import File

SHIFT = re.compile(r"(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d\d)|\.(\d))?", re.I)


class Zones:
    """The zones of one file, each found once."""

    def __init__(self, calendar: File) -> None:
        self.defined = calendar.zones
        self.found: dict[str, tzinfo | None] = {}
        self.own_name = calendar.word("X-WR-TIMEZONE")

    @property
    def own(self) -> tzinfo | None:
        """The zone of the calendar itself, by the X-WR-TIMEZONE of Google, Apple and others."""
        return self.named(self.own_name)

    def named(self, name: str | None) -> tzinfo | None:
        """The zone of a TZID; None where it is unknown and not defined."""
        if not name:
            return None
        if name not in self.found:
            self.found[name] = known(name) or self.by_definition(name)
        return self.found[name]

    def by_definition(self, name: str) -> tzinfo | None:
        """The zone as the file's VTIMEZONE defines it."""
        block = self.defined.get(name)
        if block is None:
            return None
        try:
            definition = Timezone.from_ical(block)
            return definition.to_tz(lookup_tzid=False) if isinstance(definition, Timezone) else None
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
            return None  # icalendar raises all of these for definitions that are broken


def known(name: str) -> tzinfo | None:
    """The zone of an IANA name, a Windows name, a name behind a vendor's path, or a shift such as UTC+5.5."""
    shift = SHIFT.fullmatch(name.strip())
    if shift is not None:
        return by_shift(shift)
    parts = name.strip("/ ").split("/")
    candidates = ["/".join(parts[-count:]) for count in (3, 2)] if name.startswith("/") else [name.strip()]
    return next((zone for each in candidates if (zone := by_name(each)) is not None), None)


def by_name(name: str) -> tzinfo | None:
    """The zone of an IANA or Windows name; None for any other."""
    try:
        return tzp.timezone(name)
    except (ValueError, OSError):
        return None  # zoneinfo takes a name for a file's: "Europe" is a folder, "../x" and a NUL are none


def by_shift(shift: re.Match[str]) -> tzinfo | None:
    """The fixed zone that a shift from UTC says; half an hour may be ".5"."""
    sign, hours, minutes, tenths = shift.groups()
    east = timedelta(hours=int(hours), minutes=int(minutes or 0) + 6 * int(tenths or 0))
    return timezone(east if sign == "+" else -east) if east < timedelta(hours=15) else None
