"""TeSS: the training portals of ELIXIR, Taxila, SciLifeLab and others, JSON:API and plain JSON (github.com/ElixirTeSS/TeSS)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.words import words_for
from eventcal.reading.languages import shown_languages
from eventcal.reading.rows import Made, Paths, is_list_of, may_hold, read_json, step_into, word_at

FAR = 5_000  # characters of a description in which its times are looked for
A_DAY, A_MINUTE, A_SECOND = (len(each) for each in ("2026-10-13", "2026-10-13T09:00", "2026-10-13T09:00:00"))
FILLED_IN = ("T09:00", "T17:00")
"""The times that TeSS filled in where it was told only days."""


def start(event: Mapping[str, Any]) -> str:
    """The first day or the time, which TeSS keeps by the clock of the place and writes as if it were UTC."""
    return local(event, "start")


def end(event: Mapping[str, Any]) -> str:
    """The last day or the time of the end, by the clock of the place."""
    return local(event, "end")


def local(event: Mapping[str, Any], name: str) -> str:
    """The words of a time without their zone, or only their day where the time may be filled in."""
    opens, closes = (word_at(event, each)[A_DAY:A_MINUTE] for each in ("start", "end"))
    filled_in = (opens, closes) == FILLED_IN and not zone_told(event)
    return word_at(event, name)[: A_DAY if filled_in else A_SECOND]


def zone_told(event: Mapping[str, Any]) -> str:
    """The zone that the description tells beside the same time of day."""
    opens = word_at(event, "start")[A_DAY + 1 : A_MINUTE]
    text = word_at(event, "description")[:FAR]
    clocks = find_clocks(text, words_for(*(shown_languages(text) or ["en"])))
    return next((clock.zone for clock in clocks if clock.zone and f"{clock.opens:%H:%M}" == opens), "")


def free(event: Mapping[str, Any]) -> str:
    """Yes where the kind of its cost is that it has none."""
    basis = word_at(event, "cost-basis") or word_at(event, "cost_basis")
    return Made("yes", basis) if basis == "free" else ""


PATHS: Paths = {
    "id": "id",
    "name": "title",
    "link": "url",
    "start": start,
    "end": end,
    "timezone": ("timezone", zone_told),
    "venue": "venue",
    "city": "city",
    "region": "county",
    "country": "country",
    "latitude": "latitude",
    "longitude": "longitude",
    "mode": "presence",
    "online": "online",  # if not, nobody may have said so
    "free": free,
    "price": ("cost-value", "cost_value"),
    "currency": ("cost-currency", "cost_currency"),
    "cost": "cost",
    "application": ("application-deadline", "application_deadline"),
    "description": "description",
    "organizer": ("organizer", "host-institutions[0]", "host_institutions[0]"),
    "language": "language",
    "tags": "keywords[]",
}


def fits(page: Page) -> bool:
    """Whether it is a list of either kind, that of JSON:API be it empty, or an event of JSON:API."""
    if may_hold(page, '"results-count"', '"available-facets"') and '"type"' not in page.markup:
        return True
    plain = is_list_of(page, "title", "start", "scraper_record", "host_institutions")
    return plain or may_hold(page, '"data"', '"attributes"', '"events"', '"host-institutions"')


def read(page: Page) -> list[Fact]:
    """The facts of every event."""
    if isinstance(page.json, list):
        return read_json(page.json, PATHS, page, "TeSS")
    data = step_into(page.json, "data")
    events = [flat(entry) for entry in (data if isinstance(data, list) else [data])]
    return read_json(events, PATHS, page, "TeSS", more=step_into(page.json, "links.next"))


def flat(entry: Any) -> dict[str, Any]:
    """An entry of JSON:API with its id among what it says; nothing where it is of another kind."""
    said = step_into(entry, "attributes")
    if step_into(entry, "type") != "events" or not isinstance(said, Mapping):
        return {}
    return {**said, "id": entry["id"]} if "id" in entry else dict(said)
