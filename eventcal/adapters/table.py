"""Lists in JSON, YAML and CSV by a recipe: at which path or in which column each field stands (`adapter: table`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from eventcal.adapters.plain_list import value_of
from eventcal.errors import ReadError
from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import as_written, is_json, looks_like_yaml, read_rows, rows_of
from eventcal.reading.rows.facts import MOST
from eventcal.reading.rows.guess import lists_in
from eventcal.reading.rows.payload import Path, values_at
from eventcal.reading.rows.recipes import EVENT, lacking


def fits(page: Page) -> bool:
    """Never: a recipe is written for a list, not found."""
    return False


def read(page: Page) -> list[Fact]:
    """ReadError: without a recipe there is nothing to go by."""
    raise ReadError(f"{page.url}: `adapter: table` needs `select:`")


def read_by(page: Page, recipe: Mapping[str, Sequence[str]]) -> list[Fact]:
    """The facts of each row. ReadError where there is no such list; a problem for each field that no row has."""
    values = list_in(value_of(page), recipe.get(EVENT, ()), page)
    is_table = not is_json(page) and not looks_like_yaml(page)
    paths = {
        field: [column(path) if is_table else path for path in own] for field, own in recipe.items() if field != EVENT
    }
    rows = list(islice(rows_of(values, paths), MOST + 1))  # by the one more read_rows tells that it goes on
    facts = list(read_rows(rows, page, "table", as_written(page)) if is_json(page) else read_rows(rows, page, "table"))
    return [*facts, *lacking(rows[:MOST], facts, recipe, page)]


def list_in(value: Any, paths: Sequence[str], page: Page) -> list[Any]:
    """The list of a payload: at the path that the recipe names, else the outermost, else the only one."""
    if value is None:
        raise ReadError(f"{page.url}: neither JSON nor YAML nor a table")
    if paths:
        found = next((lists for path in paths if (lists := lists_at(value, path))), [])
        if not found:
            raise ReadError(f"{page.url}: no list at {' or '.join(map(repr, paths))}")
        return [row for listed in found for row in listed]
    if isinstance(value, list):
        return value
    several = list(lists_in(value))
    if len(several) != 1:
        raise ReadError(f"{page.url}: {len(several)} lists of rows; name one by `event:` in `select:`")
    return list(several[0])


def lists_at(value: Any, path: str) -> list[list[Any]]:
    """The lists at a path, of which "days[].items" may name several; "data.items[]" names that at "data.items"."""
    return [found for found in values_at(value, path.removesuffix("[]")) if isinstance(found, list)]


def column(name: str) -> Path:
    """What finds a cell of a table by its column's name, whatever its case and the spaces around."""
    return partial(cell, name=name.strip().casefold())


def cell(row: Mapping[str, Any], name: str) -> str:
    """The words of a cell; "" where there is none."""
    return next((str(words) for key, words in row.items() if key.strip().casefold() == name), "")
