"""One entry of an iCalendar file → facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo

from icalendar.prop import vDDDTypes

from eventcal.model import Fact, Moment, Place, Status
from eventcal.reading.calendar.costs import read_cost
from eventcal.reading.calendar.ends import by_description, last_day
from eventcal.reading.calendar.lines import Entry, Line
from eventcal.reading.calendar.zones import Zones
from eventcal.reading.structured.event import MOST_DESCRIPTION, MOST_NAME, MOST_TAGS, MOST_WORDS, shouted
from eventcal.reading.structured.location import is_online, lines_of, position, read_place
from eventcal.reading.structured.moments import MIDNIGHT, YEARS, Span, end_after, read_duration, read_moment, span
from eventcal.reading.structured.words import link, plain, says_something

WITHOUT_SECONDS = re.compile(r"(\d{8}T\d{4})(Z?)")
STATUSES: dict[str, tuple[Status, float]] = {
    "CANCELLED": ("cancelled", 0.95),
    "CANCELED": ("cancelled", 0.95),
    "CONFIRMED": ("scheduled", 0.5),  # the default of calendars
}


class Reading:
    """One entry being read, and what its calendar says for all."""

    def __init__(self, entry: Entry, url: str, zones: Zones) -> None:
        self.entry, self.url, self.zones = entry, url, zones
        self.where = f"VEVENT {entry.number}"

    def fact(self, field: str, words: str, value: object, prop: str, score: float, more: tuple[str, ...] = ()) -> Fact:
        """A fact that `words`, raw as in the file, say."""
        text, rest = words[:MOST_WORDS].strip(), tuple(each.strip() for each in more if each)
        return Fact(field, text, value, f"iCalendar {prop}", self.where, score, self.where, rest, self.url)

    def facts(self, key: str | None, moved: list[Entry], cancels: bool) -> Iterator[Fact]:
        """Every fact of the entry. `cancels`: the calendar is sent to call its entries off (RFC 5546, 3.2.5)."""
        yield from self.names()
        yield from self.whens(moved)
        yield from self.statuses(cancels)
        yield from self.places()
        yield from self.costs()
        yield from self.people_and_words()
        yield from self.addresses(key)

    def names(self) -> Iterator[Fact]:
        """The summary, with a status that is shouted beside it taken out and told apart."""
        line = self.entry.get("SUMMARY")
        if line is not None and says_something(line.text):
            shout, status, name = shouted(plain(line.text[:MOST_NAME]))
            yield self.fact("name", line.raw, name, "SUMMARY", 0.9)
            if status:
                yield self.fact("status", shout, status, "SUMMARY", 0.85)

    def whens(self, moved: list[Entry]) -> Iterator[Fact]:
        """When it is; a recurring one by its first occurrence, which the file may have moved."""
        line = self.entry.get("DTSTART")
        if line is None:
            return
        first = self.moment(line)
        for other in moved:
            start = other.get("DTSTART")
            if start is not None and same_moment(self.moment(other.get("RECURRENCE-ID")), first):
                yield self.when(other, start, "DTSTART of the first occurrence")
                return
        yield self.when(self.entry, line, "DTSTART")

    def when(self, entry: Entry, line: Line, prop: str) -> Fact:
        """What the start and the end of an entry come to; the words without a value where the start is broken."""
        end, duration, description = (entry.get(name) for name in ("DTEND", "DURATION", "DESCRIPTION"))
        more = tuple(each.raw for each in (end, duration) if each is not None)
        start = self.moment(line)
        if start is None:
            return self.fact("when", line.raw, None, prop, 0.3, more)
        last = last_day(self.moment(end), start)
        length = read_duration(duration.raw) if duration is not None and last is None else None
        reach = self.reach(start, end_after(start, length) if length else last, line)
        when = by_description(reach.when, self.moment(end), plain(description.text) if description is not None else "")
        return self.fact("when", line.raw, when, prop, 0.7 if reach.backwards else 0.95, more)

    def reach(self, start: Moment, end: Moment | None, line: Line) -> Span:
        """The span, in the calendar's own zone where it is written in UTC or without a zone (X-WR-TIMEZONE)."""
        own = self.zones.own
        in_own_zone = (
            own is not None
            and isinstance(start, datetime)
            and start.tzinfo in (None, UTC)
            and not line.parameter("TZID")
        )
        if own is None or not in_own_zone or whole_days(start, end):
            return span(start, end, exclusive=True, zone=zone_name(start, line))
        return span(moved_to(start, own), moved_to(end, own) if end else None, exclusive=True, zone=self.zones.own_name)

    def moment(self, line: Line | None) -> Moment | None:
        """The day or time of a line; None where there is none, or it is broken."""
        value = read_value(line.raw.strip()) if line is not None else None
        if line is None or not isinstance(value, datetime):
            return value
        if (line.parameter("VALUE") or "").upper() == "DATE":
            return value.date()
        zone = self.zones.named(line.parameter("TZID")) if value.tzinfo is None else None
        return value.replace(tzinfo=zone) if zone else value

    def statuses(self, cancels: bool) -> Iterator[Fact]:
        """What STATUS says, and the METHOD of the calendar."""
        word = self.entry.word("STATUS") or ""
        if word.upper() in STATUSES:
            status, score = STATUSES[word.upper()]
            yield self.fact("status", word, status, "STATUS", score)
        if cancels:
            yield self.fact("status", "CANCEL", "cancelled", "METHOD", 0.9)

    def places(self) -> Iterator[Fact]:
        """The place, and the mode that it comes to."""
        line = self.entry.get("LOCATION")
        text = lines_of(line.text) if line is not None else ""
        if line is None or not says_something(text):
            return
        if is_online(text):
            yield self.fact("place", line.raw, Place(text=plain(text)), "LOCATION", 0.8)
            yield self.fact("mode", line.raw, "online", "LOCATION", 0.85)
        elif not text.startswith(("http://", "https://")):
            geo = self.entry.word("GEO") or ""
            place = read_place(text, position(*geo.split(";")) if geo.count(";") == 1 else None)
            yield self.fact("place", line.raw, place, "LOCATION", 0.8, (geo,) if place.geo else ())
            yield self.fact("mode", line.raw, "in-person", "LOCATION", 0.65)

    def costs(self) -> Iterator[Fact]:
        """What the description says of the cost."""
        line = self.entry.get("DESCRIPTION")
        cost = read_cost(line.text) if line is not None else None
        if line is not None and cost is not None:
            words = dict.fromkeys([cost.text, *(tier.text for tier in cost.tiers)])
            text, *more = [as_written(each, line.raw) for each in words]
            yield self.fact("cost", text, cost, "DESCRIPTION", 0.65, tuple(more))

    def people_and_words(self) -> Iterator[Fact]:
        """Description, organizer and tags."""
        line = self.entry.get("DESCRIPTION")
        if line is not None and says_something(said := plain(line.text)):
            yield self.fact("description", line.raw, said[:MOST_DESCRIPTION], "DESCRIPTION", 0.7)
        organizer = self.entry.get("ORGANIZER")
        person = organizer.parameter("CN") if organizer is not None else None
        if person and "@" not in person and says_something(person):
            yield self.fact("organizer", person, plain(person), "ORGANIZER", 0.7)
        tags = [part for line in self.entry.all("CATEGORIES") for part in line.parts() if says_something(part.text)]
        for tag in tags[:MOST_TAGS]:
            yield self.fact("tag", tag.raw, plain(tag.text), "CATEGORIES", 0.7)

    def addresses(self, key: str | None) -> Iterator[Fact]:
        """The address for people, and the key."""
        line = self.entry.get("URL")
        if line is not None and line.raw.strip() and (address := link(line.raw, self.url)):
            yield self.fact("url", line.raw, address, "URL", 0.9)
        if key is not None:
            yield self.fact("key", self.entry.uid, key, "UID", 0.95)


def as_written(words: str, raw: str) -> str:
    """Words of a line as they stand there, their commas escaped (RFC 5545, 3.3.11)."""
    return words if words in raw else words.replace(",", "\\,")


def read_value(raw: str) -> Moment | None:
    """The DATE or DATE-TIME that a value is (RFC 5545, 3.3.4 and 3.3.5), or one in the form of ISO 8601."""
    whole = WITHOUT_SECONDS.sub(r"\g<1>00\2", raw) if WITHOUT_SECONDS.fullmatch(raw) else raw
    try:
        value = vDDDTypes.from_ical(whole)  # type: ignore[no-untyped-call]  # icalendar types it only in part
    except ValueError:
        return read_moment(raw)
    if not isinstance(value, date) or value.year not in YEARS:
        return None
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo else value


def same_moment(one: Moment | None, other: Moment | None) -> bool:
    """Whether two moments are the same one, in whatever zones; never a day and a time, nor times with and without zone."""
    return one is not None and type(one) is type(other) and one == other


def whole_days(start: Moment, end: Moment | None) -> bool:
    """Whether times are days written as midnights, which no zone may move."""
    if not isinstance(start, datetime) or start.time() != MIDNIGHT:
        return False
    return not isinstance(end, datetime) or end.time() == MIDNIGHT


def moved_to(moment: Moment, zone: tzinfo) -> Moment:
    """The moment as clocks in the zone show it. A time without a zone is one of that zone already; days stay days."""
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def zone_name(start: Moment, line: Line) -> str | None:
    """The IANA name of a start's zone, else the name that the file gives it."""
    if not isinstance(start, datetime):
        return None
    return getattr(start.tzinfo, "key", None) or line.parameter("TZID")
