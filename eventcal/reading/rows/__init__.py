"""Rows of lists that machines write → facts: one row, one event. The fields of a row are those of a recipe."""

from eventcal.reading.rows.elements import link_at, words_at
from eventcal.reading.rows.facts import read_json, read_rows
from eventcal.reading.rows.payload import (
    Made,
    Paths,
    as_written,
    has_columns,
    is_json,
    is_list_of,
    literal_in,
    looks_like_table,
    looks_like_yaml,
    may_be_yaml,
    may_hold,
    one_or_all,
    parse_yaml,
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
    "has_columns",
    "is_json",
    "is_list_of",
    "link_at",
    "literal_in",
    "looks_like_table",
    "looks_like_yaml",
    "may_be_yaml",
    "may_hold",
    "one_or_all",
    "parse_yaml",
    "read_csv",
    "read_json",
    "read_rows",
    "read_yaml",
    "rows_of",
    "step_into",
    "word_at",
    "words_at",
]
