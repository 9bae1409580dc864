"""The time zones that an iCalendar file names or defines → tzinfo."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import available_timezones

from icalendar import Timezone
from icalendar.timezone import tzp
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from eventcal.reading.calendar.lines import File

SHOWN = re.compile(r"\((?:UTC|GMT)(?:([+-])(\d{1,2})[:.](\d\d))?\)\s*([^()].*)", re.I)
LONGEST = 100  # characters of a name
UNUSED = re.compile(r"\(US & Canada\)|^tzone://Microsoft/|(?<=Time) \d{1,2}$", re.I)
OTHER_TIME = re.compile(r"(.+?)(?<! standard)(?: daylight)? time")
SHIFT = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d\d)|\.(\d))?", re.I)


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
            self.found[name] = known(name) or self.by_definition(name) or by_other_spelling(name)
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


def by_other_spelling(name: str) -> tzinfo | None:
    """The zone of a name in other letters ("europe/oslo", "US-Eastern"), with what writers add ("W. Europe Standard Time 1"),
    or as Outlook shows it: "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris"."""
    shown = SHOWN.fullmatch(name[:LONGEST])
    if shown is None:
        return by_name(official()[0].get(loosely(name[:LONGEST]), ""))
    sign, hours, minutes, words = shown.groups()
    east = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    found = (by_name(each) for part in words.split(",") for each in named_for(loosely(part)))
    return next((zone for zone in found if zone is not None and standard(zone) == east), None)


def named_for(words: str) -> list[str]:
    """The IANA names that a city, or the name of a time such as "eastern time", may mean."""
    names, cities = official()
    return [names[words]] if words in names else cities.get(words, [])


def standard(zone: tzinfo) -> timedelta:
    """How far east of UTC the zone is by its standard time."""
    offsets = (datetime(2026, month, 15, tzinfo=zone).utcoffset() for month in (1, 7))
    return min(offset or timedelta() for offset in offsets)


@cache
def official() -> tuple[dict[str, str], dict[str, list[str]]]:
    """The IANA name by each IANA and Windows name, loosely spelled; and those by the city that they are named for."""
    windows = {**WINDOWS_TO_OLSON, "Coordinated Universal Time": "UTC", "Z": "UTC"}
    names = {loosely(word): name for word, name in windows.items()}
    cities: dict[str, list[str]] = {}
    for name in sorted(available_timezones()):
        names[loosely(name)] = name
        cities.setdefault(loosely(name.rpartition("/")[2]), []).append(name)
    return names, cities


def loosely(name: str) -> str:
    """A name without case, joints and what is added to it; "Eastern Time" is "eastern standard time"."""
    words = re.sub(r"[\s_/\\-]+", " ", UNUSED.sub("", name)).strip().casefold()
    return OTHER_TIME.sub(r"\1 standard time", words)


def by_shift(shift: re.Match[str]) -> tzinfo | None:
    """The fixed zone that a shift from UTC says; half an hour may be ".5"."""
    sign, hours, minutes, tenths = shift.groups()
    east = timedelta(hours=int(hours), minutes=int(minutes or 0) + 6 * int(tenths or 0))
    return timezone(east if sign == "+" else -east) if east < timedelta(hours=15) else None
