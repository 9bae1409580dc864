"""A recurring entry → its occurrences: what RRULE, RDATE, EXDATE and changed occurrences come to (RFC 5545, 3.8.4.4 and 3.8.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from operator import itemgetter

from eventcal.errors import ReadError
from eventcal.model import Moment, day_of
from eventcal.reading.calendar.lines import Entry
from eventcal.reading.calendar.rules import Rule, read_rule
from eventcal.reading.calendar.values import between, fitted, moment_of, stamp
from eventcal.reading.calendar.zones import Zones
from eventcal.reading.structured.moments import ONE_DAY

MOST = 60
"""Occurrences of an entry that are told."""
MOST_DATES = 2000  # exceptions, additions or changes of an entry; one a week for decades
MOST_RULES = 5  # RFC 5545, 3.8.5.3, advises one
LONGEST_RUN = timedelta(days=14)
A_DAYS_WORK = timedelta(hours=5)
YEAR = timedelta(days=366)
NONE = timedelta()
DAYS = ("DTSTART", "DTEND", "DURATION")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an entry is held."""

    entry: Entry
    """What tells of it: the series, or its own changed entry."""
    start: str = ""
    """Where it was to start at first, as `stamp` writes it, wherever it was moved; empty for an entry that does not recur."""
    later: timedelta = NONE
    """How much later than the entry's own DTSTART it is."""
    days: int = 1
    """How many days in a row it is held, each as the entry says."""
    struck: str = ""
    """The words of the EXDATE that takes it out; empty where it is held."""


class Allowance:
    """The days that the rules of one file may be asked about."""

    def __init__(self, days: int) -> None:
        self.left = days

    def has(self, days: int) -> bool:
        """Whether so many are left; they are spent."""
        self.left -= days
        return self.left >= 0


class Series:
    """A recurring entry that starts on `first`, and what is changed of it."""

    def __init__(
        self, entry: Entry, first: Moment, changes: Iterable[Entry], zones: Zones, allowance: Allowance
    ) -> None:
        self.entry, self.first, self.zones, self.allowance = entry, first, zones, allowance
        self.problem: str | None = None
        """Why occurrences may be missing or too many."""
        self.struck = dict(self.dates("EXDATE"))
        self.added = [moment for moment, _ in self.dates("RDATE")]
        self.changes = dict(self.changed(changes))
        self.onward = [each for each in self.changes.items() if is_onward(each[1])]

    def dates(self, name: str) -> Iterator[tuple[Moment, str]]:
        """The moments of a list, each with its words."""
        parts = (part for line in self.entry.all(name) for part in line.parts())
        for part in islice(parts, MOST_DATES):
            moment = moment_of(part, self.zones)
            if moment is None:
                self.problem = f"{name}:{part.raw[:20]} is no day"
            else:
                yield fitted(moment, self.first), part.raw

    def changed(self, changes: Iterable[Entry]) -> Iterator[tuple[Moment, Entry]]:
        """The changed occurrences, each behind where it was to start; the last of several of one start counts."""
        for change in islice(changes, MOST_DATES):
            moment = moment_of(change.get("RECURRENCE-ID"), self.zones)
            if moment is not None:
                yield fitted(moment, self.first), completed(change, self.entry)

    def first_one(self) -> Occurrence:
        """The first occurrence that is held, looked for over a year; the first of all where none is."""
        if self.is_held(self.first):
            return self.told(self.first)
        day = day_of(self.first)
        return self.told(next(filter(self.is_held, self.starts(day, day + YEAR)), self.first))

    def occurrences(self, since: date, to: date, today: date) -> list[Occurrence]:
        """The occurrences from the day `since` to the day `to`, both inclusive, in order; the first one where there is none.

        At most MOST, those before `today` for what the others leave. Those that are struck are added, as many at most.
        """
        if (days := self.days_in_row()) > 1:
            return [Occurrence(self.entry, stamp(self.first), days=days)]
        starts = self.starts(since, to)
        held = [start for start in starts if not self.is_struck(start)]
        struck = [start for start in starts if self.is_struck(start)]
        chosen = nearest(held, today)
        return [self.told(start) for start in [*chosen, *struck[:MOST]]] if chosen else [self.first_one()]

    def starts(self, since: date, to: date) -> list[Moment]:
        """Where occurrences were to start, from day to day, in order; also where one that is moved into these days was to."""
        found = [moment for moment in (self.first, *self.added) if since <= day_of(moment) <= to]
        found += [start for start, change in self.changes.items() if self.is_seen(start, change, since, to)]
        found += self.by_rules(since, to)
        return sorted(set(found))

    def is_seen(self, start: Moment, change: Entry, since: date, to: date) -> bool:
        """Whether a changed occurrence was or is to be held in these days."""
        moved = moment_of(change.get("DTSTART"), self.zones) or start
        return since <= day_of(start) <= to or since <= day_of(moved) <= to

    def by_rules(self, since: date, to: date) -> Iterator[Moment]:
        """What the rules give."""
        for rule in self.rules:
            if self.allowance.has(rule.cost(self.first, since, to)):
                yield from rule.starts(self.first, since, to)
            else:
                self.problem = "too many entries recur, or for too long"

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules; none where one is not understood, which is told as a problem."""
        lines = self.entry.all("RRULE")
        try:
            if self.entry.get("EXRULE") or len(lines) > MOST_RULES:
                raise ReadError("it has an EXRULE, which RFC 5545 has dropped, or too many rules")
            return [read_rule(line.raw.strip()) for line in lines]
        except ReadError as error:
            self.problem = str(error)
            return []

    def days_in_row(self) -> int:
        """How many days the entry is held, where it recurs day by day and then no more: many writers' way to say that a meeting
        lasts from Monday to Wednesday. 0 for any other series, and for what takes but an hour or an evening of each day."""
        if len(self.rules) != 1 or self.added or self.changes or self.struck or not self.takes_a_day():
            return 0
        rule, first, last = self.rules[0], day_of(self.first), day_of(self.first) + LONGEST_RUN
        if (rule.count or MOST) > LONGEST_RUN.days and (rule.until is None or day_of(rule.until) > last):
            return 0
        days = [(day_of(start) - first).days for start in self.starts(first, last)]
        return len(days) if rule.count in (None, len(days)) and days == [*range(len(days))] else 0

    def takes_a_day(self) -> bool:
        """Whether the entry is one whole day, or most of one."""
        end = moment_of(self.entry.get("DTEND"), self.zones)
        if not isinstance(self.first, datetime):
            return end is None or day_of(end) <= self.first + ONE_DAY
        return end is not None and A_DAYS_WORK <= between(self.first, fitted(end, self.first)) <= ONE_DAY

    def is_struck(self, start: Moment) -> bool:
        """Whether an occurrence is taken out. A change of it is later news than its EXDATE."""
        return start in self.struck and start not in self.changes

    def is_held(self, start: Moment) -> bool:
        """Whether an occurrence is neither taken out nor cancelled."""
        change = self.changes.get(start)
        return not self.is_struck(start) and (change is None or not is_cancelled(change))

    def told(self, start: Moment) -> Occurrence:
        """The occurrence that was to start then, by what tells of it."""
        change = self.changes.get(start)
        if change is not None:
            as_planned = change.get("DTSTART") is self.entry.get("DTSTART")
            return Occurrence(change, stamp(start), between(self.first, start) if as_planned else NONE)
        earlier = [each for each in self.onward if each[0] <= start]
        since, entry = max(earlier, key=itemgetter(0), default=(self.first, self.entry))
        return Occurrence(entry, stamp(start), between(since, start), struck=self.struck.get(start, ""))


def nearest(starts: list[Moment], today: date) -> list[Moment]:
    """At most MOST of some starts, in order: the next ones, and the latest of those before where these leave room."""
    passed = sum(day_of(start) < today for start in starts)
    return starts[max(0, min(passed, len(starts) - MOST)) :][:MOST]


def is_onward(change: Entry) -> bool:
    """Whether a change is one of all later occurrences, too (RFC 5545, 3.2.13)."""
    line = change.get("RECURRENCE-ID")
    return line is not None and (line.parameter("RANGE") or "").upper() == "THISANDFUTURE"


def is_cancelled(entry: Entry) -> bool:
    """Whether an entry says that it is cancelled, in either spelling."""
    return (entry.word("STATUS") or "").upper() in ("CANCELLED", "CANCELED")


def completed(change: Entry, series: Entry) -> Entry:
    """A changed occurrence, with what it leaves to its series. One with a summary has words of its own, as RFC 5545, 3.8.4.4,
    asks; those that call an occurrence off often hold nothing else."""
    wordless, dayless = change.get("SUMMARY") is None, change.get("DTSTART") is None
    left = {name: lines for name, lines in series.lines.items() if (dayless if name in DAYS else wordless)}
    return Entry(change.number, {**left, **change.lines})
