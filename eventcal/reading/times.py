"""Puts a day and the clock beside it together."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from eventcal.model import Session, When
from eventcal.reading.dates.written import Clock, Dates
from eventcal.reading.dates.zones import at_zone

ONE_DAY = timedelta(days=1)


def days_apart(dates: Dates, year: int) -> tuple[Session, ...]:
    """The single days that a text names one by one, a session each: "Fridays Oct 16, 23, 30". None where they are in a row."""
    days = [day for each in dates.listed if (day := each.on(year)) is not None]
    if len(days) < 2 or all(after - day <= ONE_DAY for day, after in pairwise(days)):
        return ()
    return tuple(Session(day, day) for day in days)


def when_of(span: tuple[date, date], clock: Clock, last: Clock | None = None) -> When:
    """A single day with its times, aware where the words name a zone; several days have no times.

    `last` is the clock of the end where it stands apart. An end that is not after the start is not told.
    """
    if span[0] != span[1]:
        return When(*span)
    start, zone = at_zone(datetime.combine(span[0], clock.opens), clock.zone)
    closes = clock.closes if last is None else last.closes or last.opens
    if closes is None or closes <= clock.opens:
        return When(start, None, zone)
    end, _ = at_zone(datetime.combine(span[0], closes), clock.zone)
    return When(start, end, zone)
