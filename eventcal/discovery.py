"""What an address offers: every way in which its events can be read, each tried, the best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from eventcal.adapters import detect
from eventcal.errors import EventcalError, ReadError
from eventcal.extract import understand
from eventcal.fetch import Door, Fetched
from eventcal.model import Event, Failed, Source
from eventcal.page import Page

MOST_TRIED = 8  # addresses besides the given one
FEEDS = {
    "text/calendar": "calendar",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/feed+json": "feed",
}
"""What a page may name as another form of itself (HTML, 4.6.6.1), and what that is for people."""
CALENDAR = re.compile(r"\.ics(?:$|[?#])|[?&](?:outlook-)?ical=1|/ical/?$|^webcals?:", re.I)
GOOGLE = re.compile(r"calendar\.google\.com/calendar/(?:u/\d/)?embed\?[^\"'\s<>]+")
PLATFORMS: tuple[tuple[str, re.Pattern[str], re.Pattern[str], str], ...] = (
    ("Indico", re.compile(r"\bindico\b", re.I), re.compile(r"^(https?://[^?#]*?/category/\d+)(?:[/?#]|$)"), r"\1/events.ics"),
    ("Indico", re.compile(r"\bindico\b", re.I), re.compile(r"^(https?://[^?#]*?/event/\d+)(?:[/?#]|$)"), r"\1/event.ics"),
    ("TeSS", re.compile(r"\btess\b", re.I), re.compile(r"^(https?://[^/?#]+)/events/?(\?[^#]*)?$"), r"\1/events.json_api\2"),
    ("The Events Calendar", re.compile(r"tribe-events|tribe_events"), re.compile(r"^(https?://[^?#]*?)/?(?:[?#]|$)"), r"\1/?ical=1"),
    ("Localist", re.compile(r"\blocalist\b", re.I), re.compile(r"^(https?://[^/?#]+)"), r"\1/api/2/events?days=365&pp=100"),
    ("pretalx", re.compile(r"\bpretalx\b", re.I), re.compile(r"^(https?://[^?#]*?)/(?:schedule|talk|cfp)?/?(?:[?#]|$)"), r"\1/schedule/export/schedule.json"),
)  # fmt: skip
"""A platform, what its pages hold, an address of one, and the address of the same for machines."""
SERIES = 3  # events that another form of a page about one event may hold
TOLD = ("start", "end", "mode", "city", "cost", "deadlines", "description")
"""What makes a way better: fields of which the more are known."""
STEADY = {"html": 0, "feed": -1}
"""Of two ways that tell as much: what machines write (1) outlives pages (0), and feeds (-1) forget what is older."""

Candidate: TypeAlias = tuple[str, str]
"""An address, and what it is for people."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read what an address offers. `problem`: why it offers nothing."""

    url: str
    how: str
    """For people: "this page", "calendar", "feed", "Indico"."""
    adapter: str = ""
    events: tuple[Event, ...] = ()
    problem: str = ""

    def upcoming(self, today: date) -> list[Event]:
        """The events that are not over, and those without days."""
        return [event for event in self.events if event.when is None or event.when.last_day >= today]


def ways(url: str, door: Door, today: date) -> list[Way]:
    """Every way, best first; one that offers nothing has its problem. Only addresses that the page names are asked, at most
    MOST_TRIED. ReadError where the address itself cannot be read."""
    fetched = door.fetch(Source(id=url, url=url), None)
    if not isinstance(fetched, Fetched):
        raise ReadError(f"{url}: {fetched.reason}" if isinstance(fetched, Failed) else f"{url}: unchanged")
    page = fetched.page
    first = read_way(page, "this page")
    first = first if "://" in url else replace(first, url=url)  # a file's page goes by its address for people
    others = [tried(address, how, door) for address, how in candidates(page)[:MOST_TRIED]]
    return ranked(first, [way for way in others if is_of(way, first)], today)


def tried(url: str, how: str, door: Door) -> Way:
    """The way that another address is."""
    fetched = door.fetch(Source(id=url, url=url), None)
    if isinstance(fetched, Fetched):
        return read_way(fetched.page, how)
    return Way(url, how, problem=fetched.reason if isinstance(fetched, Failed) else "unchanged")


def read_way(page: Page, how: str) -> Way:
    """What a page gives."""
    try:
        adapter = detect(page)
        _, events = understand(page, adapter)
    except EventcalError as error:
        return Way(page.url, how, problem=str(error).removeprefix(f"{page.url}: "))
    return Way(page.url, how, adapter, tuple(events), "" if events else "no event")


def candidates(page: Page) -> list[Candidate]:
    """The other forms that a page names, or its platform has, each once: calendars before feeds."""
    if not page.markup.lstrip().startswith("<"):
        return []
    found = [*calendars(page), *platforms(page), *alternates(page)]
    own = page.url.split("#")[0]
    return list({url: (url, how) for url, how in reversed(found) if url != own}.values())[::-1]


def alternates(page: Page) -> Iterator[Candidate]:
    """What the page's head names as another form of itself; comments are none."""
    for node in page.tree.css("link[rel~=alternate][type][href]"):
        how = FEEDS.get((node.attributes["type"] or "").strip().lower())
        address = page.absolute(node.attributes["href"] or "")
        if how and address and "comments" not in address:
            yield address, how


def calendars(page: Page) -> Iterator[Candidate]:
    """The calendar files that the page links to, and the Google calendars that it shows."""
    for node in page.tree.css("a[href], link[type='text/calendar'][href]"):
        href = (node.attributes["href"] or "").strip()
        address = page.absolute(re.sub(r"^webcals?:", "https:", href, flags=re.I)) if CALENDAR.search(href) else None
        if address and address.startswith(("http://", "https://")):
            yield address, "calendar"
    for match in GOOGLE.finditer(page.markup):
        for calendar in parse_qs(urlsplit("//" + match[0].replace("&amp;", "&")).query).get("src", ()):
            yield f"https://calendar.google.com/calendar/ical/{quote(calendar, safe='')}/public/basic.ics", "calendar"


def platforms(page: Page) -> Iterator[Candidate]:
    """The addresses at which the page's platform gives the same to machines."""
    for name, mark, address, other in PLATFORMS:
        match = address.match(page.url)
        if match is not None and mark.search(page.markup):
            yield urljoin(page.url, match.expand(other)), name


def is_of(way: Way, first: Way) -> bool:
    """Whether another form is of what the page is about: a page of one event may link to a calendar of all."""
    if len(first.events) != 1 or not way.events:
        return True
    days = {event.when.first_day for event in way.events if event.when is not None}
    own = first.events[0].when
    return len(way.events) <= SERIES and (own is None or own.first_day in days)


def ranked(first: Way, others: Sequence[Way], today: date) -> list[Way]:
    """The ways, the one that tells most first; of equals the steadier one, then the page itself."""
    return sorted((first, *others), key=lambda way: worth(way, today), reverse=True)


def worth(way: Way, today: date) -> tuple[bool, int, int, int]:
    """What a way is worth: events ahead, then all events and what is known of them, then how steady it is."""
    ahead = way.upcoming(today)
    told = sum(len(known(event)) for event in ahead or way.events)
    return bool(way.events), len(ahead), told, STEADY.get(way.adapter, 1)


def known(event: Event) -> list[str]:
    """The fields of an event that are known and tell something, for people."""
    values = {
        "start": event.when,
        "end": event.when and event.when.end,
        "mode": event.mode,
        "city": event.place.city,
        "cost": event.cost,
        "deadlines": event.deadlines,
        "description": event.description,
    }
    return [name for name in TOLD if values[name]]
