"""A zone's rules as a compact VTIMEZONE (RFC 5545, 3.6.5): yearly rules where they hold, single days where not, no lists.

icalendar's own writes a list of days up to 2038 and a comment, which calendars misread or refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)
_LONG_AGO = datetime(1970, 1, 1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1


@lru_cache(maxsize=1_000)
def vtimezone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """The zone's rules, right from the start of `first_year` to the end of `last_year`. The same component each time."""
    component = Timezone()
    component.add("TZID", zone.key)
    onsets = list(_onsets(zone, first_year - 1, last_year))  # the year before settles what January has
    if not onsets or onsets[0].local.year >= first_year:
        component.add_component(_observance(_always(zone, first_year), rule=None))
    for run in _runs(onsets):
        component.add_component(_observance(run[0], _rule(run, last_year)))
    return component


@dataclass(frozen=True, slots=True)
class _Onset:
    """A change of a zone's offset."""

    local: datetime
    """By the clock that ends here, as RFC 5545 counts onsets; naive."""
    before: timedelta
    after: timedelta
    name: str

    @property
    def positions(self) -> set[int]:
        """Which of its weekday in the month it is: 1 to 4, or the last; some are two of these."""
        is_last = (self.local + 7 * _DAY).month != self.local.month
        nth = (self.local.day - 1) // 7 + 1
        return {nth, _LAST} - {5} if is_last else {nth}


def _onsets(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[_Onset]:
    day, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    while day < end:
        if _offset(zone, day) != _offset(zone, day + _DAY):
            yield _onset(zone, day, day + _DAY)
        day += _DAY


def _onset(zone: ZoneInfo, earlier: datetime, later: datetime) -> _Onset:
    before, after = _offset(zone, earlier), _offset(zone, later)
    while later - earlier > timedelta(seconds=1):
        middle = earlier + (later - earlier) // 2
        earlier, later = (middle, later) if _offset(zone, middle) == before else (earlier, middle)
    instant = later.replace(microsecond=0)
    return _Onset((instant + before).replace(tzinfo=None), before, after, _name(zone, later))


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _name(zone: ZoneInfo, instant: datetime) -> str:
    return instant.astimezone(zone).tzname() or zone.key


def _always(zone: ZoneInfo, year: int) -> _Onset:
    """What holds before the first onset, and for ever in a zone without any."""
    instant = datetime(year, 1, 1, tzinfo=UTC)
    offset = _offset(zone, instant)
    return _Onset(_LONG_AGO, offset, offset, _name(zone, instant))


def _runs(onsets: Iterable[_Onset]) -> Iterator[list[_Onset]]:
    """Onsets of one kind in years in a row that one yearly rule describes."""
    for _, alike in groupby(sorted(onsets, key=_kind), key=_kind):
        run: list[_Onset] = []
        for onset in alike:
            if run and not _continues(run, onset):
                yield run
                run = []
            run.append(onset)
        yield run


def _kind(onset: _Onset) -> tuple[timedelta, timedelta, str]:
    return onset.before, onset.after, onset.name


def _continues(run: list[_Onset], onset: _Onset) -> bool:
    last = run[-1].local
    return (
        onset.local.year == last.year + 1
        and (onset.local.month, onset.local.weekday(), onset.local.time()) == (last.month, last.weekday(), last.time())
        and bool(_positions([*run, onset]))
    )


def _positions(run: Iterable[_Onset]) -> set[int]:
    return set.intersection(*(onset.positions for onset in run))


def _rule(run: list[_Onset], last_year: int) -> dict[str, object] | None:
    """The RRULE of a run, open if it lasts to the end; None if it is one day."""
    if len(run) == 1:
        return None
    first, last = run[0], run[-1]
    rule: dict[str, object] = {
        "FREQ": "YEARLY",
        "BYMONTH": first.local.month,
        "BYDAY": f"{min(_positions(run))}{_WEEKDAYS[first.local.weekday()]}",
    }
    if last.local.year < last_year:
        rule["UNTIL"] = (last.local - last.before).replace(tzinfo=UTC)
    return rule


def _observance(onset: _Onset, rule: dict[str, object] | None) -> TimezoneStandard | TimezoneDaylight:
    component = TimezoneDaylight() if onset.after > onset.before else TimezoneStandard()
    component.add("DTSTART", onset.local)
    if rule:
        component.add("RRULE", rule)
    component.add("TZOFFSETFROM", onset.before)
    component.add("TZOFFSETTO", onset.after)
    component.add("TZNAME", onset.name)
    return component
