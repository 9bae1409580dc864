"""How many of a real editor's picks the choice of entries puts first, against simpler orders.

    python benchmarks/choice.py [FOLDER]

FOLDER holds an editor's archive as data: events.jsonl, one entry of an issue a line, and pool.jsonl, further events of the same
years, with name, start, end, mode and city. For each issue from 0060 on, what starts within 60 days after it is ranked: every
entry of any issue, so of later ones too, and the pool. The score sees names, days, places, modes and earlier issues, nothing else. Told is the share of the issue's entries that come among the first 10 and 20.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from eventcal.issues.choice import ranked
from eventcal.model import Event, NewsletterSettings, Place, Record, Settings, When
from eventcal.printed import Printed, Said

SHARED = Path(__file__).parents[2] / "shared" / "newsletter"
AHEAD = timedelta(days=60)
FIRST = "0060"
KEYWORDS = (
    "research", "scientific", "HPC", "supercomputing", "parallel", "RSE", "workshop", "training", "OpenMP", "performance",
)  # fmt: skip
"""Ten lines, as somebody writes them in a minute; the interests of the choice are the same."""


@dataclass(frozen=True)
class Entry:
    """An event of the archive or the pool; `issue` None in the pool."""

    record: Record
    issue: str | None
    day: date | None

    @property
    def start(self) -> date:
        """Its first day."""
        when = self.record.event.when
        return when.first_day if when else date.max


def read(folder: Path) -> list[Entry]:
    """All events that have a day."""
    found = []
    for name in ("events.jsonl", "pool.jsonl"):
        for number, line in enumerate((folder / name).read_text(encoding="utf-8").splitlines()):
            values = json.loads(line)
            if values["start"]:
                found.append(entry(values, f"{name}-{number}"))
    return found


def entry(values: dict[str, object], uid: str) -> Entry:
    """One of them, with what the score may see."""
    first, last = (date.fromisoformat(str(values[key] or values["start"])[:10]) for key in ("start", "end"))
    day = values.get("issue_date")
    event = Event(
        str(values["name"]),
        "",
        When(first, last),
        mode=values["mode"],  # type: ignore[arg-type]
        place=Place(city=values["city"]),  # type: ignore[arg-type]
    )
    seen = datetime.combine(first - timedelta(days=365), time(), UTC)
    record = Record(uid, event, 0, "scheduled", (), seen, seen, seen)
    return Entry(record, str(values["issue"]) if day else None, date.fromisoformat(str(day)) if day else None)


Order = Callable[[Sequence[Entry], Sequence[Entry], date], list[Entry]]


def by_date(pool: Sequence[Entry], past: Sequence[Entry], today: date) -> list[Entry]:
    """The next ones first."""
    return sorted(pool, key=lambda each: each.start)


def at_random(seed: int) -> Order:
    """Any order."""
    source = random.Random(seed)  # noqa: S311
    return lambda pool, past, today: source.sample(list(pool), len(pool))


def by_keywords(pool: Sequence[Entry], past: Sequence[Entry], today: date) -> list[Entry]:
    """Those first whose names hold the most of the ten, whatever their case; then by date."""
    patterns = [re.compile(re.escape(word), re.I) for word in KEYWORDS]
    return sorted(
        pool, key=lambda each: (-sum(bool(word.search(each.record.event.name)) for word in patterns), each.start)
    )


def by_choice(entries: Sequence[Entry]) -> Order:
    """As `eventcal newsletter` ranks them, which knows the events that are over too, but not those of later issues."""
    return lambda pool, past, today: chosen(
        pool, past, [each for each in entries if each.issue is None and each.start < today], today
    )


def chosen(pool: Sequence[Entry], past: Sequence[Entry], background: Sequence[Entry], today: date) -> list[Entry]:
    """The pool, the best first."""
    settings = Settings(Path("sources.yaml"), (), interests=KEYWORDS, newsletter=NewsletterSettings())
    printed = [
        Printed(
            each.issue or "",
            each.day or today,
            "events",
            each.record.event.name,
            None,
            Said(each.record.event.when),
            "",
            uid=each.record.uid,
        )
        for each in past
    ]
    by_uid = {each.record.uid: each for each in pool}
    known = {each.record.uid: each.record for each in (*past, *background, *pool)}
    items = ranked([*known.values()], printed, settings, today, weeks=9)
    first = [by_uid[item.record.uid] for item in items if item.record.uid in by_uid]
    return [*first, *(each for each in pool if each not in first)]


def measure(entries: Sequence[Entry], order: Order) -> tuple[float, float]:
    """The shares among the first 10 and 20."""
    places: list[int] = []
    for issue, today in sorted({(each.issue, each.day) for each in entries if each.issue and each.day}):
        if issue < FIRST:
            continue
        pool = [each for each in entries if today <= each.start <= today + AHEAD]
        past = [each for each in entries if each.issue and each.issue < issue]
        places += [place for place, each in enumerate(order(pool, past, today)) if each.issue == issue]
    return share(places, 10), share(places, 20)


def share(places: Sequence[int], first: int) -> float:
    """How many of them are among the first."""
    return sum(place < first for place in places) / len(places)


def main(arguments: Iterable[str]) -> None:
    """Print the table."""
    entries = read(Path(next(iter(arguments), SHARED)))
    orders: dict[str, Order] = {
        "by date": by_date,
        **{f"at random, seed {seed}": at_random(seed) for seed in (1, 2, 3)},
        "ten keywords": by_keywords,
        "the choice": by_choice(entries),
    }
    for name, order in orders.items():
        ten, twenty = measure(entries, order)
        print(f"{name:20} first 10: {ten:.2f}   first 20: {twenty:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
