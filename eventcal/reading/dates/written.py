"""What a date says, before anything is concluded from it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Day:
    """A day as written. `year` None: not said. `weekday`: Monday is 0, None where not said."""

    year: int | None
    month: int
    day: int
    weekday: int | None = None

    def possible(self) -> bool:
        """Whether there is such a day, in a leap year where none is said. The first day of 1970 is a machine's "none"."""
        year = 2024 if self.year is None else self.year
        if (year, self.month, self.day) == (1970, 1, 1) or not 1 <= self.month <= 12:
            return False
        return 1 <= self.day <= calendar.monthrange(year, self.month)[1]

    def on(self, year: int | None = None) -> date | None:
        """The day in its own year, else in `year`; None where that year has no such day."""
        chosen = self.year or year
        if chosen is None:
            return None
        try:
            return date(chosen, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written, at [start, end) of the text. `closes` None: no end said; `zone` in the text's words."""

    start: int
    end: int
    opens: time
    closes: time | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """One expression of a day or several, at [start, end) of the text; `last` is inclusive.

    `listed` holds the single days where they are named one by one. `swapped` is the other reading of a numeric
    date whose order of day and month the digits leave open.
    """

    start: int
    end: int
    first: Day
    last: Day
    listed: tuple[Day, ...] = ()
    swapped: Dates | None = None
    clock: Clock | None = None
    last_clock: Clock | None = None

    @property
    def is_range(self) -> bool:
        """Whether it spans more than a day."""
        return (self.first.month, self.first.day, self.first.year) != (self.last.month, self.last.day, self.last.year)

    def in_year(self, year: int) -> tuple[date, date] | None:
        """First and last day, with `year` for what is not said; a range over New Year ends in the next. None: no such days."""
        first = self.first.on(year)
        last = self.last.on(first.year if first else year)
        if first is None or last is None:
            return None
        if last < first and self.last.year is None:
            last = self.last.on(first.year + 1)
            if last is None:
                return None
        return (first, last) if last >= first else None

    def weekdays_agree(self, year: int) -> bool | None:
        """Whether the weekdays beside the days are those of that year; None where none is said."""
        span = self.in_year(year)
        said = [
            (day, d) for day, d in zip((self.first, self.last), span or (), strict=False) if day.weekday is not None
        ]
        return all(d.weekday() == day.weekday for day, d in said) if said else None


def nearest_year(dates: Dates, today: date) -> int | None:
    """The year in which the dates fall nearest to a day; a weekday that is said must agree. None: in no year near it."""
    years = (today.year - 1, today.year, today.year + 1)
    spans = {year: span for year in years if (span := dates.in_year(year)) and dates.weekdays_agree(year) is not False}
    return min(spans, key=lambda year: distance(spans[year], today), default=None)


def distance(span: tuple[date, date], today: date) -> int:
    """Days between a day and a span of days; 0 within it."""
    return max((span[0] - today).days, (today - span[1]).days, 0)
