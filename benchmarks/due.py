"""Time of the choice of what is due, and of what `eventcal doctor` examines, where many sources are all due.

    python benchmarks/due.py [--sources 100000] [--rounds 5]

The sources, one in ten of which fails, are rows of a new database and a Settings in memory: sources.yaml, which may hold some
12,000, is not read. Wall time in seconds; the smallest of the rounds counts.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from eventcal.cli import COLLECTED
from eventcal.doctor import Surroundings, examine
from eventcal.model import Settings, Source
from eventcal.schedule import due
from eventcal.store import Store
from eventcal.store.load import TableRow
from eventcal.store.schema import source as table

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
BLANK = dict.fromkeys(column.name for column in table.columns)


def rows(sources: tuple[Source, ...]) -> Iterator[TableRow]:
    """Each as it was asked two days ago."""
    for number, source in enumerate(sources):
        asked = NOW - timedelta(days=2, minutes=number % 600)
        failed = {"failing_since": asked, "reason": "HTTP 500", "kind": "http"} if number % 10 == 0 else {}
        known = {"id": source.id, "url": source.url, "address": source.url, "checked_at": asked, "succeeded_at": asked}
        measured = {"events": 3, "size": 30_000, "usual_size": 30_000, "ms": 200, "usual_ms": 200}
        flags = {"failures": len(failed) and 1, "lists": True, "whole": True, "accepted": False}
        yield table, {**BLANK, **known, **measured, **flags, "reader_version": "1", "changed_at": asked, **failed}


def best(rounds: int, job: Callable[[], int]) -> tuple[float, int]:
    """The smallest time, and what the job counted."""
    times: list[float] = []
    for _ in range(rounds):
        begun = time.perf_counter()
        count = job()
        times.append(time.perf_counter() - begun)
    return min(times), count


def main() -> None:
    """Prints a line for each."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sources", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    gc.set_threshold(COLLECTED)  # as `eventcal` does
    sources = tuple(Source(f"s{number}", f"https://s{number}.example/events") for number in range(given.sources))
    settings = Settings(Path("sources.yaml"), sources)
    with TemporaryDirectory() as folder, Store.open(str(Path(folder) / "eventcal.db")) as store:
        store.load(rows(sources))

        def choose() -> int:
            return len(due(sources, store.timings(), NOW))

        def examined() -> int:
            around = Surroundings(store.damage(), None, 10**12, {})
            return examine(settings, store.timings(), store.unwell(), around, Path("output"), NOW).due

        for name, job in (("the choice", choose), ("doctor", examined)):
            seconds, count = best(given.rounds, job)
            print(f"{name}: {count} of {given.sources} sources are due; {seconds:.2f} s")


if __name__ == "__main__":
    main()
