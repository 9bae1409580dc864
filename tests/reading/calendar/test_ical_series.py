"""What recurs, within a horizon: rules, additions, exceptions and changed occurrences."""

from __future__ import annotations

from datetime import date

import pytest
from feeds import entry, feed, shown, values

from eventcal.model import Fact, Horizon
from eventcal.page import Page
from eventcal.reading import calendar

HORIZON = (date(2026, 1, 30), date(2027, 3, 1))  # the pages are of 1 March 2026
TUESDAYS = ("DTSTART:20260303T090000Z", "DTEND:20260303T100000Z", "RRULE:FREQ=WEEKLY;COUNT=4")


def read(page: Page, horizon: Horizon | None = HORIZON) -> list[Fact]:
    return list(calendar.read(page, horizon))


def days(*entries: str, horizon: Horizon | None = HORIZON) -> list[str]:
    """The first days of what is told, those called off in brackets; without the year 2026."""
    facts = read(feed(*entries), horizon)
    off = {fact.about for fact in facts if fact.field == "status" and fact.value == "cancelled"}
    whens = [(str(fact.value.first_day), fact.about in off) for fact in facts if fact.field == "when" and fact.value]
    return [f"({day})" if gone else day for day, gone in ((day.removeprefix("2026-"), gone) for day, gone in whens)]


def keys(*entries: str) -> list[str]:
    return [key.rpartition(" RECURRENCE-ID=")[2] for key in values(read(feed(*entries)), "key")]


def problems(*entries: str) -> list[str]:
    return values(read(feed(*entries)), "problem")


def test_each_occurrence_is_an_event_with_its_own_key() -> None:
    facts = read(feed(entry(*TUESDAYS, "LOCATION:Bergen, Norway")))
    assert [fact.value for fact in facts if fact.field == "name"] == ["Fjord Days"] * 4
    assert len({fact.about for fact in facts}) == 4
    assert [shown(when) for when in values(facts, "when")][1] == (
        "2026-03-10T09:00+00:00",
        "2026-03-10T10:00+00:00",
        None,
    )
    assert values(facts, "key") == [
        "1@fjord.example RECURRENCE-ID=20260303T090000Z",
        "1@fjord.example RECURRENCE-ID=20260310T090000Z",
        "1@fjord.example RECURRENCE-ID=20260317T090000Z",
        "1@fjord.example RECURRENCE-ID=20260324T090000Z",
    ]


def test_without_a_horizon_it_is_the_first_occurrence_by_the_same_key() -> None:
    facts = read(feed(entry(*TUESDAYS)), None)
    assert values(facts, "key") == ["1@fjord.example RECURRENCE-ID=20260303T090000Z"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["RRULE:FREQ=WEEKLY;COUNT=3"], "03-03 03-10 03-17"),
        (["RDATE:20260305T090000Z,20260401T090000Z"], "03-03 03-05 04-01"),
        (["RDATE;TZID=Europe/Oslo:20260305T100000"], "03-03 03-05"),
        (["RDATE:20260305T090000Z", "RDATE:20260306T090000Z"], "03-03 03-05 03-06"),
        (["RRULE:FREQ=WEEKLY;COUNT=2", "RDATE:20260310T090000Z"], "03-03 03-10"),  # said twice
        (["RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2"], "03-03 03-04 03-10"),
        (["RRULE:FREQ=MONTHLY;BYDAY=1WE;COUNT=1"], "03-03 03-04"),  # DTSTART counts, whatever the rule
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20260310T090000Z"], "03-03 03-17 (03-10)"),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Oslo:20260310T100000"], "03-03 03-17 (03-10)"),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20260310,20260317"], "03-03 (03-10) (03-17)"),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20260311T090000Z"], "03-03 03-10 03-17"),
        (["RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20260303T090000Z"], "03-10 (03-03)"),
    ],
)
def test_rules_additions_and_exceptions_are_one_set(lines: list[str], told: str) -> None:
    assert days(entry("DTSTART:20260303T090000Z", *lines)) == told.split()


def test_days_recur_with_their_length() -> None:
    facts = read(feed(entry("DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260306", "RRULE:FREQ=MONTHLY;COUNT=2")))
    assert [shown(when) for when in values(facts, "when")] == [
        ("2026-03-03", "2026-03-05", None),
        ("2026-04-03", "2026-04-05", None),
    ]
    assert values(facts, "key")[1] == "1@fjord.example RECURRENCE-ID=20260403"


def test_an_inclusive_end_is_one_of_all_occurrences() -> None:
    lines = ("DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260305", "RRULE:FREQ=MONTHLY;COUNT=2")
    facts = read(feed(entry(*lines, "DESCRIPTION:We meet on 3-5 March 2026, and a month later.")))
    assert [shown(when) for when in values(facts, "when")][1] == ("2026-04-03", "2026-04-05", None)


def test_clocks_show_the_same_before_and_after_they_change() -> None:
    lines = ("DTSTART;TZID=Europe/Oslo:20260324T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    facts = read(feed(entry(*lines)))
    assert [shown(when) for when in values(facts, "when")] == [
        ("2026-03-24T09:00+01:00", "2026-03-24T10:00+01:00", "Europe/Oslo"),
        ("2026-03-31T09:00+02:00", "2026-03-31T10:00+02:00", "Europe/Oslo"),
    ]
    assert values(facts, "key")[1] == "1@fjord.example RECURRENCE-ID=20260331T070000Z"


def test_what_is_said_in_utc_recurs_in_utc_and_is_told_in_the_calendars_zone() -> None:
    facts = read(feed("X-WR-TIMEZONE:Europe/Oslo", entry("DTSTART:20260324T080000Z", "RRULE:FREQ=WEEKLY;COUNT=2")))
    assert [shown(when) for when in values(facts, "when")] == [
        ("2026-03-24T09:00+01:00", None, "Europe/Oslo"),
        ("2026-03-31T10:00+02:00", None, "Europe/Oslo"),
    ]


def test_every_word_of_an_occurrence_stands_in_the_file() -> None:
    page = feed(entry(*TUESDAYS, "EXDATE:20260310T090000Z"))
    assert [word for fact in read(page) for word in (fact.text, *fact.more) if word not in page.markup] == []


MOVED = entry("RECURRENCE-ID:20260310T090000Z", "DTSTART:20260311T150000Z", summary="Fjord Days, later")


def test_a_moved_occurrence_keeps_its_key() -> None:
    for parts in ((entry(*TUESDAYS), MOVED), (MOVED, entry(*TUESDAYS))):
        assert days(*parts) == ["03-03", "03-11", "03-17", "03-24"]
        assert keys(*parts)[1] == "20260310T090000Z"


def test_a_changed_occurrence_has_words_of_its_own() -> None:
    assert values(read(feed(entry(*TUESDAYS), MOVED)), "name")[1] == "Fjord Days, later"


@pytest.mark.parametrize(
    "lines", [[], ["DTSTART:20260310T090000Z"], ["DTSTART:20260310T090000Z", "SUMMARY:Fjord Days"]]
)
def test_a_cancelled_occurrence_is_cancelled_however_little_it_says(lines: list[str]) -> None:
    off = entry("RECURRENCE-ID:20260310T090000Z", "STATUS:CANCELLED", *lines, summary="")
    assert days(entry(*TUESDAYS), off) == ["03-03", "(03-10)", "03-17", "03-24"]
    assert values(read(feed(entry(*TUESDAYS), off)), "name") == ["Fjord Days"] * 4


def test_a_change_of_all_later_ones_moves_them() -> None:
    change = entry(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260310T090000Z", "DTSTART:20260311T150000Z", summary="Tide Forum"
    )
    assert days(entry(*TUESDAYS), change) == ["03-03", "03-11", "03-18", "03-25"]
    assert values(read(feed(entry(*TUESDAYS), change)), "name") == ["Fjord Days"] + ["Tide Forum"] * 3


def test_a_changed_occurrence_that_is_also_struck_is_held() -> None:
    assert days(entry(*TUESDAYS, "EXDATE:20260310T090000Z"), MOVED) == ["03-03", "03-11", "03-17", "03-24"]


def test_an_occurrence_moved_into_the_horizon_is_told() -> None:
    late = entry("RECURRENCE-ID:20270302T090000Z", "DTSTART:20270226T090000Z")
    assert days(entry("DTSTART:20260303T090000Z", "RRULE:FREQ=YEARLY"), late)[-1] == "2027-02-26"


def test_the_next_occurrences_come_before_those_that_are_over() -> None:
    daily = days(entry("DTSTART:20200101T090000Z", "RRULE:FREQ=DAILY"))
    assert (len(daily), daily[0], daily[-1]) == (60, "03-01", "04-29")
    weekly = days(entry("DTSTART:20200101T090000Z", "RRULE:FREQ=WEEKLY"))
    assert (len(weekly), weekly[0], weekly[-1]) == (56, "02-04", "2027-02-24")


@pytest.mark.parametrize(
    ("start", "rule"),
    [("20190101", "FREQ=WEEKLY;COUNT=3"), ("20190101", "FREQ=DAILY;UNTIL=20191231"), ("20290101", "FREQ=DAILY")],
)
def test_a_series_without_a_day_in_the_horizon_is_its_first_occurrence(start: str, rule: str) -> None:
    assert days(entry(f"DTSTART:{start}", f"RRULE:{rule}")) == [f"{start[:4]}-01-01"]


def test_the_first_occurrence_is_the_first_that_is_held() -> None:
    off = entry("RECURRENCE-ID:20260310T090000Z", "STATUS:CANCELLED", summary="")
    assert days(entry(*TUESDAYS, "EXDATE:20260303T090000Z"), off, horizon=None) == ["03-17"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=MINUTELY;BYSECOND=" + ",".join(map(str, range(60))),
        "FREQ=NEVER",
        "every Tuesday",
        "",
    ],
)
def test_a_rule_that_is_not_understood_leaves_the_first_occurrence_and_is_told(rule: str) -> None:
    lines = ("DTSTART:20260303T090000Z", f"RRULE:{rule}")
    assert days(entry(*lines)) == ["03-03"]
    (problem,) = problems(entry(*lines))
    assert "not every day of 1 entry is known: VEVENT 1" in problem
    assert problems(entry(*TUESDAYS)) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("EXRULE:FREQ=DAILY", "EXRULE"),
        ("EXDATE:soon", "EXDATE:soon"),
        ("RDATE;VALUE=PERIOD:20260305T090000Z/PT1H", "RDATE"),
    ],
)
def test_what_may_add_or_take_days_and_is_not_understood_is_told(line: str, words: str) -> None:
    (problem,) = problems(entry(*TUESDAYS, line))
    assert words in problem


@pytest.mark.parametrize(
    ("start", "end", "rule", "told"),
    [
        ("20260303T080000", "20260303T170000", "FREQ=DAILY;UNTIL=20260306T000000", ["2026-03-03 2026-03-05"]),
        ("20260303T080000", "20260303T170000", "FREQ=DAILY;COUNT=3", ["2026-03-03 2026-03-05"]),
        ("20260303", "20260304", "FREQ=DAILY;COUNT=3", ["2026-03-03 2026-03-05"]),
        ("20260303", "20260304", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3,4;UNTIL=20260304", ["2026-03-03 2026-03-04"]),
        ("20260303", "20260304", "FREQ=DAILY;COUNT=1", ["2026-03-03 2026-03-03"]),
        ("20260303", "20260304", "FREQ=WEEKLY;COUNT=2", ["2026-03-03 2026-03-03", "2026-03-10 2026-03-10"]),
        (
            "20260303",
            "20260304",
            "FREQ=MONTHLY;BYMONTHDAY=3,4;COUNT=3",
            ["2026-03-03 2026-03-03", "2026-03-04 2026-03-04", "2026-04-03 2026-04-03"],
        ),
        (
            "20260303T200000",
            "20260303T220000",
            "FREQ=DAILY;COUNT=2",
            ["2026-03-03T20:00 2026-03-03T22:00", "2026-03-04T20:00 2026-03-04T22:00"],
        ),
    ],
)
def test_a_few_whole_days_in_a_row_are_one_event(start: str, end: str, rule: str, told: list[str]) -> None:
    facts = read(feed(entry(f"DTSTART:{start}", f"DTEND:{end}", f"RRULE:{rule}")))
    assert [f"{when[0]} {when[1]}" for each in values(facts, "when") if (when := shown(each))] == told


def test_one_uid_for_all_entries_names_no_series() -> None:
    single = entry("DTSTART:20260505T090000Z", summary="Knot Night")
    assert days(single, entry(*TUESDAYS), MOVED) == ["05-05", "03-03", "03-11", "03-17", "03-24"]


RULES = "FREQ=DAILY", "FREQ=DAILY;COUNT=99999", "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2", "FREQ=MONTHLY;BYSETPOS=300"
HOSTILE = {
    **{
        rule: "".join(entry("DTSTART:19950303T090000Z", f"RRULE:{rule}", uid=str(n)) for n in range(5000))
        for rule in RULES
    },
    "rules": entry("DTSTART:20260303T090000Z", *["RRULE:FREQ=DAILY;COUNT=9999"] * 10_000),
    "exceptions": entry("DTSTART:20200303T090000Z", "RRULE:FREQ=DAILY", "EXDATE:" + "20260303T090000Z," * 20_000),
    "additions": entry("DTSTART:20260303T090000Z", "RDATE:" + "20260303T090000Z," * 20_000),
    "changes": entry("DTSTART:20260303T090000Z", "RRULE:FREQ=DAILY")
    + "".join(entry(f"RECURRENCE-ID;RANGE=THISANDFUTURE:20260303T{n % 24:02}{n % 60:02}00Z") for n in range(10_000)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_recurrence_is_bounded(kind: str, within) -> None:
    page = feed(HOSTILE[kind])
    with within(12):
        assert len(values(read(page), "when")) <= 2000
