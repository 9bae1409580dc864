"""What a run did, which sources do not do well, and which of them will not mend by themselves. Decides only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from eventcal.model import Failed, Outcome, Parsed, Source, Suspect, Unchanged
from eventcal.publish import Published
from eventcal.schedule import is_over
from eventcal.store import SourceState

PATIENCE = timedelta(days=3)
"""A source that fails for so long needs a person."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that fails or is not believed. `person`: it will not mend by itself."""

    source: Source
    reason: str
    person: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did."""

    read: int
    unchanged: int
    failed: int
    suspect: int
    troubles: tuple[Trouble, ...]
    """The sources that failed or were not believed now, and those of long that were not due."""
    new: tuple[str, ...]
    """Uids of records made, sorted."""
    changed: tuple[str, ...]
    """Uids of records that calendars show differently, sorted."""
    records: int
    """All that the store holds."""
    written: tuple[Path, ...]
    """The outputs that are new or different."""
    refused: tuple[str, ...] = ()
    large: tuple[str, ...] = ()
    """These two as of `Published`."""
    told: tuple[str, ...] = ()
    """What the editor has to be told of editorial.yaml, a line each."""
    waiting: int = 0
    """Events that a person has to accept."""
    offline: bool = False
    """No host could be reached, so that the failures say nothing of their sources."""
    later: int = 0
    """Sources whose hosts have asked to be left alone for a time."""

    @property
    def person_needed(self) -> bool:
        """Something will not mend by itself."""
        return bool(self.told or self.refused) or any(trouble.person for trouble in self.troubles)


def summarise(
    outcomes: Mapping[str, Outcome],
    before: Mapping[str, int],
    after: Mapping[str, int],
    published: Published | None,
    troubles: Iterable[Trouble],
    told: tuple[str, ...] = (),
    waiting: int = 0,
    *,
    offline: bool = False,
) -> Summary:
    """What a run with these outcomes did. `before` and `after`: the sequence of each record by uid; `published` None: nothing was to be."""
    later = sum(isinstance(outcome, Failed) and outcome.kind == "later" for outcome in outcomes.values())
    kinds = [type(outcome) for outcome in outcomes.values()]
    return Summary(
        read=kinds.count(Parsed),
        unchanged=kinds.count(Unchanged),
        failed=kinds.count(Failed) - later,
        suspect=kinds.count(Suspect),
        troubles=tuple(troubles),
        new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(uid for uid, sequence in before.items() if after.get(uid, sequence) != sequence)),
        records=len(after),
        told=told,
        waiting=waiting,
        offline=offline,
        later=later,
        written=published.written if published else (),
        refused=published.refused if published else (),
        large=published.large if published else (),
    )


def troubles(
    sources: Iterable[Source], states: Mapping[str, SourceState], outcomes: Mapping[str, Outcome], now: datetime
) -> Iterator[Trouble]:
    """Those of the sources that were read now, whose outcomes these are, and those of long that were not due."""
    for source in sources:
        outcome, state = outcomes.get(source.id), states.get(source.id)
        if isinstance(outcome, Suspect):
            yield Trouble(source, outcome.reason, person=True)
        elif state is not None and state.suspect_since is not None and not state.accepted:
            yield Trouble(source, state.suspicion or "", person=True)
        yield from _failing(source, state, outcome, now)


def _failing(source: Source, state: SourceState | None, outcome: Outcome | None, now: datetime) -> Iterator[Trouble]:
    since = state.failing_since if state is not None else None
    over = state is not None and is_over(state.ended, now.date())  # nobody waits for a page of what is over
    long = since is not None and now - since >= PATIENCE and not over
    if isinstance(outcome, Failed):
        yield Trouble(source, outcome.reason, long or (outcome.kind in {"blocked", "disallowed"} and not over))
    elif long and state is not None:
        yield Trouble(source, state.reason or "", person=True)
