"""A record as the web pages tell it: every text ready to print."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import get_args
from urllib.parse import urlsplit

from eventcal.exporters import links
from eventcal.exporters.blurb import blurb
from eventcal.exporters.clean import clean, one_line, web_url
from eventcal.exporters.days import Days, days_of, days_text, due_text, time_text, times_text
from eventcal.exporters.events_json import stamp
from eventcal.exporters.filters import Filter, matches, slug
from eventcal.exporters.places import location_text
from eventcal.exporters.prices import cost_text
from eventcal.exporters.window import YEARS, dated, on_its_days
from eventcal.exporters.zones import local
from eventcal.model import Deadline, Event, Mode, Record, Session, Site, When, day_of

NEWS = timedelta(days=7)
"""So long something is new, or has just changed."""
SOURCE = 60
"""Characters that are shown of a source's address."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
STATUS = {
    "cancelled": "Cancelled",
    "postponed": "Postponed",
    "rescheduled": "New dates",
    "moved-online": "Moved online",
}

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_OWN = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words."""

    day: date
    text: str
    """Papers due 23 Jan 2027."""
    note: str
    """Its zone, what it was before; empty where there is nothing to say."""
    is_open: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What the pages say of one record. Texts are clean, addresses http(s)."""

    id: str
    """Names its page, e/ID.html."""
    record: Record
    """With a clean event, in its own zone; without days where they are none that a calendar can show."""
    url: str | None
    language: str | None
    days: tuple[Days, ...]
    where: str | None
    cost: str | None
    deadlines: tuple[Due, ...]
    blurb: str
    tags: tuple[tuple[str, str], ...]
    """Each with the name of its feed."""
    modes: tuple[Mode, ...]
    """As which filters find it."""
    news: str | None
    """New, Changed."""
    sources: tuple[tuple[str, str], ...]
    """Address of each source that is on the web, and its host; more where that does not tell them apart."""

    @property
    def event(self) -> Event:
        """What is known of the event."""
        return self.record.event

    @property
    def status(self) -> str | None:
        """In a word, where it is not as planned."""
        return STATUS.get(self.event.status)

    @property
    def dates(self) -> str:
        """All its days, with the year."""
        return days_text(self.days, with_year=True)

    @property
    def short_dates(self) -> str:
        """Its first days, without the year if it is one."""
        first, last = self.days[0]
        return days_text(self.days[:1], with_year=first.year != last.year)

    @property
    def weekdays(self) -> str:
        """Of its first days: Tue - Thu."""
        first, last = self.days[0]
        return " - ".join(dict.fromkeys((WEEKDAYS[first.weekday()], WEEKDAYS[last.weekday()])))

    @property
    def times(self) -> str | None:
        """The time of day in its own zone; None if none is stated, or one for each session."""
        when = self.event.when
        return times_of(when) if when is not None and not when.sessions else None

    @property
    def start(self) -> str | None:
        """The time with its offset, to be told in other zones; None where the zone is not known."""
        when = self.event.when
        return stamp_of(when.start) if when is not None and not when.sessions else None

    @property
    def end(self) -> str | None:
        """As `start`."""
        when = self.event.when
        return stamp_of(when.end) if when is not None and not when.sessions else None

    @property
    def sessions(self) -> list[tuple[str, str | None, str | None]]:
        """Words of each session that has a time, its start and end as above."""
        when = self.event.when
        spans = when.sessions if when is not None else ()
        return [
            (_session(span, when.timezone), stamp_of(span.start), stamp_of(span.end))
            for span in spans
            if when is not None and isinstance(span.start, datetime)
        ]

    @property
    def prices(self) -> list[str]:
        """Each of several, in the page's words."""
        tiers = self.event.cost.tiers if self.event.cost else ()
        return [one_line(tier.text) for tier in tiers] if len(tiers) > 1 else []

    @property
    def was(self) -> str | None:
        """The days that it was to have, where others have taken their place."""
        was, when = self.record.was, self.event.when
        if was is None or when is None or was.first_day.year not in YEARS or days_of(was) == days_of(when):
            return None
        return days_text(days_of(was), with_year=True)

    @property
    def next_due(self) -> Due | None:
        """The next deadline that is not over."""
        return next((due for due in self.deadlines if due.is_open), None)

    @property
    def checked(self) -> str:
        """The day on which a source last had it."""
        return day_text(self.record.last_seen.date())

    @property
    def changed(self) -> str:
        """The day of its last change."""
        return day_text(self.record.last_changed.date())

    @property
    def google(self) -> str | None:
        """Adds it to Google Calendar."""
        return links.google(self.event, self.event.when) if self.event.when else None

    @property
    def outlook(self) -> str | None:
        """Adds it to Outlook."""
        return links.outlook(self.event, self.event.when) if self.event.when else None

    def report(self, site: Site) -> str | None:
        """Where to tell of a mistake."""
        return links.report(site.contact, self.event, self.record.uid)


def entry(record: Record, today: date) -> Entry:
    """What the pages of that day say of it."""
    record = _clean(record)
    event = record.event
    return Entry(
        id=page_id(record.uid),
        record=record,
        url=web_url(event.url),
        language=event.language if event.language and _LANGUAGE.fullmatch(event.language) else None,
        days=tuple(days_of(event.when)) if event.when else (),
        where=location_text(event),
        cost=(cost_text(event.cost) or event.cost.text or None) if event.cost else None,
        deadlines=tuple(_due(deadline, today) for deadline in _deadlines(event)),
        blurb=one_line(record.blurb, 2_000) if record.blurb else blurb(event.description),
        tags=tuple({slug(tag): tag for tag in event.tags}.items()),
        modes=tuple(mode for mode in get_args(Mode) if matches(event, Filter(mode=mode))),
        news=_news(record, today),
        sources=tuple(_sources(record)),
    )


@lru_cache(maxsize=20_000)
def page_id(uid: str) -> str:
    """The name of the event's page, without an ending: the start of our own uids, of others a hash."""
    own = uid.removesuffix("@eventcal")
    if own != uid and _OWN.fullmatch(own) and slug(own) == own:
        return own
    return hashlib.sha256(uid.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def day_text(day: date) -> str:
    """1 Nov 2026."""
    return days_text([(day, day)], with_year=True)


def times_of(when: When) -> str | None:
    """The time of day with its zone, and that the zone is not stated where it is not."""
    times = time_text(when) or times_text(when)
    is_bare = isinstance(when.start, datetime) and when.start.tzinfo is None and not when.timezone
    return f"{times} (time zone not stated)" if times and is_bare else times


def stamp_of(moment: date | datetime | None) -> str | None:
    """2026-10-13T14:00+02:00; None for days and for times without a zone."""
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return None
    return moment.isoformat(timespec="minutes")[:22]


def _clean(record: Record) -> Record:
    record = on_its_days(record)
    event = clean(record.event)
    if not dated([record]):
        return replace(record, event=replace(event, when=None))
    return replace(record, event=replace(event, when=event.when and local(event.when)))


def _news(record: Record, today: date) -> str | None:
    if today - record.first_seen.date() <= NEWS:
        return "New"
    has_changed = stamp(record.last_changed) != stamp(record.first_seen)
    return "Changed" if has_changed and today - record.last_changed.date() <= NEWS else None


def _session(span: Session, timezone: str | None) -> str:
    when = When(span.start, span.end, timezone)
    days = days_text(days_of(when), with_year=True)
    times = times_of(when) or ""
    return f"{days}, {times}" if when.first_day == when.last_day else times


def _deadlines(event: Event) -> list[Deadline]:
    shown = [deadline for deadline in event.deadlines if deadline.date.year in YEARS]
    return sorted(shown, key=lambda deadline: (day_of(deadline.date), deadline.kind, deadline.text))


def _due(deadline: Deadline, today: date) -> Due:
    day = day_of(deadline.date)
    text = due_text(deadline, with_year=True)
    return Due(day, text, ", ".join(_due_notes(deadline)), day >= today)


def _due_notes(deadline: Deadline) -> Iterator[str]:
    if times := times_text(When(deadline.date, None, deadline.timezone)):
        yield times
    elif deadline.timezone:
        yield deadline.timezone
    if deadline.was:
        yield "was " + ", ".join(day_text(day_of(day)) for day in deadline.was)


def _sources(record: Record) -> Iterator[tuple[str, str]]:
    """Files have no address that a reader could open, and their path is nobody's business."""
    parts = [(address, urlsplit(address)) for address in map(web_url, record.sources) if address]
    hosts = Counter(part.hostname for _, part in parts)
    for address, part in parts:
        host = (part.hostname or "").removeprefix("www.")
        yield address, host if hosts[part.hostname] == 1 else one_line(host + part.path, SOURCE)
