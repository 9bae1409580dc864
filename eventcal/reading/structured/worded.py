"""Days that markup states in words, "October 13, 2026", where a machine's form was due."""

from __future__ import annotations

from datetime import date

from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.structured.moments import YEARS, read_day

FAR = 100  # characters that are read: a date and a time of day take fewer


def days_in(words: str) -> tuple[date, date] | None:
    """First and last day, inclusive, of the one date that the words hold; the clock beside it is left out.

    None where the year is not said, or the order of day and month is open.

    >>> days_in("Tue Oct 13 2026 09:00:00 GMT+0200")
    (datetime.date(2026, 10, 13), datetime.date(2026, 10, 13))
    """
    day = read_day(words)
    if day is not None:
        return day, day
    found = find_dates(words[:FAR], words_for("en"))
    year = found[0].first.year if len(found) == 1 else None
    if year is None or year not in YEARS or found[0].swapped is not None:
        return None
    return found[0].in_year(year)
