"""Lists of events in JSON, YAML or CSV that no other adapter knows: each property is told by its name."""

from __future__ import annotations

from typing import Any

from eventcal.errors import ReadError
from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import as_written, is_json, looks_like_table, looks_like_yaml, read_csv, read_rows, read_yaml
from eventcal.reading.rows import rows_of as rows_by
from eventcal.reading.rows.guess import events_in, paths_of

BY = "list"


def fits(page: Page) -> bool:
    """Whether it is a list whose rows have names and days."""
    return bool(events(page))


def read(page: Page) -> list[Fact]:
    """The facts of every row. ReadError where there is no such list."""
    rows = events(page)
    if not rows:
        raise ReadError(f"{page.url}: no list of events with names and days")
    told = rows_by(rows, paths_of(rows))
    return list(read_rows(told, page, BY, as_written(page)) if is_json(page) else read_rows(told, page, BY))


def events(page: Page) -> list[Any]:
    """The rows of the page's list of events; none where it is no such file."""
    try:
        return events_in(value_of(page), page.when)
    except ReadError:
        return []


def value_of(page: Page) -> Any:
    """What the file holds; None where it is of no kind that holds lists."""
    if is_json(page):
        return page.json
    if looks_like_yaml(page):
        return read_yaml(page)
    return list(read_csv(page)) if looks_like_table(page) else None
