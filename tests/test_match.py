"""Which record an event belongs to. Every row is a page or feed read twice, or by two sources."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcal.event_json import to_json
from eventcal.history import Known, Listing, address
from eventcal.lifecycle import state_of
from eventcal.match import match
from eventcal.match.likeness import Edition, alike, edition, other_edition, words
from eventcal.match.rules import start_of
from eventcal.model import Event, Place, Source, When

FJORD = Source("fjord", "https://fjord.example/")
LIST = Source("list", "https://list.example/")
OTHER = Source("other", "https://other.example/")
TODAY = date(2027, 1, 15)


def event(name, day=None, url=FJORD.url, *, city=None, key=None, time=None, status="scheduled"):
    start = date.fromisoformat(day) if day else None
    if start and time:
        start = datetime.combine(start, datetime.strptime(time, "%H:%M").time(), UTC)
    return Event(name, url, When(start, start) if start else None, place=Place(city=city), key=key, status=status)


def remember(known, decisions, source):
    """What the store knows after a reading of one source."""
    records = {record.uid: record for record in known}
    for position, decision in enumerate(decisions):
        read = decision.event
        before = records[decision.uid].listings if decision.uid in records else ()
        others = tuple(listing for listing in before if listing.source_id != source.id)
        listing = Listing(source.id, source.url, read.key, read.url, position, read.name, start_of(read))
        state = state_of(to_json(read))
        records[decision.uid] = Known(
            decision.uid,
            read.name,
            start_of(read),
            read.place.city,
            read.place.country,
            state,
            (*others, listing),
            end=to_json(read)["end"],
        )
    return list(records.values())


def seen(events, source):
    """The uids that a first reading gives, and what is known after it."""
    decisions = match(events, [], source, TODAY)
    return [decision.uid for decision in decisions], remember([], decisions, source)


def again(before, after, source=FJORD, later=None, today=TODAY):
    """Whether `after`, read by `later` on a day, is the record that `before` made at `source`."""
    (uid,), known = seen([before], source)
    (decision,) = match([after], known, later or source, today)
    assert decision.new == (decision.uid != uid)
    return not decision.new


ONE_PAGE = [
    ("renamed", event("Fjord Days 2027", "2027-05-03"), event("Fjord Data Forum 2027", "2027-05-03"), True),
    ("moved", event("Fjord Days 2027", "2027-05-03"), event("Fjord Days 2027", "2027-06-14"), True),
    ("renamed and moved", event("Fjord Days", "2027-05-03"), event("Nordic Data Forum", "2027-06-14"), True),
    ("moved far, name as it was", event("Fjord Days 2027", "2027-02-03"), event("Fjord Days 2027", "2027-11-14"), True),
    ("day announced", event("Fjord Days 2027"), event("Fjord Days 2027", "2027-05-03"), True),
    ("day announced, year dropped", event("Fjord Days 2027"), event("Fjord Days", "2027-05-03"), True),
    ("day withdrawn", event("Fjord Days 2027", "2027-05-03"), event("Fjord Days 2027"), True),
    ("year put into the name", event("Fjord Days", "2027-05-03"), event("Fjord Days 2027", "2027-05-03"), True),
    ("wrong year corrected", event("Fjord Days 2026", "2027-05-03"), event("Fjord Days 2027", "2027-05-03"), True),
    ("next year", event("Fjord Days 2027", "2027-05-03"), event("Fjord Days 2028", "2028-05-01"), False),
    ("next year, no day yet", event("Fjord Days 2027", "2027-05-03"), event("Fjord Days 2028"), False),
    ("next year, year new in the name", event("Fjord Days", "2027-05-03"), event("Fjord Days 2028"), False),
    ("short years", event("Fjord ’27", "2027-05-03"), event("Fjord ’28", "2028-01-10"), False),
    ("next number", event("27th Fjord Days", "2027-05-03"), event("28th Fjord Days", "2028-05-01"), False),
    ("next Roman number", event("Fjord XV", "2027-05-03"), event("Fjord XVI", "2028-05-01"), False),
    ("next meeting", event("Fjord Meetup #12", "2027-05-03"), event("Fjord Meetup #13", "2027-06-07"), False),
    ("number dropped, a year on", event("Fjord XV", "2027-05-03"), event("Fjord", "2028-05-01"), False),
    ("place changed", event("Fjord", "2027-05-03", city="Oslo"), event("Fjord", "2027-05-03", city="Bergen"), True),
]


@pytest.mark.parametrize(("before", "after", "same"), [row[1:] for row in ONE_PAGE], ids=[row[0] for row in ONE_PAGE])
def test_the_page_of_one_event_keeps_its_record_until_the_next_edition(before, after, same):
    assert again(before, after) is same


ENTRIES = [
    ("same", event("Intro to Git", "2027-05-03"), event("Intro to Git", "2027-05-03"), True),
    ("renamed", event("Intro to Git", "2027-05-03"), event("Introduction to Git", "2027-05-03"), False),
    ("renamed a little", event("Intro to Git", "2027-05-03"), event("An Intro to Git and Forges", "2027-05-03"), True),
    ("another course that day", event("Git for all", "2027-05-03"), event("Python for all", "2027-05-03"), False),
    ("moved by days", event("Intro to Git", "2027-05-03"), event("Intro to Git", "2027-05-06"), True),
    ("next in a series", event("Intro to Git", "2027-05-03"), event("Intro to Git", "2027-05-10"), False),
    ("moved by months, named", event("Git Days 2027", "2027-05-03"), event("Git Days 2027", "2027-08-03"), True),
    ("other city that day", event("Git", "2027-05-03", city="Oslo"), event("Git", "2027-05-03", city="Bergen"), False),
    ("city found later", event("Git", "2027-05-03"), event("Git", "2027-05-03", city="Bergen"), True),
    (
        "city in other letters",
        event("Git", "2027-05-03", city="MÜNSTER"),
        event("Git", "2027-05-03", city="Munster"),
        True,
    ),
    ("another edition", event("Git Days 2027", "2027-05-03"), event("Git Days 2028", "2028-05-03"), False),
]


@pytest.mark.parametrize(("before", "after", "same"), [row[1:] for row in ENTRIES], ids=[row[0] for row in ENTRIES])
def test_an_entry_of_a_listing_is_found_by_name_and_day(before, after, same):
    sibling = event("Careers in Oceanography", "2027-09-09")  # so that the address is nobody's own
    uids, known = seen([before, sibling], FJORD)
    decisions = match([after, sibling], known, FJORD, TODAY)
    assert decisions[1].uid == uids[1]
    assert (decisions[0].uid == uids[0]) is same


KEYED = [
    ("all but the key changed", event("Git", "2027-05-03", key="7"), event("Forges", "2027-06-03", key="7"), True),
    ("next edition under the key", event("Git 2027", "2027-05-03", key="7"), event("Git 2028", "2028-05-03", key="7"), False),
    ("a key that changes each time", event("Git", "2027-05-03", key="7"), event("Git", "2027-05-03", key="8"), True),
    ("another key, name and day", event("Git", "2027-05-03", key="7"), event("Forges", "2027-06-03", key="8"), False),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "same"), [row[1:] for row in KEYED], ids=[row[0] for row in KEYED])
def test_the_source_s_own_key_outweighs_name_and_day(before, after, same):
    assert again(before, after) is same


OVER = [
    ("next year, by its day alone", event("Fjord Days", "2027-05-03"), event("Fjord Days", "2028-05-01"), False),
    ("next meeting", event("Fjord Meetup", "2027-05-03"), event("Fjord Meetup", "2027-06-07"), False),
    ("next year under the old number", event("Fjord XV", "2027-05-03"), event("Fjord XV", "2028-05-01"), False),
    ("next edition under the key", event("Git", "2027-05-03", key="7"), event("Git", "2027-08-03", key="7"), False),
    ("a day corrected", event("Fjord Days", "2027-05-03"), event("Fjord Days", "2027-05-04"), True),
    ("days taken from the page", event("Fjord Days", "2027-05-03"), event("Fjord Days"), True),
    ("put off before, a new day now", event("Fjord", "2027-05-03", status="postponed"), event("Fjord", "2027-11-03"), True),
]  # fmt: skip


def test_what_goes_on_is_not_over():
    season = replace(event("Fjord Season", "2027-05-03"), when=When(date(2027, 5, 3), date(2027, 9, 30)))
    assert again(season, event("Fjord Season", "2027-09-30"), today=date(2027, 5, 20))
    assert not again(season, event("Fjord Season", "2028-05-03"), today=date(2027, 10, 20))


@pytest.mark.parametrize(("before", "after", "same"), [row[1:] for row in OVER], ids=[row[0] for row in OVER])
def test_what_is_over_is_not_moved_to_a_later_day(before, after, same):
    assert again(before, after, today=date(2027, 5, 20)) is same


MOVED = [
    ("put off by a year", event("Fjord 2027", "2027-05-03"), event("Fjord 2028", "2028-05-03", status="rescheduled"), True),
    ("put off, no day yet", event("Fjord 2027", "2027-05-03"), event("Fjord 2028", status="postponed"), True),
    ("another year, no word of it", event("Fjord 2027", "2027-05-03"), event("Fjord 2028", "2028-05-03"), False),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "same"), [row[1:] for row in MOVED], ids=[row[0] for row in MOVED])
def test_what_the_page_says_is_put_off_is_no_other_edition(before, after, same):
    assert again(before, after) is same


def test_an_event_without_a_day_is_the_latest_of_its_page():
    known = []
    uids = []
    for year in (2026, 2027):
        decisions = match([event("Fjord Days", f"{year}-05-03")], known, FJORD, date(year, 2, 1))
        known = remember(known, decisions, FJORD)
        uids.append(decisions[0].uid)
    assert len(set(uids)) == 2
    for name in ("Fjord Days", "Nordic Forum"):
        assert match([event(name, status="postponed")], known, FJORD, date(2027, 4, 1))[0].uid == uids[1]


PAGE = "https://fjord.example/2027"
SOURCES = [
    ("name and day", event("Fjord Days 2027", "2027-05-03", PAGE), event("Fjord Days", "2027-05-03", OTHER.url), True),
    ("acronym", event("Conference on Fjord Oceanography (COFO ’27)", "2027-05-03", PAGE), event("COFO 2027", "2027-05-03", OTHER.url), True),
    ("its page, day agrees", event("Fjord Days", "2027-05-03", PAGE), event("Nordic Forum", "2027-05-03", PAGE), True),
    ("its page, name agrees", event("Fjord Days", "2027-05-03", PAGE), event("Fjord Days", "2027-05-04", PAGE), True),
    ("its page, nothing agrees", event("Fjord Days", "2027-05-03", PAGE), event("Nordic Forum", "2027-06-03", PAGE), False),
    ("its page, moved by weeks", event("Fjord Days", "2027-05-03", PAGE), event("Fjord Days", "2027-06-14", PAGE), True),
    ("its page, a year on", event("Fjord Days", "2027-05-03", PAGE), event("Fjord Days", "2028-05-01", PAGE), False),
    ("its page, put off by months", event("Fjord Days", "2027-05-03", PAGE), event("Fjord Days", "2027-10-03", PAGE, status="rescheduled"), True),
    ("its page written otherwise", event("Fjord Days", "2027-05-03", PAGE), event("Fjord", "2027-05-03", "http://www.fjord.example/2027/"), True),
    ("name alone", event("Fjord Days", "2027-05-03", PAGE), event("Fjord Days", "2027-05-04", OTHER.url), False),
    ("day alone", event("Fjord Days", "2027-05-03", PAGE), event("Nordic Forum", "2027-05-03", OTHER.url), False),
    ("part of it", event("Fjord Days", "2027-05-03", PAGE), event("Fjord Days Doctoral Symposium", "2027-05-03", OTHER.url), False),
    ("two cities", event("Fjord Days", "2027-05-03", PAGE, city="Oslo"), event("Fjord Days", "2027-05-03", OTHER.url, city="Bergen"), False),
    ("its key is of the other source", event("Git", "2027-05-03", PAGE, key="7"), event("Forges", "2027-05-03", OTHER.url, key="7"), False),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "same"), [row[1:] for row in SOURCES], ids=[row[0] for row in SOURCES])
def test_another_source_s_event_is_known_by_its_page_or_by_name_and_day(before, after, same):
    assert again(before, after, source=LIST, later=OTHER) is same


def both(*, days=(1, 2), **later):
    """What becomes of an entry whose event another source has had a record of: the uids of both and the decision. `days`: on
    which day of the year each is first seen."""
    uids, known = seen([event("Nordic Forum", "2027-05-03", LIST.url, city="Bergen", key="7")], LIST)
    pages, page = seen([event("Fjord Days", "2027-05-04", PAGE, city="Bergen")], OTHER)
    born = dict(zip((*uids, *pages), days, strict=True))
    known = [replace(each, first_seen=datetime(2027, 1, born[each.uid])) for each in (*known, *page)]
    told = {"name": "Nordic Forum", "day": "2027-05-03", "url": LIST.url, "city": "Bergen", "key": "7", **later}
    (decision,) = match([event(told.pop("name"), told.pop("day"), told.pop("url"), **told)], known, LIST, TODAY)
    return uids[0], pages[0], decision


def test_two_records_of_one_event_become_one_by_the_uid_that_was_first():
    listed, page, decision = both(name="Fjord Days", day="2027-05-03", url=PAGE)
    assert (decision.uid, decision.merges) == (listed, page)
    listed, page, decision = both(name="Fjord Days", day="2027-05-03", url=PAGE, days=(2, 1))
    assert (decision.uid, decision.merges) == (page, listed)
    assert decision.reason.endswith(f"and the address {PAGE} in another source, and a like name")


@pytest.mark.parametrize(
    "later",
    [
        {},
        {"name": "Nordic Forum", "day": "2027-05-05", "url": PAGE},  # nothing but the address agrees
        {"name": "Fjord Days", "day": "2027-05-03", "url": PAGE, "city": "Oslo"},
        {"name": "Fjord Days", "day": "2027-05-03"},  # not on the same day
    ],
)
def test_what_is_not_surely_one_event_stays_two(later):
    listed, _, decision = both(**later)
    assert (decision.uid == listed or decision.new, decision.merges) == (True, None)


def test_records_that_one_source_lists_both_are_never_merged():
    uids, known = seen([event("Fjord Days", "2027-05-03"), event("Fjord Nights", "2027-05-03", PAGE)], LIST)
    known = remember(known, match([event("Fjord Days", "2027-05-03")], known, OTHER, TODAY), OTHER)
    (decision,) = match([event("Fjord Days", "2027-05-03", PAGE)], known, OTHER, TODAY)
    assert decision.uid in uids
    assert decision.merges is None


def test_a_uid_that_was_merged_is_never_given_out_again():
    (first,) = match([event("Fjord Days", "2027-05-03")], [], FJORD, TODAY)
    (second,) = match([event("Fjord Days", "2027-05-03")], [], FJORD, TODAY, {first.uid})
    assert second.new
    assert second.uid != first.uid


def test_a_moved_source_keeps_its_events():
    moved = Source("fjord-new", "https://new.example/", was=("https://fjord.example/",))
    before = event("Fjord Days", "2027-05-03", key="7")
    assert again(before, event("Nordic Forum", "2027-06-03", moved.url, key="7"), later=moved)
    assert not again(
        before, event("Nordic Forum", "2027-06-03", moved.url, key="7"), later=Source("fjord-new", moved.url)
    )


def test_past_editions_at_one_address_stay_what_they_are():
    editions = [event(f"Fjord Days {year}", f"{year}-05-03") for year in (2026, 2027, 2028)]
    known = []
    uids = []
    for edition_ in editions:
        decisions = match([edition_], known, FJORD, TODAY)
        known = remember(known, decisions, FJORD)
        uids.append(decisions[0].uid)
    assert len(set(uids)) == 3
    assert [match([edition_], known, FJORD, TODAY)[0].uid for edition_ in editions] == uids


def test_a_second_event_on_the_page_leaves_the_first_its_record():
    first = event("Fjord Days 2027", "2027-05-03")
    (uid,), known = seen([first], FJORD)
    decisions = match([event("Fjord Days 2028", "2028-05-01"), first], known, FJORD, TODAY)
    assert [decision.uid == uid for decision in decisions] == [False, True]


def test_one_reading_never_gives_two_events_to_one_record():
    course = event("Intro to Git", "2027-05-03", key="7")
    (uid,), known = seen([course], FJORD)
    decisions = match([course, course, event("Intro to Git", "2027-05-03")], known, FJORD, TODAY)
    assert decisions[0].uid == uid
    assert len({decision.uid for decision in decisions}) == 3


def test_meetings_of_one_name_and_day_are_told_apart_by_their_time():
    hours = [event("Office hour", "2027-05-03", time=time) for time in ("09:00", "13:00", "16:00")]
    uids, known = seen(hours, FJORD)
    assert [decision.uid for decision in match(hours[::-1], known, FJORD, TODAY)] == uids[::-1]


def test_a_uid_follows_from_what_the_event_was_when_first_seen():
    first, second = (match([event("Fjord Days", "2027-05-03")], [], FJORD, TODAY)[0].uid for _ in range(2))
    assert first == second
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@eventcal", first)
    assert first != match([event("Fjord Days", "2027-05-03")], [], OTHER, TODAY)[0].uid


def test_a_uid_once_given_is_never_given_to_another_event():
    (uid,), known = seen([event("Git", "2027-05-03")], FJORD)
    (listing,) = known[0].listings
    listings = (replace(listing, name="Careers in Oceanography", start="2030-01-01"),)
    renamed = [Known(uid, "Careers in Oceanography", "2030-01-01", None, None, listings=listings)]
    decision = match([event("Git", "2027-05-03"), event("Forges", "2027-05-04")], renamed, FJORD, TODAY)[0]
    assert decision.new
    assert decision.uid != uid


def test_a_decision_says_why():
    known = seen([event("Fjord Days", "2027-05-03")], FJORD)[1]
    assert match([event("Fjord Days", "2027-05-03")], known, FJORD, TODAY)[0].reason == "fjord says the same as before"
    assert match([event("Fjord Days", "2027-05-04")], known, FJORD, TODAY)[0].reason == (
        "its own address https://fjord.example/, and a like name"
    )
    assert match([event("Git", "2027-05-03", key="7")], [], FJORD, TODAY)[0].reason == (
        "no record is like it; first seen in fjord"
    )


def test_a_name_that_no_database_takes_gets_a_uid():
    assert match([event("Fjord \ud800 Days")], [], FJORD, TODAY)[0].new


texts = st.sampled_from(["Git", "Git 2027", "Intro to Git", "Fjord Days", "27th Fjord Days", "Forges"])
days = st.sampled_from([None, "2027-05-03", "2027-05-04", "2027-11-30", "2028-05-03"])
readings = st.lists(
    st.builds(
        event,
        texts,
        days,
        st.sampled_from([FJORD.url, PAGE, OTHER.url]),
        city=st.sampled_from([None, "Oslo", "Bergen"]),
        key=st.sampled_from([None, "7", "8"]),
        time=st.sampled_from([None, "09:00"]),
    ),
    max_size=6,
)


@settings(deadline=None)  # machines are busy
@given(readings)
def test_the_same_reading_twice_finds_the_same_records(events):
    uids, known = seen(events, FJORD)
    decisions = match(events, known, FJORD, TODAY)
    assert [decision.uid for decision in decisions] == uids
    assert not any(decision.new for decision in decisions)


@settings(deadline=None)  # machines are busy
@given(readings, readings)
def test_decisions_are_in_order_and_never_share_a_record(before, after):
    known = seen(before, FJORD)[1]
    decisions = match(after, known, OTHER, TODAY)
    assert [decision.event for decision in decisions] == after
    assert len({decision.uid for decision in decisions}) == len(after)
    assert {d.uid for d in decisions if not d.new} <= {record.uid for record in known}


@pytest.mark.parametrize(
    ("name", "years", "numbers"),
    [
        ("RECOMB 2021", {2021}, set()),
        ("EuroPar ’21", {2021}, set()),
        ("WoSSS21", {2021}, set()),
        ("BELIV2020", {2020}, set()),
        ("27th International Conference", set(), {27}),
        ("Animarathon XVI", set(), {16}),
        ("Meetup #12", set(), {12}),
        ("3rd Workshop 2020/2021", {2020, 2021}, {3}),
        ("Henry V, a play of 1599 lines in 20 parts", set(), set()),
        ("IPv6 and MPI4py at 10.5281/12021", set(), set()),
    ],
)
def test_a_name_tells_its_edition(name, years, numbers):
    assert edition(name) == Edition(frozenset(years), frozenset(numbers))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("27th Int’l Euro-Par Conference ’21", {"europar", "conference"}),
        ("Tagung für die Forschung", {"tagung", "forschung"}),
        ("TchêLinux Bento Gonçalves – 2016", {"tchelinux", "bento", "goncalves"}),
        ("2021", {"2021"}),
        ("The", {"the"}),
        ("→", {"→"}),
    ],
)
def test_the_words_of_a_name_are_those_that_tell_it_from_others(name, expected):
    assert words(name) == expected


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("RECOMB 2021", "25th Int’l Conference on Research in Computational Molecular Biology (RECOMB 2021)", True),
        ("ICPP", "50th International Conference on Parallel Processing - ICPP ’21", True),
        ("COFO 2027", "Doctoral Symposium (COFO 2027)", False),
        ("Fjord Days", "Days of the Fjord", True),
        ("Fjord Days", "Fjord Nights", False),
    ],
)
def test_two_names_are_one_by_their_words_or_by_an_acronym(name, other, same):
    assert (alike(name, other) == 1) is same
    assert alike(name, other) == alike(other, name)


def test_an_event_of_the_same_day_is_no_other_edition():
    assert not other_edition("Fjord 2026", date(2027, 5, 3), "Fjord 2027", date(2027, 5, 3))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.fjord.example/days/", "http://fjord.example/days", True),
        ("https://fjord.example:443", "https://FJORD.example/#", True),
        ("https://fjord.example/list#a", "https://fjord.example/list#b", False),
        ("https://fjord.example/e?id=1", "https://fjord.example/e?id=2", False),
        ("https://fjord.example/Days", "https://fjord.example/days", False),
        ("file:///srv/days.html", "https:///srv/days.html", False),
        ("https://[", "https://[", True),
    ],
)
def test_addresses_are_one_where_only_their_writing_differs(one, other, same):
    assert (address(one) == address(other)) is same


@pytest.mark.parametrize("read", [event("A"), event("A", "2027-05-03"), event("A", "2027-05-03", time="09:05")])
def test_a_start_is_written_as_in_the_json_event(read):
    assert start_of(read) == to_json(read)["start"]


def test_what_a_source_says_again_is_what_it_was():
    """A list's event of no year that was put off, and a page that tells the next year's without a day."""
    put_off = event("Fjord Days", "2027-01-01", "https://git.example/", status="postponed")
    known = remember([], match([put_off], [], LIST, TODAY), LIST)
    said = [event("Fjord Days 2028", None, "https://git.example/")]
    first = match(said, known, FJORD, TODAY)
    again = match(said, remember(known, first, FJORD), FJORD, TODAY)
    assert [decision.uid for decision in again] == [decision.uid for decision in first]
