"""How each source is: one word, why, and what to do. Decides only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from eventcal.model import Source
from eventcal.schedule import QUIET, Timed, is_over
from eventcal.store import SourceState

State: TypeAlias = Literal[
    "ok", "unchanged", "quiet", "untried", "failing", "broken", "blocked", "disallowed", "gone", "suspect"
]
PATIENCE = timedelta(days=3)
"""A source that fails for so long needs a person."""
GONE = timedelta(days=7)
"""A page that is not there for so long will not come back."""
SMALLER, LEAST_SIZE = 4, 4_000
"""A page of less than one in so many of its usual bytes is worth a look, if those were that many."""
SLOWER, LEAST_MS = 5, 5_000
AT_ONCE: frozenset[State] = frozenset(("broken", "blocked", "disallowed", "gone"))
"""States that will not mend by themselves; suspect is one too, even where the event is over."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is."""

    state: State
    reason: str | None = None
    """One line, for people: why it is not well."""
    advice: str | None = None
    """What to do."""
    person: bool = False
    """It will not mend by itself."""
    remarks: tuple[str, ...] = ()
    """What is unusual about a source that is well otherwise."""


WELL: Mapping[State, Health] = {state: Health(state) for state in ("ok", "unchanged", "quiet")}


def health(source: Source, state: SourceState | None, now: datetime) -> Health:
    """How a source is at `now`, by what is known of it after its last visit."""
    if state is None:
        return Health("untried", "it was never asked", "`eventcal refresh` asks it")
    if state.suspect_since is not None and not state.accepted:
        advice = f"look at {source.url}; `eventcal accept {source.id}` if it is right"
        return Health("suspect", state.suspicion, advice, person=True)
    if state.failing_since is not None:
        return _failing(source, state, now)
    return Health(_well(state, now), remarks=tuple(_remarks(state)))


def well(state: Timed, now: datetime) -> Health:
    """How a source is that is well, by little of what is known of it."""
    return WELL[_well(state, now)]


def _failing(source: Source, state: SourceState, now: datetime) -> Health:
    word = _word(state, now)
    over = is_over(state.ended, now.date())  # nobody waits for a page of what is over
    return Health(word, state.reason, _advice(word, source), person=word in AT_ONCE and not over)


def _word(state: SourceState, now: datetime) -> State:
    failing = now - state.failing_since if state.failing_since is not None else timedelta()
    if state.kind == "gone" or (state.kind == "missing" and failing >= GONE):
        return "gone"
    if state.kind == "blocked":
        return "blocked"
    if state.kind == "disallowed":
        return "disallowed"
    return "broken" if failing >= PATIENCE else "failing"


def _advice(word: State, source: Source) -> str:
    match word:
        case "blocked":
            return f"ask the operator of the site, or take another address for {source.id}; what it had stays"
        case "disallowed":
            return f"take {source.id} out, or ask the operator of the site to allow eventcal; what it had stays until it is over"
        case "gone":
            return "give its new address, and keep the old one as `was:`; `eventcal add URL` shows what a page offers"
        case "broken":
            return f"open {source.url}; if it has moved, keep the old address as `was:`"
    return "nothing has to be done yet; it is asked again"


def _well(state: Timed, now: datetime) -> State:
    if state.changed_at is not None and now - state.changed_at >= QUIET:
        return "quiet"
    is_same = state.changed_at is not None and state.changed_at < state.checked_at
    return "unchanged" if is_same else "ok"


def _remarks(state: SourceState) -> Iterator[str]:
    size, usual_size = state.size or 0, state.usual_size or 0
    if usual_size >= LEAST_SIZE and size * SMALLER < usual_size:
        yield f"its page has {_kilobytes(size)} where it usually has {_kilobytes(usual_size)}"
    ms, usual_ms = state.ms or 0, state.usual_ms or 0
    if ms >= LEAST_MS and ms > SLOWER * usual_ms:
        yield f"it took {ms / 1000:.0f} s to answer, and usually takes {usual_ms / 1000:.1f} s"
    if state.events == 0 and state.lists:
        yield "it lists no event now"


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.0f} kB" if size >= 1000 else f"{size} bytes"
