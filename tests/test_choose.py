"""Facts in, events out: what wins, what is withheld, and which facts speak of one event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from eventcal.choose import choose
from eventcal.event_json import to_json
from eventcal.model import Cost, Deadline, Event, Fact, Place, Session, When
from eventcal.page import Page

URL = "https://fjord.example/2026/"
PAGE = Page(URL, b"<!DOCTYPE html><title>Fjord Days 2026</title>", date(2026, 3, 1))


def fact(
    field: str, value: Any, score: float = 0.8, rule: str = "page words", about: str = "", text: str = "", **more: Any
) -> Fact:
    return Fact(field, text or str(value), value, rule, "h1", score, about, **more)


def days(first: str, last: str | None = None) -> When:
    return When(date.fromisoformat(first), date.fromisoformat(last or first))


NAME = fact("name", "Fjord Days 2026", rule="name in title")
WHEN = fact("when", days("2026-10-13", "2026-10-15"), rule="range in h1", text="13-15 October 2026")
EVENT = fact("kind", "event", rule="kind of page")
LISTING = fact("kind", "listing", rule="kind of page")
NONE = fact("kind", "none", rule="kind of page")


def markup(name: str, when: When, about: str = "json-ld 1", **fields: Any) -> list[Fact]:
    facts = {"name": name, "when": when, **fields}
    return [fact(field, value, 0.85, f"json-ld {field}", about) for field, value in facts.items()]


def entry(number: int, name: str, when: When) -> list[Fact]:
    return [
        fact(field, value, 0.75, "entry of a list", f"entry {number}")
        for field, value in (("name", name), ("when", when))
    ]


def one(*facts: Fact, page: Page = PAGE) -> Event:
    (event,) = choose(facts, page)
    return event


def names(*facts: Fact) -> list[str]:
    return [event.name for event in choose(facts, PAGE)]


# What wins.


def test_an_event_has_a_name_and_a_day() -> None:
    assert names(NAME, WHEN) == ["Fjord Days 2026"]
    assert names(NAME) == names(WHEN) == names() == []


def test_a_call_without_days_is_an_event_by_its_deadline() -> None:
    event = one(NAME, fact("deadline", Deadline("paper", date(2026, 5, 1), "1 May")))
    assert event.when is None
    assert [deadline.kind for deadline in event.deadlines] == ["paper"]


def test_two_readers_that_agree_win_over_one_that_is_surer() -> None:
    said = [fact("mode", "online", 0.6, "page words"), fact("mode", "online", 0.6, "json-ld mode")]
    event = one(NAME, WHEN, *said, fact("mode", "in-person", 0.75, "microdata mode"))
    assert event.mode == "online"
    assert event.evidence["mode"].score == pytest.approx(0.84)


def test_one_reader_that_says_a_thing_twice_is_one_witness() -> None:
    said = [fact("mode", "online", 0.6, "page title"), fact("mode", "online", 0.6, "page text")]
    assert one(NAME, WHEN, *said, fact("mode", "in-person", 0.75, "microdata mode")).mode == "in-person"


def test_what_the_page_shows_surely_wins_over_its_markup() -> None:
    shown = fact("when", days("2026-10-13", "2026-10-15"), 0.95, "range in h1")
    assert one(EVENT, NAME, shown, *markup("Fjord Days 2026", days("2026-10-12"))).when == shown.value


def test_markup_wins_over_a_page_that_hardly_says_it() -> None:
    guessed = fact("when", days("2026-05-01"), 0.4, "day in li")
    assert one(EVENT, NAME, guessed, *markup("Fjord Days 2026", days("2026-10-13"))).when == days("2026-10-13")


def test_of_agreeing_days_the_one_with_a_time_in_a_zone_is_told() -> None:
    timed = When(datetime(2026, 10, 13, 14, tzinfo=UTC), datetime(2026, 10, 13, 16, tzinfo=UTC), "UTC")
    floating = When(datetime(2026, 10, 13, 14), None)
    said = [
        fact("when", when, 0.7, f"{reader} when")
        for reader, when in (("page", days("2026-10-13")), ("a", floating), ("b", timed))
    ]
    assert one(NAME, *said).when == timed


SEASON = days("2026-03-12", "2027-04-14")


@pytest.mark.parametrize(
    ("when", "text", "rule", "score"),
    [
        (SEASON, "12 March 2026 - 14 April 2027", "range in h1", 0.45),
        (SEASON, "March 12, 2026", "WikiCFP dates", 0.45),
        (SEASON, "2026-03-12", "json-ld startDate", 0.6),
        (SEASON, "20260312", "iCalendar DTSTART", 0.6),
        (days("2026-03-12", "2026-10-31"), "12 March - 31 October 2026", "range in h1", 0.6),
        (days("2026-03-12", "2026-09-27"), "12 March - 27 September 2026", "range in h1", 0.9),
        (replace(SEASON, sessions=(Session(date(2026, 3, 12)), Session(date(2027, 4, 14)))), "12 March 2026", "sessions in ul", 0.9),
    ],
)  # fmt: skip
def test_what_lasts_longer_than_events_do_is_believed_less_whoever_tells_it(
    when: When, text: str, rule: str, score: float
) -> None:
    event = one(EVENT, NAME, fact("when", when, 0.9, rule, text=text))
    assert event.evidence["start"].score == score
    assert event.when == (when if score >= 0.5 else None)


def test_days_that_are_sure_win_over_a_season() -> None:
    assert one(
        EVENT, NAME, fact("when", SEASON, 0.95, "range in h1"), fact("when", days("2026-10-13"), 0.7, "day in p")
    ).when == days("2026-10-13")


EARLY = datetime(2026, 10, 13, 4, tzinfo=UTC)
AT_HOME = "2026-10-13T13:00+09:00"


@pytest.mark.parametrize(
    ("zone", "told"),
    [("Asia/Tokyo", AT_HOME), ("UTC", "2026-10-13T04:00+00:00"), ("JST", "2026-10-13T04:00+00:00"), (None, "2026-10-13T04:00+00:00")],
)  # fmt: skip
def test_times_are_told_by_the_clock_of_the_zone_that_is_named(zone: str | None, told: str) -> None:
    when = When(EARLY, EARLY, zone, (Session(EARLY, EARLY),))
    shown = to_json(one(NAME, fact("when", when)))
    assert [shown["start"], shown["end"], *shown["sessions"][0].values()] == [told] * 4
    due = to_json(one(NAME, fact("deadline", Deadline("paper", EARLY, "4 am", zone))))["deadlines"]
    assert [each["date"] for each in due] == [told]


def test_days_and_times_without_an_offset_are_in_no_zone() -> None:
    for when in (
        When(date(2026, 10, 13), date(2026, 10, 14), "Asia/Tokyo"),
        When(datetime(2026, 10, 13, 4), None, "Asia/Tokyo"),
    ):
        assert one(NAME, fact("when", when)).when == when


def test_a_day_that_begins_a_believed_range_is_a_part_of_it() -> None:
    badge, written = fact("when", days("2026-10-13"), 0.9, "day in title"), fact("when", WHEN.value, 0.7, "range in p")
    assert one(NAME, badge, written).when == WHEN.value
    assert one(NAME, badge, fact("when", WHEN.value, 0.3, "range in p")).when == days("2026-10-13")


def test_the_losers_are_kept_with_the_winner() -> None:
    facts = [NAME, WHEN, fact("mode", "online", 0.9), fact("mode", "hybrid", 0.6)]
    assert {f.value for f in one(*facts).facts if f.field == "mode"} == {"online", "hybrid"}


# What is withheld.


@pytest.mark.parametrize(
    ("field", "value", "attribute"),
    [
        ("mode", "online", "mode"),
        ("cost", Cost(True, 0, 0, None, "free"), "cost"),
        ("description", "Boats.", "description"),
    ],
)
def test_a_doubtful_fact_is_withheld_and_its_words_are_kept(field: str, value: object, attribute: str) -> None:
    event = one(NAME, WHEN, fact(field, value, 0.4, text="perhaps"))
    assert getattr(event, attribute) is None
    assert event.doubtful == (field,)
    assert event.evidence[field].text == "perhaps"


def test_doubtful_days_are_withheld() -> None:
    event = one(NAME, fact("when", days("2026-10-13"), 0.4, text="13 October"))
    assert event.when is None
    assert event.doubtful == ("end", "start")
    assert event.evidence["start"].text == "13 October"


def test_a_page_of_doubtful_kind_with_doubtful_days_is_no_event() -> None:
    day = fact("when", days("2026-10-13"), 0.4)
    assert names(fact("kind", "event", 0.5), NAME, day) == []
    assert names(fact("kind", "event", 0.9), NAME, day) == ["Fjord Days 2026"]


@pytest.mark.parametrize(
    ("name", "score", "is_event"),
    [
        ("Fjord Days 2026", 0.8, True),
        ("Fjord Days 2027", 0.8, True),
        ("Fjord Days 2025", 0.8, False),
        ("Fjord Days", 0.8, False),
        ("Fjord Days 2026", 0.6, False),
        ("Fjord Plan 2050", 0.8, False),
    ],
)
def test_a_page_of_an_edition_to_come_announces_it_without_any_days(name: str, score: float, is_event: bool) -> None:
    told = fact("name", name, score, rule="name in title")
    assert bool(choose([fact("kind", "event", 0.5), told], PAGE)) is is_event
    assert choose([fact("kind", "listing", 0.5), told], PAGE) == []


def at(start: str, end: str | None = None) -> When:
    return When(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (days("2026-10-13", "2026-10-15"), days("2026-10-13", "2026-10-16"), 1),
        (days("2026-10-13"), days("2026-10-14"), 2),
        (at("2026-10-13T09:00", "2026-10-13T11:00"), at("2026-10-13T10:00", "2026-10-13T12:00"), 1),
        (at("2026-10-13T09:00", "2026-10-13T10:00"), at("2026-10-13T10:00", "2026-10-13T11:00"), 2),
        (at("2026-10-13T09:00"), at("2026-10-13T09:00"), 1),
        (at("2026-10-13T09:00"), at("2026-10-13T09:00+00:00"), 2),
        (at("2026-10-13T09:00"), days("2026-10-13"), 2),
    ],
)
def test_an_entry_that_a_feed_gives_again_under_another_key_is_one_event(one: When, other: When, count: int) -> None:
    first, second = markup("Git", one, "ical 1", key="1"), markup("Git", other, "ical 2", key="2")
    assert len(choose([*first, *second], PAGE)) == count
    elsewhere = markup("Git", other, "ical 2", key="2", url="https://fjord.example/git")
    assert len(choose([*first, *elsewhere], PAGE)) == 2


def test_words_that_nobody_understood_are_evidence_and_no_doubtful_value() -> None:
    event = one(NAME, WHEN, fact("cost", None, 0.6, text="ask us"))
    assert event.cost is None
    assert event.evidence["cost"].text == "ask us"
    assert event.doubtful == ()


@pytest.mark.parametrize(
    "when",
    [
        days("2026-10-15", "2026-10-13"),
        When(datetime(2026, 10, 13, 16), datetime(2026, 10, 13, 14)),
        When(datetime(2026, 10, 13, 16, tzinfo=UTC), datetime(2026, 10, 13, 14, tzinfo=UTC)),
    ],
)
def test_an_end_before_its_start_is_never_told(when: When) -> None:
    event = one(NAME, fact("when", when, 0.95, text="16-14 h"))
    assert event.when is None
    assert event.evidence["start"].text == "16-14 h"
    assert one(NAME, fact("when", when, 0.95, "json-ld startDate"), WHEN).when == WHEN.value


def test_an_end_with_words_of_its_own_has_them_as_evidence() -> None:
    event = one(NAME, fact("when", days("2026-10-13", "2026-10-15"), text="13 October", more=("15 October",)))
    assert (event.evidence["start"].text, event.evidence["end"].text) == ("13 October", "15 October")


# Deadlines and plans.


def deadline(kind: Any, day: str, score: float = 0.8, was: tuple[date, ...] = ()) -> Fact:
    return fact("deadline", Deadline(kind, date.fromisoformat(day), day, was=was), score)


def due(*facts: Fact) -> list[tuple[str, str]]:
    return [(each.kind, str(each.date)) for each in one(NAME, WHEN, *facts).deadlines]


def test_deadlines_come_by_day_each_once() -> None:
    facts = [deadline("paper", "2026-05-15"), deadline("abstract", "2026-05-01"), deadline("paper", "2026-05-15", 0.6)]
    assert due(*facts) == [("abstract", "2026-05-01"), ("paper", "2026-05-15")]


def test_a_deadline_on_or_after_the_first_day_is_refused_unless_it_is_for_later_proceedings() -> None:
    facts = [
        deadline("paper", "2026-10-13"),
        deadline("registration", "2026-11-01"),
        deadline("camera-ready", "2026-12-01"),
    ]
    assert due(*facts) == [("camera-ready", "2026-12-01")]


def test_a_deadline_long_before_the_event_is_another_edition_s() -> None:
    assert due(deadline("paper", "2024-05-15")) == []


def test_an_unsure_day_that_is_a_deadline_is_not_the_event_s() -> None:
    day = fact("when", days("2026-05-15"), 0.55, "day in li")
    event = one(NAME, day, deadline("paper", "2026-05-15"))
    assert (event.when, event.doubtful) == (None, ("end", "start"))
    assert [each.kind for each in event.deadlines] == ["paper"]


def test_a_sure_day_brings_a_deadline_on_it_into_doubt() -> None:
    event = one(NAME, fact("when", days("2026-05-15"), 0.9, "day in h1"), deadline("paper", "2026-05-15"))
    assert (event.when, event.deadlines) == (days("2026-05-15"), ())


def test_a_deadline_in_doubt_is_left_out() -> None:
    assert due(deadline("paper", "2026-05-15", 0.4)) == []


def test_a_deadline_that_another_part_of_the_page_has_replaced_is_left_out() -> None:
    facts = [
        deadline("paper", "2026-05-01"),
        deadline("paper", "2026-05-15", was=(date(2026, 5, 1),)),
        deadline("abstract", "2026-05-01"),
    ]
    assert due(*facts) == [("abstract", "2026-05-01"), ("paper", "2026-05-15")]


def test_an_event_is_scheduled_until_something_else_is_said_clearly() -> None:
    assert one(NAME, WHEN).status == "scheduled"
    assert one(NAME, WHEN, fact("status", "cancelled", 0.6)).status == "scheduled"
    assert one(NAME, WHEN, fact("status", "postponed", 0.8)).status == "postponed"


def test_an_event_that_was_moved_and_then_called_off_is_cancelled() -> None:
    facts = [fact("status", "moved-online", 0.95), fact("status", "cancelled", 0.8)]
    assert one(NAME, WHEN, *facts).status == "cancelled"


def test_an_event_that_moved_online_is_online_by_the_words_that_say_so() -> None:
    event = one(
        NAME, WHEN, fact("mode", "in-person", 0.9), fact("status", "moved-online", 0.85, text="has moved online")
    )
    assert event.mode == "online"
    assert event.evidence["mode"].text == "has moved online"


# Places.


def place(score: float, rule: str = "city in h1", **parts: Any) -> Fact:
    return fact("place", Place(**parts), score, rule)


def test_each_part_of_a_place_may_come_from_another_fact() -> None:
    facts = [place(0.9, city="Bergen", geo=(60.39, 5.32)), place(0.8, "venue in p", venue="Grieg Hall")]
    assert one(NAME, WHEN, *facts).place == Place(venue="Grieg Hall", city="Bergen", geo=(60.39, 5.32))


def test_nothing_is_taken_from_a_place_in_another_city() -> None:
    other = place(0.6, city="Oslo", country="Norway", geo=(59.9, 10.7), text="Oslo, Norway", venue="Deichman Library")
    assert one(NAME, WHEN, place(0.9, city="Aarhus"), other).place == Place(city="Aarhus")


def test_two_readers_that_agree_on_a_city_win_over_one_that_is_surer() -> None:
    agreeing = [
        place(0.6, "page words", city="Bergen"),
        place(0.6, "json-ld location", city="Bergen", country="Norway"),
    ]
    assert one(NAME, WHEN, *agreeing, place(0.75, "microdata location", city="Oslo")).place == Place(
        city="Bergen", country="Norway"
    )


AT_THE_FJORD, EXCHANGED, HARVARD = (60.3913, 5.3221), (5.3221, 60.3913), (42.377, -71.117)
"""Points: in Bergen, in the Arabian Sea, in one of the two large towns called Cambridge."""


@pytest.mark.parametrize(
    ("city", "country", "point", "told"),
    [
        ("Bergen", "Norway", AT_THE_FJORD, AT_THE_FJORD),
        ("Bergen", "Norway", (60.9, 6.5), (60.9, 6.5)),  # 86 km: where a hall beside a fjord may be
        ("Bergen", "Norway", EXCHANGED, None),
        ("Bergen", "Norway", (0.0, 0.0), None),
        ("Bergen", None, EXCHANGED, None),
        ("Cambridge", "United Kingdom", HARVARD, None),
        ("Cambridge", "United States", HARVARD, HARVARD),
        ("Cambridge", None, HARVARD, HARVARD),
        ("BERGEN", "Norway", EXCHANGED, None),
        ("Aussois", "France", EXCHANGED, EXCHANGED),  # of which no gazetteer knows where it is
        (None, "Norway", EXCHANGED, EXCHANGED),
    ],
)
def test_a_point_far_from_the_city_that_is_told_is_none(
    city: str | None, country: str | None, point: tuple[float, float], told: tuple[float, float] | None
) -> None:
    event = one(NAME, WHEN, place(0.8, city=city, country=country, geo=point))
    assert (event.place.geo, event.doubtful) == (told, () if told else ("geo",))
    assert ("far from" in event.evidence["geo"].rule) is (told is None)


def test_a_point_in_the_city_wins_over_a_surer_one_elsewhere() -> None:
    said = [place(0.9, "json-ld location", city="Bergen", geo=EXCHANGED), place(0.6, "page map", geo=AT_THE_FJORD)]
    event = one(NAME, WHEN, *said)
    assert (event.place.geo, event.doubtful) == (AT_THE_FJORD, ())


def test_a_doubtful_city_drops_no_point() -> None:
    assert one(NAME, WHEN, place(0.4, city="Bergen"), place(0.8, "page map", geo=EXCHANGED)).place.geo == EXCHANGED


def test_a_doubtful_city_is_withheld_and_the_sure_country_told() -> None:
    event = one(NAME, WHEN, place(0.3, city="Bergen"), place(0.8, "json-ld location", country="Norway"))
    assert event.place == Place(country="Norway")
    assert event.doubtful == ("city",)


# Which facts speak of one event.


def test_markup_by_the_page_s_name_or_address_speaks_of_its_event() -> None:
    by_name = markup("Fjord Days", days("2026-10-13", "2026-10-15"), cost=Cost(True, 0, 0, None, "0"))
    by_address = markup("FD26", days("2026-10-13", "2026-10-15"), url=URL, cost=Cost(True, 0, 0, None, "0"))
    assert one(EVENT, NAME, WHEN, *by_name).cost is not None
    assert one(EVENT, NAME, WHEN, *by_address).cost is not None


def test_markup_of_other_events_beside_the_page_s_own_is_not_believed() -> None:
    beside = [
        *markup("Harbour Meetup", days("2026-03-05"), organizer="Harbour"),
        *markup("Lighthouse Tour", days("2026-03-06"), "json-ld 2", organizer="Keepers"),
    ]
    event = one(EVENT, NAME, WHEN, *beside)
    assert (event.name, event.when, event.organizer) == ("Fjord Days 2026", WHEN.value, None)


def test_the_example_that_a_theme_left_in_its_markup_is_not_believed() -> None:
    left = markup("My Great Theme Conference", days("2019-01-01", "2019-01-03"), place=Place(city="San Francisco"))
    event = one(EVENT, NAME, WHEN, *left)
    assert (event.name, event.when, event.place.city) == ("Fjord Days 2026", WHEN.value, None)


def test_the_only_markup_of_a_page_is_believed_where_its_days_agree() -> None:
    known_as = markup("Annual Meeting of Boat Software People", WHEN.value, organizer="Nordic Boats")
    assert one(EVENT, NAME, WHEN, *known_as).organizer == "Nordic Boats"


def test_the_only_markup_of_a_page_is_not_believed_where_it_has_another_name_and_address() -> None:
    beside = markup("Pub Night", days("2026-10-14"), url="https://fjord.example/pub", organizer="The Pub")
    assert one(EVENT, NAME, fact("when", WHEN.value, 0.6), *beside).organizer is None


def test_a_page_that_is_no_event_s_gives_none_unless_its_markup_does() -> None:
    assert names(NONE, NAME, WHEN) == []
    assert names(NONE, NAME, WHEN, *markup("Harbour Meetup", days("2026-03-05"))) == []
    assert names(NONE, NAME, WHEN, *markup("Fjord Days 2026", WHEN.value)) == ["Fjord Days 2026"]


def test_the_entries_of_a_listing_are_its_events_in_the_page_s_order() -> None:
    entries = [*entry(1, "Sail Camp", days("2026-06-01")), *entry(2, "Anchor School", days("2026-05-01"))]
    assert names(LISTING, NAME, WHEN, *entries) == ["Sail Camp", "Anchor School"]


def test_the_entries_of_a_page_of_one_event_are_not_events() -> None:
    sessions = [*entry(1, "Keynote on Hulls", days("2026-10-13")), *entry(2, "Panel on Sails", days("2026-10-14"))]
    assert names(EVENT, NAME, WHEN, *sessions) == ["Fjord Days 2026"]


def test_the_entries_that_fill_the_page_s_own_days_are_its_sessions() -> None:
    whole = fact("when", days("2026-06-17", "2026-08-12"), 0.2, "range in h3")
    meetings = ["2026-06-17", "2026-07-23", "2026-08-12"]
    entries = [f for number, day in enumerate(meetings) for f in entry(number, f"Panel {number}", days(day))]
    event = one(LISTING, NAME, whole, *entries)
    assert event.name == "Fjord Days 2026"
    assert event.when is not None
    assert [str(session.start) for session in event.when.sessions] == meetings


def test_a_list_of_what_is_long_over_holds_no_events() -> None:
    past = [*entry(1, "Fjord Days 2021", days("2021-10-01")), *entry(2, "Fjord Days 2022", days("2022-10-01"))]
    assert names(LISTING, NAME, *past) == []
    assert len(names(LISTING, NAME, *past, *entry(3, "Fjord Days 2026", days("2026-10-01")))) == 3


def test_a_page_that_looks_like_a_list_is_one_event_s_where_its_markup_goes_by_its_name() -> None:
    beside = [*entry(1, "Sail Camp", days("2026-06-01")), *entry(2, "Anchor School", days("2026-05-01"))]
    assert names(LISTING, NAME, WHEN, *markup("Fjord Days 2026", WHEN.value), *beside) == ["Fjord Days 2026"]


def test_a_page_that_surely_tells_its_days_is_hardly_a_list() -> None:
    sessions = [*entry(1, "Keynote on Hulls", days("2026-10-13")), *entry(2, "Panel on Sails", days("2026-10-14"))]
    sure = fact("when", WHEN.value, 0.95, "range in title")
    assert names(fact("kind", "listing", 0.55), NAME, sure, *sessions) == ["Fjord Days 2026"]
    assert len(names(fact("kind", "listing", 0.9), NAME, sure, *sessions)) == 2


def test_text_beside_a_list_in_markup_adds_no_events() -> None:
    listed = [
        *markup("Sail Camp", days("2026-06-01")),
        *markup("Anchor School", days("2026-05-01"), "json-ld 2"),
    ]
    assert names(LISTING, NAME, *listed, *entry(1, "Buy a Boat", days("2026-04-01"))) == ["Sail Camp", "Anchor School"]


def test_what_a_listing_says_in_its_text_and_its_markup_is_one_event() -> None:
    text = [*entry(1, "Sail Camp 2026", days("2026-06-01")), *entry(2, "Anchor School", days("2026-05-01"))]
    events = choose([LISTING, NAME, *text, *markup("Sail Camp", days("2026-06-01"), organizer="Sails")], PAGE)
    assert [(event.name, event.organizer) for event in events] == [("Sail Camp", "Sails"), ("Anchor School", None)]


def test_two_entries_of_one_name_and_day_by_one_reader_stay_two() -> None:
    morning, evening = (When(datetime(2026, 6, 1, hour), None) for hour in (9, 19))
    assert len(choose([LISTING, *entry(1, "Harbour Tour", morning), *entry(2, "Harbour Tour", evening)], PAGE)) == 2


def test_a_series_under_the_name_of_its_page_is_an_event_each_time() -> None:
    tour = [
        f
        for number, day in enumerate(("2026-05-01", "2026-06-01"))
        for f in markup("Fjord Days", days(day), f"json-ld {number}")
    ]
    assert [str(event.when and event.when.start) for event in choose([EVENT, NAME, *tour], PAGE)] == [
        "2026-05-01",
        "2026-06-01",
    ]


def test_the_entries_of_a_feed_are_its_events() -> None:
    feed = Page("https://fjord.example/feed.ics", b"BEGIN:VCALENDAR\r\n", date(2026, 3, 1))
    entries = [*entry(1, "Sail Camp", days("2026-06-01")), *entry(2, "Anchor School", days("2026-05-01"))]
    assert [event.url for event in choose(entries, feed)] == [feed.url, feed.url]


def test_what_says_again_what_an_earlier_entry_says_is_left_out() -> None:
    entries = [*entry(1, "Sail Camp", days("2026-06-01")), *entry(2, "SAIL CAMP", days("2026-06-01"))]
    assert names(LISTING, *entries) == ["Sail Camp"]


def test_an_event_s_address_is_the_stated_one_else_the_page_s_canonical_one() -> None:
    canonical = Page(URL, b'<link rel="canonical" href="https://fjord.example/days">', date(2026, 3, 1))
    assert one(NAME, WHEN).url == URL
    assert one(NAME, WHEN, page=canonical).url == "https://fjord.example/days"
    assert one(NAME, WHEN, fact("url", "https://fjord.example/own"), page=canonical).url == "https://fjord.example/own"


def test_every_shown_field_has_evidence_with_the_page_s_address() -> None:
    facts = [
        NAME,
        WHEN,
        fact("mode", "hybrid"),
        place(0.9, city="Bergen", country="Norway"),
        deadline("paper", "2026-05-15"),
    ]
    evidence = one(*facts).evidence
    assert evidence.keys() == {"name", "start", "end", "mode", "city", "country", "deadlines"}
    assert {f.source for f in evidence.values()} == {URL}


BERGEN = Place(city="Bergen", country="Norway")
OSLO = Place(city="Oslo", country="Norway")
IN_BERGEN = fact("place", BERGEN, 0.95, text="Bergen, Norway")
IN_PERSON = fact("mode", "in-person", 0.9, text="Bergen, Norway")
WORKSHOPS = [*entry(1, "Sail Camp", days("2026-06-01")), *entry(2, "Anchor School", days("2026-06-05"))]


def test_the_city_of_a_page_is_that_of_its_entries_that_name_none() -> None:
    found = choose([LISTING, IN_BERGEN, IN_PERSON, *WORKSHOPS], PAGE)
    assert [(event.place.city, event.mode) for event in found] == [("Bergen", "in-person")] * 2


def test_the_city_of_a_page_is_not_told_of_entries_all_through_the_year() -> None:
    later = entry(2, "Anchor School", days("2026-09-05"))
    found = choose([LISTING, IN_BERGEN, IN_PERSON, *WORKSHOPS[:2], *later], PAGE)
    assert [event.place.city for event in found] == [None, None]


def test_days_without_names_in_a_list_are_the_page_s_own_event_again_and_again() -> None:
    bare = [fact("when", days(day), 0.9, about=f"entry {i}") for i, day in enumerate(["2026-06-01", "2026-06-10"])]
    found = choose([LISTING, NAME, fact("mode", "online"), *bare], PAGE)
    assert [(event.name, str(event.when.start), event.mode) for event in found if event.when] == [
        (NAME.value, "2026-06-01", "online"),
        (NAME.value, "2026-06-10", "online"),
    ]


def test_markup_of_one_of_many_entries_does_not_make_the_page_its_own() -> None:
    others = [*WORKSHOPS, fact("name", "Sail Camp", 0.5)]
    marked = [fact("name", "Sail Camp", about="json-ld 1"), fact("when", days("2026-06-01"), about="json-ld 1")]
    assert [event.name for event in choose([LISTING, *others, *marked], PAGE)] == ["Sail Camp", "Anchor School"]


def test_the_city_of_a_page_is_not_told_of_entries_where_one_names_its_own() -> None:
    there = fact("place", OSLO, 0.75, "place in an entry", "entry 1", text="Oslo, Norway")
    found = choose([LISTING, IN_BERGEN, IN_PERSON, *WORKSHOPS, there], PAGE)
    assert [event.place.city for event in found] == ["Oslo", None]


def test_a_city_that_the_page_is_not_sure_of_is_not_its_entries() -> None:
    doubtful = fact("place", BERGEN, 0.6, text="Bergen, Norway")
    assert [event.place.city for event in choose([LISTING, doubtful, IN_PERSON, *WORKSHOPS], PAGE)] == [None, None]
