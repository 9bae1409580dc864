"""Recurring entries over refreshes: each occurrence is one record for good, wherever it goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from test_refresh import DAYS, FORUM, Desk, Shelf, page

from eventcal.model import Validators
from eventcal.page import Page

MARCH, APRIL, MAY = (datetime(2027, month, 1, 6, tzinfo=UTC) for month in (3, 4, 5))
NEXT = timedelta(days=1)
SERIES = ("DTSTART:20260908T090000Z", "DTEND:20260908T100000Z")
WEEKLY = (*SERIES, "RRULE:FREQ=WEEKLY")


def entry(*lines: str, uid: str = "1@fjord.example", summary: str = "Fjord Talk") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{summary}", *lines, "END:VEVENT", ""])


def feed(now: datetime, *entries: str) -> Shelf:
    body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(entries)}END:VCALENDAR\r\n"
    return Shelf(Page(DAYS.url, body.encode(), now.date(), "text/calendar"))


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


def known(desk: Desk) -> dict[str, tuple[str, int, str]]:
    """Uid, sequence and status of every event, by its start."""
    events = desk.events()
    found = {event["start"]: (event["uid"], event["sequence"], event["status"]) for event in events}
    assert len(found) == len(events), "an occurrence is there twice"
    return found


def run(desk: Desk, now: datetime, *entries: str) -> dict[str, tuple[str, int, str]]:
    desk.run(feed(now, *entries), now, past=None)
    return known(desk)


TALK = "2027-04-06T09:00+00:00"


def test_a_feed_that_stays_the_same_goes_on_month_by_month(desk):
    first, second, third = (run(desk, now, entry(*WEEKLY)) for now in (MARCH, APRIL, MAY))
    assert min(first) == "2027-02-02T09:00+00:00"  # not the one of 2026
    assert [max(found)[:10] for found in (first, second, third)] == ["2028-02-29", "2028-03-28", "2028-04-25"]
    assert first.items() <= second.items() <= third.items()  # the same uids, no change
    assert len({uid for uid, _, _ in third.values()}) == len(third)


def test_between_months_a_feed_that_stays_the_same_is_not_read_again(desk):
    run(desk, MARCH, entry(*WEEKLY))
    same, month = feed(MARCH + NEXT, entry(*WEEKLY)), feed(APRIL, entry(*WEEKLY))
    assert desk.run(same, MARCH + NEXT).unchanged == 1
    assert desk.run(month, APRIL).read == 1
    assert [asked for _, asked in same.asked + month.asked] == [Validators(etag='"1"'), None]


def test_an_occurrence_that_moved_is_one_record_and_the_others_stay(desk):
    before = run(desk, MARCH, entry(*WEEKLY))
    moved = entry("RECURRENCE-ID:20270406T090000Z", "DTSTART:20270408T150000Z", "DTEND:20270408T160000Z")
    for now in (MARCH + NEXT, APRIL, MAY):
        after = run(desk, now, entry(*WEEKLY), moved)
        assert TALK not in after
        assert after["2027-04-08T15:00+00:00"] == (before[TALK][0], 1, "scheduled")
        assert before.items() - after.items() == {(TALK, before[TALK])}


@pytest.mark.parametrize(
    "calls_off",
    [
        lambda: [entry(*WEEKLY, "EXDATE:20270406T090000Z")],
        lambda: [entry(*WEEKLY), entry("RECURRENCE-ID:20270406T090000Z", "STATUS:CANCELLED")],
    ],
)
def test_an_occurrence_that_was_told_and_is_called_off_is_cancelled(desk, calls_off):
    before = run(desk, MARCH, entry(*WEEKLY))
    for now in (MARCH + NEXT, APRIL, MAY):
        after = run(desk, now, *calls_off())
        assert after[TALK] == (before[TALK][0], 1, "cancelled")
        assert before.items() - after.items() == {(TALK, before[TALK])}


def test_an_exception_that_nobody_was_told_of_is_no_event(desk):
    assert TALK not in run(desk, MARCH, entry(*WEEKLY, "EXDATE:20270406T090000Z"))


def test_an_entry_in_the_place_of_an_exception_takes_its_record(desk):
    before = run(desk, MARCH, entry(*WEEKLY))
    instead = entry("DTSTART:20270406T130000Z", uid="2@fjord.example")
    after = run(desk, MARCH + NEXT, entry(*WEEKLY, "EXDATE:20270406T090000Z"), instead)
    assert TALK not in after
    assert after["2027-04-06T13:00+00:00"] == (before[TALK][0], 1, "scheduled")


def test_a_series_that_starts_at_another_hour_keeps_its_records(desk):
    before = run(desk, MARCH, entry(*WEEKLY))
    after = run(desk, MARCH + NEXT, entry("DTSTART:20260908T100000Z", "RRULE:FREQ=WEEKLY"))
    assert {start.replace("T10", "T09"): uid for start, (uid, _, _) in after.items()} == {
        start: uid for start, (uid, _, _) in before.items()
    }


def test_the_same_address_once_a_year_is_two_events(desk):
    yearly = entry("DTSTART;VALUE=DATE:20250410", "RRULE:FREQ=YEARLY", "URL:https://fjord.example/school")
    first = run(desk, MARCH, yearly)
    second = run(desk, MARCH + timedelta(days=365), yearly)
    assert [*first] == ["2027-04-10"]
    assert first.items() < second.items()
    assert sorted(second) == ["2027-04-10", "2028-04-10"]


def test_an_entry_that_begins_to_recur_keeps_its_record(desk):
    once = entry("DTSTART:20270406T090000Z")
    before = run(desk, MARCH, once)
    after = run(desk, MARCH + NEXT, entry("DTSTART:20270406T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3"))
    assert after[TALK] == before[TALK]
    assert len(after) == 3
    assert known(desk) == run(desk, MARCH + 2 * NEXT, once) | after


def test_a_second_reading_changes_nothing(desk):
    parts = [entry(*WEEKLY, "EXDATE:20270406T090000Z"), entry("DTSTART:20270406T130000Z", uid="2@fjord.example")]
    before = run(desk, MARCH, *parts)
    desk.run(feed(MARCH, *parts), MARCH, past=None, force=True)
    assert known(desk) == before


def test_a_rule_that_is_not_understood_is_told_and_its_first_day_kept(desk):
    summary = desk.run(feed(MARCH, entry("DTSTART:20270406T090000Z", "RRULE:FREQ=SECONDLY")), MARCH)
    assert (summary.read, [*known(desk)]) == (1, [TALK])


def test_a_feed_that_begins_its_series_anew_each_month_keeps_the_records(desk):
    before = run(desk, MARCH, entry("DTSTART:20270302T090000Z", "RRULE:FREQ=WEEKLY;UNTIL=20270801T000000Z"))
    after = run(desk, APRIL, entry("DTSTART:20270406T090000Z", "RRULE:FREQ=WEEKLY;UNTIL=20270801T000000Z"))
    assert after == before


@pytest.mark.parametrize(("day", "is_one"), [("2027-04-06", True), ("2027-04-07", False)])
def test_the_page_of_a_series_is_the_occurrence_of_its_day_and_no_other(desk, day, is_one):
    address = "https://fjord.example/talks"
    series = feed(MARCH, entry(*WEEKLY, f"URL:{address}"))
    series.results[FORUM.id] = page("Fjord Talk", day, day, address)
    desk.run(series, MARCH, (DAYS, FORUM), past=None)
    listing = [event["sources"] for event in desk.events() if event["start"].startswith(day)]
    assert [len(sources) for sources in listing] == [2 if is_one else 1]
    assert len(desk.events()) == 57 + (not is_one)
