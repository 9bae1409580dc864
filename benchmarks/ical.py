"""How fast a calendar of 10,000 events is written, against icalendar's own writer, and in how much memory.

    python benchmarks/ical.py

Both write the same properties of the same events; the bytes are compared. Run by hand: the ratio is one of a single run on one
machine.
"""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Event as VEvent

from eventcal.exporters import ical
from eventcal.exporters.content_lines import Linked
from eventcal.exporters.vtimezone import vtimezone
from eventcal.exporters.window import in_calendars
from eventcal.model import Cost, Deadline, Event, Place, Record, Settings, When

COUNT = 10_000
TODAY = date(2027, 1, 1)
SETTINGS = Settings(Path("sources.yaml"), ())
ZONES = ("Europe/Oslo", "America/New_York", "Asia/Kathmandu")


def records() -> Iterator[Record]:
    """Events of days and of times, with texts as long as pages write them."""
    seen = datetime(2026, 12, 1, tzinfo=UTC)
    for number in range(COUNT):
        first = TODAY + timedelta(days=number % 700)
        zone = ZONES[number % 3]
        at = datetime(first.year, first.month, first.day, 14, tzinfo=ZoneInfo(zone))
        when = When(at, at + timedelta(hours=2), zone) if number % 4 == 0 else When(first, first + timedelta(days=2))
        event = Event(
            f"{number}th Workshop on Snow, Ice; and Übersee",
            f"https://fjord.example/events/{number}",
            when,
            mode="in-person",
            place=Place("Boathouse", "Bergen", "Norway", "Bergen", (60.3929, 5.3241)),
            cost=Cost(False, 230, 230, "EUR", "230€"),
            deadlines=(Deadline("paper", first - timedelta(days=90), "90 days before"),),
            description="Three days about snow, ice and what lies below them. " * 8 + "Bring a coat.",
            tags=("hpc", "training"),
        )
        yield Record(f"{number:08}@eventcal", event, 1, "scheduled", (event.url,), seen, seen, seen)


def by_icalendar(made: list[Record]) -> bytes:
    """The same by icalendar's components."""
    entries = [entry for record in in_calendars(made, TODAY, None) for entry in ical.entries_of(record)]
    head = ical.site_calendar(SETTINGS.site.title)
    years: dict[ZoneInfo, set[int]] = defaultdict(set)
    for entry in entries:
        for moment in (entry["DTSTART"], entry["DTEND"]):
            if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo):
                years[moment.tzinfo].add(moment.year)
    for zone in sorted(years, key=lambda zone: zone.key):
        head.add_component(vtimezone(zone, min(years[zone]), max(years[zone])))
    for entry in entries:
        event = VEvent()
        for name, value in entry.items():
            if isinstance(value, Linked):
                event.add(name, value.uid, parameters={"RELTYPE": value.reltype})
            elif value not in (None, "", ()):
                event.add(name, value)
        head.add_component(event)
    return bytes(head.to_ical())


def timed(write: Callable[[], bytes]) -> tuple[float, bytes]:
    """The least of three times, in seconds of CPU, and the bytes."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        data = write()
        times.append(time.process_time() - begin)
    return min(times), data


def main() -> None:
    """Prints ratio and memory."""
    made = [*records()]
    mine, data = timed(lambda: ical.export(made, SETTINGS, TODAY, None))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    theirs, reference = timed(lambda: by_icalendar(made))
    print(f"{COUNT:,} events, {len(data) / 1e6:.1f} MB: {mine:.2f} s; icalendar {theirs:.2f} s: {theirs / mine:.1f} x")
    print(f"peak {peak:.0f} MB with the events themselves; the same bytes: {data == reference}")


if __name__ == "__main__":
    main()
