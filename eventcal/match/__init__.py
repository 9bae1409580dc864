"""Which record each event of a reading belongs to. Decides only: pure, and explains itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from uuid import UUID, uuid5

from eventcal.edits import Hand
from eventcal.history import Decision, Known, address, is_occurrence, is_struck
from eventcal.match.merging import merging
from eventcal.match.rules import RULES, Entry, Memory, Rule, start_of, strangeness, struck_key
from eventcal.model import Event, Source

__all__ = ["match"]

NOTHING = Hand()
EVENTCAL = UUID("5d0c1d63-1f6b-4b62-9f0b-3d9f6c1f7a15")
"""The namespace of our uids (RFC 9562, 6.6). Changing it gives every event of a lost database a new uid."""


def match(
    events: Sequence[Event],
    known: Sequence[Known],
    source: Source,
    today: date,
    retired: Collection[str] = (),
    hand: Hand = NOTHING,
) -> list[Decision]:
    """One decision an event, in their order. `known` are all records that there are; `today` is the day of the page;
    `retired` are uids that stand for another one since two records were merged; `hand` says which records are not the
    source's, and which are never merged.

    No two events get one record, and an event gets none of another edition. What no rule finds gets a new uid, but for an
    occurrence that its series leaves out: that is no event unless it was one.
    """
    entries = _entries(events)
    possible = [record for record in known if (record.uid, source.id) not in hand.not_of]
    found = _merged(entries, possible, Memory(possible, source, today), hand)
    given = {record.uid for record in known} | {*retired}
    decisions = []
    for entry in entries:
        decision = found.get(entry.index)
        if decision is None:
            if entry.struck:
                continue
            decision = _new(entry.event, source, given)
        given.add(decision.uid)
        decisions.append(decision)
    return decisions


def _entries(events: Sequence[Event]) -> list[Entry]:
    crowd = Counter(address(event.url) for event in events)
    return [
        Entry(index, event, crowd[address(event.url)] == 1 and not is_occurrence(event.key), is_struck(event))
        for index, event in enumerate(events)
    ]


def _found(entries: Sequence[Entry], memory: Memory) -> dict[int, Decision]:
    """The decisions that some rule makes, by the event's place in the reading. An earlier rule has the first choice."""
    found: dict[int, Decision] = {}
    taken: set[str] = set()
    for rule in RULES:
        free = [entry for entry in entries if entry.index not in found and entry.struck == (rule is struck_key)]
        offers = sorted(_offers(rule, free, memory), key=lambda offer: strangeness(offer[0], offer[1], memory))
        for entry, record, reason in offers:
            if entry.index not in found and record.uid not in taken:
                found[entry.index] = Decision(entry.event, record.uid, new=False, reason=reason)
                taken.add(record.uid)
    return found


def _merged(entries: Sequence[Entry], known: Sequence[Known], memory: Memory, hand: Hand) -> dict[int, Decision]:
    """The same, with the records that turn out to be one."""
    found = _found(entries, memory)
    records = {record.uid: record for record in known}
    taken = {decision.uid for decision in found.values()}
    for entry in entries:
        if entry.index in found:
            first = found[entry.index]
            others = taken | _others(first.uid, known, hand)
            found[entry.index] = decision = merging(entry, first, memory, records, others)
            taken |= {decision.uid, *([decision.merges] if decision.merges else [])}
    return found


def _others(uid: str, known: Sequence[Known], hand: Hand) -> set[str]:
    """The records that the editor says are of another event than this one."""
    others = {other for pair in hand.apart if uid in pair for other in pair}
    if sources := {source_id for each, source_id in hand.not_of if each == uid}:
        others |= {record.uid for record in known if any(entry.source_id in sources for entry in record.listings)}
    return others


def _offers(rule: Rule, entries: Iterable[Entry], memory: Memory) -> Iterator[tuple[Entry, Known, str]]:
    for entry in entries:
        for record, reason in rule(entry, memory):
            yield entry, record, reason


def _new(event: Event, source: Source, given: Collection[str]) -> Decision:
    """A uid from what the event is when first seen, so that two clean runs give the same; a counter keeps it unique.

    A uuid, as RFC 7986, 5.3 wishes, with a right-hand side for readers that expect the form of RFC 5545, 3.8.4.7.
    """
    first = [source.id, event.key or address(event.url), event.name, start_of(event)]
    # JSON: no two lists are written alike, and a lone surrogate is escaped
    uids = (f"{uuid5(EVENTCAL, json.dumps([*first, attempt]))}@eventcal" for attempt in count())
    uid = next(uid for uid in uids if uid not in given)
    return Decision(event, uid, new=True, reason=f"no record is like it; first seen in {source.id}")
