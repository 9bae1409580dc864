"""From one page to records: what a source says now is read, matched, judged and stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from eventcal.adapters import NEWEST, decide
from eventcal.choose import united
from eventcal.edits import Hand
from eventcal.errors import EventcalError
from eventcal.exporters.clean import clean
from eventcal.extract import understand
from eventcal.fetch import Fetched
from eventcal.follow import Followed, followed, is_listing
from eventcal.freshness import is_followed, is_same, reader
from eventcal.history import is_occurrence
from eventcal.lifecycle import Account, judge
from eventcal.match import match
from eventcal.model import Event, Fact, Failed, Outcome, Parsed, Source, Suspect, Unchanged
from eventcal.page import Page
from eventcal.reading.damage import damage
from eventcal.reading.refusals import Refusal, refusal
from eventcal.store import Reading, SourceState, Store

Fetch: TypeAlias = Fetched | Unchanged | Failed

BACK, AHEAD = timedelta(days=30), timedelta(days=365)
"""How far before and after the day of a page the occurrences of its recurring entries are told."""

UNASKED = frozenset(("offline", "later"))
"""Failures that say nothing of a source, at least not yet: it is asked again by the next run."""


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
class Desk:
    """What the pages of one run are taken in with."""

    store: Store
    run: Run
    hand: Hand

    @property
    def looks_anew(self) -> bool:
        """Whether a page is read though it is the same as last time."""
        return self.run.force or self.run.reread


def take_in(source: Source, fetched: Fetch, state: SourceState | None, desk: Desk) -> Outcome:
    """What became of one source, and what there is to store of it stored, but for what is unchanged.

    ReadError and others of ours where its page cannot be read.
    """
    if isinstance(fetched, Failed):
        return fetched if fetched.kind in UNASKED else keep_failed(source, fetched, desk)
    if isinstance(fetched, Unchanged) or (not desk.looks_anew and is_same(source, fetched, state)):
        return Unchanged(fetched.ms)
    decided = _decided(source, fetched.page, None if desk.run.force or _is_accepted(source, state) else state)
    said = _said_or_refused(decided, fetched, desk.store)
    if isinstance(said, Refusal):
        return keep_failed(source, Failed(said.reason, said.kind), desk)
    return _believed(source, decided.adapter, fetched, said, state, desk)


def _believed(
    source: Source, adapter: str, fetched: Fetched, said: _Said, state: SourceState | None, desk: Desk
) -> Outcome:
    """What a source says, matched and stored, unless it is not to be believed."""
    page, store = fetched.page, desk.store
    known = store.known() if said.events else []
    decisions = match(said.events, known, source, page.when, store.aliases().keys(), desk.hand)
    account = Account(
        {uid: decision.event for decision in decisions for uid in (decision.uid, decision.merges) if uid is not None},
        lists=said.lists or _lists(source, state),
        whole=not said.problems,
        newest_only=adapter in NEWEST,
        in_part=said.broken,
    )
    verdict = judge(account, store.entries(source.id), max(page.when, desk.run.now.date()))
    suspicion = verdict.suspicion or damage(page, store.last_body(source.id))
    if suspicion is not None and not _is_accepted(source, state):
        return _doubted(source, suspicion, len(decisions), desk)
    reading = Reading(
        decisions,
        page,
        fetched.validators,
        _version(source, page, said),
        said.problems,
        said.pages,
        adapter,
        fetched=not desk.run.reread,
        lists=account.lists,
        whole=account.whole,
        absent=verdict.absent,
        counted=verdict.counted,
        ms=fetched.ms,
    )
    store.save(source, reading, desk.run.now, united)
    return Parsed(tuple(decision.event for decision in decisions), account.whole, said.problems)


def keep_failed(source: Source, failed: Failed, desk: Desk) -> Failed:
    """The failure, stored; to read a kept page again says nothing about the source."""
    if not desk.run.reread:
        desk.store.save(source, failed, desk.run.now)
    return failed


def _doubted(source: Source, suspicion: str, events: int, desk: Desk) -> Suspect:
    advice = f"what it had stays until it recovers or, if that is right, `eventcal accept {source.id}`"
    outcome = Suspect(f"{suspicion}; {advice}", events)
    if not desk.run.reread:
        desk.store.save(source, outcome, desk.run.now)
    return outcome


@dataclass(frozen=True, slots=True)
class _Said:
    """What a source says on all its pages. `lists`: it reads as a listing; `pages`, `broken`: as of `Followed`."""

    events: list[Event]
    lists: bool
    problems: tuple[str, ...]
    pages: Mapping[str, Page]
    broken: bool


def _said_or_refused(source: Source, fetched: Fetched, store: Store) -> _Said | Refusal:
    """What a source says; where that is no event, why its page is given in the place of them, if it can be told."""
    try:
        said = _said(source, fetched, store)
    except EventcalError:
        if refused := refusal(fetched.page, source.url):
            return refused
        raise
    return said if said.events else refusal(fetched.page, source.url) or said


def _said(source: Source, fetched: Fetched, store: Store) -> _Said:
    facts, found = read(source, fetched.page)
    every = Followed(found)
    if is_followed(source):
        kept = store.led_to(source.id)
        every = followed(fetched.page, (facts, found), fetched.led_to, kept, partial(read, source))
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


def _decided(source: Source, page: Page, state: SourceState | None) -> Source:
    """The source with the adapter that its page is read by: what was decided once holds until the address changes."""
    known = state.adapter if state is not None and state.url == source.url else None
    return source if source.adapter != "auto" else replace(source, adapter=decide(page, known))


def read(source: Source, page: Page) -> tuple[list[Fact], list[Event]]:
    """The facts of a page and the events that they tell, as the source is read."""
    return understand(page, source.adapter, source.select, (page.when - BACK, page.when + AHEAD))


def _tagged(event: Event, source: Source) -> Event:
    return replace(event, tags=tuple(dict.fromkeys((*event.tags, *source.tags))))
