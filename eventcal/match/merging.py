"""Which two records turn out to be one event, once a reading says more of it than before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from eventcal.history import Decision, Known, is_occurrence
from eventcal.match.rules import Entry, Memory, address_elsewhere, same_name_on_day


def merging(
    entry: Entry, decision: Decision, memory: Memory, records: Mapping[str, Known], taken: Collection[str]
) -> Decision:
    """The decision, for the older of both records where exactly one other one is this event too. `taken`: records that
    are not of this event."""
    record = records[decision.uid]
    twins = {twin.uid: (twin, why) for twin, why in _twins(entry, record, memory) if twin.uid not in taken}
    if len(twins) != 1:
        return decision
    ((twin, why),) = twins.values()
    kept, gone = sorted((record, twin), key=lambda each: (each.first_seen, each.uid))
    return replace(decision, uid=kept.uid, merges=gone.uid, reason=f"{decision.reason}; and {why}")


def _twins(entry: Entry, record: Known, memory: Memory) -> Iterator[tuple[Known, str]]:
    """The records of other sources that are the entry's event, for certain: two were told apart so far, and a merge is not
    undone. A source that lists both says that they are two."""
    if is_occurrence(entry.event.key) or memory.is_over(record):
        return
    sources = {listing.source_id for listing in record.listings}
    for rule in (address_elsewhere, same_name_on_day):
        for other, why in rule(entry, memory):
            apart = other.uid == record.uid or any(listing.source_id in sources for listing in other.listings)
            sure = rule is address_elsewhere or (entry.event.place.city is not None and other.city is not None)
            if sure and not apart and not memory.is_over(other):
                yield other, why
