"""Which events a calendar tells of, what they are called for good, and which of too many are kept. Reads no words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eventcal.history import occurrence_key
from eventcal.model import Horizon, Moment
from eventcal.reading.calendar.lines import Entry
from eventcal.reading.calendar.series import Allowance, Occurrence, Series
from eventcal.reading.calendar.values import moment_of, stamp
from eventcal.reading.calendar.zones import Zones
from eventcal.reading.structured.moments import read_day
from eventcal.reading.structured.words import plain

MOST_EVENTS = 2000
LOOKS = 500_000
"""Days that the rules of a file may be asked about: half a second; 1,000 entries that recur for a year need less."""
BUSY = frozenset(
    "free|busy|tentative|away|out of office|working elsewhere|no title|private|private appointment".split("|")
)
"""Summaries of calendars that share when someone is free, not what happens."""
SECRET = frozenset(["PRIVATE", "CONFIDENTIAL"])
RECURRING = ("RRULE", "RDATE", "EXRULE")


@dataclass(frozen=True, slots=True)
class Plan:
    """The events of a calendar, in its order."""

    events: list[Occurrence]
    """At most MOST_EVENTS."""
    of: int
    """How many there are in all."""
    unread: dict[int, str]
    """By number of entry, why some of its occurrences are not told."""


def planned(entries: Iterable[Entry], zones: Zones, today: date, horizon: Horizon | None) -> Plan:
    """The events of a calendar; a recurring entry is its occurrences within the horizon, without one its first occurrence."""
    events, changes = apart([entry for entry in entries if is_event(entry)])
    allowance, unread = Allowance(LOOKS), dict[int, str]()
    found: list[Occurrence] = []
    for entry in events:
        changed = changes.get(entry.number, [])
        first = moment_of(entry.get("DTSTART"), zones) if recurs(entry) or changed else None
        if first is None:
            found.append(Occurrence(entry, orphan_start(entry, zones)))
            continue
        series = Series(entry, first, changed, zones, allowance)
        found += [series.first_one()] if horizon is None else series.occurrences(*horizon, today)
        if series.problem:
            unread[entry.number] = series.problem
    return Plan(nearest(found, today), len(found), unread)


def is_event(entry: Entry) -> bool:
    """Whether an entry tells the public of an event: it has a summary or a day, or those of its series, and is no one's
    private or busy time."""
    if (entry.word("CLASS") or "").upper() in SECRET:
        return False
    summary = entry.get("SUMMARY")
    if summary is not None and plain(summary.text).casefold() in BUSY:
        return False
    return any(entry.get(name) for name in ("SUMMARY", "DTSTART", "RECURRENCE-ID"))


def recurs(entry: Entry) -> bool:
    """Whether an entry is held more than once."""
    return any(entry.get(name) for name in RECURRING)


def apart(entries: Sequence[Entry]) -> tuple[list[Entry], dict[int, list[Entry]]]:
    """The events, and by number the changed occurrences of those that recur (RFC 5545, 3.8.4.4). A changed occurrence whose
    series is not in the file is an event of its own. Of several entries with its UID, one that recurs is the series."""
    series: dict[str, Entry] = {}
    for entry in entries:
        if not entry.get("RECURRENCE-ID") and (entry.uid not in series or recurs(entry) > recurs(series[entry.uid])):
            series[entry.uid] = entry
    events: list[Entry] = []
    changes: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.get("RECURRENCE-ID") and entry.uid in series:
            changes.setdefault(series[entry.uid].number, []).append(entry)
        else:
            events.append(entry)
    return events, changes


def orphan_start(entry: Entry, zones: Zones) -> str:
    """Where a changed occurrence without its series was to start at first; empty for any other entry."""
    moment: Moment | None = moment_of(entry.get("RECURRENCE-ID"), zones)
    return "" if moment is None else stamp(moment)


def nearest(events: list[Occurrence], today: date) -> list[Occurrence]:
    """At most MOST_EVENTS of some events, in their order: those that come next, then the latest of those before."""
    if len(events) <= MOST_EVENTS:
        return events

    def distance(number: int) -> tuple[bool, bool, timedelta]:
        event = events[number]
        line = event.entry.get("DTSTART")
        day = read_day(event.start) or (read_day(line.raw) if line is not None else None) or date.min
        return bool(event.struck), day < today, abs(day - today)

    return [events[number] for number in sorted(sorted(range(len(events)), key=distance)[:MOST_EVENTS])]


def keys_of(events: Sequence[Occurrence]) -> list[str | None]:
    """What names each event for good: its UID, with the start where it is an occurrence. Files that give one UID to all their
    entries are told apart by the start as well; events that share even that have no key."""
    uids = Counter(event.entry.uid for event in events if not event.start)

    def key(event: Occurrence) -> str | None:
        uid = event.entry.uid
        if uid and event.start:
            return occurrence_key(uid, event.start)
        start = event.entry.word("DTSTART") if uids[uid] > 1 else None
        return f"{uid} {start}" if uid and start else uid or None

    found = [key(event) for event in events]
    counts = Counter(found)
    return [each if counts[each] == 1 else None for each in found]
