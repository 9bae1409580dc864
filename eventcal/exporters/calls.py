"""calls.ics: the deadlines of all events and calls as a calendar, an entry each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import count

from eventcal.exporters.clean import clean, one_line, web_url
from eventcal.exporters.content_lines import Linked, Value
from eventcal.exporters.days import days_of, days_text, due_words, times_text
from eventcal.exporters.ical import calendar
from eventcal.exporters.places import where_text
from eventcal.exporters.window import YEARS, has_days, is_held
from eventcal.exporters.zones import at_home, is_twice, zone_of
from eventcal.model import Deadline, Event, Moment, Record, Settings, When, day_of
from eventcal.shelf import Shelf

AOE = "AoE"
ANYWHERE_ON_EARTH = timezone(timedelta(hours=-12))
LAST_MINUTE = time(23, 59)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as an entry of the calendar."""

    uid: str
    record: Record
    deadline: Deadline
    dated: bool
    """Its event has days, and so an entry in the calendars of events."""


def dues(record: Record) -> Iterator[Due]:
    """The deadlines of a record that calendars can show."""
    dated = has_days(record.event)
    yield from (Due(uid, record, deadline, dated) for uid, deadline in _named(record))


def listed(records: Shelf, today: date, past: int | None = 30) -> list[tuple[str, str]]:
    """The uid of each deadline that was at most `past` days before today (None: all) with that of its event, of what is not
    missing; by day and uid."""
    since = date.min if past is None else today - timedelta(days=past)
    every = ((_day(due.deadline), due.uid, record.uid) for record in records if is_held(record) for due in dues(record))
    return [(uid, of) for day, uid, of in sorted(every) if day >= since]


def export(records: Sequence[Record], settings: Settings, today: date, past: int | None = 30) -> bytes:
    """A VCALENDAR of those `listed`."""
    shelf = Shelf.of(records)
    return b"".join(parts(shelf, listed(shelf, today, past), settings))


def parts(records: Shelf, uids: Sequence[tuple[str, str]], settings: Settings) -> Iterator[bytes]:
    """A VCALENDAR of the deadlines with these uids, as `listed` gives them, part by part."""
    events = records.at([of for _, of in uids])
    found = (due for (uid, _), record in zip(uids, events, strict=True) for due in dues(record) if due.uid == uid)
    return calendar(f"{one_line(settings.site.title)}: deadlines", map(_values, found))


# One deadline.


def _named(record: Record) -> Iterator[tuple[str, Deadline]]:
    """The deadlines, each with its uid: that of the event and the kind, so that it stays when the deadline is put off.

    The second of a kind, and further ones, carry the day on which they were first, as sessions do. What is told twice is one.
    """
    found: set[str] = set()
    days: set[tuple[str, Moment]] = set()
    for deadline in sorted(
        _shown(record.event), key=lambda deadline: (_first_day(deadline), _day(deadline), deadline.text)
    ):
        if (deadline.kind, _moment(deadline)) not in days:
            uid = next(uid for uid in _uids(record.uid, deadline) if uid not in found)
            yield uid, deadline
            found.add(uid)
        days.add((deadline.kind, _moment(deadline)))


def _shown(event: Event) -> list[Deadline]:
    return [deadline for deadline in event.deadlines if deadline.date.year in YEARS]


def _uids(uid: str, deadline: Deadline) -> Iterator[str]:
    """Those that a deadline may have, the first that is free counts."""
    of_kind = f"{uid}-{deadline.kind}"
    of_day = f"{of_kind}-{_first_day(deadline):%Y%m%d}"
    yield from (of_kind, of_day)
    yield from (f"{of_day}-{number}" for number in count(2))


def _first_day(deadline: Deadline) -> date:
    return deadline.was[0] if deadline.was else _day(deadline)


def _day(deadline: Deadline) -> date:
    """The day that people would name."""
    return day_of(_moment(deadline))


def _moment(deadline: Deadline) -> Moment:
    """What the calendar shows: the time where its zone is known, else the day; of AoE the day there, as people say it."""
    moment = deadline.date
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        return moment.date()
    if deadline.timezone == AOE:
        return moment.astimezone(ANYWHERE_ON_EARTH).date()
    zone = zone_of(deadline.timezone)
    there = at_home(moment, zone) if zone else moment.astimezone(UTC)
    return there if zone and not is_twice(there) and not zone.key.startswith("Etc/") else there.astimezone(UTC)


def _values(due: Due) -> dict[str, Value]:
    record, event = due.record, clean(due.record.event)
    deadline = replace(due.deadline, timezone=due.deadline.timezone and one_line(due.deadline.timezone))
    start = _moment(deadline)
    return {
        "UID": due.uid,
        "DTSTAMP": record.last_changed.astimezone(UTC),
        "CREATED": record.first_seen.astimezone(UTC),
        "LAST-MODIFIED": record.last_changed.astimezone(UTC),
        "SEQUENCE": record.sequence,
        "SUMMARY": _summary(event, deadline),
        "DTSTART": start,
        # a time has no DTEND: it ends as it begins (RFC 5545, 3.6.1)
        "DTEND": None if isinstance(start, datetime) else start + ONE_DAY,
        "STATUS": "CANCELLED" if event.status == "cancelled" else "CONFIRMED",
        "TRANSP": "TRANSPARENT",
        "URL": web_url(event.url),
        "CATEGORIES": event.tags,
        "DESCRIPTION": "\n".join(_description(event, deadline)),
        "RELATED-TO": Linked(record.uid, "PARENT") if due.dated else None,
    }


def _summary(event: Event, deadline: Deadline) -> str:
    """Papers due (extended): NAME."""
    off = "Cancelled: " if event.status == "cancelled" else ""
    return f"{off}{due_words(deadline.kind)}{' (extended)' if _is_extended(deadline) else ''}: {event.name}"


def _is_extended(deadline: Deadline) -> bool:
    return bool(deadline.was) and _day(deadline) > deadline.was[-1]


def _description(event: Event, deadline: Deadline) -> Iterator[str]:
    """Lines: what it was, its time where the calendar cannot show it, the event, the link."""
    if deadline.was:
        was = ", ".join(days_text([(day, day)], with_year=True) for day in deadline.was)
        yield f"{'Extended' if _is_extended(deadline) else 'Changed'}; was {was}."
    yield from _time(deadline)
    if about := ", ".join(_about(event)):
        yield f"Event: {about}"
    if url := web_url(event.url):
        yield url


def _time(deadline: Deadline) -> Iterator[str]:
    if deadline.timezone == AOE:
        yield _told_aoe(deadline)
    elif times := times_text(When(deadline.date, None, deadline.timezone)):
        if not isinstance(_moment(deadline), datetime):
            yield f"Time: {times}" if deadline.timezone else f"Time: {times} (time zone not stated)"
    elif deadline.timezone:
        yield f"Time zone: {deadline.timezone}"


def _told_aoe(deadline: Deadline) -> str:
    """What AoE means, for those who submit: until the day is over everywhere."""
    given = deadline.date if isinstance(deadline.date, datetime) else datetime.combine(deadline.date, LAST_MINUTE)
    end = given.astimezone(ANYWHERE_ON_EARTH) if given.tzinfo else given.replace(tzinfo=ANYWHERE_ON_EARTH)
    there = end.astimezone(UTC)
    clock = "noon" if end.time() >= LAST_MINUTE else f"{there:%H:%M}"
    day = days_text([(there.date(), there.date())], with_year=True)
    return f"AoE, anywhere on Earth: until {end:%H:%M} UTC-12, which is {clock} UTC on {day}."


def _about(event: Event) -> Iterator[str]:
    if event.when is not None:
        yield days_text(days_of(event.when), with_year=True)
        if where := where_text(event):
            yield where
