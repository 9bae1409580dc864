"""events.ics: the calendar feed (RFC 5545, 7986), one VEVENT an event, or one for each of its sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from math import isfinite
from tempfile import SpooledTemporaryFile
from typing import TypeGuard
from zoneinfo import ZoneInfo

from icalendar import Calendar, vDuration, vText

from eventcal.exporters.clean import clean, clean_text, one_line, web_url
from eventcal.exporters.content_lines import Linked, Value, vevent
from eventcal.exporters.days import days_of, days_text, due_text, times_text
from eventcal.exporters.places import location_text
from eventcal.exporters.prices import cost_text
from eventcal.exporters.vtimezone import vtimezone
from eventcal.exporters.window import in_calendars
from eventcal.exporters.zones import is_twice, local
from eventcal.model import Deadline, Event, Moment, Record, Session, Settings, Status, When, day_of

PRODUCT = "-//eventcal//eventcal//EN"
REFRESH = timedelta(hours=12)
"""How often an app should look again."""
COLOR, APPLE_COLOR = "steelblue", "#4682B4"
"""One colour by its name in CSS and by its parts."""
BLURB_LIMIT = 600
"""Characters of a description in the feed; Google refuses feeds over 1 MB."""

IN_MEMORY = 4_000_000
"""Bytes of entries that are kept in memory; more go through a file."""
PART = 65_536

ONE_DAY = timedelta(days=1)

_STATUS: dict[Status, str] = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
_NEWS: dict[Status, str] = {
    "cancelled": "Cancelled",
    "postponed": "Postponed",
    "rescheduled": "Rescheduled",
    "moved-online": "Moved online",
}


def export(
    records: Sequence[Record], settings: Settings, today: date, past: int | None = 30, *, status: bool = True
) -> bytes:
    """A VCALENDAR of the records that `in_calendars` shows. `status` False: without STATUS, since Google hides what is cancelled."""
    return b"".join(parts(in_calendars(records, today, past), settings, status=status))


def parts(shown: Iterable[Record], settings: Settings, *, status: bool = True) -> Iterator[bytes]:
    """The same of records that are as `in_calendars` gives them, part by part: a large calendar takes little memory."""
    entries = (entry for record in shown for entry in entries_of(record, status=status))
    return calendar(settings.site.title, entries)


def calendar(title: str, entries: Iterable[Mapping[str, Value]]) -> Iterator[bytes]:
    """A calendar of that name with these entries, and the rules of the zones that they use, part by part."""
    years: dict[ZoneInfo, set[int]] = {}
    with SpooledTemporaryFile(max_size=IN_MEMORY) as written:  # the zones, known at the end, stand before the entries
        for entry in entries:
            _note_years(entry, years)
            written.write(vevent(entry).encode())
        begin, end = _frame(title)
        yield begin
        for zone in sorted(years, key=lambda zone: zone.key):
            yield _rules(zone, min(years[zone]), max(years[zone]))
        written.seek(0)
        yield from iter(partial(written.read, PART), b"")
        yield end


@lru_cache(maxsize=100)  # each event has a calendar of its own
def _frame(title: str) -> tuple[bytes, bytes]:
    """What stands before the entries, and behind them."""
    begin, end, line_end = site_calendar(title).to_ical().rpartition(b"END:VCALENDAR")
    return begin, end + line_end


def site_calendar(title: str) -> Calendar:
    """A calendar of that name without entries. Without METHOD, which turns a feed into an invitation (RFC 5546)."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    for name in ("NAME", "X-WR-CALNAME"):  # RFC 7986, 5.1, and what apps read instead
        calendar.add(name, vText(one_line(title)))
    calendar.add("COLOR", COLOR)  # RFC 7986, 5.9
    calendar.add("X-APPLE-CALENDAR-COLOR", APPLE_COLOR)
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))  # what Outlook reads
    return calendar


@lru_cache(maxsize=1_000)
def _rules(zone: ZoneInfo, first_year: int, last_year: int) -> bytes:
    """The rules of a zone for the years in which it is used."""
    rules: bytes = vtimezone(zone, first_year, last_year).to_ical()
    return rules


def _note_years(entry: Mapping[str, Value], years: dict[ZoneInfo, set[int]]) -> None:
    """Adds the years in which an entry uses a zone."""
    for moment in (entry["DTSTART"], entry.get("DTEND")):
        if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo):
            years.setdefault(moment.tzinfo, set()).add(moment.year)


def entries_of(record: Record, *, status: bool = True) -> Iterator[dict[str, Value]]:
    """The values of the entries of a record by property, one for each of its sessions."""
    event = clean(record.event)
    if event.when is None:
        return
    when = local(event.when)
    spans = sorted(when.sessions, key=lambda span: (day_of(span.start), span.start.isoformat()))
    spans = spans or [Session(when.start, when.end)]
    for uid, span in zip(_uids(record.uid, spans), spans, strict=True):
        values = _values(record, event, uid, span)
        yield values if status else {**values, "STATUS": None}


def _uids(uid: str, spans: Sequence[Session]) -> list[str]:
    """The event's own for the first; the others carry their day, so that a session dropped moves no other one's uid."""
    found = [uid]
    for span in spans[1:]:
        by_day = f"{uid}-{day_of(span.start):%Y%m%d}"
        same_day = sum(other == by_day or other.startswith(f"{by_day}-") for other in found)
        found.append(f"{by_day}-{same_day + 1}" if same_day else by_day)
    return found


def _values(record: Record, event: Event, uid: str, span: Session) -> dict[str, Value]:
    start, end = _moments(span)
    changed = record.last_changed.astimezone(UTC)
    return {
        "UID": uid,
        "DTSTAMP": changed,
        "CREATED": record.first_seen.astimezone(UTC),
        "LAST-MODIFIED": changed,
        "SEQUENCE": record.sequence,
        "SUMMARY": f"Cancelled: {event.name}" if event.status == "cancelled" else event.name,
        "DTSTART": start,
        "DTEND": end,
        "STATUS": _STATUS.get(event.status, "CONFIRMED"),
        # a conference in the calendar does not mean that its reader is not free
        "TRANSP": None if isinstance(start, datetime) else "TRANSPARENT",
        "LOCATION": location_text(event),
        "GEO": _geo(event),
        "URL": web_url(event.url),
        "CATEGORIES": event.tags,
        "DESCRIPTION": "\n".join(_description(event, record.was, span)),
        "RELATED-TO": Linked(record.uid, "SIBLING") if uid != record.uid else None,
    }


def _moments(span: Session) -> tuple[Moment, Moment | None]:
    """DTSTART and DTEND: times if a zone is stated for them, else days. No DTEND for a time whose end is not stated."""
    if times := _times(span):
        start, end = times
        return start, end if end and end > start else None  # RFC 5545, 3.8.2.2: later than DTSTART
    first = day_of(span.start)
    last = max(first, day_of(span.end or first))
    return first, last + ONE_DAY  # RFC 5545, 3.6.1: DTEND is the first day after


def _times(span: Session) -> tuple[datetime, datetime | None] | None:
    """Start and end, if all that is stated is a time with its zone."""
    start, end = span.start, span.end
    if not _is_aware(start) or not (end is None or _is_aware(end)):
        return None
    return _calendar_time(start), end and _calendar_time(end)


def _is_aware(moment: Moment) -> TypeGuard[datetime]:
    return isinstance(moment, datetime) and moment.tzinfo is not None


def _calendar_time(moment: datetime) -> datetime:
    """In its IANA zone; in UTC where it has none, or where the clock shows that hour twice: apps differ on which is meant."""
    zone = moment.tzinfo
    named = isinstance(zone, ZoneInfo) and "/" in zone.key and not zone.key.startswith("Etc/")
    in_zone = named and not is_twice(moment)
    return moment if in_zone else moment.astimezone(UTC)


def _geo(event: Event) -> tuple[float, float] | None:
    """Degrees to four places (10 m), if they are a point of the earth where the event is held; 0, 0 is a form left empty."""
    if event.place.geo is None or event.mode == "online" or not all(map(isfinite, event.place.geo)):
        return None
    latitude, longitude = (round(degrees, 4) for degrees in event.place.geo)
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (latitude, longitude) if on_earth else None


def _description(event: Event, was: When | None, span: Session) -> Iterator[str]:
    """Lines: what the calendar cannot say, cost, deadlines, the blurb, the link."""
    if first := " ".join((*_news(event, was), *_clock(event, span))):
        yield first
    if event.cost and (cost := cost_text(event.cost) or event.cost.text):
        yield f"Cost: {cost}"
    yield from (_deadline(deadline) for deadline in event.deadlines)
    if event.description:
        yield clean_text(event.description, BLURB_LIMIT)
    if url := web_url(event.url):
        yield url


def _news(event: Event, was: When | None) -> Iterator[str]:
    """What has become of it: Rescheduled; was 3-5 May 2027."""
    other = was is not None and (
        event.when is None or event.status == "postponed" or days_of(was) != days_of(event.when)
    )
    before = f"was {days_text(days_of(was), with_year=True)}" if was is not None and other else ""
    if said := "; ".join(filter(None, (_NEWS.get(event.status, "Moved" if before else ""), before))):
        yield f"{said}."


def _clock(event: Event, span: Session) -> Iterator[str]:
    """The time of an entry that is a day, since its zone is not known."""
    timezone = event.when.timezone if event.when else None
    if not _times(span) and (times := times_text(When(span.start, span.end, timezone))):
        yield f"Time: {times}" if timezone else f"Time: {times} (time zone not stated)"


def _deadline(deadline: Deadline) -> str:
    notes = [deadline.timezone] if deadline.timezone else []
    notes += [f"was {day.isoformat()}" for day in deadline.was]
    return due_text(deadline, with_year=True) + (f" ({', '.join(notes)})" if notes else "")
