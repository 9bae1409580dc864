"""Rows of lists that machines write → facts: one row, one event. The fields of a row are those of a recipe."""

from eventcal.reading.rows.facts import read_rows
from eventcal.reading.rows.payload import is_json, is_list_of, literal_in, read_csv, read_yaml, rows_of, step_into
from eventcal.reading.rows.row import DEADLINES, FIELDS, Row

__all__ = [
    "DEADLINES",
    "FIELDS",
    "Row",
    "is_json",
    "is_list_of",
    "literal_in",
    "read_csv",
    "read_rows",
    "read_yaml",
    "rows_of",
    "step_into",
]
