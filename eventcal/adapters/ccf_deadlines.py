"""CCF deadlines: conferences of computer science, one file each or all in one, YAML (github.com/ccfddl/ccf-deadlines)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import Made, Paths, may_be_yaml, read_rows, read_yaml, rows_of, word_at
from eventcal.reading.years import years_in


def short_name(edition: Mapping[str, Any]) -> str:
    """The acronym with its year."""
    title = word_at(edition, "title")
    return Made(f"{title} {word_at(edition, 'year')}", title)


def dates(edition: Mapping[str, Any]) -> str:
    """The days as they are written; none where they are of another year, left over from the edition before."""
    words, year = word_at(edition, "date"), word_at(edition, "year")
    years = years_in(words)
    return words if not years or year in map(str, years) else ""


PATHS: Paths = {
    "id": "id",
    "name": ("description", "title"),
    "short_name": short_name,
    "link": "link",
    "dates": dates,
    "place": "place",
    "abstract": "timeline[].abstract_deadline",
    "paper": "timeline[].deadline",
    "deadline_zone": "timezone",
    "tags": "sub",
}


def fits(page: Page) -> bool:
    """Whether it is such a list."""
    return may_be_yaml(page, "confs:", "timeline:", "dblp:", "title:")


def read(page: Page) -> list[Fact]:
    """The facts of every edition of every conference."""
    return list(read_rows(rows_of(list(editions(read_yaml(page))), PATHS), page, "CCF deadlines"))


def editions(conferences: Any) -> Iterator[dict[str, Any]]:
    """Each edition, with what its conference says of all."""
    for conference in conferences if isinstance(conferences, list) else ():
        if isinstance(conference, Mapping):
            shared = {key: value for key, value in conference.items() if key != "confs"}
            several = conference.get("confs")
            yield from (
                {**shared, **each}
                for each in (several if isinstance(several, list) else ())
                if isinstance(each, Mapping)
            )
