"""Looks for pages that any reader fails at, for as long as it is let: a job to start by hand.

    pip install atheris && python fuzz/readers.py FOUND tests/pages/*/ [-max_total_time=600]

FOUND is an empty folder for the pages that lead to new places in the code; those of tests/pages are where it begins. It ends at
the first page that a reader fails at, which it writes to crash-…; `python fuzz/readers.py crash-…` reads that again. The first byte
of a page says which adapter reads it; all of tests/pages are good beginnings whichever that is.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

import atheris

with atheris.instrument_imports(include=["eventcal"]):
    from eventcal.adapters import adapters
    from eventcal.errors import ReadError
    from eventcal.extract import understand
    from eventcal.page import Page

TODAY = date(2026, 11, 1)
HORIZON = (TODAY, TODAY + timedelta(days=365))
NAMES = ["auto", *adapters()]


def read(data: bytes) -> None:
    """RuntimeError where the reading code fails of itself."""
    adapter = NAMES[data[0] % len(NAMES)] if data else "auto"
    try:
        understand(Page("https://fjord.example/", data[1:], TODAY), adapter, (), HORIZON)
    except ReadError as error:
        if "the reading code failed" in str(error):
            raise RuntimeError(adapter) from error.__cause__


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
