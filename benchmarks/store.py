"""Speed of the store: one refresh's save of many records, against plain sqlite3 writing the same bytes; one run.

    python benchmarks/store.py [--records 100000] [--rounds 3]

The records, each with its facts and evidence, are saved by the refresh path's own `Store.save`, a thousand a source, and then
again on another day with one in a hundred moved by a day. sqlite3 then writes the rows that are in the tables afterwards with
executemany over those of the same keys, in one transaction a table. Wall time, seconds; the smallest of the rounds counts.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from eventcal.choose import united
from eventcal.history import Decision
from eventcal.model import Event, Fact, Place, Source, Validators, When
from eventcal.page import Page
from eventcal.store import Reading, Store

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
A_SOURCE = 1000
BODY = b"<p>Fjord" * 6000
TABLES = ("source", "record", "sighting", "change", "body", "visit")


def event(number: int, moved: int) -> Event:
    """An event with the facts of a page."""
    day = date(2027, 5, 1) + timedelta(days=number % 300 + moved)
    url, when = f"https://fjord.example/{number}", When(day, day + timedelta(days=2))
    place = Place(city="Bergen", country="Norway")
    facts = [
        Fact(field, text, value, f"{field} in h1", "h1", score, source=url, why=("+1.9 range", "-0.4 footer"))
        for field, text, value in (
            ("name", f"Fjord {number}", f"Fjord {number}"),
            ("when", f"{day}", when),
            ("place", "Bergen", place),
        )
        for score in (0.9, 0.2)
    ]
    evidence = {"name": facts[0], "start": facts[2], "end": facts[2], "city": facts[4]}
    about = "Data from the cold. " * 10
    return Event(f"Fjord {number}", url, when, place=place, description=about, evidence=evidence, facts=tuple(facts))


def readings(records: int, day: int) -> list[tuple[Source, Reading]]:
    """What all sources say on a day."""
    found = []
    for first in range(0, records, A_SOURCE):
        numbers = range(first, min(first + A_SOURCE, records))
        decisions = [Decision(event(n, day if n % 100 == 0 else 0), f"{n:08d}@eventcal", not day, "") for n in numbers]
        source = Source(f"s{first}", f"https://s{first}.example/")
        page = Page(source.url, BODY, NOON.date(), "text/html")
        found.append((source, Reading(decisions, page, Validators('"a"'), "1")))
    return found


def saved(path: Path, records: int, day: int) -> float:
    """The seconds that the saves of a day take."""
    with Store.open(str(path)) as store:
        spent = 0.0
        for source, reading in readings(records, day):
            start = time.perf_counter()
            store.save(source, reading, NOON + timedelta(days=day), united)
            spent += time.perf_counter() - start
        return spent


def written(path: Path, copy: Path) -> float:
    """The seconds that sqlite3 takes for the rows of a database over those of a copy."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = NORMAL")
        tables = {table: source.execute(f'SELECT * FROM "{table}"').fetchall() for table in TABLES}  # noqa: S608
        start = time.perf_counter()
        for table, rows in tables.items():
            with target:
                marks = ",".join("?" * len(rows[0])) if rows else ""
                target.executemany(f'INSERT OR REPLACE INTO "{table}" VALUES ({marks})', rows)  # noqa: S608
        return time.perf_counter() - start


def main() -> None:
    """Prints the two times and their ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eventcal.db"
        saved(path, args.records, 0)
        mine, plain = [], []
        for day in range(1, args.rounds + 1):
            mine.append(saved(path, args.records, day))
            plain.append(written(path, Path(folder) / f"copy{day}.db"))
    print(
        f"{args.records:,} records, 1 % changed: {min(mine):.2f} s; sqlite3 {min(plain):.2f} s; {min(mine) / min(plain):.1f} ×"
    )


if __name__ == "__main__":
    main()
