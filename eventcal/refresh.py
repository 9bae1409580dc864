"""The main job, from top to bottom: what is due is fetched, read, matched and stored; then everything is published."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from eventcal.abreast import in_order
from eventcal.adapters import adapters
from eventcal.choose import united
from eventcal.editorial import in_hand, lines, shown
from eventcal.edits import Editorial, Hand
from eventcal.errors import EventcalError, OutputError, StoreError
from eventcal.exporters.writer import prepare
from eventcal.fetch import Door, Fetched
from eventcal.follow import gather
from eventcal.freshness import is_followed, is_same, validators
from eventcal.intake import UNASKED, Desk, Fetch, Run, keep_failed, read, take_in
from eventcal.model import Failed, Outcome, Settings, Source, Unchanged
from eventcal.published import Published, contents, made_from
from eventcal.removed import MARK, day_of, left, notices, over, removed
from eventcal.schedule import due
from eventcal.shelf import Shelf
from eventcal.statuses import tell
from eventcal.store import SourceState, Store
from eventcal.summary import Summary, Trouble, summarise, troubles
from eventcal.termination import finished

__all__ = ["Run", "Seen", "Step", "Summary", "refresh"]

log = logging.getLogger(__name__)

TOGETHER = 50
"""So many visits that found nothing new are stored at once."""

NOTHING = Editorial(Path("editorial.yaml"))
"""Of an editor who says nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """One source is done and stored, the `number`-th `of` those to read."""

    source: Source
    outcome: Outcome
    number: int
    of: int


Seen: TypeAlias = Callable[[Step], None]


def refresh(
    settings: Settings,
    store: Store,
    door: Door,
    output: Path | None,
    run: Run,
    seen: Seen = lambda _: None,
    editorial: Editorial = NOTHING,
) -> Summary:
    """Reads what is due, keeps what it says, and publishes to `output` (None: nowhere) what the editor makes of it.

    A source that fails or is not believed is counted and leaves its events as they are; it never ends the run. UsageError, before anything
    is fetched, if `output` cannot be written; BusyError if another run is at work.
    """
    if output is not None:
        prepare(output)
    with store.lock():
        before = store.sequences()
        hand, _, news = _take_in_hand(editorial, settings, store, run)
        outcomes, offline = _take_in(settings, door, Desk(store, run, hand), seen)
        store.put_hosts(door.hosts())
        hand, problems, more = _take_in_hand(editorial, settings, store, run)
        states = store.source_states()
        removals = _removals(settings, states, store, run)
        told = tuple(dict.fromkeys((*problems, *news, *more)))
        gone = tuple(notices(removals.since, removals.alone, run.now.date()))
        records = store.shelf().changed(lambda record: left(shown(record, hand), removals.alone, removals.over))
        overlay = editorial, sorted(removals.since.items())
        again = store.told()
        try:
            files = _publish(settings, records, states, store, output, run, overlay) if output is not None else None
        except OutputError as error:
            store.put_told({**again, str(error): True})  # what else this run has found, nobody is told
            raise
        if run.forget:
            store.prune(run.now)
        refused = files.refused if files is not None else ()
        store.put_told({**dict.fromkeys((*told, *refused), True), **dict.fromkeys(gone, False)})
        troubled = [*troubles(settings.sources, states, outcomes, run.now)]
        return summarise(
            outcomes,
            before,
            store.sequences(),
            files,
            troubled,
            told,
            sum(not hand.accepts(uid) for uid in store.waiting()),
            gone,
            offline=offline,
            cleared=_alarmed(troubled, removals.since, states, store),
            again=frozenset(again),
        )


def _take_in_hand(
    editorial: Editorial, settings: Settings, store: Store, run: Run
) -> tuple[Hand, list[str], list[str]]:
    """What the editor says of the records that there are, done; what of it cannot be; and what its sources say anew."""
    known = store.known() if editorial.edits else ()
    hand, problems = in_hand(editorial, known, store.aliases(), settings.sources)
    return hand, [*map(str, problems)], lines(editorial, hand, store.take_in_hand(hand, run.now, united))


# What is published, and what is remembered of it.


@dataclass(frozen=True, slots=True)
class _Removals:
    """The sources that are in the settings no more."""

    since: Mapping[str, date]
    """The day on which each was first seen to be gone, by id."""
    alone: Mapping[str, Collection[str]]
    """By uid the sources of each record that only such sources have."""
    over: Collection[str]
    """Those whose notice is over."""


def _removals(settings: Settings, states: Mapping[str, SourceState], store: Store, run: Run) -> _Removals:
    since = removed(settings, states, run.now.date())
    return _Removals(since, store.only_of(since) if since else {}, over(since, run.now.date()))


def _publish(
    settings: Settings,
    records: Shelf,
    states: Mapping[str, SourceState],
    store: Store,
    output: Path,
    run: Run,
    overlay: object,
) -> Published:
    """Where the files were made from the same and nobody has touched them, none but those that tell how the run went is made
    again. `overlay` prints as all that is laid over the records of the store."""
    folder, base = str(output.resolve()), made_from(settings, overlay, store.fingerprint(), run.now.date(), run.past)
    if not run.force and store.publication(folder) == f"{base} {contents(output)}":
        tell(settings, states, output, run.now)
        return Published()
    from eventcal.publish import publish  # with all that files are made with, which takes .2 s to load

    published = publish(settings, records, states, output, run.now, run.past, run.force, store.printed())
    if published.draft is not None:
        store.put_draft(published.draft)
    if not published.refused:  # else it is tried again in the next run
        store.put_publication(folder, f"{base} {contents(output)}")
    return published


def _alarmed(
    troubled: Iterable[Trouble], since: Mapping[str, date], states: Mapping[str, SourceState], store: Store
) -> set[str]:
    """What a person is told of now, kept; the ids of the sources of which that was so before, and is not any more."""
    alarms = {trouble.source.id: trouble.state for trouble in troubled if trouble.person}
    had = {id: day_of(state.alarm) is None for id, state in states.items() if state.alarm is not None}
    store.put_alarms({**dict.fromkeys(had), **alarms, **{id: f"{MARK}{day}" for id, day in since.items()}})
    return {id for id, was_ill in had.items() if was_ill and id not in alarms and id not in since}


# What is due, and its pages.


def _take_in(settings: Settings, door: Door, desk: Desk, seen: Seen) -> tuple[dict[str, Outcome], bool]:
    """What became of each source that is due, by id, and whether this machine seems to have no network."""
    store, run = desk.store, desk.run
    outcomes: dict[str, Outcome] = {}
    unreached: list[tuple[Source, Failed]] = []
    same: list[Source] = []
    took: dict[str, int] = {}
    chosen = _chosen(settings, store, run)
    states = store.source_states() if chosen else {}
    if chosen:
        adapters()  # loaded before anything is fetched: an interrupt that falls into an import may be lost
    for number, (source, fetched) in enumerate(_fetched(chosen, store, door, states, run), start=1):
        with finished():
            outcome = outcomes[source.id] = _kept(source, fetched, states.get(source.id), desk)
            if isinstance(outcome, Unchanged):
                same.append(source)
                took |= {source.id: outcome.ms} if outcome.ms is not None else {}
            if len(same) >= TOGETHER:
                store.save_unchanged(same, run.now, took)
                same = []
            if isinstance(fetched, Failed):
                store.put_hosts(door.hosts())  # what a host asks for must outlive this run
                unreached += [(source, fetched)] if fetched.kind == "offline" else []
        seen(Step(source, outcome, number, len(chosen)))
    store.save_unchanged(same, run.now, took)
    return outcomes, _count_unreached(unreached, outcomes, store, run)


def _chosen(settings: Settings, store: Store, run: Run) -> list[Source]:
    if run.only:
        return [source for source in settings.sources if source.id in run.only]
    if run.force or run.reread:
        return list(settings.sources)
    return due(settings.sources, store.timings(), run.now)


def _fetched(
    sources: list[Source], store: Store, door: Door, states: Mapping[str, SourceState], run: Run
) -> Iterator[tuple[Source, Fetch]]:
    """Each source with its page, in the order of sources.yaml, so that a second clean run gives the same uids."""
    if run.reread:
        return _pages_kept(sources, store, states)

    def fetch(source: Source) -> Fetch:
        state = states.get(source.id)
        try:
            fetched = door.fetch(source, None if run.force else validators(source, state, run.now.date()))
            if not isinstance(fetched, Fetched) or not is_followed(source):
                return fetched
            if run.force or not is_same(source, fetched, state):
                return gather(fetched, source, door, partial(read, source))
            return fetched
        except Exception as error:
            log.debug("%s", source.url, exc_info=True)
            return Failed(f"the fetching code failed with {type(error).__name__}; please report it", "unreadable")

    return in_order(sources, lambda source: urlsplit(source.url).netloc, fetch, run.jobs)


def _pages_kept(
    sources: list[Source], store: Store, states: Mapping[str, SourceState]
) -> Iterator[tuple[Source, Fetch]]:
    for source in sources:
        page = store.last_body(source.id)
        if page is not None:
            yield source, Fetched(page, states[source.id].validators, store.led_to(source.id))


def _kept(source: Source, fetched: Fetch, state: SourceState | None, desk: Desk) -> Outcome:
    """What became of one source, once it is stored, but for what is unchanged, which is stored with others. All that goes
    wrong with it ends here, but for the store itself."""
    try:
        return take_in(source, fetched, state, desk)
    except StoreError:
        raise
    except EventcalError as error:
        failed = Failed(str(error).removeprefix(f"{source.url}: "), "unreadable")
    except Exception as error:
        log.debug("%s", source.url, exc_info=True)
        failed = Failed(f"the reading code failed with {type(error).__name__}; please report it", "unreadable")
    return keep_failed(source, failed, desk)


def _count_unreached(
    unreached: Sequence[tuple[Source, Failed]], outcomes: Mapping[str, Outcome], store: Store, run: Run
) -> bool:
    """Whether this machine seems to have no network, as no host was reached. Else the failures of those are counted."""
    answers = [
        outcome for outcome in outcomes.values() if not isinstance(outcome, Failed) or outcome.kind not in UNASKED
    ]
    if unreached and not answers:
        return True
    for source, failed in unreached:
        store.save(source, failed, run.now)
    return False
