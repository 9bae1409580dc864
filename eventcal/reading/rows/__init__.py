"""Rows of lists that machines write → facts: one row, one event. The fields of a row are those of a recipe."""

from eventcal.reading.rows.facts import read_json, read_rows
from eventcal.reading.rows.payload import (
    Made,
    Paths,
    as_written,
    is_json,
    is_list_of,
    literal_in,
    may_hold,
    one_or_all,
    read_csv,
    read_yaml,
    rows_of,
    step_into,
    word_at,
)
from eventcal.reading.rows.row import DEADLINES, FIELDS, Row

__all__ = [
    "DEADLINES",
    "FIELDS",
    "Made",
    "Paths",
    "Row",
    "as_written",
    "is_json",
    "is_list_of",
    "literal_in",
    "may_hold",
    "one_or_all",
    "read_csv",
    "read_json",
    "read_rows",
    "read_yaml",
    "rows_of",
    "step_into",
    "word_at",
]
