"""Fits the weights of the page reader from labelled pages and writes them to data/weights.toml.

    python scripts/fit_weights.py ARCHIVE.warc.gz LABELS.jsonl [--more ARCHIVE LABELS]... [--field when] [--folds 10] [--write]

ARCHIVE holds pages as WARC response records, LABELS one JSON object a page (url, as_of, kind, events). Without
--write it only reports, by cross-validation over sites: no site is ever in the part that weights are fitted on and
in the part that they are tried on, since pages of one site are alike. Needs numpy.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from eventcal.fetch import read_archive
from eventcal.page import Page
from eventcal.reading import kinds, modes, names, pagereader, venues, whens
from eventcal.reading.statuses import read_statuses
from eventcal.reading.survey import Survey

WEIGHTS = Path(__file__).parent.parent / "eventcal" / "reading" / "data" / "weights.toml"


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


FIRST_COUNTS = 2
"""How many pages one of the first archive stands for beside those of --more: its labels were read twice."""


def load_judge(path: Path) -> Any:
    """The module that says whether two names are one: same_name(label, given), same_full_name(label, given)."""
    spec = importlib.util.spec_from_file_location("judge", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


judge: Any = None


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


STRENGTHS = {"when": 3.0, "name": 3.0, "kind": 3.0, "city": 0.5, "venue": 1.5, "mode": 1.5}


def matrix(cases: list[Case]) -> tuple[list[str], list[np.ndarray], list[np.ndarray]]:
    """Feature names, and for each case the candidates' rows with the row for nothing last, and which rows are right."""
    names_ = sorted({k for c in cases for row in c.rows for k in row} | {k for c in cases for k in c.none})
    place = {name: i for i, name in enumerate(names_)}
    blocks, rights = [], []
    for c in cases:
        block = np.zeros((len(c.rows) + 1, len(names_) + 1))
        for i, row in enumerate(c.rows):
            for k, v in row.items():
                block[i, place[k]] = v
        for k, v in c.none.items():
            block[-1, place[k]] = v
        block[-1, -1] = 1.0
        blocks.append(block)
        rights.append(np.array([*c.right, c.nothing_is_right], dtype=bool))
    return [*names_, "none"], blocks, rights


def fitted_on(cases: list[Case], strength: float, blocks: list[np.ndarray], rights: list[np.ndarray]) -> np.ndarray:
    """The weights fitted on some cases, each as often as it counts."""
    often = [i for i, c in enumerate(cases) for _ in range(c.counts)]
    return fit([blocks[i] for i in often], [rights[i] for i in often], strength)


def fit(blocks: list[np.ndarray], rights: list[np.ndarray], strength: float, steps: int = 400) -> np.ndarray:
    """Weights of a conditional logit with a quadratic penalty, by gradient ascent with momentum."""
    weights = np.zeros(blocks[0].shape[1])
    speed = np.zeros_like(weights)
    usable = [(b, r) for b, r in zip(blocks, rights, strict=True) if r.any()]
    for step in range(steps):
        gradient = -strength * weights
        for block, right in usable:
            scores = block @ weights
            odds = np.exp(scores - scores.max())
            p = odds / odds.sum()
            q = np.where(right, p, 0)
            gradient += block.T @ (q / q.sum() - p)
        speed = 0.9 * speed + gradient / len(usable)
        weights += (0.6 if step < steps * 0.7 else 0.2) * speed
    return weights


def folds_by_site(cases: list[Case], count: int) -> list[set[str]]:
    """The sites in `count` parts of about as many pages each."""
    sites: dict[str, int] = {}
    for c in cases:
        sites[c.site] = sites.get(c.site, 0) + 1
    parts: list[set[str]] = [set() for _ in range(count)]
    sizes = [0] * count
    order = sorted(sites)
    random.Random(7).shuffle(order)
    for site in sorted(order, key=lambda s: -sites[s]):
        smallest = sizes.index(min(sizes))
        parts[smallest].add(site)
        sizes[smallest] += sites[site]
    return parts


def report(cases: list[Case], strength: float, count: int, verbose: bool) -> None:
    """Prints how often the best candidate is right, on the fitted pages themselves and on sites left out."""
    _, blocks, rights = matrix(cases)

    def tell(title: str, weights_of: Callable[[int], np.ndarray]) -> None:
        given = good = wanted = possible = 0
        sure = sure_good = 0
        for i, c in enumerate(cases):
            if not c.scored:
                continue
            scores = blocks[i] @ weights_of(i)
            odds = np.exp(scores - scores.max())
            p = odds / odds.sum()
            best = int(p.argmax())
            wanted += not c.nothing_is_right
            possible += any(c.accepted or c.right)
            if best < len(c.rows):
                given += 1
                ok = (c.accepted or c.right)[best]
                good += ok
                sure += p[best] >= 0.9
                sure_good += p[best] >= 0.9 and ok
            if (
                verbose
                and not (best < len(c.rows) and (c.accepted or c.right)[best])
                and not (best == len(c.rows) and c.nothing_is_right)
            ):
                told = "none given" if best == len(c.rows) else (c.texts[best] if c.texts else best)
                print("   miss", c.where, round(float(p[best]), 2), told)
        print(
            f"{title:12} P {good / max(given, 1):.3f} R {good / max(wanted, 1):.3f}, possible {possible / max(wanted, 1):.3f}; "
            f"sure {sure} of which right {sure_good / max(sure, 1):.3f}"
        )

    all_weights = fitted_on(cases, strength, blocks, rights)
    tell("in sample", lambda i: all_weights)
    by_case: dict[int, np.ndarray] = {}
    for part in folds_by_site(cases, count):
        inside = [i for i, c in enumerate(cases) if c.site not in part]
        kept = [cases[i] for i in inside]
        fitted = fitted_on(kept, strength, [blocks[i] for i in inside], [rights[i] for i in inside])
        by_case.update({i: fitted for i, c in enumerate(cases) if c.site in part})
    tell("other sites", lambda i: by_case[i])


def write(field: str, names_: list[str], weights: np.ndarray) -> None:
    """Replaces one field's table in the weights file."""
    import tomllib

    tables = tomllib.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.exists() else {}
    tables[field] = {n: round(float(w), 2) for n, w in zip(names_, weights, strict=True) if abs(w) >= 0.01}
    lines = ["# What speaks for a candidate and how much, by field; fitted by scripts/fit_weights.py, not by hand."]
    for name, table in sorted(tables.items()):
        lines += [
            "",
            f"[{name}]",
            *(
                f'"{k}" = {v}' if ":" in k else f"{k} = {v}"
                for k, v in sorted(table.items(), key=lambda kv: -abs(kv[1]))
            ),
        ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def cases_of(field: str, pages: list[tuple[Page, dict[str, Any], int]]) -> list[Case]:
    """The cases of a field, each counted as often as its page."""
    found = []
    for page, row, often in pages:
        case = CASES[field](page, row)
        if case is not None:
            case.counts *= often
            found.append(case)
    return found


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--more", nargs=2, type=Path, action="append", default=[], metavar=("ARCHIVE", "LABELS"))
    parser.add_argument("--field", choices=[*CASES], action="append")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--strength", type=float, help="of the penalty on large weights; by field if not given")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--judge", type=Path, help="module that compares names; default: score.py beside LABELS")
    args = parser.parse_args()
    global judge
    judge = load_judge(args.judge or args.labels.with_name("score.py"))
    pages = [(page, row, FIRST_COUNTS) for page, row in labelled_pages(args.archive, args.labels)]
    pages += [(page, row, 1) for pair in args.more for page, row in labelled_pages(*pair)]
    for field in args.field or CASES:
        strength = args.strength or STRENGTHS[field]
        cases = cases_of(field, pages)
        print(field, len(cases), "pages")
        report(cases, strength, args.folds, args.misses)
        if args.write:
            names_, blocks, rights = matrix(cases)
            write(field, names_, fitted_on(cases, strength, blocks, rights))


if __name__ == "__main__":
    main()
