"""Which day is the last of an entry: DTEND is the first day after it, but not every writer knows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from eventcal.model import Moment, When
from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.languages import shown_languages

ONE_DAY = timedelta(days=1)
FAR = 1000  # characters of a description that are read for it


def last_day(end: Moment | None, start: Moment) -> Moment | None:
    """The end, inclusive: a DTEND that is a day is the first day after (RFC 5545, 3.6.1), but never one before the start."""
    first = start.date() if isinstance(start, datetime) else start
    if end is None or isinstance(end, datetime) or end <= first:
        return end
    return end - ONE_DAY


def by_description(when: When, end: Moment | None, description: str) -> When:
    """The days, with the day of DTEND as the last where the description tells them so: "24 and 25 March" to a DTEND of 25 March."""
    stated = end.date() if isinstance(end, datetime) else end
    if isinstance(when.start, datetime) or stated is None or stated != when.last_day + ONE_DAY:
        return when
    return When(when.start, stated) if tells(description[:FAR], when.start, stated) else when


def tells(text: str, first: date, last: date) -> bool:
    """Whether a text tells of these days, first and last, in one expression."""
    if str(last.day) not in text:
        return False
    words = words_for(*(shown_languages(text) or ["en"]))
    return any(dates.in_year(first.year) == (first, last) for dates in find_dates(text, words))
