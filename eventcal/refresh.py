"""The main job, from top to bottom: what is due is fetched, read, matched and stored; then everything is published."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from eventcal.abreast import in_order
from eventcal.adapters import NEWEST, adapters, decide
from eventcal.choose import united
from eventcal.editorial import in_hand, lines, shown
from eventcal.edits import Editorial, Hand
from eventcal.errors import EventcalError, StoreError
from eventcal.exporters.clean import clean
from eventcal.extract import understand
from eventcal.fetch import Door, Fetched
from eventcal.follow import Followed, followed, gather, is_listing
from eventcal.freshness import is_followed, is_same, reader, validators
from eventcal.history import is_occurrence
from eventcal.lifecycle import Account, judge
from eventcal.match import match
from eventcal.model import Event, Fact, Failed, Outcome, Parsed, Settings, Source, Suspect, Unchanged
from eventcal.page import Page
from eventcal.publish import Published, prepare, publish
from eventcal.reading.damage import damage
from eventcal.reading.refusals import Refusal, refusal
from eventcal.removed import MARK, day_of, left, notices, over, removed
from eventcal.schedule import due
from eventcal.shelf import Shelf
from eventcal.store import Reading, SourceState, Store
from eventcal.summary import Summary, summarise, troubles
from eventcal.termination import finished

__all__ = ["Run", "Seen", "Step", "Summary", "refresh"]

log = logging.getLogger(__name__)

BACK, AHEAD = timedelta(days=30), timedelta(days=365)
"""How far before and after the day of a page the occurrences of its recurring entries are told."""

UNASKED = frozenset(("offline", "later"))
"""Failures that say nothing of a source, at least not yet: it is asked again by the next run."""

TOGETHER = 50
"""So many visits that found nothing new are stored at once."""

NOTHING = Editorial(Path("editorial.yaml"))
"""Of an editor who says nothing."""

Fetch: TypeAlias = Fetched | Unchanged | Failed


@dataclass(frozen=True, slots=True)
class Run:
    """How one run goes about it."""

    now: datetime
    """Aware; its UTC day is today."""
    only: Collection[str] = ()
    """Ids of the sources to read, due or not; empty: those that are due."""
    force: bool = False
    """Read every source as if for the first time, and publish whatever comes of it."""
    reread: bool = False
    """Read the kept pages instead of fetching."""
    jobs: int = 16
    """Fetches at a time."""
    past: int | None = 30
    """Days back that events still show; None: all."""
    forget: bool = True
    """Drop what is too old to be kept; not on a day that somebody has typed."""


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
        hand, told = _take_in_hand(editorial, settings, store, run)
        outcomes: dict[str, Outcome] = {}
        unreached: list[tuple[Source, Failed]] = []
        same: list[Source] = []
        chosen = _chosen(settings, store, run)
        states = store.source_states() if chosen else {}
        if chosen:
            adapters()  # loaded before anything is fetched: an interrupt that falls into an import may be lost
        for number, (source, fetched) in enumerate(_fetched(chosen, store, door, states, run), start=1):
            with finished():
                outcomes[source.id] = _keep(source, fetched, store, states.get(source.id), run, hand)
                same += [source] if isinstance(outcomes[source.id], Unchanged) else []
                if len(same) >= TOGETHER:
                    store.save_unchanged(same, run.now)
                    same = []
                if isinstance(fetched, Failed):
                    store.put_hosts(door.hosts())  # what a host asks for must outlive this run
                    unreached += [(source, fetched)] if fetched.kind == "offline" else []
            seen(Step(source, outcomes[source.id], number, len(chosen)))
        store.save_unchanged(same, run.now)
        offline = _count_unreached(unreached, outcomes, store, run)
        store.put_hosts(door.hosts())
        hand, told_now = _take_in_hand(editorial, settings, store, run)
        states = store.source_states()
        since = removed(settings, states, run.now.date())
        alone = store.only_of(since) if since else {}
        gone = over(since, run.now.date())
        records = store.shelf().changed(lambda record: left(shown(record, hand), alone, gone))
        files = _publish(settings, records, states, store, output, run)
        if run.forget:
            store.prune(run.now)
        after = store.sequences()
        waiting = sum(record.waiting for record in records)
        said = tuple(dict.fromkeys((*told, *told_now)))
        troubled = [*troubles(settings.sources, states, outcomes, run.now)]
        alarms = {trouble.source.id: trouble.state for trouble in troubled if trouble.person}
        had = {id: day_of(state.alarm) is None for id, state in states.items() if state.alarm is not None}
        store.put_alarms({**dict.fromkeys(had), **alarms, **{id: f"{MARK}{day}" for id, day in since.items()}})
        cleared = {id for id, was_ill in had.items() if was_ill and id not in alarms and id not in since}
        notes = tuple(notices(since, alone, run.now.date()))
        return summarise(
            outcomes, before, after, files, troubled, said, waiting, notes, offline=offline, cleared=cleared
        )


def _publish(
    settings: Settings,
    records: Shelf,
    states: Mapping[str, SourceState],
    store: Store,
    output: Path | None,
    run: Run,
) -> Published | None:
    if output is None:
        return None
    published = publish(settings, records, states, output, run.now, run.past, run.force, store.printed())
    if published.draft is not None:
        store.put_draft(published.draft)
    return published


def _take_in_hand(editorial: Editorial, settings: Settings, store: Store, run: Run) -> tuple[Hand, list[str]]:
    """What the editor says of the records that there are, done, and what the editor has to be told."""
    known = store.known() if editorial.edits else ()
    hand, problems = in_hand(editorial, known, store.aliases(), settings.sources)
    return hand, [*map(str, problems), *lines(editorial, hand, store.take_in_hand(hand, run.now, united))]


# What is due, and its pages.


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
        return _kept(sources, store, states)

    def fetch(source: Source) -> Fetch:
        state = states.get(source.id)
        try:
            fetched = door.fetch(source, None if run.force else validators(source, state, run.now.date()))
            if not isinstance(fetched, Fetched) or not is_followed(source):
                return fetched
            if run.force or not is_same(source, fetched, state):
                return gather(fetched, source, door, partial(_read, source))
            return fetched
        except Exception as error:
            log.debug("%s", source.url, exc_info=True)
            return Failed(f"the fetching code failed with {type(error).__name__}; please report it", "unreadable")

    return in_order(sources, lambda source: urlsplit(source.url).netloc, fetch, run.jobs)


def _kept(sources: list[Source], store: Store, states: Mapping[str, SourceState]) -> Iterator[tuple[Source, Fetch]]:
    for source in sources:
        page = store.last_body(source.id)
        if page is not None:
            yield source, Fetched(page, states[source.id].validators, store.led_to(source.id))


# From pages to records.


def _keep(source: Source, fetched: Fetch, store: Store, state: SourceState | None, run: Run, hand: Hand) -> Outcome:
    """What became of one source, once it is stored, but for what is unchanged, which is stored with others. All that goes wrong with it ends here, but for the store itself."""
    try:
        return _store(source, fetched, store, state, run, hand)
    except StoreError:
        raise
    except EventcalError as error:
        failed = Failed(str(error).removeprefix(f"{source.url}: "), "unreadable")
    except Exception as error:
        log.debug("%s", source.url, exc_info=True)
        failed = Failed(f"the reading code failed with {type(error).__name__}; please report it", "unreadable")
    if not run.reread:  # reading a kept page again says nothing about the source
        store.save(source, failed, run.now)
    return failed


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


def _store(source: Source, fetched: Fetch, store: Store, state: SourceState | None, run: Run, hand: Hand) -> Outcome:
    if isinstance(fetched, Unchanged):
        return fetched
    if not isinstance(fetched, Fetched):
        if not isinstance(fetched, Failed) or fetched.kind not in UNASKED:
            store.save(source, fetched, run.now)
        return fetched
    if not (run.force or run.reread) and is_same(source, fetched, state):
        return Unchanged()
    accepted = _is_accepted(source, state)
    decided = _decided(source, fetched.page, None if run.force or accepted else state)
    try:
        said = _said(decided, fetched, store)
    except EventcalError:
        if refused := refusal(fetched.page, source.url):
            return _refused(refused, source, store, run)
        raise
    if not said.events and (refused := refusal(fetched.page, source.url)):
        return _refused(refused, source, store, run)
    known = store.known() if said.events else []
    decisions = match(said.events, known, source, fetched.page.when, store.aliases().keys(), hand)
    account = Account(
        {uid: decision.event for decision in decisions for uid in (decision.uid, decision.merges) if uid is not None},
        lists=said.lists or _lists(source, state),
        whole=not said.problems,
        newest_only=decided.adapter in NEWEST,
        in_part=said.broken,
    )
    verdict = judge(account, store.entries(source.id), max(fetched.page.when, run.now.date()))
    suspicion = verdict.suspicion or damage(fetched.page, store.last_body(source.id))
    if suspicion is not None and not accepted:
        return _doubted(source, suspicion, len(decisions), store, run)
    reading = Reading(
        decisions,
        fetched.page,
        fetched.validators,
        _version(source, fetched.page, said),
        said.problems,
        said.pages,
        decided.adapter,
        fetched=not run.reread,
        lists=account.lists,
        whole=account.whole,
        absent=verdict.absent,
        counted=verdict.counted,
        ms=fetched.ms,
    )
    store.save(source, reading, run.now, united)
    return Parsed(tuple(decision.event for decision in decisions), account.whole, said.problems)


def _refused(refused: Refusal, source: Source, store: Store, run: Run) -> Failed:
    failed = Failed(refused.reason, refused.kind)
    if not run.reread:
        store.save(source, failed, run.now)
    return failed


@dataclass(frozen=True, slots=True)
class _Said:
    """What a source says on all its pages. `lists`: it reads as a listing; `pages`, `broken`: as of `Followed`."""

    events: list[Event]
    lists: bool
    problems: tuple[str, ...]
    pages: Mapping[str, Page]
    broken: bool


def _said(source: Source, fetched: Fetched, store: Store) -> _Said:
    facts, found = _read(source, fetched.page)
    every = Followed(found)
    if is_followed(source):
        kept = store.led_to(source.id)
        every = followed(fetched.page, (facts, found), fetched.led_to, kept, partial(_read, source))
    # as it will be shown: then what is published is what is kept, and can be loaded again where the rest is lost
    events = [clean(_tagged(event, source)) for event in every.events]
    problems = (*(str(fact.value) for fact in facts if fact.field == "problem"), *every.problems)
    return _Said(events, is_listing(facts, found), problems, every.pages, every.broken)


def _version(source: Source, page: Page, said: _Said) -> str:
    """What the reading depended on; what was read in part is read anew next time."""
    recurs = any(is_occurrence(event.key) for event in said.events)
    return reader(source, page.when if recurs else None) + (" in part" if said.broken else "")


def _lists(source: Source, state: SourceState | None) -> bool:
    """Whether the source is known to list events, even if it has one now or none."""
    return state is not None and state.url == source.url and state.lists


def _is_accepted(source: Source, state: SourceState | None) -> bool:
    """Whether what the source says is to be taken as it is: a person said so, or has given it another address."""
    return state is not None and (state.accepted or state.url != source.url)


def _doubted(source: Source, suspicion: str, events: int, store: Store, run: Run) -> Suspect:
    advice = f"what it had stays until it recovers or, if that is right, `eventcal accept {source.id}`"
    outcome = Suspect(f"{suspicion}; {advice}", events)
    if not run.reread:
        store.save(source, outcome, run.now)
    return outcome


def _decided(source: Source, page: Page, state: SourceState | None) -> Source:
    """The source with the adapter that its page is read by: what was decided once holds until the address changes."""
    known = state.adapter if state is not None and state.url == source.url else None
    return source if source.adapter != "auto" else replace(source, adapter=decide(page, known))


def _read(source: Source, page: Page) -> tuple[list[Fact], list[Event]]:
    return understand(page, source.adapter, source.select, (page.when - BACK, page.when + AHEAD))


def _tagged(event: Event, source: Source) -> Event:
    return replace(event, tags=tuple(dict.fromkeys((*event.tags, *source.tags))))
