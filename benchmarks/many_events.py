"""Memory and time of a run with nothing due that exports many events, each with its evidence, from the database to every file.

    python benchmarks/many_events.py [--events 100000] [--again]

The events, spread over 400 days around today, are put into a new database; `eventcal refresh` then writes every output, in a
process of its own. --again: a second time, when no file is to be replaced. Peak memory (resident set) in MB, wall time in
seconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from eventcal.match import match
from eventcal.model import Cost, Deadline, Event, Fact, Place, Source, Validators, When
from eventcal.page import Page
from eventcal.store import Reading, Store

NOW = datetime.now(UTC).replace(microsecond=0)
A_SOURCE = 2_000
FIELDS = ("name", "start", "end", "mode", "venue", "city", "country", "cost", "deadlines", "description")


def event(number: int, source: Source) -> Event:
    """One of them."""
    first = NOW.date() + timedelta(days=number % 400 - 20)
    evidence = {
        name: Fact(name, f"{name} of knots {number}", None, "json-ld", "json-ld 1", 0.93, source=source.url)
        for name in FIELDS
    }
    return Event(
        f"Knot Conference {number}",
        f"{source.url}{number}",
        When(first, first + timedelta(days=2)),
        mode="in-person",
        place=Place("Hall 5", "Bergen", "Norway", "Hall 5, Bergen"),
        cost=Cost(False, 230, 230, "EUR", "230 EUR"),
        deadlines=(Deadline("paper", first - timedelta(days=60), "Papers due"),),
        tags=("hpc",) if number % 3 else ("rse", "training"),
        description="Three days about knots of all kinds, with talks and workshops by those who tie them. " * 3,
        evidence=evidence,
        facts=tuple(evidence.values()),
    )


def fill(folder: Path, events: int) -> None:
    """A database and a sources.yaml, none of whose sources is due."""
    sources = [Source(f"s{number}", f"https://s{number}.example/") for number in range(-(-events // A_SOURCE))]
    with Store.open(str(folder / "eventcal.db")) as store:
        for number, source in enumerate(sources):
            numbers = range(number * A_SOURCE, min((number + 1) * A_SOURCE, events))
            decisions = match([event(each, source) for each in numbers], [], source, NOW.date())
            page = Page(source.url, b"<p>Knots", NOW.date(), "text/html")
            store.save(source, Reading(decisions, page, Validators(), "1"), NOW)
    entries = "".join(f"  - {{id: {source.id}, url: '{source.url}', every: 30d}}\n" for source in sources)
    (folder / "sources.yaml").write_text(f"interests: [hpc, knots]\nsources:\n{entries}", encoding="utf-8")


def refresh(folder: Path) -> tuple[float, float, str]:
    """Peak memory in MB, seconds, and what the run says."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "eventcal", "refresh", "--sources", str(folder / "sources.yaml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
        said = child.stdout.read() if child.stdout else ""
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"refresh ended with {child.returncode}")
    return usage.ru_maxrss / 1024, time.perf_counter() - begun, said.strip()


def main() -> None:
    """Prints a line for each run."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--events", type=int, default=100_000)
    arguments.add_argument("--again", action="store_true")
    given = arguments.parse_args()
    with TemporaryDirectory() as folder:
        fill(Path(folder), given.events)
        for _ in range(2 if given.again else 1):
            peak, seconds, said = refresh(Path(folder))
            print(f"{given.events} events: peak {peak:.0f} MB, {seconds:.0f} s: {said}")


if __name__ == "__main__":
    main()
