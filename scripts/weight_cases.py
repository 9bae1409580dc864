"""Labelled pages as cases to fit weights on: each page's candidates with their features, and which of them are right."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from eventcal.fetch.archive import read_archive
from eventcal.page import Page
from eventcal.reading import kinds, modes, names, pagereader, venues, whens
from eventcal.reading.statuses import read_statuses
from eventcal.reading.survey import Survey


@dataclass
class Case:
    """One page: its candidates' features, which are right, and what speaks for giving nothing."""

    site: str
    rows: list[dict[str, float]]
    right: list[bool]
    none: dict[str, float]
    nothing_is_right: bool
    where: str = ""
    accepted: list[bool] | None = None
    """Which count as right when scored; `right` where not given."""
    texts: list[str] | None = None
    counts: int = 1
    """How many pages it stands for when weights are fitted."""
    scored: bool = True
    """Whether the report counts it: not a page that only shows what speaks for giving nothing."""


KIND_COUNTS = {"event": 1, "listing": 4, "none": 2}
"""A list that is taken for one event loses all of its entries; an event that is none is invented. Labelled ones are few."""


judge: Any = None
"""The module that says whether two names are one: same_name(label, given), same_full_name(label, given)."""


def use_judge(path: Path) -> None:
    """Makes the module at a path the one that judges."""
    global judge
    spec = importlib.util.spec_from_file_location("judge", path)
    assert spec is not None and spec.loader is not None
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)


def site_of(url: str) -> str:
    """The registrable part of a host, years and numbers left out, so that editions of one site go together."""
    host = urlsplit(url).netloc.lower().split(":")[0].removeprefix("www.")
    parts = host.split(".")
    base = ".".join(parts[-2:]) if parts[-1] not in ("io", "ca", "uk") or len(parts) < 3 else ".".join(parts[-3:])
    return "".join(ch for ch in base if not ch.isdigit())


def labelled_pages(archive: Path, labels: Path) -> list[tuple[Page, dict[str, Any]]]:
    """The labelled HTML pages, fields in doubt left to each field's own case maker."""
    wanted = {
        (row["url"], row["as_of"]): row for row in map(json.loads, labels.read_text(encoding="utf-8").splitlines())
    }
    found = []
    for page in read_archive(archive):
        row = wanted.get((page.url, page.when.isoformat()))
        if row and row["file"].endswith(".html") and not {"kind", "events"} & set(row.get("doubt") or []):
            found.append((page, row))
    return found


def when_case(page: Page, row: dict[str, Any]) -> Case | None:
    """The date candidates of a page; right is the one with the labelled first and last day, none on a page of no event."""
    if row["kind"] not in ("event", "not-event") or {"start", "end"} & set(row.get("doubt") or []):
        return None
    event = row["events"][0] if row["kind"] == "event" else {"start": None}
    survey = Survey(page)
    found = whens.candidates(survey)
    start = event["start"] and date.fromisoformat(event["start"][:10])
    end = date.fromisoformat(event["end"][:10]) if event.get("end") else start
    right = [bool(start) and c.span == (start, end) for c in found]
    return Case(
        site_of(row["url"]),
        [c.features for c in found],
        right,
        whens.page_features(survey),
        not start,
        row["file"],
        scored=row["kind"] == "event",
    )


def name_case(page: Page, row: dict[str, Any]) -> Case | None:
    """The name candidates of a page; right is each that is the labelled name with its year, else without, else each that is alike."""
    if row["kind"] != "event" or "name" in (row.get("doubt") or []):
        return None
    event = row["events"][0]
    found = names.candidates(Survey(page))
    exact = [judge.same_full_name(event, {"name": c.text}) for c in found]
    literal = [is_literal(event, c.text) for c in found]
    alike = [judge.same_name(event, {"name": c.text}) for c in found]
    return Case(
        site_of(row["url"]),
        [c.features for c in found],
        literal if any(literal) else exact if any(exact) else alike,
        {},
        False,
        row["file"],
        alike,
        [c.text for c in found],
    )


def is_literal(event: dict[str, Any], name: str) -> bool:
    """Whether a name is the labelled one in all its words, with or without the acronym."""
    words, wanted, short = judge.words(name), judge.words(event["name"]), judge.words(event.get("short_name"))
    return words in (wanted, wanted + short, short + wanted)


def kind_case(page: Page, row: dict[str, Any]) -> Case | None:
    """What the page is: one event's, a list of several, or none."""
    survey = Survey(page)
    chance = max((fact.score for fact in pagereader.read_whens(survey)), default=0.0)
    features = kinds.features(survey, chance, plans_changed=any(read_statuses(survey)))
    rows = [{f"{kind}:{k}": v for k, v in {**features, "bias": 1.0}.items() if v} for kind in kinds.KINDS]
    kind = {"series": "listing", "not-event": "none"}.get(row["kind"], row["kind"])
    right, counts = [k == kind for k in kinds.KINDS], KIND_COUNTS[kind]
    return Case(site_of(row["url"]), rows, right, {}, False, row["file"], None, list(kinds.KINDS), counts)


def event_days(event: dict[str, Any]) -> tuple[date, date] | None:
    """The labelled first and last day."""
    if not event["start"]:
        return None
    first = date.fromisoformat(event["start"][:10])
    return first, date.fromisoformat(event["end"][:10]) if event.get("end") else first


def is_nowhere(event: dict[str, Any]) -> bool:
    """Whether an event is online only: its page names a place as any page does, and choosing leaves that out by the mode."""
    return event.get("mode") == "online" and not event["city"] and not event["venue"]


def city_case(page: Page, row: dict[str, Any]) -> Case | None:
    """The cities that the page names; right is the labelled one."""
    if row["kind"] != "event" or "city" in (row.get("doubt") or []) or is_nowhere(row["events"][0]):
        return None
    event = row["events"][0]
    found = venues.cities(Survey(page), event_days(event))
    right = [
        bool(event["city"]) and any(judge.same_place(event["city"], h.city) for h, _, _, _ in c.hits) for c in found
    ]
    return Case(
        site_of(row["url"]),
        [c.features for c in found],
        right,
        {},
        not event["city"],
        row["file"],
        None,
        [c.key for c in found],
    )


def venue_case(page: Page, row: dict[str, Any]) -> Case | None:
    """The venues that the page names; right is the labelled one."""
    if row["kind"] != "event" or {"venue", "city"} & set(row.get("doubt") or []) or is_nowhere(row["events"][0]):
        return None
    event = row["events"][0]
    survey = Survey(page)
    days = event_days(event)
    city = next(
        (
            c
            for c in venues.cities(survey, days)
            if event["city"] and any(judge.same_place(event["city"], h.city) for h, _, _, _ in c.hits)
        ),
        None,
    )
    found = venues.venue_candidates(survey, city, days)
    right = [bool(event["venue"]) and judge.same_place(event["venue"], c.text) for c in found]
    return Case(
        site_of(row["url"]),
        [c.features for c in found],
        right,
        {},
        not event["venue"],
        row["file"],
        None,
        [c.text for c in found],
    )


def mode_case(page: Page, row: dict[str, Any]) -> Case | None:
    """The three modes; right is the labelled one. The place is as labelled: what reading makes of it is its own matter."""
    if row["kind"] != "event" or "mode" in (row.get("doubt") or []):
        return None
    event = row["events"][0]
    survey = Survey(page)
    days = event_days(event)
    rows, _ = modes.features(survey, modes.placed(list(venues.read_places(survey, days))), days)
    return Case(
        site_of(row["url"]),
        rows,
        [m == event["mode"] for m in modes.MODES],
        {},
        event["mode"] is None,
        row["file"],
        None,
        list(modes.MODES),
    )


CASES: dict[str, Callable[[Page, dict[str, Any]], Case | None]] = {
    "when": when_case,
    "name": name_case,
    "kind": kind_case,
    "city": city_case,
    "venue": venue_case,
    "mode": mode_case,
}


def cases_of(field: str, pages: list[tuple[Page, dict[str, Any], int]]) -> list[Case]:
    """The cases of a field, each counted as often as its page."""
    found = []
    for page, row, often in pages:
        case = CASES[field](page, row)
        if case is not None:
            case.counts *= often
            found.append(case)
    return found
