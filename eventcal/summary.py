"""What a run did, which sources do not do well, and which of them will not mend by themselves. Decides only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eventcal.health import State, health
from eventcal.model import Failed, Outcome, Parsed, Source, Suspect, Unchanged
from eventcal.published import Published
from eventcal.store import SourceState


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that fails or is not believed. `person`: it will not mend by itself."""

    source: Source
    reason: str
    person: bool
    state: State = "failing"
    is_new: bool = False
    """A person is needed, and was not told so before."""


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
    """The outputs that are new or different, the pages of single events apart."""
    pages: int = 0
    refused: tuple[str, ...] = ()
    large: tuple[str, ...] = ()
    """These three as of `Published`."""
    told: tuple[str, ...] = ()
    """What the editor has to be told of editorial.yaml, a line each."""
    waiting: int = 0
    """Events that a person has to accept."""
    notices: tuple[str, ...] = ()
    """What will be done that needs nobody, a line each."""
    offline: bool = False
    """No host could be reached, so that the failures say nothing of their sources."""
    cleared: tuple[str, ...] = ()
    """Ids of the sources that needed a person when the last run ended, and do not any more; sorted."""
    again: frozenset[str] = frozenset()
    """What of `told`, `refused` and `notices` the run before has told too."""
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
    notices: tuple[str, ...] = (),
    *,
    offline: bool = False,
    cleared: Iterable[str] = (),
    again: frozenset[str] = frozenset(),
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
        notices=notices,
        offline=offline,
        cleared=tuple(sorted(cleared)),
        again=again,
        later=later,
        written=published.written if published else (),
        pages=published.pages if published else 0,
        refused=published.refused if published else (),
        large=published.large if published else (),
    )


def troubles(
    sources: Iterable[Source], states: Mapping[str, SourceState], outcomes: Mapping[str, Outcome], now: datetime
) -> Iterator[Trouble]:
    """Those of the sources that are not well at the end of a run: of what was asked now, and what needs a person since before.

    `outcomes` are those of the run; `states` how the sources are after it.
    """
    for source in sources:
        outcome, state = outcomes.get(source.id), states.get(source.id)
        found = health(source, state, now)
        is_new = found.person and (state is None or state.alarm is None)  # told once until it is well again
        if isinstance(outcome, Failed | Suspect):
            yield Trouble(source, outcome.reason, found.person, found.state, is_new)
        elif found.person:
            yield Trouble(source, found.reason or "", True, found.state, is_new)
