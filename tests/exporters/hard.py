"""Events that calendars get wrong: ends of months, changes of the clock, zones far apart, long and odd texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from invented import days, record

from eventcal.model import Place, Record, Session, When

TODAY = date(2026, 10, 1)


def at(zone: str, *parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold)


def timed(zone: str, *start: int, hours: float = 2, fold: int = 0) -> When:
    begin = at(zone, *start, fold=fold)
    return When(begin, begin + timedelta(hours=hours), zone)


WHENS: dict[str, When] = {
    "one day": days("2026-11-05"),
    "end of a month": days("2026-11-30", "2026-12-01"),
    "end of a year": days("2026-12-30", "2027-01-02"),
    "leap day": days("2028-02-28", "2028-02-29"),
    "days over a change of the clock": days("2026-10-24", "2026-10-26"),
    "Oslo": timed("Europe/Oslo", 2026, 11, 5, 9),
    "Oslo in summer": timed("Europe/Oslo", 2027, 7, 5, 9),
    "Oslo, over midnight": timed("Europe/Oslo", 2026, 11, 5, 23, hours=4),
    "Oslo, the hour that comes twice": timed("Europe/Oslo", 2026, 10, 25, 2, 30, hours=1),
    "Oslo, the hour that comes twice, again": timed("Europe/Oslo", 2026, 10, 25, 2, 30, hours=1, fold=1),
    "Oslo, the last Sunday of March": timed("Europe/Oslo", 2027, 3, 28, 9),
    "New York": timed("America/New_York", 2026, 11, 1, 9),
    "Los Angeles, in the evening": timed("America/Los_Angeles", 2027, 3, 14, 21),
    "Tokyo": timed("Asia/Tokyo", 2026, 11, 5, 9),
    "Kathmandu": timed("Asia/Kathmandu", 2026, 11, 5, 9, 15),
    "St John's": timed("America/St_Johns", 2027, 2, 5, 9),
    "Adelaide": timed("Australia/Adelaide", 2027, 4, 4, 9),
    "Kiritimati": timed("Pacific/Kiritimati", 2026, 11, 5, 9),
    "Honolulu": timed("Pacific/Honolulu", 2026, 11, 5, 9),
    "Santiago": timed("America/Santiago", 2027, 4, 4, 9),
    "UTC": timed("UTC", 2026, 11, 5, 9),
    "a time without an end": When(at("Europe/Oslo", 2026, 11, 6, 9), None, "Europe/Oslo"),
    "a time without a zone": When(datetime(2026, 11, 7, 9), datetime(2026, 11, 7, 11)),
}
"""By what is hard about them."""
SNOW = "雪の結晶、氷と海。" * 30
ODD = 'Snow, "ice"; and\\or <b>fire</b> 🏔️👩‍💻 \\n Übersee — ’quoted’ 100 % & more: {{ x }} | e\u0301'


def hard_records() -> list[Record]:
    """Each of `WHENS`, and what is hard in other ways, none over on `TODAY`."""
    made = [
        record(f"Hard: {name}", f"hard-{number}@eventcal", when=when)
        for number, (name, when) in enumerate(WHENS.items())
    ]
    evenings = tuple(
        Session(at("Europe/Oslo", 2026, 11, day, 18), at("Europe/Oslo", 2026, 11, day, 20)) for day in (3, 10, 17)
    )
    course = When(evenings[0].start, evenings[-1].end, "Europe/Oslo", evenings)
    place = Place("Théâtre; Hall, 2", "Tromsø", "Norway", geo=(69.6492, 18.9553))
    return [
        *made,
        record("Course on three evenings", "course@eventcal", when=course),
        record("Called off", "off@eventcal", when=days("2026-11-08"), status="cancelled"),
        replace(record("Put off", "later@eventcal", when=None, status="postponed"), was=days("2026-11-09")),
        replace(record("Moved", "moved@eventcal", 3, when=days("2026-11-10")), was=days("2026-11-03")),
        record(SNOW[:200], "snow@eventcal", when=days("2026-11-11"), description=SNOW, place=place),
        record(ODD, "odd@eventcal", when=days("2026-11-12"), description=ODD + "\n" + ODD, tags=("a,b", "c;d", "é\\f")),
        record("مؤتمر البيانات 2026 שלום", "rtl@eventcal", when=days("2026-11-13")),
        record(
            "An address that is none", "url@eventcal", when=days("2026-11-14"), url="javascript:alert(1)\r\nATTENDEE:x"
        ),
    ]
