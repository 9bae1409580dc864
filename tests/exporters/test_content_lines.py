"""What is written is what icalendar writes, to the byte."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hard import TODAY, hard_records
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from invented import SETTINGS

from eventcal.exporters.content_lines import ORDER, Linked, folded, vevent
from eventcal.exporters.ical import entries_of, export
from eventcal.exporters.window import on_its_days

ZONES = ["Europe/Oslo", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "UTC"]
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=300)
times = st.builds(
    datetime.replace,
    st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30)),
    tzinfo=st.sampled_from([UTC, *map(ZoneInfo, ZONES)]),
    microsecond=st.just(0),
)
moments = st.dates(date(1970, 1, 1), date(2199, 12, 31)) | times
utc = times.map(lambda time: time.astimezone(UTC))
degrees = st.integers(-900_000, 900_000).map(lambda number: number / 10_000)
values = st.fixed_dictionaries(
    {"UID": st.uuids().map(lambda uid: f"{uid}@eventcal"), "DTSTAMP": utc, "DTSTART": moments},
    optional={
        "SUMMARY": texts,
        "DTEND": moments,
        "SEQUENCE": st.integers(0, 2**31 - 1),
        "CATEGORIES": st.lists(texts.filter(bool), max_size=4).map(tuple),
        "CREATED": utc,
        "DESCRIPTION": texts,
        "GEO": st.tuples(degrees, degrees),
        "LAST-MODIFIED": utc,
        "LOCATION": texts,
        "RELATED-TO": st.builds(Linked, st.just("a@eventcal"), st.sampled_from(["SIBLING", "PARENT"])),
        "STATUS": st.sampled_from(["CONFIRMED", None]),
        "TRANSP": st.just("TRANSPARENT"),
        "URL": st.just("https://fjord.example/?a=1;b=2,3"),
    },
)


def by_icalendar(entry) -> bytes:
    event = Event()
    for name, value in entry.items():
        match value:
            case None | "" | ():
                continue
            case Linked(uid, reltype):
                event.add(name, uid, parameters={"RELTYPE": reltype})
            case _:
                event.add(name, value)
    return event.to_ical()


@given(values)
def test_an_entry_has_the_bytes_of_icalendar(entry):
    assert vevent(entry).encode() == by_icalendar(entry)


@given(texts.map(lambda text: "DESCRIPTION:" + text.replace("\n", "")))
def test_no_line_is_longer_than_75_octets_and_no_character_is_cut(line):
    parts = folded(line).split("\r\n ")
    assert "".join(parts) == line
    assert all(len(part.encode()) + (number > 0) <= 75 for number, part in enumerate(parts))


@pytest.mark.parametrize("text", ["é" * 300, "雪" * 200, "🏔" * 150, "a" * 73 + "🏔", "a" * 600])
def test_long_texts_are_folded_as_icalendar_folds_them(text):
    entry = {"UID": "a", "DTSTAMP": datetime(2026, 1, 1, tzinfo=UTC), "DTSTART": date(2026, 1, 1), "SUMMARY": text}
    assert vevent(entry).encode() == by_icalendar(entry)


@pytest.mark.parametrize("made", hard_records(), ids=lambda made: made.uid)
def test_hard_events_have_the_bytes_of_icalendar(made):
    for entry in entries_of(on_its_days(made)):
        assert vevent(entry).encode() == by_icalendar(entry)


def test_a_whole_calendar_has_the_bytes_that_icalendar_writes_when_it_has_read_it():
    data = export(hard_records(), SETTINGS, TODAY, None)
    assert Calendar.from_ical(data).to_ical() == data


def test_a_uid_of_another_calendar_breaks_no_line():
    start = {"DTSTAMP": datetime(2026, 1, 1, tzinfo=UTC), "DTSTART": date(2026, 1, 1)}
    lines = vevent({"UID": "a\r\nATTENDEE:x\x00\ud800", "RELATED-TO": Linked("b\rc", "PARENT"), **start}).encode()
    assert b"\r\nUID:a ATTENDEE:x\r\n" in lines
    assert b"\r\nRELATED-TO;RELTYPE=PARENT:b c\r\n" in lines


def test_a_property_without_a_place_in_the_order_is_an_error():
    with pytest.raises(KeyError):
        vevent({"ATTENDEE": "x"})
    assert len(set(ORDER)) == len(ORDER)


def test_line_ends_of_any_kind_are_escaped():
    start = {"UID": "a", "DTSTAMP": datetime(2026, 1, 1, tzinfo=UTC), "DTSTART": date(2026, 1, 1) + timedelta(1)}
    assert "SUMMARY:one\\nEND:VEVENT\\nATTENDEE:x\r\n" in vevent({**start, "SUMMARY": "one\r\nEND:VEVENT\nATTENDEE:x"})
