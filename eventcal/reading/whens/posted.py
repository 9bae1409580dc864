"""The days on which a page says that it was written or changed: none of them is its event's."""

from __future__ import annotations

import re
from datetime import date

from eventcal.page import Page

META = re.compile(
    r"(?:published|modified|updated)_time|date(?:published|modified|created)?|dc(?:terms)?\.(?:date|created|issued|modified).{0,20}|"
    r"last-modified|revised"
)
JSON = re.compile(r'"date(?:Published|Modified|Created)"\s*:\s*"(\d{4}-\d\d-\d\d)')
ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?!\d)")


def posted_days(page: Page) -> set[date]:
    """Such days by meta elements, JSON-LD and the page's address."""
    values = [value for name, value in page.meta.items() if META.fullmatch(name.rpartition(":")[2])]
    values += [day for block in page.json_ld for day in JSON.findall(block)]
    values += ["-".join(day) for day in ADDRESS.findall(page.url)]
    return {day for value in values if (day := day_in(value)) is not None}


def day_in(value: str) -> date | None:
    """The day of an ISO 8601 date or time; None where it is none."""
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
