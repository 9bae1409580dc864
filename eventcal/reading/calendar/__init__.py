"""iCalendar files (RFC 5545) → facts. A broken line or entry loses nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from eventcal.errors import ReadError
from eventcal.model import Fact, Horizon
from eventcal.page import Page
from eventcal.reading.calendar.entries import Reading
from eventcal.reading.calendar.lines import File, parse, text_of
from eventcal.reading.calendar.plan import Plan, keys_of, planned
from eventcal.reading.calendar.zones import Zones

FEW = 5  # numbers of lost entries that are told
BEGINS = re.compile(r"[^<]{0,500}?(?:^|[\r\ufeff])\s*BEGIN:V(?:CALENDAR|EVENT)[ \t]*(?:\r|$)", re.I | re.M)


def looks_like(page: Page) -> bool:
    """Whether the page is an iCalendar file, or an entry cut out of one, whatever its content type says."""
    return BEGINS.match(page.markup[:2000]) is not None


def read(page: Page, horizon: Horizon | None = None) -> Iterator[Fact]:
    """Every fact of the entries of a calendar. A recurring one is one event with its first occurrence; with a horizon it is its
    occurrences from that first day to that last, each an event (series.MOST of them, the next ones first).

    A fact `problem` for each thing lost. ReadError for anything but iCalendar.
    """
    if not looks_like(page):
        raise ReadError(f"{page.url}: no BEGIN:VCALENDAR near the start: this is no iCalendar file")
    calendar = parse(text_of(page))
    zones, cancels = Zones(calendar), calendar.word("METHOD") == "CANCEL"
    plan = planned(calendar.entries, zones, page.when, horizon)
    readings: dict[int, Reading] = {}  # what all occurrences share is read once
    for event, key in zip(plan.events, keys_of(plan.events), strict=True):
        reading = readings.setdefault(event.entry.number, Reading(event.entry, page.url, zones))
        yield from reading.facts(event, key, cancels)
    for problem in problems(calendar, plan):
        yield Fact("problem", "BEGIN:VEVENT", f"{page.url}: {problem}", "iCalendar", "VCALENDAR", 0.0, source=page.url)


def problems(calendar: File, plan: Plan) -> Iterator[str]:
    """What of a file is lost."""
    if cut := calendar.cut:
        lost = "1 entry that does not end is" if len(cut) == 1 else f"{len(cut):,} entries that do not end are"
        yield f"{lost} left out: VEVENT {few(cut)}"
    if unread := plan.unread:
        lost = "1 entry" if len(unread) == 1 else f"{len(unread):,} entries"
        yield f"not every day of {lost} is known: VEVENT {few(unread)}; {next(iter(unread.values()))}"
    if plan.of > len(plan.events):
        yield f"only {len(plan.events):,} of {plan.of:,} events are read, those that come next before all others"


def few(numbers: Collection[int]) -> str:
    """The first of some numbers of entries."""
    return ", ".join(map(str, [*numbers][:FEW])) + (", …" if len(numbers) > FEW else "")
