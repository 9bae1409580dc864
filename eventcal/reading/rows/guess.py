"""Which property of a list says what, by its name: for lists that no adapter knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from eventcal.reading.rows.payload import at
from eventcal.reading.rows.row import DEADLINES
from eventcal.reading.rows.whens import due_day, moment_in, when_in
from eventcal.reading.wordlists import tables

HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
NO_WORD = re.compile(r"[^a-z0-9]+")
SAMPLE = 50  # rows that show what a list is
DEEPEST = 3  # lists within mappings
MOST_LISTS = 100
LEAST = 3  # one row of so many tells of an event
FEW = 3  # rows that may all begin at one time
INNER = {
    "start": ("dateTime", "date_time", "local", "date", "utc", "time"),
    "end": ("dateTime", "date_time", "local", "date", "utc", "time"),
    "name": ("text", "en", "rendered", "value"),
    "description": ("text", "en", "rendered", "value"),
    "timezone": ("name", "id"),
    "organizer": ("name", "title"),
    "place": ("name", "display_name", "text"),
    "venue": ("name", "title"),
    "cost": ("text", "amount"),
}
"""Where a field's words stand if its property is a mapping."""
PLACES = ("location", "venue", "place", "address")
"""Properties that hold those of a place."""
PLACE_PARTS = ("street", "city", "region", "country", "latitude", "longitude")


def named(key: str) -> str:
    """A property's name as the lists have it.

    >>> named("startDate"), named("Start Date"), named("cfp_end-date")
    ('start date', 'start date', 'cfp end date')
    """
    return NO_WORD.sub(" ", HUMP.sub(" ", key).lower()).strip()


@cache
def fields() -> Mapping[str, Sequence[str]]:
    """The names of each field."""
    return {field: tuple(names) for field, names in tables("fields").items()}


def paths_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """For each field the paths at which its words may stand, the surest first, by the names that some rows have."""
    keys = {named(key): key for row in reversed(rows[:SAMPLE]) for key in row if isinstance(key, str)}
    found = {field: [keys[name] for name in names if name in keys] for field, names in fields().items()}
    paths = {field: list(with_inner(field, own)) for field, own in found.items() if own}
    for part, inner in place_parts(rows[:SAMPLE]):
        paths.setdefault(part, []).append(inner)
    return paths


def with_inner(field: str, keys: Sequence[str]) -> Iterator[str]:
    """The paths of some properties, and those within them."""
    for key in keys:
        yield key
        yield from (f"{key}.{inner}" for inner in INNER.get(field, ()))


def place_parts(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The parts of a place, such as its city, and the paths within a property for places."""
    for outer in dict.fromkeys(key for row in rows for key in row if isinstance(key, str) and named(key) in PLACES):
        inner = {named(key): key for row in rows if isinstance(row.get(outer), Mapping) for key in row[outer]}
        yield from (("venue", f"{outer}.{inner[name]}") for name in ("name", "title") if name in inner)
        for part in PLACE_PARTS:
            yield from ((part, f"{outer}.{inner[name]}") for name in fields()[part] if name in inner)


def lists_in(value: Any, depth: int = 0) -> Iterator[list[Mapping[str, Any]]]:
    """The lists of mappings in a value, the outermost first."""
    if isinstance(value, list):
        rows = [each for each in value if isinstance(each, Mapping)]
        if rows:
            yield rows
    elif isinstance(value, Mapping) and depth < DEEPEST:
        for inner in list(value.values())[:MOST_LISTS]:
            yield from lists_in(inner, depth + 1)


def events_in(value: Any, today: date) -> list[Mapping[str, Any]]:
    """The longest list of a value whose rows tell of events; none where there is no such list."""
    longest = max((rows for rows in lists_in(value) if tells_events(rows, today)), key=len, default=[])
    return with_days(longest)


def with_days(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows that tell days, where days are told at all: what has none beside them is no event."""
    paths = paths_of(rows)
    told = [*paths.get("start", ()), *paths.get("dates", ())]
    return [row for row in rows if words_at(row, told)] or list(rows)


def tells_events(rows: Sequence[Mapping[str, Any]], today: date) -> bool:
    """Whether a third of the rows or more have a name, and a day or a deadline; and not all the same one, as the settings of
    calendars do."""
    sample, paths = rows[:SAMPLE], paths_of(rows)
    named_rows = [row for row in sample if words_at(row, paths.get("name", ()))]
    days = [day for row in named_rows if (day := day_in(row, paths, today))]
    return 0 < len(sample) <= LEAST * len(days) and (len(sample) < FEW or len(set(days)) > 1)


def day_in(row: Mapping[str, Any], paths: Mapping[str, Sequence[str]], today: date) -> str:
    """The words of a row that tell its first day, or one by which something is due; "" where none do."""
    start, dates = (words_at(row, paths.get(field, ())) for field in ("start", "dates"))
    if start and moment_in(start, None) is not None:
        return start
    if any(words and when_in(words, "", today) is not None for words in (start, dates)):
        return start or dates
    due = (words_at(row, paths[kind]) for kind in DEADLINES if kind in paths)
    return next((words for words in due if words and due_day(words, today) is not None), "")


def words_at(row: Mapping[str, Any], paths: Sequence[str]) -> str:
    """The first words at some paths."""
    return next((words for path in paths for words in at(row, path)), "")
