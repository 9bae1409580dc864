"""The words of one entry of the newsletter, in the house style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from urllib.parse import urlsplit

from eventcal.exporters.clean import clean, web_url
from eventcal.exporters.days import Days, days_of, days_text, due_text, needs_year, time_text
from eventcal.exporters.places import where_text
from eventcal.exporters.prices import cost_text
from eventcal.exporters.selection import Item, told_deadlines
from eventcal.exporters.zones import local
from eventcal.model import Deadline, Event, NewsletterSettings, When, day_of

TICKETS = re.compile(
    r"(?:^|\.)(?:eventbrite(?:\.\w+)+|tickettailor\.com|ti\.to|tito\.io|meetup\.com|lu\.ma|luma\.com|universe\.com|billetto(?:\.\w+)+"
    r"|konfhub\.com|eventzilla\.net|ticketspice\.com|humanitix\.com|xing-events\.com|pretix\.eu|weezevent\.com|helloasso\.com)$"
)
"""Hosts that sell tickets: what stands there is not the event's own site."""
SHORT = re.compile(r"\s(\([^()]{2,30}\))$")
LABEL = re.compile(
    r"\b(full|short|long|regular|workshop|tutorial|demo|poster|panel|industry|research|journal|main|special session"
    r"|late[- ]breaking|mini-?symposi\w+)s?\b(?=[\w /&-]{0,40}\b(?:papers?|abstracts?|proposals?|submissions?))",
    re.I,
)
"""What tells two deadlines of one kind apart."""
MOST_SESSIONS = 3
"""So many that each is told with its time."""


def links(item: Item) -> list[tuple[str, str | None]]:
    """Name and address; two where the ticket page and the event's own site are known, the acronym leading to the site."""
    event = clean(item.record.event)
    short = SHORT.search(event.name)
    site = _own_site(item)
    if short is None or site is None:
        return [(event.name, web_url(event.url))]
    tickets = next(url for url in _addresses(item) if _sells_tickets(url))
    return [(event.name[: short.start()], tickets), (short[1], site)]


def _own_site(item: Item) -> str | None:
    """Of a record that has a ticket page too."""
    addresses = _addresses(item)
    own = [url for url in addresses if not _sells_tickets(url)]
    return own[0] if own and len(own) < len(addresses) else None


def _addresses(item: Item) -> list[str]:
    pages = dict.fromkeys((item.record.event.url, *item.record.pages))
    return [url for page in pages if (url := web_url(page))]


def _sells_tickets(url: str) -> bool:
    return TICKETS.search(urlsplit(url).hostname or "") is not None


def tail(item: Item, today: date, form: NewsletterSettings) -> Iterator[tuple[str, str]]:
    """The parts behind the name, each with what it tells: when, where, cost, status, due. Without markup.

    A year stands where the next such days would be wrong. Of a call neither the time nor, as the house style has it, a price
    of none is told.
    """
    event = clean(item.record.event)
    if event.when is not None:
        yield "when", _when(item, local(event.when), today, form)
    if where := where_text(event, item.with_country):
        yield "where", where
    if event.cost and (cost := cost_text(event.cost)):
        yield "cost", cost
    if event.status in {"cancelled", "postponed"}:
        yield "status", event.status
        return
    for number, deadline in enumerate(told_deadlines(item, today)):
        yield "due", _due(item, deadline, number, today, form)


def _when(item: Item, when: When, today: date, form: NewsletterSettings) -> str:
    told = _timed_sessions(when, today, form) if item.section == "events" else None
    if told is None:
        told = days_text(_apart(days_of(when)), needs_year(when.first_day, when.last_day, today), form)
        time = time_text(when) if item.section == "events" else None
        told = f"{told}, {time}" if time else told
        if when.end is None and not isinstance(when.start, datetime):
            told = f"From {told}"
    if item.was is None:
        return told
    before = item.was.first_day, item.was.last_day
    return f"{told} (was {days_text(days_of(item.was), needs_year(*before, min(today, before[0])), form)})"


def _apart(days: Sequence[Days]) -> list[Days]:
    """Spans that overlap as one."""
    found: list[Days] = []
    for first, last in days:
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def _timed_sessions(when: When, today: date, form: NewsletterSettings) -> str | None:
    """28 Oct, 8am-11am UTC, 30 Oct, 3pm-6pm UTC; None where there are none such, or many."""
    if not isinstance(when.start, datetime):
        return None
    spans = [When(span.start, span.end, when.timezone) for span in when.sessions]
    times = [time_text(span) for span in spans]
    if not 1 < len(spans) <= MOST_SESSIONS or not all(times):
        return None
    years = [needs_year(span.first_day, span.last_day, today) for span in spans]
    days = [days_text(days_of(span), year, form) for span, year in zip(spans, years, strict=True)]
    return ", ".join(f"{day}, {time}" for day, time in zip(days, times, strict=True))


def _due(item: Item, deadline: Deadline, number: int, today: date, form: NewsletterSettings) -> str:
    """Papers due 31 Jan; short papers due 10 March, the first alone with a capital; (extended, was 15 Jan)."""
    day = day_of(deadline.date)
    text = due_text(deadline, needs_year(day, day, today), form)
    if label := _label(item.record.event, deadline, today):
        text = f"{label.capitalize()} {text[0].lower()}{text[1:]}"
    if number and item.section == "calls":
        text = text[0].lower() + text[1:]
    notes = [*_extension(item, deadline, today, form)]
    if number == 0 and {"last chance", "reminder"} & set(item.marks):
        notes.append("last chance" if "last chance" in item.marks else "reminder")
    return f"{text} ({', '.join(notes)})" if notes else text


def _extension(item: Item, deadline: Deadline, today: date, form: NewsletterSettings) -> Iterator[str]:
    was = item.extended.get(deadline.kind)
    if was is not None and was < day_of(deadline.date):
        yield f"extended, was {days_text([(was, was)], needs_year(was, was, min(today, was)), form)}"


def _label(event: Event, deadline: Deadline, today: date) -> str | None:
    """The page's word for one of several deadlines of a kind: full, short."""
    alike = [each for each in event.deadlines if each.kind == deadline.kind and day_of(each.date) >= today]
    match = LABEL.search(deadline.text) if len(alike) > 1 else None
    return match[1].lower() if match else None
