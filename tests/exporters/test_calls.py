"""calls.ics: each deadline an entry that stays the same one when it is put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from invented import SETTINGS, TODAY, record

from eventcal.exporters.calls import export, listed
from eventcal.model import Deadline, Place
from eventcal.shelf import Shelf

JUNE, JULY = date(2027, 6, 1), date(2027, 7, 1)
AOE = timezone(timedelta(hours=-12))


def due(kind="paper", day=JUNE, timezone=None, was=()):
    return Deadline(kind, day, f"{day}", timezone, was)


def call(*deadlines, **fields):
    return record(deadlines=deadlines, place=Place(city="Bergen"), **fields)


def entries(*records, past=30):
    return Calendar.from_ical(export(records, SETTINGS, TODAY, past)).events


def only(*deadlines, **fields):
    (entry,) = entries(call(*deadlines, **fields))
    return entry


def uids(*deadlines):
    return {str(entry["UID"]): entry["DTSTART"].dt for entry in entries(call(*deadlines))}


def told(entry):
    return str(entry["DESCRIPTION"]).split("\n")


def test_a_deadline_is_an_entry_of_its_day_that_names_its_event():
    entry = only(due(), sequence=4, tags=("hpc",))
    assert {
        name: entry[name].to_ical().decode()
        for name in ("UID", "SUMMARY", "DTSTART", "DTEND", "RELATED-TO", "SEQUENCE")
    } == {
        "UID": "a@eventcal-paper",
        "SUMMARY": "Papers due: Fjord Days 2026",
        "DTSTART": "20270601",
        "DTEND": "20270602",
        "RELATED-TO": "a@eventcal",
        "SEQUENCE": "4",
    }
    assert told(entry) == ["Event: 13-15 Oct 2026, Bergen", "https://fjord.example/2026"]
    assert entry["TRANSP"] == "TRANSPARENT"


def test_the_calendar_says_what_it_holds_and_is_no_invitation():
    data = export([call(due())], SETTINGS, TODAY)
    assert rb"X-WR-CALNAME:Fjord events\; all\, of them: deadlines" in data
    assert b"METHOD" not in data
    assert b"VALARM" not in data


def test_a_deadline_put_off_is_the_same_entry_and_says_what_it_was():
    before, after = only(due()), only(due(day=JULY, was=(date(2027, 5, 1), JUNE)), sequence=1)
    assert (before["UID"], after["UID"]) == ("a@eventcal-paper", "a@eventcal-paper")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["SUMMARY"] == "Papers due (extended): Fjord Days 2026"
    assert told(after)[0] == "Extended; was 1 May 2027, 1 June 2027."


def test_a_deadline_brought_forward_is_not_called_extended():
    entry = only(due(was=(JULY,)))
    assert entry["SUMMARY"] == "Papers due: Fjord Days 2026"
    assert told(entry)[0] == "Changed; was 1 July 2027."


@pytest.mark.parametrize(
    "moment", [JUNE, datetime(2027, 6, 1, 23, 59, tzinfo=AOE), datetime(2027, 6, 2, 11, 59, tzinfo=ZoneInfo("UTC"))]
)
def test_aoe_is_the_day_that_people_say_and_is_explained(moment):
    entry = only(due(day=moment, timezone="AoE"))
    assert entry["DTSTART"].dt == JUNE
    assert told(entry)[0] == "AoE, anywhere on Earth: until 23:59 UTC-12, which is noon UTC on 2 June 2027."


def test_aoe_at_another_hour_is_told_with_its_hour():
    entry = only(due(day=datetime(2027, 6, 1, 17, tzinfo=AOE), timezone="AoE"))
    assert entry["DTSTART"].dt == JUNE
    assert told(entry)[0] == "AoE, anywhere on Earth: until 17:00 UTC-12, which is 05:00 UTC on 2 June 2027."


@pytest.mark.parametrize(
    ("moment", "zone", "start"),
    [
        (datetime(2027, 6, 1, 17, tzinfo=ZoneInfo("Europe/Oslo")), "Europe/Oslo", "20270601T170000"),
        (datetime(2027, 6, 1, 15, tzinfo=ZoneInfo("UTC")), "Europe/Oslo", "20270601T170000"),
        (datetime(2027, 6, 1, 17, tzinfo=timezone(timedelta(hours=2))), "CEST", "20270601T150000Z"),
        # by older rules
        (datetime(2027, 6, 1, 17, tzinfo=timezone(timedelta(hours=3))), "Europe/Oslo", "20270601T170000"),
        (datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Oslo")), "Europe/Oslo", "20271031T013000Z"),
    ],
)
def test_a_time_with_a_zone_is_a_time(moment, zone, start):
    entry = only(due(day=moment, timezone=zone))
    assert entry["DTSTART"].to_ical().decode() == start
    assert "DTEND" not in entry
    assert told(entry)[0].startswith("Event: ")


def test_every_zone_used_is_described_once():
    at = [datetime(year, 6, 1, 17, tzinfo=ZoneInfo("Europe/Oslo")) for year in (2027, 2029)]
    data = export([call(due(day=at[0], timezone="Europe/Oslo"), due("poster", at[1], "Europe/Oslo"))], SETTINGS, TODAY)
    assert data.count(b"BEGIN:VTIMEZONE") == data.count(b"TZID:Europe/Oslo\r\n") == 1


@pytest.mark.parametrize(
    ("moment", "zone", "line"),
    [
        (datetime(2027, 6, 1, 17), None, "Time: 5pm (time zone not stated)"),
        (datetime(2027, 6, 1, 17), "local time", "Time: 5pm local time"),
        (JUNE, "Europe/Paris", "Time zone: Europe/Paris"),
    ],
)
def test_what_a_day_cannot_say_of_a_time_is_told(moment, zone, line):
    entry = only(due(day=moment, timezone=zone))
    assert (entry["DTSTART"].dt, told(entry)[0]) == (JUNE, line)


def test_deadlines_of_one_kind_have_uids_of_their_own_whatever_their_order():
    expected = {"a@eventcal-paper": JUNE, "a@eventcal-paper-20270701": JULY}
    assert uids(due(), due(day=JULY)) == uids(due(day=JULY), due()) == expected


def test_a_second_deadline_put_off_moves_no_uid():
    later = date(2027, 8, 1)
    assert uids(due(), due(day=later, was=(JULY,))) == {"a@eventcal-paper": JUNE, "a@eventcal-paper-20270701": later}
    assert uids(due(day=later, was=(JUNE,)), due(day=JULY)) == {
        "a@eventcal-paper": later,
        "a@eventcal-paper-20270701": JULY,
    }


def test_two_deadlines_that_began_as_one_are_two():
    assert uids(due(), due(day=JULY, was=(JUNE,))) == {"a@eventcal-paper": JUNE, "a@eventcal-paper-20270601": JULY}
    assert uids(due(), replace(due(), text="the same again")) == {"a@eventcal-paper": JUNE}


def test_a_call_without_an_event_is_there_and_is_related_to_nothing():
    entry = only(due("application"), when=None, name="A fellowship")
    assert entry["SUMMARY"] == "Applications due: A fellowship"
    assert "RELATED-TO" not in entry


def test_the_deadline_of_a_cancelled_event_says_so():
    entry = only(due(), status="cancelled")
    assert (entry["SUMMARY"], entry["STATUS"]) == ("Cancelled: Papers due: Fjord Days 2026", "CANCELLED")


def test_deadlines_long_over_and_those_of_missing_events_are_left_out():
    old = due(day=TODAY - timedelta(days=31))
    assert entries(call(old), replace(call(due(), uid="b@eventcal"), state="missing")) == []
    assert len(entries(call(old), past=None)) == 1
    assert len(entries(call(due(day=TODAY - timedelta(days=30))))) == 1


def test_a_deadline_of_a_year_that_no_calendar_has_is_left_out():
    assert entries(call(due(day=datetime(1, 1, 1, tzinfo=ZoneInfo("UTC")), timezone="AoE")), past=None) == []


def test_entries_come_by_day_in_one_order():
    records = [call(due(day=JUNE + timedelta(days=n % 3)), uid=f"{n}@eventcal") for n in range(6)]
    assert export(records, SETTINGS, TODAY) == export(records[::-1], SETTINGS, TODAY)
    assert [entry["DTSTART"].dt.day for entry in entries(*records)] == [1, 1, 2, 2, 3, 3]
    assert {str(entry["UID"]) for entry in entries(*records)} == {uid for uid, _ in listed(Shelf.of(records), TODAY)}


@given(st.text(max_size=100), st.text(max_size=100))
def test_whatever_a_page_says_the_calendar_holds_its_one_entry(name, words):
    data = export([call(due(timezone=words), name=name, tags=(words,))], SETTINGS, TODAY)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert [entry["UID"] for entry in Calendar.from_ical(data).events] == ["a@eventcal-paper"]
