"""One entry of an iCalendar file → facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from eventcal.history import STRUCK
from eventcal.model import Fact, Moment, Place, Status, When, day_of
from eventcal.reading.calendar.costs import read_cost
from eventcal.reading.calendar.ends import by_description, last_day
from eventcal.reading.calendar.lines import Entry, Line
from eventcal.reading.calendar.series import Occurrence
from eventcal.reading.calendar.values import moment_of, moved_by, moved_to, whole_days, zone_name
from eventcal.reading.calendar.zones import Zones
from eventcal.reading.structured.event import MOST_DESCRIPTION, MOST_NAME, MOST_TAGS, MOST_WORDS, shouted
from eventcal.reading.structured.location import is_online, lines_of, position, read_place
from eventcal.reading.structured.moments import ONE_DAY, Span, end_after, read_duration, span
from eventcal.reading.structured.words import link, plain, says_something

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

    def facts(self, event: Occurrence, key: str | None, cancels: bool) -> Iterator[Fact]:
        """Every fact of one time that the entry is held. `cancels`: the calendar is sent to call its entries off (RFC 5546,
        3.2.5)."""
        about = f"{self.where} of {event.start}" if event.start else self.where
        for fact in (*self.lasting, *self.whens(event), *self.statuses(event, cancels), *self.keys(key)):
            yield replace(fact, about=about)

    @cached_property
    def lasting(self) -> list[Fact]:
        """What is the same of every occurrence."""
        return [*self.names(), *self.places(), *self.costs(), *self.people_and_words(), *self.addresses()]

    def names(self) -> Iterator[Fact]:
        """The summary, with a status that is shouted beside it taken out and told apart."""
        line = self.entry.get("SUMMARY")
        if line is not None and says_something(line.text):
            shout, status, name = shouted(plain(line.text[:MOST_NAME]))
            yield self.fact("name", line.raw, name, "SUMMARY", 0.9)
            if status:
                yield self.fact("status", shout, status, "SUMMARY", 0.85)

    def whens(self, event: Occurrence) -> Iterator[Fact]:
        """When it is; the words without a value where the start is broken."""
        line = self.entry.get("DTSTART")
        if line is None:
            return
        told = [
            self.entry.get(name)
            for name in ("DTEND", "DURATION", *(["RRULE", "RDATE"] if event.later or event.days > 1 else []))
        ]
        more = tuple(each.raw for each in told if each is not None)
        start = moment_of(line, self.zones)
        if start is None:
            yield self.fact("when", line.raw, None, "DTSTART", 0.3, more)
            return
        reach = self.span(line, start, event.later)
        if event.days > 1:
            first = reach.when.first_day
            reach = Span(When(first, first + (event.days - 1) * ONE_DAY))
        yield self.fact("when", line.raw, reach.when, "DTSTART", 0.7 if reach.backwards else 0.95, more)

    def span(self, line: Line, start: Moment, later: timedelta) -> Span:
        """What the start and the end come to, that much later."""
        end, duration, description = (self.entry.get(name) for name in ("DTEND", "DURATION", "DESCRIPTION"))
        stated = moment_of(end, self.zones)
        last = last_day(stated, start)
        length = read_duration(duration.raw) if duration is not None and last is None else None
        last = end_after(start, length) if length else last
        reach = self.reach(start, last, line)
        if later and isinstance(reach.when.start, datetime):
            return self.reach(start + later, last + later if last else None, line)
        when = by_description(reach.when, stated, plain(description.text) if description is not None else "")
        return Span(moved_by(when, day_of(start + later) - day_of(start)), reach.backwards)

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
        name = getattr(own, "key", self.zones.own_name)
        return span(moved_to(start, own), moved_to(end, own) if end else None, exclusive=True, zone=name)

    def statuses(self, event: Occurrence, cancels: bool) -> Iterator[Fact]:
        """What STATUS says, the METHOD of the calendar, and an EXDATE of an occurrence that may have been told before."""
        word = self.entry.word("STATUS") or ""
        if word.upper() in STATUSES:
            status, score = STATUSES[word.upper()]
            yield self.fact("status", word, status, "STATUS", score)
        if cancels:
            yield self.fact("status", "CANCEL", "cancelled", "METHOD", 0.9)
        if event.struck:
            yield replace(self.fact("status", event.struck, "cancelled", "EXDATE", 0.95), rule=STRUCK)

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

    def addresses(self) -> Iterator[Fact]:
        """The address for people."""
        line = self.entry.get("URL")
        if line is not None and line.raw.strip() and (address := link(line.raw, self.url)):
            yield self.fact("url", line.raw, address, "URL", 0.9)

    def keys(self, key: str | None) -> Iterator[Fact]:
        """The key."""
        if key is not None:
            yield self.fact("key", self.entry.uid, key, "UID", 0.95)


def as_written(words: str, raw: str) -> str:
    """Words of a line as they stand there, their commas escaped (RFC 5545, 3.3.11)."""
    return words if words in raw else words.replace(",", "\\,")
