"""What an operator has to know of a calendar: its sources, its database, its outputs, and when it was last at work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from eventcal.health import Health, State, health, well
from eventcal.model import Settings, Source
from eventcal.schedule import Timed, next_due
from eventcal.store import SourceState

IDLE = timedelta(hours=26)
"""So long after the last visit, though something was due, nobody seems to run the refresh: a daily cron and some."""
NETWORK_FILESYSTEMS = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "glusterfs", "ceph")
)
"""On which SQLite's locks and write-ahead log cannot be relied on."""
FEW_BYTES = 100_000_000
NEEDED = ("events.ics", "index.html", "events.json", "status.json")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not well, in one line for people. `person`: it will not mend by itself."""

    about: str
    """The id of a source, or database, output, schedule, last refresh."""
    problem: str
    advice: str | None
    person: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the machine tells."""

    damage: str | None
    """What is wrong with the database; None if nothing is."""
    filesystem: str | None
    """The kind that it lies on; None where that is not known."""
    free_bytes: int
    """On the disk of the outputs."""
    outputs: Mapping[str, datetime]
    """When each file was last written, by name."""


@dataclass(frozen=True, slots=True)
class Report:
    """How all is."""

    sources: Mapping[str, Health]
    """By id."""
    counts: Mapping[State, int]
    findings: tuple[Finding, ...]
    last_visit: datetime | None
    due: int
    """Sources that are due now."""

    @property
    def person_needed(self) -> bool:
        """Something will not mend by itself."""
        return any(finding.person for finding in self.findings)


def examine(
    settings: Settings,
    timings: Mapping[str, Timed],
    unwell: Mapping[str, SourceState],
    around: Surroundings,
    output: Path,
    now: datetime,
    told: Mapping[str, bool] = MappingProxyType({}),
) -> Report:
    """What there is to be told at `now`, the machine's troubles first, then what the last run has told, the sources' in their
    order.

    `told`: as of `Store.told`; `timings`: of all sources that were ever asked, by id; `unwell`: the states of those of them that may not be well.
    """
    found = {source.id: _health(source, timings, unwell, now) for source in settings.sources}
    visits = [state.checked_at for source in settings.sources if (state := timings.get(source.id))]
    late = [source for source in settings.sources if _is_late(source, timings.get(source.id), now)]
    last = max(visits, default=None)
    findings = [
        *_of_machine(around, output, last),
        *_of_schedule(late, last, now),
        *(Finding("last refresh", line, None, person) for line, person in told.items()),
        *_of_sources(settings.sources, found),
    ]
    counts = Counter(each.state for each in found.values())
    return Report(found, dict(sorted(counts.items())), tuple(findings), last, len(late))


def _health(source: Source, timings: Mapping[str, Timed], unwell: Mapping[str, SourceState], now: datetime) -> Health:
    timing, state = timings.get(source.id), unwell.get(source.id)
    return well(timing, now) if timing is not None and state is None else health(source, state, now)


def _is_late(source: Source, state: Timed | None, now: datetime) -> bool:
    return state is None or next_due(source, state, now.date()) <= now


def _of_machine(around: Surroundings, output: Path, last: datetime | None) -> Iterator[Finding]:
    if around.damage:
        advice = "stop the refresh, bring back a copy, or `eventcal load output/events.json` into a new one"
        yield Finding("database", around.damage, advice, person=True)
    if around.filesystem in NETWORK_FILESYSTEMS:
        problem = f"it lies on a network file system ({around.filesystem}), where SQLite's locks cannot be relied on"
        yield Finding("database", problem, "name one on a local disk with --store", person=True)
    if around.free_bytes < FEW_BYTES:
        problem = f"only {around.free_bytes / 1e6:.0f} MB are free on the disk of {output}"
        yield Finding("output", problem, "make room, or nothing can be written", person=True)
    if last is None:
        return
    if missing := [name for name in NEEDED if name not in around.outputs]:
        yield Finding("output", f"{output}: no {', '.join(missing)}", "`eventcal refresh` writes them", person=True)
    elif around.outputs["status.json"] < last - timedelta(hours=1):
        problem = f"{output} was last written {around.outputs['status.json']:%Y-%m-%d %H:%M} UTC, before the last visit"
        yield Finding("output", problem, "run `eventcal refresh` and read what it says", person=True)


def _of_schedule(late: Sequence[Source], last: datetime | None, now: datetime) -> Iterator[Finding]:
    if last is not None and late and now - last > IDLE:
        count = f"{len(late)} of its sources {'is' if len(late) == 1 else 'are'} due"
        problem = f"nothing was asked since {last:%Y-%m-%d %H:%M} UTC, and {count}"
        yield Finding(
            "schedule", problem, "see that cron or `eventcal run` is at work (`eventcal install`)", person=True
        )


def _of_sources(sources: Sequence[Source], found: Mapping[str, Health]) -> Iterator[Finding]:
    for source in sources:
        here = found[source.id]
        if here.reason is not None and here.state != "untried":
            yield Finding(source.id, f"{here.state}: {here.reason}", here.advice, here.person)
        for remark in here.remarks:
            yield Finding(source.id, remark, None, person=False)
