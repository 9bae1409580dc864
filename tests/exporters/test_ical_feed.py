"""The feed says what is known, to the letter of RFC 5545, and nothing that a page says can break it."""

from __future__ import annotations

import importlib.util
import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from invented import FJORD_DAYS, SETTINGS, TODAY, days, record

from eventcal.exporters.clean import NAME_LIMIT, one_line
from eventcal.exporters.content_lines import ORDER
from eventcal.exporters.ical import export
from eventcal.model import Cost, Deadline, Place, Session, When

JUDGE = Path(__file__).parents[3] / "shared" / "judges" / "libical_judge.py"
BERGEN = "Europe/Oslo"

texts = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"]), max_size=120)


def at(hour, minute=0, zone=BERGEN, day=13):
    return datetime(2026, 10, day, hour, minute, tzinfo=zone and ZoneInfo(zone))


def by_older_rules(hour, hours=3):
    """A time as it was stored while the zone was so many hours ahead of UTC."""
    return at(hour, zone=None).replace(tzinfo=timezone(timedelta(hours=hours)))


def feed(*records, past=30) -> bytes:
    return export(records, SETTINGS, TODAY, past)


def lines(*records, past=30) -> list[str]:
    return feed(*records, past=past).decode().replace("\r\n ", "").split("\r\n")


def entries(*records):
    return Calendar.from_ical(feed(*records)).events


def only(made):
    (entry,) = entries(made)
    return entry


def description(made) -> list[str]:
    return str(only(made).get("DESCRIPTION")).split("\n")


def test_the_calendar_says_its_name_and_how_often_to_look():
    assert lines()[:-2] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//eventcal//eventcal//EN",
        "CALSCALE:GREGORIAN",
        r"NAME:Fjord events\; all\, of them",
        r"X-WR-CALNAME:Fjord events\; all\, of them",
        "COLOR:steelblue",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-APPLE-CALENDAR-COLOR:#4682B4",
        "X-PUBLISHED-TTL:PT12H",
    ]


def test_an_event_of_days_is_written_whole():
    made = record(
        place=Place("Boathouse", "Bergen", "Norway", geo=(60.39299, 5.32415)),
        mode="in-person",
        cost=Cost(False, 230, 230, "EUR", "230€"),
        deadlines=(
            Deadline("paper", date(2026, 6, 1), "June 1", "AoE", (date(2026, 5, 15),)),
            Deadline("registration", date(2026, 10, 1), "1.10."),
        ),
        tags=("hpc", "research software"),
        description="Two days; and, of course, a boat.\nBring a coat.",
        sequence=3,
    )
    start = lines(made).index("BEGIN:VEVENT")
    assert lines(made)[start:-2] == [
        "BEGIN:VEVENT",
        "SUMMARY:Fjord Days 2026",
        "DTSTART;VALUE=DATE:20261013",
        "DTEND;VALUE=DATE:20261016",
        "DTSTAMP:20260902T074510Z",
        "UID:a@eventcal",
        "SEQUENCE:3",
        "CATEGORIES:hpc,research software",
        "CREATED:20260801T063000Z",
        r"DESCRIPTION:Cost: 230€\nPapers due 1 June 2026 (AoE\, was 2026-05-15)\nRegistration due 1 Oct 2026\n"
        r"Two days\; and\, of course\, a boat.\nBring a coat.\nhttps://fjord.example/2026",
        "GEO:60.393;5.3242",
        "LAST-MODIFIED:20260902T074510Z",
        r"LOCATION:Boathouse\, Bergen\, Norway",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://fjord.example/2026",
        "END:VEVENT",
    ]


@pytest.mark.parametrize(
    ("status", "was", "line"),
    [
        ("scheduled", None, "https://fjord.example/2026"),
        ("scheduled", days("2026-05-03", "2026-05-05"), "Moved; was 3-5 May 2026."),
        ("rescheduled", days("2026-05-03", "2026-05-05"), "Rescheduled; was 3-5 May 2026."),
        ("postponed", FJORD_DAYS, "Postponed; was 13-15 Oct 2026."),
        ("postponed", None, "Postponed."),
        ("moved-online", FJORD_DAYS, "Moved online."),
        ("cancelled", days("2025-12-30", "2026-01-02"), "Cancelled; was 30 Dec 2025 - 2 Jan 2026."),
    ],
)
def test_what_has_become_of_an_event_stands_in_the_first_line(status, was, line):
    assert description(replace(record(status=status), was=was))[0] == line


def test_the_feed_for_google_has_no_status_and_all_else():
    made = [record(status="cancelled"), record(uid="b", when=When(at(14), None, BERGEN))]
    feed_for_google = export(made, SETTINGS, TODAY, status=False).decode().split("\r\n")
    assert feed_for_google == [line for line in feed(*made).decode().split("\r\n") if not line.startswith("STATUS")]
    assert "SUMMARY:Cancelled: Fjord Days 2026" in feed_for_google


def test_a_feed_holds_no_method_and_no_alarm():
    assert not {"METHOD", "BEGIN:VALARM"} & {part for line in lines(record()) for part in (line, line.split(":")[0])}


@pytest.mark.parametrize(
    ("first", "last", "end"), [("2026-12-31", "2026-12-31", "20270101"), ("2028-02-28", "2028-02-28", "20280229")]
)
def test_the_end_of_days_is_the_day_after(first, last, end):
    assert f"DTEND;VALUE=DATE:{end}" in lines(record(when=days(first, last)))


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (When(at(14), at(15, 30), BERGEN), ";TZID=Europe/Oslo:20261013T140000", ";TZID=Europe/Oslo:20261013T153000"),
        (When(at(12, zone="UTC"), None, BERGEN), ";TZID=Europe/Oslo:20261013T140000", None),
        (When(at(14, zone=None).replace(tzinfo=timezone(timedelta(hours=2))), None, "CEST"), ":20261013T120000Z", None),
        (
            When(by_older_rules(14), by_older_rules(16), BERGEN),
            ";TZID=Europe/Oslo:20261013T140000",
            ";TZID=Europe/Oslo:20261013T160000",
        ),
        (When(by_older_rules(14, hours=0), None, "Europe/London"), ";TZID=Europe/London:20261013T140000", None),
        (
            When(datetime(2026, 3, 29, 2, 30, tzinfo=timezone(timedelta(hours=1))), None, BERGEN),
            ";TZID=Europe/Oslo:20260329T033000",
            None,
        ),
        (When(at(14), at(14), BERGEN), ";TZID=Europe/Oslo:20261013T140000", None),
        (
            When(at(14), at(16, day=15), BERGEN),
            ";TZID=Europe/Oslo:20261013T140000",
            ";TZID=Europe/Oslo:20261015T160000",
        ),
        (When(at(14, zone="Etc/GMT+5"), None, "Etc/GMT+5"), ":20261013T190000Z", None),
        (When(at(14, zone="UTC"), None, "EST"), ":20261013T140000Z", None),
        (When(at(2, 30, day=25).replace(fold=1), None, BERGEN), ":20261025T013000Z", None),
        (When(at(2, 30, day=25), None, BERGEN), ":20261025T003000Z", None),
    ],
)
def test_a_time_is_told_in_its_zone_else_in_utc(when, start, end):
    found = [
        line
        for line in lines(record(when=when), past=None)
        if line.startswith(("DTSTART;TZID", "DTSTART:2026", "DTEND"))
    ]
    found = [line for line in found if "1970" not in line]
    assert found == [f"DTSTART{start}", *([f"DTEND{end}"] if end else [])]


def test_every_zone_used_is_described_once():
    records = [
        record(uid=uid, when=When(at(14, zone=zone), None, zone))
        for uid, zone in zip("abc", [BERGEN, "Asia/Tokyo", BERGEN], strict=True)
    ]
    assert [line for line in lines(*records) if line.startswith("TZID:")] == ["TZID:Asia/Tokyo", "TZID:Europe/Oslo"]


def test_a_timed_event_makes_its_reader_busy_and_days_do_not():
    assert "TRANSP" not in only(record(when=When(at(14), None, BERGEN)))
    assert only(record())["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(
    ("when", "first_line"),
    [
        (When(at(14, zone=None), at(15, 30, zone=None)), "Time: 2pm-3:30pm (time zone not stated)"),
        (When(at(14, zone=None), None, "local time"), "Time: 2pm local time"),
        (When(at(14), date(2026, 10, 15), BERGEN), "Time: 13 Oct 2pm - 15 Oct CEST"),
    ],
)
def test_a_time_that_no_calendar_can_hold_stands_in_the_first_line_of_a_day(when, first_line):
    made = record(when=when, status="moved-online")
    assert description(made)[:2] == [f"Moved online. {first_line}", "https://fjord.example/2026"]
    assert description(record(when=when))[0] == first_line
    assert only(made)["DTSTART"].dt == date(2026, 10, 13)
    assert only(made)["DTEND"].dt == when.last_day + timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "summary", "told"),
    [
        ("scheduled", "Fjord Days 2026", "CONFIRMED"),
        ("cancelled", "Cancelled: Fjord Days 2026", "CANCELLED"),
        ("postponed", "Fjord Days 2026", "TENTATIVE"),
        ("rescheduled", "Fjord Days 2026", "CONFIRMED"),
        ("moved-online", "Fjord Days 2026", "CONFIRMED"),
    ],
)
def test_a_status_is_told(status, summary, told):
    entry = only(record(status=status))
    assert (entry["SUMMARY"], entry["STATUS"]) == (summary, told)


@pytest.mark.parametrize(("status", "told"), [("cancelled", "CANCELLED"), ("postponed", "TENTATIVE")])
def test_what_is_off_and_has_no_new_day_stands_on_its_old_ones(status, told):
    off = replace(record(status=status, when=None), was=FJORD_DAYS)
    entry = only(off)
    assert (entry["DTSTART"].dt, entry["DTEND"].dt, entry["STATUS"]) == (date(2026, 10, 13), date(2026, 10, 16), told)
    assert entries(replace(off, was=days("2026-08-01"))) == []  # long over
    assert entries(replace(record(when=None), was=FJORD_DAYS)) == []  # days withdrawn without a word


def test_sessions_are_entries_of_their_own_that_name_the_first():
    sessions = (Session(at(9, day=23), at(10, day=23)), Session(date(2026, 10, 16)), Session(at(14, day=23)))
    found = entries(record(when=When(date(2026, 10, 16), at(14, day=23), BERGEN, sessions)))
    assert [(e["UID"], e["DTSTART"].to_ical(), e.get("RELATED-TO")) for e in found] == [
        ("a@eventcal", b"20261016", None),
        ("a@eventcal-20261023", b"20261023T090000", "a@eventcal"),
        ("a@eventcal-20261023-2", b"20261023T140000", "a@eventcal"),
    ]
    assert found[1]["RELATED-TO"].params == {"RELTYPE": "SIBLING"}


def test_a_session_that_is_dropped_moves_no_other_one_s_uid():
    sessions = [Session(date(2026, 10, day)) for day in (16, 23, 30)]
    whole = When(date(2026, 10, 16), date(2026, 10, 30), None, tuple(sessions))
    uids = {e["UID"]: e["DTSTART"].dt for e in entries(record(when=whole))}
    fewer = {
        e["UID"]: e["DTSTART"].dt for e in entries(record(when=replace(whole, sessions=(sessions[0], sessions[2]))))
    }
    assert fewer == {uid: day for uid, day in uids.items() if day.day != 23}


@pytest.mark.parametrize(
    "geo", [(float("nan"), 5.0), (200.0, 400.0), (float("inf"), 0.0), (0.0, 0.0), (0.00001, -0.00001), None]
)
def test_a_point_off_the_earth_is_no_point(geo):
    assert "GEO" not in only(record(place=Place(geo=geo)))


def test_an_event_that_is_online_is_at_no_point_of_the_earth():
    bergen = Place(city="Bergen", geo=(60.39, 5.32))
    assert "GEO" not in only(record(place=bergen, mode="online", status="moved-online"))
    assert only(record(place=bergen, mode="hybrid"))["GEO"].to_ical() == "60.39;5.32"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://fjord.example/\r\nATTENDEE:x", "file:///home/me/a.html"]
)
def test_an_event_loses_a_bad_address_and_nothing_else(url):
    entry = only(record(url=url))
    assert "URL" not in entry
    assert "DESCRIPTION" not in entry
    assert entry["SUMMARY"] == "Fjord Days 2026"


degrees = st.floats() | st.floats(-180, 180)
moments = st.datetimes(datetime(2026, 10, 13), datetime(2026, 12, 1)).map(
    lambda time: time.replace(second=0, microsecond=0)
)
hostile = st.builds(
    record,
    texts,
    texts.map(lambda text: f"a{text}@eventcal"),
    place=st.builds(Place, texts, texts, texts, texts, st.tuples(degrees, degrees) | st.none()),
    mode=st.sampled_from([None, "online", "hybrid", "in-person"]),
    tags=st.lists(texts, max_size=3).map(tuple),
    description=st.builds("{}\r\nEND:VEVENT\r\n{}".format, texts, texts),
    organizer=texts,
    url=texts | texts.map("https://fjord.example/{}".format) | texts.map("javascript:{}".format),
    status=st.sampled_from(["scheduled", "cancelled", "postponed", "rescheduled", "moved-online"]),
    cost=st.builds(Cost, st.booleans(), st.just(5), st.just(5), st.none(), texts),
    deadlines=st.lists(st.builds(Deadline, st.just("paper"), st.just(date(2026, 6, 1)), texts, texts), max_size=2).map(
        tuple
    ),
    when=st.builds(
        When,
        moments,
        moments | st.none(),
        texts | st.just(BERGEN),
        st.lists(st.builds(Session, moments), max_size=3).map(tuple),
    ),
)


@given(hostile)
def test_whatever_a_page_says_the_feed_holds_its_entries_and_no_other_property(made):
    data = feed(made)
    assert all(len(line) <= 75 and min(line, default=32) >= 32 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    found = Calendar.from_ical(data).events
    sessions = made.event.when.sessions if made.event.when else ()
    assert len(found) == max(1, len(sessions))
    assert all(entry.keys() <= {*ORDER} and not entry.errors for entry in found)
    title = one_line(made.event.name, NAME_LIMIT)
    for entry in found:
        assert str(entry.get("SUMMARY", "")).removeprefix("Cancelled: ") == title.replace(
            "\\N", "\n"
        )  # as icalendar has it
        assert urlsplit(entry.get("URL", "https:")).scheme in {"http", "https"}
        assert entry["DTSTART"].dt <= (entry["DTEND"].dt if "DTEND" in entry else entry["DTSTART"].dt)


def test_events_over_for_longer_than_asked_are_left_out():
    old, older = record(uid="old", when=days("2026-09-01")), record(uid="older", when=days("2026-08-31"))
    assert [e["UID"] for e in Calendar.from_ical(feed(old, older)).events] == ["old"]
    assert [e["UID"] for e in Calendar.from_ical(feed(old, older, past=None)).events] == ["older", "old"]


def test_what_has_no_day_is_in_no_feed():
    assert entries(record(when=None)) == []


def test_the_order_of_the_records_does_not_matter():
    records = [record(uid=f"{n:02}", when=days(f"2026-10-{10 + n % 3}")) for n in range(12)]
    mixed = random.Random(1).sample(records, len(records))  # noqa: S311  (any order will do)
    assert feed(*mixed) == feed(*records)


def libical_judge():
    if not JUDGE.exists():
        pytest.skip("../shared is not here")
    spec = importlib.util.spec_from_file_location("libical_judge", JUDGE)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except OSError:
        pytest.skip("libical is not installed")
    return module.judge


def test_libical_finds_no_fault():
    judge = libical_judge()
    assert judge(feed(record()).replace(b"SEQUENCE:0", b"SEQUENCE:0\r\nSEQUENCE:1"))  # it would find one
    zones = ["Europe/Oslo", "America/New_York", "America/Santiago", "Africa/Casablanca", "Asia/Tokyo", "Africa/Cairo"]
    timed = [record(uid=zone, when=When(at(14, zone=zone), at(15, zone=zone), zone)) for zone in zones]
    past = [record(uid=f"{zone}-old", when=When(at(14, zone=zone).replace(year=2005), None, zone)) for zone in zones]
    other = [
        record(uid="name", name="データ会議 🎉 " * 40, description="données; et, ouvertes\n" * 80),
        record(uid="sessions", when=When(at(9), at(9, day=20), BERGEN, (Session(at(9)), Session(at(9, day=20))))),
        record(uid="cancelled", status="cancelled", tags=("a,b", "c;d"), place=Place(geo=(60.4, -5.3))),
        record(uid="postponed", status="postponed", mode="online"),
        record(uid="floating", when=When(at(9, zone=None), None)),
    ]
    assert judge(feed(*timed, *past, *other, past=None)) == []
