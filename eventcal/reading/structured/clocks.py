"""The times of day that a page shows to people, by which those of its markup are checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

from eventcal.model import Moment
from eventcal.reading.structured.moments import hour_of

CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?m\b|(?<![\d:.])(\d{1,2})[:.h](\d\d)(?![\d:])|(?<![\d:.])(\d{1,2})\s?(?:h|Uhr)\b",
    re.I,
)
DAY = 24 * 60
FAR = 100_000  # characters of a page that are searched


def clocks(text: str) -> Iterator[tuple[int, bool]]:
    """The times of day of a text: minutes after midnight, and whether that may as well be twelve hours on, as in "4:00"."""
    for match in CLOCK.finditer(text):
        hour, minute = int(match[1] or match[4] or match[6]), int(match[2] or match[5] or 0)
        half = f"{match[3]}m" if match[3] else None
        if hour <= 24 and minute < 60:
            yield hour_of(hour, half) * 60 + minute, half is None


def shown_clocks(text: str) -> frozenset[int]:
    """The minutes after midnight that a page's text may mean."""
    found = list(clocks(text[:FAR]))
    return frozenset([at % DAY for at, _ in found] + [(at + DAY // 2) % DAY for at, either in found if either])


def as_shown(moment: Moment | None, beside: str, on_page: Callable[[], frozenset[int]] = frozenset) -> Moment | None:
    """The moment by the clocks that are shown beside it and on its page.

    A UTC time comes out in the zone of the clock beside it. A time without a zone that no clock shows is often UTC without
    saying so: the day alone is kept. Nothing is changed where no clock is shown.
    """
    if not isinstance(moment, datetime):
        return moment
    minutes = moment.hour * 60 + moment.minute
    near = next(clocks(beside), None)
    if near is None:
        return moment.date() if moment.tzinfo is None and is_hidden(minutes, on_page()) else moment
    difference = near[0] - minutes
    if difference == 0 or (near[1] and abs(difference) == DAY // 2):
        return moment
    if moment.utcoffset() == timedelta() and difference % 15 == 0:
        east = (difference + DAY // 2) % DAY - DAY // 2  # the nearest zone: -12:00 to +11:45
        return moment.astimezone(timezone(timedelta(minutes=east)))
    return moment.date()


def is_hidden(minutes: int, on_page: frozenset[int]) -> bool:
    """Whether a page that shows times of day does not show this one. Midnight is seldom meant as a time."""
    return bool(on_page) and minutes != 0 and minutes not in on_page
