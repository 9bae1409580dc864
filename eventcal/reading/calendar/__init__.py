"""iCalendar files (RFC 5545) → facts. A broken line or entry loses nothing but itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from eventcal.errors import ReadError
from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.calendar.entries import Reading
from eventcal.reading.calendar.lines import Entry, File, parse, text_of
from eventcal.reading.calendar.zones import Zones
from eventcal.reading.structured.words import plain

MOST_EVENTS = 2000
FEW = 5  # numbers of lost entries that are told
BEGINS = re.compile(r"[^<]{0,500}?(?:^|[\r\ufeff])\s*BEGIN:V(?:CALENDAR|EVENT)[ \t]*(?:\r|$)", re.I | re.M)
BUSY = frozenset(
    "free|busy|tentative|away|out of office|working elsewhere|no title|private|private appointment".split("|")
)
"""Summaries of calendars that share when someone is free, not what happens."""
SECRET = frozenset(["PRIVATE", "CONFIDENTIAL"])


def looks_like(page: Page) -> bool:
    """Whether the page is an iCalendar file, or an entry cut out of one, whatever its content type says."""
    return BEGINS.match(page.markup[:2000]) is not None


def read(page: Page) -> Iterator[Fact]:
    """Every fact of the entries of a calendar, a recurring one as one event with its first occurrence.

    A fact `problem` for each thing lost. ReadError for anything but iCalendar.
    """
    if not looks_like(page):
        raise ReadError(f"{page.url}: no BEGIN:VCALENDAR near the start: this is no iCalendar file")
    calendar = parse(text_of(page))
    events, moved = apart([entry for entry in calendar.entries if is_event(entry)])
    keys, zones, cancels = keys_of(events), Zones(calendar), calendar.word("METHOD") == "CANCEL"
    for entry in events[:MOST_EVENTS]:
        yield from Reading(entry, page.url, zones).facts(keys[entry.number], moved.get(entry.uid, []), cancels)
    for problem in problems(calendar, len(events)):
        yield Fact("problem", "BEGIN:VEVENT", f"{page.url}: {problem}", "iCalendar", "VCALENDAR", 0.0, source=page.url)


def problems(calendar: File, events: int) -> Iterator[str]:
    """What of a file is lost, `events` of it being well."""
    cut = calendar.cut
    if cut:
        few = ", ".join(map(str, cut[:FEW])) + (", …" if len(cut) > FEW else "")
        lost = "1 entry that does not end is" if len(cut) == 1 else f"{len(cut):,} entries that do not end are"
        yield f"{lost} left out: VEVENT {few}"
    if events > MOST_EVENTS:
        yield f"only the first {MOST_EVENTS:,} of {events:,} events are read"


def is_event(entry: Entry) -> bool:
    """Whether an entry tells the public of an event: it has a summary or a day, and is no one's private or busy time."""
    if (entry.word("CLASS") or "").upper() in SECRET:
        return False
    summary = entry.get("SUMMARY")
    if summary is not None and plain(summary.text).casefold() in BUSY:
        return False
    return summary is not None or entry.get("DTSTART") is not None


def apart(entries: list[Entry]) -> tuple[list[Entry], dict[str, list[Entry]]]:
    """The events, and by their UID the changed occurrences of recurring ones (RFC 5545, 3.8.4.4). A changed occurrence
    whose series is not in the file is an event of its own."""
    series = {entry.uid for entry in entries if not entry.get("RECURRENCE-ID")}
    events: list[Entry] = []
    moved: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.get("RECURRENCE-ID") and entry.uid in series:
            moved.setdefault(entry.uid, []).append(entry)
        else:
            events.append(entry)
    return events, moved


def keys_of(entries: list[Entry]) -> dict[int, str | None]:
    """By number of entry, what names it for good: its UID, with the occurrence where it is one. Files that give one UID to
    all their entries are told apart by the start as well; entries that share even that have no key."""
    uids = Counter(entry.uid for entry in entries)

    def key(entry: Entry) -> str | None:
        part = entry.word("RECURRENCE-ID") or (entry.word("DTSTART") if uids[entry.uid] > 1 else None)
        return f"{entry.uid} {part}" if entry.uid and part else entry.uid or None

    found = {entry.number: key(entry) for entry in entries}
    counts = Counter(found.values())
    return {number: each if counts[each] == 1 else None for number, each in found.items()}
