"""events.ics: the calendar feed (RFC 5545, 7986), one VEVENT an event, or one for each of its sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import TypeGuard
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, vDuration, vText
from icalendar import Event as VEvent

from eventcal.exporters.clean import clean, clean_text, one_line, web_url
from eventcal.exporters.days import due_text, times_text
from eventcal.exporters.places import location_text
from eventcal.exporters.prices import cost_text
from eventcal.exporters.vtimezone import vtimezone
from eventcal.exporters.window import dated, held, on_its_days, recent
from eventcal.exporters.zones import local
from eventcal.model import Deadline, Event, Moment, Record, Session, Settings, Site, Status, When, day_of

PRODUCT = "-//eventcal//eventcal//EN"
REFRESH = timedelta(hours=12)
"""How often an app should look again."""
BLURB_LIMIT = 600
"""Characters of a description in the feed; Google refuses feeds over 1 MB."""

ONE_DAY = timedelta(days=1)

_STATUS: dict[Status, str] = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}
_NEWS: dict[Status, str] = {
    "cancelled": "Cancelled.",
    "postponed": "Postponed.",
    "rescheduled": "Rescheduled.",
    "moved-online": "Moved online.",
}


def export(records: Sequence[Record], settings: Settings, today: date, past: int | None = 30) -> bytes:
    """A VCALENDAR of all records with a day that are not missing, by start and uid. `past`: days back that still show; None: all."""
    shown = dated(held(recent(map(on_its_days, records), today, past)))
    events = [event for record in shown for event in _vevents(record)]
    calendar = _calendar(settings.site)
    for component in (*_vtimezones(events), *events):
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _calendar(site: Site) -> Calendar:
    """Without METHOD, which turns a feed into an invitation (RFC 5546)."""
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    title = vText(one_line(site.title))
    for name in ("NAME", "X-WR-CALNAME"):  # RFC 7986, 5.1, and what apps read instead
        calendar.add(name, title)
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))  # what Outlook reads
    return calendar


def _vtimezones(events: Iterable[VEvent]) -> Iterator[Timezone]:
    years: dict[ZoneInfo, set[int]] = {}
    for event in events:
        for moment in (event.DTSTART, event.DTEND):
            if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo):
                years.setdefault(moment.tzinfo, set()).add(moment.year)
    for zone in sorted(years, key=lambda zone: zone.key):
        yield vtimezone(zone, min(years[zone]), max(years[zone]))


def _vevents(record: Record) -> Iterator[VEvent]:
    event = clean(record.event)
    if event.when is None:
        return
    when = local(event.when)
    spans = sorted(when.sessions, key=lambda span: (day_of(span.start), span.start.isoformat()))
    spans = spans or [Session(when.start, when.end)]
    for uid, span in zip(_uids(record.uid, spans), spans, strict=True):
        yield _vevent(record, event, uid, span)


def _uids(uid: str, spans: Sequence[Session]) -> list[str]:
    """The event's own for the first; the others carry their day, so that a session dropped moves no other one's uid."""
    found = [uid]
    for span in spans[1:]:
        by_day = f"{uid}-{day_of(span.start):%Y%m%d}"
        same_day = sum(other == by_day or other.startswith(f"{by_day}-") for other in found)
        found.append(f"{by_day}-{same_day + 1}" if same_day else by_day)
    return found


def _vevent(record: Record, event: Event, uid: str, span: Session) -> VEvent:
    start, end = _moments(span)
    values = {
        "UID": uid,
        "DTSTAMP": record.last_changed.astimezone(UTC),
        "CREATED": record.first_seen.astimezone(UTC),
        "LAST-MODIFIED": record.last_changed.astimezone(UTC),
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
        "DESCRIPTION": "\n".join(_description(event, span)),
    }
    vevent = VEvent()
    for name, value in values.items():
        if value not in (None, "", ()):
            vevent.add(name, value)
    if uid != record.uid:
        vevent.add("RELATED-TO", record.uid, parameters={"RELTYPE": "SIBLING"})
    return vevent


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
    """In its IANA zone; in UTC where it has none, or where the clock shows that hour a second time."""
    zone = moment.tzinfo
    in_zone = isinstance(zone, ZoneInfo) and "/" in zone.key and not zone.key.startswith("Etc/") and not moment.fold
    return moment if in_zone else moment.astimezone(UTC)


def _geo(event: Event) -> tuple[float, float] | None:
    """Degrees to four places (10 m), if they are a point of the earth; 0, 0 is a form left empty."""
    if event.place.geo is None or not all(map(isfinite, event.place.geo)):
        return None
    latitude, longitude = (round(degrees, 4) for degrees in event.place.geo)
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (latitude, longitude) if on_earth else None


def _description(event: Event, span: Session) -> Iterator[str]:
    """Lines: what the calendar cannot say, cost, deadlines, the blurb, the link."""
    timezone = event.when.timezone if event.when else None
    if not _times(span) and (times := times_text(When(span.start, span.end, timezone))):
        yield f"Time: {times}" if timezone else f"Time: {times} (time zone not stated)"
    if event.status in _NEWS:
        yield _NEWS[event.status]
    if event.cost and (cost := cost_text(event.cost) or event.cost.text):
        yield f"Cost: {cost}"
    yield from (_deadline(deadline) for deadline in event.deadlines)
    if event.description:
        yield clean_text(event.description, BLURB_LIMIT)
    if url := web_url(event.url):
        yield url


def _deadline(deadline: Deadline) -> str:
    notes = [deadline.timezone] if deadline.timezone else []
    notes += [f"was {day.isoformat()}" for day in deadline.was]
    return due_text(deadline, with_year=True) + (f" ({', '.join(notes)})" if notes else "")
