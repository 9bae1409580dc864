"""Fits the weights of the page reader from labelled pages and writes them to data/weights.toml.

    python scripts/fit_weights.py ARCHIVE.warc.gz LABELS.jsonl [--more ARCHIVE LABELS]... [--field when] [--folds 10] [--write]

ARCHIVE holds pages as WARC response records, LABELS one JSON object a page (url, as_of, kind, events). Without
--write it only reports, by cross-validation over sites: no site is ever in the part that weights are fitted on and
in the part that they are tried on, since pages of one site are alike. Needs numpy.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from weight_cases import CASES, Case, cases_of, labelled_pages, use_judge

WEIGHTS = Path(__file__).parent.parent / "eventcal" / "reading" / "data" / "weights.toml"
SURE = 0.9
FIRST_COUNTS = 2
"""How many pages one of the first archive stands for beside those of --more: its labels were read twice."""
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


@dataclass
class Tally:
    """How often the best candidate was right."""

    given: int = 0
    good: int = 0
    wanted: int = 0
    possible: int = 0
    """Pages of which some candidate is right."""
    sure: int = 0
    sure_good: int = 0

    def add(self, case: Case, best: int, chance: float) -> bool:
        """Count a case with its best row, the one after the candidates for nothing; whether that is right."""
        rights = case.accepted or case.right
        self.wanted += not case.nothing_is_right
        self.possible += any(rights)
        if best == len(case.rows):
            return case.nothing_is_right
        self.given += 1
        self.good += rights[best]
        self.sure += chance >= SURE
        self.sure_good += chance >= SURE and rights[best]
        return rights[best]

    def __str__(self) -> str:
        wanted = max(self.wanted, 1)
        return (
            f"P {self.good / max(self.given, 1):.3f} R {self.good / wanted:.3f}, possible {self.possible / wanted:.3f}; "
            f"sure {self.sure} of which right {self.sure_good / max(self.sure, 1):.3f}"
        )


def report(cases: list[Case], strength: float, count: int, verbose: bool) -> None:
    """Prints how often the best candidate is right, on the fitted pages themselves and on sites left out."""
    _, blocks, rights = matrix(cases)
    all_weights = fitted_on(cases, strength, blocks, rights)
    print("in sample   ", tally(cases, blocks, lambda _: all_weights, verbose))
    by_case: dict[int, np.ndarray] = {}
    for part in folds_by_site(cases, count):
        inside = [i for i, c in enumerate(cases) if c.site not in part]
        kept = [cases[i] for i in inside]
        fitted = fitted_on(kept, strength, [blocks[i] for i in inside], [rights[i] for i in inside])
        by_case.update({i: fitted for i, c in enumerate(cases) if c.site in part})
    print("other sites ", tally(cases, blocks, by_case.__getitem__, verbose))


def tally(cases: list[Case], blocks: list[np.ndarray], weights_of: Callable[[int], np.ndarray], verbose: bool) -> Tally:
    """How often the best candidate is right, with the weights for each case; `verbose` prints the others."""
    found = Tally()
    for i, case in enumerate(cases):
        if case.scored:
            scores = blocks[i] @ weights_of(i)
            odds = np.exp(scores - scores.max())
            best = int(odds.argmax())
            chance = float(odds[best] / odds.sum())
            if not found.add(case, best, chance) and verbose:
                print("   miss", case.where, round(chance, 2), told(case, best))
    return found


def told(case: Case, best: int) -> str:
    """A case's best row, for people."""
    return "none given" if best == len(case.rows) else case.texts[best] if case.texts else str(best)


def write(field: str, names_: list[str], weights: np.ndarray) -> None:
    """Replaces one field's table in the weights file."""
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
    use_judge(args.judge or args.labels.with_name("score.py"))
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
