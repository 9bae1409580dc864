"""Accuracy of reading, field by field, on any archive of labelled pages.

    python benchmarks/accuracy.py ARCHIVE.warc.gz [LABELS.jsonl] [--kind event] [--suffix .html] [--misses FIELD]

ARCHIVE holds pages as WARC response records; LABELS one JSON object a page: url, as_of, kind (event, listing, series,
not-event), file, events in the terms of `eventcal extract`, total where only some of a page's events are labelled, doubt
(fields that are not counted). Prints for each field precision (of the values given, the share that is right), recall (of the
values labelled, the share that was given right) and F1. An event that the page does not hold counts against the
precision of every field that it fills.

Without LABELS, the markup (JSON-LD, microdata) of each page that tells of one event is its label, and the page is read
without it.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eventcal.choose import choose
from eventcal.choose.subjects import alike
from eventcal.choose.verdicts import words
from eventcal.errors import EventcalError
from eventcal.event_json import to_json
from eventcal.extract import understand
from eventcal.fetch.archive import read_archive
from eventcal.page import Page
from eventcal.reading import structured
from eventcal.reading.places import country_name

Event = dict[str, Any]
SURE = 0.9
SURE_START = "start, sure"
MARKUP = re.compile(
    rb"(?is)<script[^>]*ld.json.*?</script>|\\bitem(?:scope|type|prop|ref|id)\\b(?:=(?:\"[^\"]*\"|'[^']*'|[^\\s>]+))?"
)


@dataclass
class Tally:
    """Counts of one field: values given, labelled, and right; and what was wrong."""

    given: int = 0
    wanted: int = 0
    right: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, want: Any, got: Any, right: bool, where: str) -> None:
        """Count one value; nothing where neither side has one."""
        self.given += bool(got)
        self.wanted += bool(want)
        self.right += bool(right and want and got)
        if (want or got) and not right:
            self.misses.append(f"{where}\twanted {want!r}\tgot {got!r}")

    def row(self) -> tuple[float, float, float]:
        """Precision, recall, F1; 0 where nothing was given or wanted."""
        p, r = self.right / max(self.given, 1), self.right / max(self.wanted, 1)
        return p, r, 2 * p * r / max(p + r, 1e-9)


def day(value: str | None) -> str | None:
    """The day of a day or a time."""
    return value[:10] if value else None


def moment(value: str | None) -> datetime | None:
    """The moment of a time, in UTC where it has an offset; None for a bare day."""
    if not value or "T" not in value:
        return None
    read = datetime.fromisoformat(value)
    return read.astimezone(UTC) if read.tzinfo else read


def same_time(want: str | None, got: str | None) -> bool:
    """The same moment; by the wall clock where one of the two states no zone."""
    a, b = moment(want), moment(got)
    if a is None or b is None:
        return False
    return a == b if bool(a.tzinfo) == bool(b.tzinfo) else str(want)[:16] == str(got)[:16]


def same_name(want: Event, name: str | None) -> bool:
    """The full name, with or without its year and acronym, or, where it is hardly more than an acronym, that; other years
    make another edition."""
    full, short, given = want["name"], want.get("short_name") or "", name or ""
    mine, theirs = years(f"{full} {short} {want.get('start') or ''}"), years(given)
    if theirs and mine and not mine & theirs:
        return False
    more = set(words(given)) - set(words(full)) - set(words(short))
    spare = {*words(short), "the", "a", *(word for word in words(f"{given} {full}") if word.isdigit())}
    if (bare := [word for word in words(given) if word not in spare]) == [w for w in words(full) if w not in spare]:
        return bool(bare or words(given))
    holds = set(words(full)) <= set(words(given)) and len({w for w in more if not w.isdigit()}) <= 3
    return (
        holds
        or max(alike(given, full), alike(given, f"{full} {short}")) >= 0.8
        or (len(words(full)) <= 3 and alike(given, short) >= 0.85)
    )


def years(text: str) -> set[str]:
    """The last two digits of each year or edition number in a text."""
    return {
        w[-2:].lstrip("0")
        for word in words(text)
        if (w := word.lstrip("abcdefghijklmnopqrstuvwxyz").removesuffix("th")).isdigit() and len(w) <= 4
    }


def same_place(want: str | None, got: str | None) -> bool:
    """One of the two names holds the other's words, or they are alike."""
    small, large = sorted((set(words(want or "")), set(words(got or ""))), key=len)
    return bool(small) and (
        (small <= large and len(large) <= 2 * len(small) + 4) or alike(want or "", got or "") >= 0.75
    )


def same_cost(want: Event | None, got: Event | None) -> bool:
    """The same lowest and highest price, free for the same people, in the same currency where one is labelled."""
    if not want or not got:
        return False
    if not want.get("max"):
        return bool(got["free"]) and not got["max"]
    prices = all(abs((want.get(key) or 0) - (got[key] or 0)) < 0.005 for key in ("min", "max"))
    return prices and bool(want.get("free")) == got["free"] and want.get("currency") in (None, got["currency"])


def status(event: Event) -> str | None:
    """What became of the plans; None where nothing did."""
    return None if event.get("status") in (None, "scheduled") else event["status"]


def price(event: Event) -> Event | None:
    """The cost where it is free or a number."""
    cost: Event | None = event.get("cost")
    return cost if cost and (cost.get("free") or cost.get("max") is not None) else None


FIELDS: dict[str, tuple[Callable[[Event], Any], Callable[[Event, Event], bool]]] = {
    "name": (lambda e: e.get("name"), lambda w, g: same_name(w, g.get("name"))),
    "start": (lambda e: day(e.get("start")), lambda w, g: day(w["start"]) == day(g["start"])),
    "end": (
        lambda e: day(e.get("end")) or day(e.get("start")),
        lambda w, g: (day(w.get("end")) or day(w["start"])) == (day(g.get("end")) or day(g["start"])),
    ),
    "time": (
        lambda e: e.get("start") if moment(e.get("start")) else None,
        lambda w, g: same_time(w["start"], g["start"]),
    ),
    "mode": (lambda e: e.get("mode"), lambda w, g: w["mode"] == g["mode"]),
    "venue": (lambda e: e.get("venue"), lambda w, g: same_place(w["venue"], g["venue"])),
    "city": (lambda e: e.get("city"), lambda w, g: same_place(w["city"], g["city"])),
    "country": (
        lambda e: e.get("country"),
        lambda w, g: country_name(w["country"] or "") == country_name(g["country"] or ""),
    ),
    "cost": (price, lambda w, g: same_cost(price(w), price(g))),
    "status": (status, lambda w, g: status(w) == status(g)),
}


def deadlines(event: Event) -> set[tuple[str, str]]:
    """Kind and day of each deadline."""
    return {(d["kind"], d["date"][:10]) for d in event.get("deadlines") or [] if d.get("date")}


def pairs(labels: list[Event], given: list[Event]) -> Iterator[tuple[Event | None, Event | None]]:
    """Each labelled event with the given one that is most like it; what is left over on either side alone."""

    def nearness(want: Event, got: Event) -> float:
        same_day = day(want["start"]) == day(got["start"])
        return alike(want["name"], got["name"]) + same_day + same_name(want, got["name"])

    ranked = sorted(((nearness(w, g), -i, -j) for i, w in enumerate(labels) for j, g in enumerate(given)), reverse=True)
    left, right = set(range(len(labels))), set(range(len(given)))
    for score, i, j in ranked:
        if -i in left and -j in right and (score >= 0.75 or len(labels) == 1):
            left.remove(-i)
            right.remove(-j)
            yield labels[-i], given[-j]
    yield from ((labels[i], None) for i in sorted(left))
    yield from ((None, given[j]) for j in sorted(right))


def score_page(label: Event, given: list[Event], tallies: dict[str, Tally]) -> None:
    """Add one page to the tallies."""
    doubt, where = set(label.get("doubt") or []), label["url"]
    spare = max(0, (label.get("total") or 0) - len(label["events"]))
    for want, got in pairs(label["events"], given):
        if want is None and spare:
            spare -= 1
            continue
        for name, (value, same) in FIELDS.items():
            mine, theirs = value(want) if want else None, value(got) if got else None
            if name in doubt or (name == "country" and want and got and not mine):
                continue
            tallies[name].add(mine, theirs, bool(want and got and mine and theirs and same(want, got)), where)
        if "deadlines" not in doubt:
            mine, theirs = deadlines(want) if want else set(), deadlines(got) if got else set()
            for item in mine | theirs:
                tallies["deadlines"].add(
                    item if item in mine else None, item if item in theirs else None, item in mine & theirs, where
                )
        if want and got and "start" not in doubt:
            sure = ((got.get("evidence") or {}).get("start") or {}).get("confidence", 0) >= SURE
            tallies[SURE_START].add(
                day(want["start"]),
                day(got["start"]) if sure else None,
                sure and day(want["start"]) == day(got["start"]),
                where,
            )


def labelled(archive: Path, labels: Path) -> Iterator[tuple[Page, Event]]:
    """The pages of an archive that have a label without doubt about their kind."""
    rows = map(json.loads, labels.read_text(encoding="utf-8").splitlines())
    known = {(row["url"], row["as_of"]): row for row in rows}
    for page in read_archive(archive):
        label = known.get((page.url, page.when.isoformat()))
        if label is not None and not {"kind", "events"} & set(label.get("doubt") or []):
            yield page, label


def marked_up(archive: Path) -> Iterator[tuple[Page, Event]]:
    """The pages whose markup tells of one event, without that markup, which is their label: free, if not always right.
    What the markup does not state is in doubt."""
    for page in read_archive(archive):
        events = [to_json(event) for event in choose(list(structured.read(page)), page)]
        if len(events) == 1 and events[0]["start"]:
            silent = [name for name, (value, _) in FIELDS.items() if not value(events[0])]
            label = {"kind": "event", "file": ".html", "events": events, "doubt": [*silent, "status", "deadlines"]}
            yield replace(page, body=MARKUP.sub(b" ", page.body)), {**label, "url": page.url}


def given(page: Page) -> list[Event]:
    """What eventcal reads from a page; nothing where it cannot."""
    try:
        return [to_json(event) for event in understand(page)[1]]
    except EventcalError:
        return []


def report(tallies: dict[str, Tally], whole: Counter[bool], alone: Counter[bool]) -> None:
    """Print the table."""
    print(f"{'':12} {'P':>6} {'R':>6} {'F1':>6}  labelled")
    for name, tally in tallies.items():
        print(f"{name:12} {tally.row()[0]:6.3f} {tally.row()[1]:6.3f} {tally.row()[2]:6.3f}  {tally.wanted}")
    print(f"pages with events wholly right: {whole[True]} of {whole.total()}")
    print(f"pages without an event left alone: {alone[True]} of {alone.total()}")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("labels", type=Path, nargs="?")
    parser.add_argument("--kind", action="append", help="only pages of this kind; may be repeated")
    parser.add_argument("--suffix", action="append", help="only files that end so; may be repeated")
    parser.add_argument("--misses", metavar="FIELD", help="print what was wrong with one field")
    return parser.parse_args()


def main() -> None:
    """Entry point."""
    args = arguments()
    tallies = {name: Tally() for name in (*FIELDS, "deadlines", SURE_START)}
    whole: Counter[bool] = Counter()
    alone: Counter[bool] = Counter()
    for page, label in labelled(args.archive, args.labels) if args.labels else marked_up(args.archive):
        if (args.kind and label["kind"] not in args.kind) or not label["file"].endswith(tuple(args.suffix or [""])):
            continue
        events, before = given(page), missed(tallies)
        score_page(label, events, tallies)
        if label["kind"] == "not-event":
            alone[not events] += 1
        else:
            whole[missed(tallies) == before] += 1
    if args.misses:
        print("\n".join(tallies[args.misses].misses))
    else:
        report(tallies, whole, alone)


def missed(tallies: dict[str, Tally]) -> int:
    """How much was wrong so far; a start that is right but not sure is not wrong."""
    return sum(len(tally.misses) for name, tally in tallies.items() if name != SURE_START)


if __name__ == "__main__":
    main()
