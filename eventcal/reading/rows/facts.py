"""One row of a list → the facts of its event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from eventcal.errors import ReadError
from eventcal.model import Cost, Deadline, Fact, Place
from eventcal.page import Page
from eventcal.reading.calendar.costs import FAR, read_cost
from eventcal.reading.calendar.ends import by_description
from eventcal.reading.rows.calls import calls_told
from eventcal.reading.rows.payload import Paths, as_written, rows_of, told_by
from eventcal.reading.rows.row import DEADLINES, Row, is_lone_venue, is_yes, item_of, word_of, words_of
from eventcal.reading.rows.whens import Told, due_day, moment_in, when_between, when_in, zone_of
from eventcal.reading.structured import event
from eventcal.reading.structured.location import position
from eventcal.reading.structured.words import plain, string

MOST = 2_000  # rows that are read
DUE = 0.85  # the score of a deadline that a list states


def read_json(
    values: Any, paths: Paths, page: Page, by: str, *, more: Any = None, exclusive: bool = False
) -> list[Fact]:
    """The facts of each mapping of a JSON list, as those of its row. `more`: what stands where the platform tells that
    further pages follow. ReadError where it is no list, or has no event in it: an interface may answer with an error."""
    facts = list(read_rows(rows_of(values, paths), page, by, as_written(page), exclusive=exclusive))
    if not isinstance(values, list) or (values and not facts):
        raise ReadError(f"{page.url}: no events as {by} writes them")
    return [*facts, event.problem(page, "list", "more pages follow; only this one is read")] if more else facts


def read_rows(
    rows: Iterable[Row], page: Page, by: str, literal: Callable[[str], str] = told_by, *, exclusive: bool = False
) -> Iterator[Fact]:
    """The facts of each row, told apart by `about`. `by`: what reads them, such as "confs.tech"; `literal`: the words as they
    stand in the page; `exclusive`: an end at midnight is the first moment after the event."""
    found = iter(rows)
    for number, row in enumerate(islice(found, MOST), 1):
        origin = event.Origin(by, f"row {number}", f"row {number}", page.url, literal, frozenset)
        yield from facts_of(row, origin, page, exclusive=exclusive)
    if next(found, None) is not None:
        yield event.problem(page, f"row {MOST}", f"only the first {MOST:,} rows are read")


def facts_of(row: Row, origin: event.Origin, page: Page, *, exclusive: bool) -> Iterator[Fact]:
    """Every fact of a row; none where it has no name."""
    if string(word_of(row, "name")) is None:
        return
    said = event.facts(item_of(row), origin)
    yield from (fact for fact in said if fact.field != "status" or fact.value is not None)  # "live", "published"
    yield from lone_venue(row, origin)
    told = days_of(row, page, exclusive=exclusive)
    if told is not None:
        yield origin.fact("when", told.words, told.when, "dates", told.score, told.more)
    if is_yes(row, "online"):
        yield origin.fact("mode", word_of(row, "online"), "online", "online", 0.9)
    if is_yes(row, "cancelled"):
        yield origin.fact("status", word_of(row, "cancelled"), "cancelled", "cancelled", 0.9)
    yield from costs(row, origin)
    yield from deadlines(row, origin, page)
    for fact in calls_told(word_of(row, "description"), told.when if told is not None else None, page):
        yield origin.fact("deadline", fact.text, fact.value, fact.rule, fact.score)


def lone_venue(row: Row, origin: event.Origin) -> Iterator[Fact]:
    """The place of a row that tells nothing but a building whose name holds a town's: "Charles A Hayes Center"."""
    if is_lone_venue(row):
        venue = word_of(row, "venue")
        geo = position(word_of(row, "latitude"), word_of(row, "longitude"))
        yield origin.fact("place", venue, Place(venue=plain(venue), text=plain(venue), geo=geo), "venue", 0.8)
        yield origin.fact("mode", venue, "in-person", "venue", 0.6)


def days_of(row: Row, page: Page, *, exclusive: bool) -> Told | None:
    """When the event of a row takes place."""
    zone = zone_of(word_of(row, "timezone"))
    start, end = word_of(row, "start"), word_of(row, "end")
    told = when_between(start, end, zone, exclusive=exclusive, today=page.when) if start else None
    if exclusive and told is not None and told.when is not None:
        when = by_description(told.when, moment_in(end, None), plain(word_of(row, "description")))
        told = replace(told, when=when)
    return told or (when_in(word_of(row, "dates"), word_of(row, "name"), page.when) if row.get("dates") else None)


def costs(row: Row, origin: event.Origin) -> Iterator[Fact]:
    """That it is free, what the words for the cost say, else what the description says of it."""
    if is_yes(row, "free"):
        yield origin.fact("cost", word_of(row, "free"), Cost(True, 0, 0, None, "Free"), "free", 0.85)
        return
    description = word_of(row, "description")
    last = description[FAR:][-FAR:]  # where the practical part often stands
    told = (word_of(row, "cost"), "cost", 0.85), (description, "description", 0.65), (last, "description", 0.65)
    for words, field, score in told:
        cost = read_cost(words) if words else None
        if cost is not None:
            yield origin.fact("cost", cost.text, cost, field, score, tuple(tier.text for tier in cost.tiers))
            return


def deadlines(row: Row, origin: event.Origin, page: Page) -> Iterator[Fact]:
    """The days by which something is due."""
    zone = word_of(row, "deadline_zone") or None
    for kind in DEADLINES:
        for words in words_of(row, kind):
            day = due_day(words, page.when)
            if day is not None:
                yield origin.fact("deadline", words, Deadline(kind, day, words, zone), kind, DUE)
