"""The rules by which an event is found again, weightiest first, and what they look things up in.

A rule gives the records that an event may belong to, each with the reason in words for people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from eventcal.history import Known, Listing, address, is_occurrence
from eventcal.match.likeness import NEXT_EDITION_DAYS, SAME, alike, apart, edition, other_edition, words
from eventcal.model import Event, Source

ENOUGH = 0.5
"""Share of common words that makes two names agree where day or address agree too."""
MOVED_DAYS = 60
"""Farther apart, what two sources tell of one address is of two editions: lists often give the series' page for each."""
PUT_OFF = frozenset(("postponed", "rescheduled"))
"""What a page says of an event that is the same on another day, even if its name has taken on another year."""
NEAR_DAYS = 6
"""A name without year or number may move this far in a listing; a week on is the next of a series."""

Saying: TypeAlias = tuple[str | None, str, str, str | None]
"""Key, address, name and start of an event as a source tells them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of the reading. `alone`: its address is its own, that of no other one of the reading and of no series.
    `struck`: an occurrence that its series leaves out."""

    index: int
    event: Event
    alone: bool
    struck: bool = False

    @property
    def day(self) -> date | None:
        """The first day."""
        return self.event.when.first_day if self.event.when else None

    @property
    def last_day(self) -> date | None:
        """The last day."""
        return self.event.when.last_day if self.event.when else None


class Memory:
    """What is known, by what an event may be found by, as seen from one source."""

    def __init__(self, known: Iterable[Known], source: Source, today: date) -> None:
        self.source = source
        self.today = today
        self.by_key: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_address: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_day: defaultdict[date, list[Known]] = defaultdict(list)
        self.by_words: defaultdict[frozenset[str], list[Known]] = defaultdict(list)
        self.by_saying: defaultdict[Saying, list[Known]] = defaultdict(list)
        self.listings: dict[str, Listing] = {}
        """The source's own entries, by uid."""
        for record in known:
            self._file(record)

    def _file(self, record: Known) -> None:
        for place in {address(listing.url) for listing in record.listings}:
            self.by_address[place].append(record)
        if record.day:
            self.by_day[record.day].append(record)
        own = self._own_listing(record)
        if own is None:
            return
        self.listings[record.uid] = own
        if own.name is not None:
            self.by_saying[own.key, own.url, own.name, own.start].append(record)
        self.by_words[words(record.name)].append(record)
        if own.key:
            self.by_key[own.key].append(record)

    def _own_listing(self, record: Known) -> Listing | None:
        """The entry of this source, else of an address that it had before."""
        mine = [listing for listing in record.listings if listing.source_id == self.source.id]
        past = [listing for listing in record.listings if listing.source_url in self.source.was]
        return next(iter([*mine, *past]), None)

    def is_over(self, record: Known) -> bool:
        """Whether an event is past."""
        return self.is_past(record.last_day, record.state)

    def is_past(self, day: date | None, state: str) -> bool:
        """Whether an event of that last day is past. Of one that was put off, its old days say nothing."""
        return day is not None and day < self.today and state != "postponed"

    def lists(self, record: Known) -> bool:
        """Whether this source has the record."""
        return record.uid in self.listings


Rule: TypeAlias = Callable[[Entry, Memory], Iterator[tuple[Known, str]]]


def as_before(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """What the source said of an event when it last had it, and says again."""
    for record in memory.by_saying[_saying(entry)]:
        if not _apart(entry, record):
            yield record, f"{memory.source.id} says the same as before"


def same_key(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """The source's own permanent id."""
    for record in memory.by_key[entry.event.key] if entry.event.key else ():
        if not _other(entry, record, memory):
            yield record, f"the key {entry.event.key} of {memory.source.id}"


def own_address(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """An address that no other event of the reading has, where name or day agree: one of both may have changed."""
    for record in _there(entry, memory):
        if memory.lists(record) and (agreement := _agreement(entry, record)):
            yield record, f"its own address {entry.event.url}, and {agreement}"


def sole_at_address(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """The page of one event, whatever became of its name and day."""
    there = [record for record in _there(entry, memory) if memory.lists(record)]
    there = [record for record in there if not memory.is_over(record)] or there
    if len(there) == 1 and not (entry.event.key and memory.listings[there[0].uid].key):
        yield there[0], f"the one event at {entry.event.url}"


def like_name_on_day(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """An entry of a listing, renamed or not."""
    for record in _that_day(entry, memory):
        if memory.lists(record) and alike(entry.event.name, record.name) >= ENOUGH:
            yield record, f"the same day and a like name in {memory.source.id}"


def struck_key(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """The occurrence that a series leaves out now, unless an entry of that day has taken its place."""
    return same_key(entry, memory)


def same_name(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """An entry of a listing that was moved, where its name cannot mean another day of a series."""
    for record in memory.by_words[words(entry.event.name)]:
        if not _other(entry, record, memory) and not _apart(entry, record) and _movable(entry, record):
            yield record, f"the same name in {memory.source.id}"


def address_elsewhere(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """Another source lists this event's page, or is it."""
    for record in _there(entry, memory):
        if not _apart(entry, record) and (agreement := _agreement(entry, record)):
            yield record, f"the address {entry.event.url} in another source, and {agreement}"


def same_name_on_day(entry: Entry, memory: Memory) -> Iterator[tuple[Known, str]]:
    """Another source lists an event of this name on this day."""
    for record in _that_day(entry, memory):
        if alike(entry.event.name, record.name) >= SAME:
            yield record, "the same name on the same day in another source"


RULES: tuple[Rule, ...] = (
    as_before,
    same_key,
    own_address,
    sole_at_address,
    like_name_on_day,
    struck_key,
    same_name,
    address_elsewhere,
    same_name_on_day,
)


def strangeness(entry: Entry, record: Known, memory: Memory) -> tuple[float, bool, int, int, int, int, str]:
    """How badly both fit, to choose among what one rule finds. Never equal for two, so that one reading always gives the same."""
    own = memory.listings.get(record.uid)
    shift = abs(own.position - entry.index) if own else 0
    other_time = start_of(entry.event) != record.start
    return (
        -alike(entry.event.name, record.name),
        other_time,
        _days_between(entry, record),
        -(record.day or date.min).toordinal(),  # an event without a day is the latest of its name
        shift,
        entry.index,
        record.uid,
    )


def start_of(event: Event) -> str | None:
    """The start as in the JSON event."""
    if event.when is None:
        return None
    start = event.when.start
    return start.isoformat(timespec="minutes") if isinstance(start, datetime) else start.isoformat()


def _saying(entry: Entry) -> Saying:
    return entry.event.key, entry.event.url, entry.event.name, start_of(entry.event)


def _there(entry: Entry, memory: Memory) -> list[Known]:
    """The records of this edition at the event's address, if it is the event's own. That of a series tells no day of it from
    another."""
    found = memory.by_address[address(entry.event.url)] if entry.alone else []
    return [record for record in found if not _other(entry, record, memory) and not _other_time(entry, record)]


def _other_time(entry: Entry, record: Known) -> bool:
    """Whether a record is an occurrence of a series on another day than the entry."""
    return entry.day != record.day and any(is_occurrence(listing.key) for listing in record.listings)


def _that_day(entry: Entry, memory: Memory) -> list[Known]:
    """The records that start that day, and not in another place."""
    found = memory.by_day[entry.day] if entry.day else []
    return [record for record in found if not _apart(entry, record)]


def _agreement(entry: Entry, record: Known) -> str | None:
    if alike(entry.event.name, record.name) >= ENOUGH:
        return "a like name"
    return "the same day" if entry.day and entry.day == record.day else None


def _movable(entry: Entry, record: Known) -> bool:
    """Whether one name on two days may be one event: it names its edition, or the days are near or one is not known."""
    return _days_between(entry, record) <= NEAR_DAYS or bool(edition(entry.event.name))


def _days_between(entry: Entry, record: Known) -> int:
    """0 where one is not known."""
    return abs((entry.day - record.day).days) if entry.day and record.day else 0


def _other(entry: Entry, record: Known, memory: Memory) -> bool:
    """Whether the record is of another edition: by the marks of both, or since what is over is not moved to a later day."""
    if not memory.lists(record):
        return _other_elsewhere(entry, record, memory)
    if memory.is_over(record) and entry.day and record.day and (entry.day - record.day).days > NEAR_DAYS:
        return True
    is_moved = entry.event.status in PUT_OFF and not memory.is_over(record)
    return not is_moved and other_edition(entry.event.name, entry.day, record.name, record.day)


def _other_elsewhere(entry: Entry, record: Known, memory: Memory) -> bool:
    """The same of what two sources tell, so that it does not matter which of them is read first."""
    put_off = {entry.event.status, record.state} & PUT_OFF
    is_over = memory.is_over(record) or memory.is_past(entry.last_day, entry.event.status)
    if _days_between(entry, record) > (NEAR_DAYS if is_over else MOVED_DAYS if not put_off else NEXT_EDITION_DAYS):
        return True
    return (is_over or not put_off) and other_edition(entry.event.name, entry.day, record.name, record.day)


def _apart(entry: Entry, record: Known) -> bool:
    place = entry.event.place
    return apart(place.city, place.country, record.city, record.country)
