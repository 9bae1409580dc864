"""What may take the place of a published file, and what may not."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import SETTINGS, TODAY, days, record

from eventcal.exporters import atom, calls, contents, events_json, ical
from eventcal.exporters.guard import Known
from eventcal.exporters.guard import problem as problem_of
from eventcal.model import Deadline, Session, When

OVER = days("2026-09-20")
NAMES = [f"{letter}@eventcal" for letter in "abcdefghij"]


def problem(name, old, new, expected, known):
    """As guard.problem, of bytes."""
    return problem_of(name, None if old is None else BytesIO(old), BytesIO(new), expected, known)


def events(*uids, **fields):
    return [record(uid=uid, **fields) for uid in uids]


def calendar(*records):
    return ical.export(records, SETTINGS, TODAY)


def refused(old, new, known=None, gone=(), today=TODAY):
    """What is said against the calendar of these records in the place of one of those."""
    uids = frozenset(NAMES if known is None else known)
    new_uids = {made.uid for made in new}
    return problem("events.ics", calendar(*old), calendar(*new), new_uids, Known(today, uids, frozenset(gone)))


def test_the_first_file_and_a_longer_one_are_right():
    known = Known(TODAY, frozenset(NAMES))
    assert problem("events.ics", None, calendar(), set(), known) is None
    assert refused(events("a@eventcal"), events("a@eventcal", "b@eventcal")) is None


@pytest.mark.parametrize(
    ("had", "left", "right"),
    [
        (10, 7, True),
        (10, 6, False),
        (9, 6, True),
        (9, 5, False),
        (4, 1, True),
        (4, 0, False),
        (3, 0, True),
        (1, 0, True),
    ],
)
def test_a_third_and_more_than_three_may_not_go_at_once(had, left, right):
    said = refused(events(*NAMES[:had]), events(*NAMES[:left]))
    assert (said is None) is right
    if said:
        assert said == (
            f"{had - left} of its {had} coming entries would go; if that is right, `eventcal refresh --force` writes it all the same"
        )


def test_others_do_not_make_up_for_those_that_go():
    assert refused(events(*NAMES[:5]), events(*NAMES[5:])).startswith("5 of its 5 coming entries would go")


def test_what_is_over_goes_by_itself():
    old = [*events(*NAMES[:9], when=OVER), *events(NAMES[9])]
    assert refused(old, events(NAMES[9])) is None
    assert refused(events(*NAMES), [], today=TODAY + timedelta(days=60)) is None


def test_a_day_of_today_is_still_to_come():
    assert refused(events(*NAMES[:4], when=days("2026-10-01")), []) is not None
    assert refused(events(*NAMES[:4], when=days("2026-09-30")), []) is None


def test_what_is_gone_by_decision_is_not_counted():
    assert refused(events(*NAMES), [], gone=NAMES) is None
    assert refused(events(*NAMES), [], gone=NAMES[:6]).startswith("4 of its 10")


@pytest.mark.parametrize("when", [days("2026-10-13"), OVER])
@pytest.mark.parametrize("had", [1, 10])
def test_a_lost_database_empties_nothing(had, when):
    said = refused(events(*NAMES[:had], when=when), [], known=())
    assert said == (
        "it would be empty; if the database was lost, `eventcal load output/events.json` brings it back, "
        "else `eventcal refresh --force` writes it all the same"
    )


def test_half_a_database_halves_nothing():
    said = refused(events(*NAMES), events(*NAMES[:5]), known=NAMES[:5])
    assert said.startswith("5 of its 10 coming entries would go; if the database was lost")


def test_sessions_count_as_one_event():
    spans = tuple(Session(days(f"2026-10-{day}").first_day) for day in range(10, 20))
    series = record(uid="a@eventcal", when=When(spans[0].start, spans[-1].start, None, spans))
    assert refused([series, *events("b@eventcal")], events("a@eventcal", "b@eventcal")) is None


def test_an_event_lasts_until_its_last_session():
    days_of_it = (days("2026-09-20").first_day, days("2026-10-20").first_day)
    series = {"when": When(days_of_it[0], days_of_it[1], None, tuple(map(Session, days_of_it)))}
    assert refused(events(*NAMES, **series), []).startswith("10 of its 10 coming entries would go")


BROKEN = {
    "cut": (lambda data: data[:-200], "it is cut off"),
    "cut between lines": (lambda data: data[: data.rindex(b"END:VEVENT")], "it is cut off"),
    "empty": (lambda data: b"", "it is cut off"),
    "another": (lambda data: b"<html>not found</html>", "it is cut off"),
    "LF": (lambda data: data.replace(b"\r\nUID", b"\nUID"), "a line does not end with CR LF"),
    "CR": (lambda data: data.replace(b"SUMMARY:", b"SUMMARY:\r"), "a line does not end with CR LF"),
    "long": (lambda data: data.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 70), "a line is longer than 75 octets"),
    "control": (lambda data: data.replace(b"SUMMARY:", b"SUMMARY:\x1b"), "it holds a control character"),
    "latin": (lambda data: data.replace(b"SUMMARY:", b"SUMMARY:\xe9"), "it is not UTF-8"),
    "unended": (lambda data: data.replace(b"END:VEVENT\r\n", b"", 1), "END:VCALENDAR ends nothing"),
    "no start": (lambda data: re.sub(rb"DTSTART[^\r]*\r\n", b"", data, count=1), "an entry has no DTSTART"),
    "no zone": (lambda data: data.replace(b"DTSTART;VALUE=DATE:20261013", b"DTSTART;TZID=Europe/Oslo:20261013T140000"), "the zone Europe/Oslo is not described"),
    "no day": (lambda data: data.replace(b"DATE:20261013", b"DATE:20261313"), "icalendar cannot read"),
    "twice": (lambda data: data.replace(b"UID:b@", b"UID:a@"), "two entries have the uid a@eventcal"),
    "lacking": (lambda data: data.replace(b"UID:b@", b"UID:z@"), "it lacks the entry b@eventcal"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "said"), BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("old", [None, calendar(*events("a@eventcal"))], ids=["first", "next"])
def test_a_broken_calendar_replaces_nothing(spoil, said, old):
    data = calendar(*events("a@eventcal", "b@eventcal"))
    assert problem("tags/a.ics", old, data, {"a@eventcal", "b@eventcal"}, Known(TODAY, frozenset())) is None
    assert spoil(data) != data
    told = problem("tags/a.ics", old, spoil(data), {"a@eventcal", "b@eventcal"}, Known(TODAY, frozenset()))
    assert told.startswith(said)
    assert told.endswith("please report it, `eventcal refresh --force` writes it all the same")


def test_an_entry_too_many_is_told():
    known = Known(TODAY, frozenset(NAMES))
    assert problem("events.ics", None, calendar(*events("a@eventcal")), set(), known).startswith(
        "it has an entry a@eventcal that"
    )


KINDS = {"events.ics": ical, "events.json": events_json, "feed.xml": atom}


def sound(name):
    """A file of that name with one event, and the uid of its entry."""
    return KINDS[name].export(events("a@eventcal"), SETTINGS, TODAY), atom.entry_id(
        "a@eventcal"
    ) if name == "feed.xml" else "a@eventcal"


@pytest.mark.parametrize("name", KINDS)
def test_a_file_cut_anywhere_replaces_nothing(name):
    data, uid = sound(name)
    known = Known(TODAY, frozenset())
    assert problem(name, None, data, {uid}, known) is None
    assert all(problem(name, None, data[:length], {uid}, known) for length in range(len(data) - 1))


@given(st.sampled_from([*KINDS]), st.binary(max_size=300), st.integers(0, 500))
def test_whatever_is_published_can_be_compared_with(name, noise, place):
    data, uid = sound(name)
    assert problem(name, data[:place] + noise + data[place:], data, {uid}, Known(TODAY, frozenset(NAMES))) is None


def test_a_broken_file_that_is_published_is_replaced():
    new = events("a@eventcal")
    for old in (b"", b"\xff\xfe", b"<html></html>", calendar(*events(*NAMES))[:40]):
        assert problem("events.ics", old, calendar(*new), {"a@eventcal"}, Known(TODAY, frozenset(NAMES))) is None


def test_a_published_file_is_counted_however_its_lines_end():
    old = calendar(*events(*NAMES)).replace(b"\r\n", b"\n")
    assert problem("events.ics", old, calendar(), set(), Known(TODAY, frozenset(NAMES))).startswith("10 of its 10")


def test_deadlines_are_known_by_their_events():
    due = Deadline("paper", days("2027-06-01").first_day, "June 1")
    old = calls.export(events(*NAMES, deadlines=(due,)), SETTINGS, TODAY)
    new = calls.export([], SETTINGS, TODAY)
    assert problem("calls.ics", old, new, set(), Known(TODAY, frozenset(NAMES), frozenset(NAMES))) is None
    assert problem("calls.ics", old, new, set(), Known(TODAY, frozenset(NAMES))).startswith("10 of its 10")
    assert problem("calls.ics", old, new, set(), Known(TODAY, frozenset())).startswith("it would be empty")


def test_events_json_is_held_to_the_same():
    old, new = (events_json.export(events(*uids), SETTINGS, TODAY) for uids in (NAMES, NAMES[:5]))
    known = Known(TODAY, frozenset(NAMES))
    assert problem("events.json", old, old, set(NAMES), known) is None
    assert problem("events.json", old, new, set(NAMES[:5]), known).startswith("5 of its 10")
    for broken in (old[:-9], b"", b"{}", b"[1]", json.dumps([{"name": "no uid"}]).encode(), b"[" * 100_000):
        assert "please report it" in problem("events.json", old, broken, set(NAMES), known)


def test_a_list_that_somebody_has_laid_out_anew_counts_as_it_did():
    old = json.dumps(json.loads(events_json.export(events(*NAMES), SETTINGS, TODAY))).encode()
    new = events_json.export(events(*NAMES[:5]), SETTINGS, TODAY)
    assert problem("events.json", old, new, set(NAMES[:5]), Known(TODAY, frozenset(NAMES))).startswith("5 of its 10")


@pytest.mark.parametrize(
    ("there", "instead"),
    [(b"  },\n", b"  }\n"), (b"  }\n]", b"  },\n]"), (b"\n]\n", b"\n]\n\n]\n"), (b"[\n", b"[\n]\n"), (b"]\n", b"")],
)
def test_a_list_of_which_no_parser_would_make_sense_is_refused(there, instead):
    data = events_json.export(events(*NAMES[:2]), SETTINGS, TODAY)
    assert problem("events.json", None, data, {*NAMES[:2]}, Known(TODAY, frozenset(NAMES))) is None
    spoilt = data.replace(there, instead, 1) if there != b"]\n" else data.removesuffix(there)
    assert "it is not JSON" in problem("events.json", None, spoilt, {*NAMES[:2]}, Known(TODAY, frozenset(NAMES)))


def test_an_atom_feed_is_read_back():
    data = atom.export(events("a@eventcal"), SETTINGS, TODAY)
    ids = {atom.entry_id("a@eventcal")}
    known = Known(TODAY, frozenset(ids))
    assert problem("feed.xml", None, data, ids, known) is None
    for broken in (data[:-9], b"", data.replace(b"<title>", b"<title>&bad;"), data.replace(b"<title>", b"<title>\x1b")):
        assert problem("feed.xml", data, broken, ids, known).startswith("it is not XML")
    assert problem("feed.xml", data, data, {*ids, "urn:uuid:other"}, known).startswith(
        "it lacks the entry urn:uuid:other"
    )
    assert problem("feed.xml", data, atom.export([], SETTINGS, TODAY), set(), Known(TODAY, frozenset())).startswith(
        "it would be empty"
    )


def test_what_stands_in_a_calendar_is_read_back_as_it_was_written():
    timed = record(
        uid="timed, with; signs\\",
        name="BEGIN:VEVENT\nUID:x",
        when=When(*(days("2026-10-13", "2026-10-14").start,) * 2),
    )
    found = contents.in_sound_calendar(BytesIO(calendar(timed, *events("b@eventcal"))))
    assert [(entry.uid, entry.last_day, entry.linked) for entry in found] == [
        ("b@eventcal", days("2026-10-15").first_day, False),
        ("timed, with; signs\\", days("2026-10-13").first_day, False),
    ]
