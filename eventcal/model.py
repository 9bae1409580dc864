"""The nouns that every step shares: what a source, a fact, an event and a record are. All frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeAlias

Day: TypeAlias = date
Moment: TypeAlias = date | datetime
"""A day, or a time: aware where its zone is stated, naive where it is not. A datetime is never midnight for want of a time."""

Horizon: TypeAlias = tuple[date, date]
"""The first and the last day, inclusive, from which to which the occurrences of a recurring entry are told."""

Mode: TypeAlias = Literal["online", "in-person", "hybrid"]
Status: TypeAlias = Literal["scheduled", "cancelled", "postponed", "rescheduled", "moved-online"]
Follow: TypeAlias = Literal["none", "auto"]
DeadlineKind: TypeAlias = Literal[
    "abstract",
    "paper",
    "proposal",
    "poster",
    "notification",
    "camera-ready",
    "application",
    "registration",
    "early-bird",
]

Recipe: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Fields of an event, each with selectors or paths, the first that finds something counts."""

DOUBT = 0.5
"""A fact that scores less is kept as evidence and never told as true."""


def day_of(moment: Moment) -> date:
    """The day of a moment, in the moment's own zone."""
    return moment.date() if isinstance(moment, datetime) else moment


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of an event that is not held on days in a row. `end` is inclusive, None if not stated."""

    start: Moment
    end: Moment | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When an event takes place. `end` is inclusive; a day's event repeats its day; None is a time whose end is not stated."""

    start: Moment
    end: Moment | None
    timezone: str | None = None
    """IANA name where known, else the words of the page, such as CEST."""
    sessions: tuple[Session, ...] = ()

    @property
    def first_day(self) -> date:
        """The first day, in the event's own zone."""
        return day_of(self.start)

    @property
    def last_day(self) -> date:
        """The last day, inclusive."""
        return day_of(self.end) if self.end is not None else self.first_day


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event takes place, as far as the page or the gazetteer makes it certain."""

    venue: str | None = None
    city: str | None = None
    country: str | None = None
    """English short name."""
    text: str | None = None
    """The page's own words for the place, "Online" and "Virtual" included."""
    geo: tuple[float, float] | None = None
    """Latitude, longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One price of several, in the currency's major unit."""

    text: str
    amount: float
    currency: str | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What attending costs. `free` beside a `max` above 0: free for some. Amounts in the major unit of `currency` (ISO 4217)."""

    free: bool
    min: float
    max: float
    currency: str | None
    text: str
    """The page's own words, such as "230€"."""
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The final day of one call. `was` holds the days that it replaced, oldest first."""

    kind: DeadlineKind
    date: Moment
    text: str
    timezone: str | None = None
    """AoE, an IANA name or the page's words."""
    was: tuple[Day, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing read from a page: the currency of reading.

    `field` is one of name, short_name, when, mode, place, cost, deadline, status, description, organizer, language,
    tag, url, key. `text` and each of `more` stand literally in the page, white space apart. `value` is of the
    field's type above (When, Mode, Place, Cost, Deadline, Status, else str); None: there are words, not understood.
    Two more fields are about the page: kind ("event", "listing" or "none"), and problem (a line for people: what of the
    page could not be read, so that events may be missing).
    `about` tells the events of a page apart: facts with the same `about` speak of one event, "" is the page's own.
    """

    field: str
    text: str
    value: Any
    rule: str
    """What read it and why, for people: "json-ld startDate", "range in h1"."""
    where: str
    """The place in the page: "title", "json-ld 2", "main > h2", "VEVENT 3"."""
    score: float
    """0 to 1: the share of such facts that are right, as far as the reader can tell."""
    about: str = ""
    more: tuple[str, ...] = ()
    """Further words that the value rests on, such as those of the end date."""
    source: str = ""
    """The page's address."""
    why: tuple[str, ...] = ()
    """What spoke for it and against it where it was weighed, the weightiest first: "+1.3 first range"."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as understood from its facts, in the terms of schema.org/Event. `when` None: no date known."""

    name: str
    url: str
    """The address for people."""
    when: When | None = None
    short_name: str | None = None
    mode: Mode | None = None
    place: Place = Place()
    cost: Cost | None = None
    deadlines: tuple[Deadline, ...] = ()
    status: Status = "scheduled"
    description: str | None = None
    organizer: str | None = None
    language: str | None = None
    """BCP 47."""
    tags: tuple[str, ...] = ()
    key: str | None = None
    """The source's own permanent id of the event (UID, platform id), where it has one."""
    doubtful: tuple[str, ...] = ()
    """Fields whose words are kept in `evidence` and whose value is withheld."""
    evidence: Mapping[str, Fact] = field(default_factory=dict)
    """The winning fact of each field of the JSON event: start, end, city, deadlines and so on."""
    facts: tuple[Fact, ...] = ()
    """Every fact that was weighed, winners and losers."""


@dataclass(frozen=True, slots=True)
class Record:
    """An event as remembered: one permanent uid, whatever its name, day or address become."""

    uid: str
    event: Event
    sequence: int
    """Number of published changes (RFC 5545, 3.8.7.4)."""
    state: str
    """As of lifecycle.py, but for "past", which depends on the day."""
    sources: tuple[str, ...]
    """Addresses of the sources that list it, sorted."""
    first_seen: datetime
    last_changed: datetime
    """Aware, UTC, as are first_seen and last_seen."""
    last_seen: datetime
    was: When | None = None
    """When it was to be, where its sources do not tell it any more; else before its days were changed, if they ever were."""
    absent_since: date | None = None
    """The day from which on none of its sources has had it; None while one has it."""
    aliases: tuple[str, ...] = ()
    """Uids of records that turned out to be of this event, sorted; never given out again."""
    waiting: bool = False
    """It is in no output until a person accepts it."""
    hidden: bool = False
    """The editor has taken it out of every output."""
    pinned: bool = False
    """The editor wants it in the newsletter."""
    blurb: str | None = None
    """The editor's own words about it."""
    pages: tuple[str, ...] = ()
    """Addresses for people, as its sources give them, of the pages that are about this event alone; sorted."""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of sources.yaml."""

    id: str
    url: str
    """http(s) address, or an absolute path."""
    adapter: str = "auto"
    every: timedelta = timedelta(days=1)
    tags: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    """Addresses that this source had before."""
    allow_private: bool = False
    select: Recipe = ()
    """For a recipe: each field with the places where its words may stand."""
    follow: Follow = "none"
    """Whether the pages that its page leads to are read too."""
    review: bool = False
    """Its new events wait until a person accepts them."""


@dataclass(frozen=True, slots=True)
class Site:
    """What the published calendar says of itself, and whom a host's operator may write to."""

    title: str = "Events"
    url: str | None = None
    contact: str | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events somebody wants. All that is given must hold; exporters/filters.py says when it does."""

    any: tuple[str, ...] = ()
    """Words or phrases, one of which stands in the name, description, tags or organizer."""
    tags: tuple[str, ...] = ()
    """One of them."""
    mode: Mode | None = None
    place: str | None = None
    free: bool | None = None
    language: str | None = None
    """BCP 47."""


DateOrder: TypeAlias = Literal["day-first", "month-first"]
Reasons: TypeAlias = Literal[
    "topic", "description", "taste", "series", "near", "new", "last chance", "free", "virtual", "organizer", "changed"
]
"""What may speak for an entry of the newsletter."""


@dataclass(frozen=True, slots=True)
class NewsletterSettings:
    """How the newsletter's sections look, and how they are chosen."""

    events: int = 6
    """At most so many of them."""
    calls: int = 6
    dates: DateOrder = "day-first"
    months: tuple[str, ...] = ("Jan", "Feb", "March", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
    template: Path | None = None
    """A file of Jinja's, in the place of templates/newsletter.md."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """By the name of a reason, such as topic, what it counts for; those that are left out count as usual."""


@dataclass(frozen=True, slots=True)
class Settings:
    """sources.yaml, checked."""

    path: Path
    """The file itself; relative paths in it start from its folder."""
    sources: tuple[Source, ...]
    site: Site = Site()
    interests: tuple[str, ...] = ()
    feeds: Mapping[str, Filter] = field(default_factory=dict)
    """Saved filters by name, each a feed of its own."""
    newsletter: NewsletterSettings = NewsletterSettings()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask for changes only (RFC 9110, 8.8); sent back as given."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A source was read. `complete` False: events may be missing from it (a page cut short, entries unreadable)."""

    events: tuple[Event, ...]
    complete: bool = True
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The source has not changed since it was last read."""

    ms: int | None = field(default=None, compare=False)
    """How many milliseconds on the network the answer took; None where it is not known."""


FailedKind: TypeAlias = Literal[
    "network", "offline", "later", "http", "blocked", "disallowed", "refused", "unreadable", "missing", "gone"
]
"""offline: nothing of the host was reached, maybe since this machine has no network. later: the host has asked to be left alone
for a time, and was not asked. missing: HTTP 404; gone: 410."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A source could not be read. Never a reason to change an event."""

    reason: str
    """One line, for people: what happened and, where it helps, what to do."""
    kind: FailedKind = "network"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A source was read, and what it says is not believed: nothing of it is taken until a person says that it is right."""

    reason: str
    """One line, for people: what was seen against what is known, and what to do."""
    events: int
    """That it gave."""


Outcome: TypeAlias = Parsed | Unchanged | Failed | Suspect


@dataclass(frozen=True, slots=True)
class Host:
    """What is remembered of a host between runs, so that it is asked no faster than it can bear."""

    name: str
    """In lower case."""
    asked_at: datetime
    """When the last request to it began; aware."""
    gap_s: float
    """Seconds between the starts of two requests, as it asked for or as slowly as it answers."""
    closed_until: datetime | None = None
    """It has asked not to be asked before; aware."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One attempt to read a source."""

    source_id: str
    when: datetime
    outcome: Literal["parsed", "unchanged", "failed", "suspect"]
    reason: str | None = None
    events: int | None = None
    """Events read; None where nothing was."""
    problems: tuple[str, ...] = ()
