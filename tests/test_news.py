"""What people are told of changes, oldest first, in words that they would use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from eventcal.event_json import to_json
from eventcal.history import Change
from eventcal.model import Cost, Deadline, Event, Fact, Place, Record, Session, When
from eventcal.news import News, news

TODAY = date(2027, 4, 1)
SINCE = date(2027, 3, 25)
NOON = datetime(2027, 3, 28, 12, tzinfo=UTC)
DAYS = When(date(2027, 5, 10), date(2027, 5, 12))
EVENT = Event(
    "Fjord Days 2027",
    "https://fjord.example/",
    DAYS,
    place=Place(city="Bergen"),
    evidence={"start": Fact("when", "10–12 May 2027", DAYS, "range", "h1", 0.9)},
)
OLD = datetime(2027, 1, 1, tzinfo=UTC)
RECORD = Record("7dbb4bc4-e9bb@eventcal", EVENT, 1, "scheduled", (EVENT.url,), OLD, NOON, NOON)


def change(field: str, old: Any, new: Any, when: datetime = NOON, words: str | None = "the page's words") -> Change:
    return Change(RECORD.uid, field, old, new, when, "fjord", words)


def told(*changes: Change, record: Record = RECORD) -> list[News]:
    return news([record], changes, {record.uid: ["fjord", "list"]}, SINCE, TODAY)


def after(old: Event, **values: Any) -> tuple[Any, Any, str]:
    """The one field that differs, before and after."""
    before, now = to_json(old), to_json(replace(old, **values))
    ((field, new),) = [(name, value) for name, value in now.items() if before[name] != value]
    return before[field], new, field


def due(kind: Any, *day: int, was: tuple[date, ...] = ()) -> Deadline:
    return Deadline(kind, date(*day), f"{kind} until {day}", was=was)


def test_a_new_event_is_told_with_its_days_its_place_and_the_words():
    (item,) = told(record=replace(RECORD, first_seen=NOON))
    assert item == News(
        "new", EVENT.name, RECORD.uid, NOON, None, None, None, "fjord, list", "10–12 May 2027", "10-12 May, Bergen"
    )


def test_a_new_event_that_has_changed_since_is_told_as_it_was_first():
    first, later = told(
        change("start", "2027-05-03", "2027-05-10"),
        change("end", "2027-05-05", "2027-05-12"),
        record=replace(RECORD, first_seen=NOON - timedelta(hours=1)),
    )[:2]
    assert (first.told, later.kind) == ("3-5 May, Bergen", "changed")


def test_what_the_editor_has_overruled_is_told_as_that():
    (item,) = told(replace(change("start", "2027-05-03", "2027-05-10"), overruled=True))
    assert (item.kind, item.told) == ("overruled", "first day 3 May → 10 May")


@pytest.mark.parametrize(("hour", "count"), [(0, 1), (-1, 0)])
def test_the_first_day_counts_from_midnight(hour, count):
    midnight = datetime(2027, 3, 25, tzinfo=UTC)
    assert len(told(record=replace(RECORD, first_seen=midnight + timedelta(hours=hour)))) == count
    assert len(told(change("name", "A", "B", midnight + timedelta(hours=hour)))) == count


@pytest.mark.parametrize(
    ("field", "old", "new", "words"),
    [
        ("name", "Fjord Days", "Fjord Days 2027", "name Fjord Days → Fjord Days 2027"),
        ("start", "2027-05-10", "2027-05-11", "first day 10 May → 11 May"),
        ("end", "2027-12-31", "2028-01-02", "last day 31 Dec 2027 → 2 Jan 2028"),
        ("start", None, "2027-05-11T14:00+02:00", "first day not known → 11 May, 14:00"),
        ("start", "2027-05-11T14:00", "2027-05-11T14:00+02:00", "first day 2027-05-11T14:00 → 2027-05-11T14:00+02:00"),
        ("place_text", "Bergen", None, "place Bergen → not known"),
        ("tags", ["hpc"], ["hpc", "gpu"], "tags hpc → hpc, gpu"),
        ("description", "Short.", "Long. " * 30, "description changed"),
    ],
)
def test_a_change_is_told_with_what_was_and_what_is(field, old, new, words):
    (item,) = told(change(field, old, new))
    assert (item.kind, item.told, item.old, item.new) == ("changed", words, old, new)
    assert (item.source, item.words) == ("fjord", "the page's words")


def test_a_change_of_price_is_told_as_one():
    euros = Cost(False, 230, 230, "EUR", "230€")
    old, new, field = after(replace(EVENT, cost=euros), cost=replace(euros, max=360))
    assert [item.told for item in told(change(field, old, new))] == ["price 230€ → €230-360"]
    assert [item.told for item in told(change(field, None, new))] == ["price not known → €230-360"]


def test_sessions_are_told_by_their_days():
    days = tuple(Session(date(2027, 5, day)) for day in (10, 17))
    old, new, field = after(EVENT, when=replace(DAYS, sessions=days))
    assert [item.told for item in told(change(field, old, new))] == ["sessions not known → 10 May, 17 May"]


@pytest.mark.parametrize("status", ["cancelled", "postponed", "rescheduled", "moved-online"])
def test_what_the_page_says_of_the_whole_event_has_its_own_kind(status):
    (item,) = told(change("status", "scheduled", status))
    assert (item.kind, item.told) == (status, f"scheduled → {status}")


def test_an_event_that_is_held_after_all_has_changed():
    assert [(item.kind, item.told) for item in told(change("status", "cancelled", "scheduled"))] == [
        ("changed", "cancelled → scheduled")
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (
            [due("paper", 2027, 5, 1)],
            [due("paper", 2027, 5, 15, was=(date(2027, 5, 1),))],
            [("extended", "paper deadline 1 May → 15 May")],
        ),
        (
            [due("paper", 2027, 5, 15)],
            [due("paper", 2027, 5, 1)],
            [("changed", "paper deadline 15 May → 1 May")],
        ),
        (
            [due("paper", 2027, 12, 20), due("poster", 2027, 6, 1)],
            [due("paper", 2028, 1, 10), due("poster", 2027, 6, 8)],
            [
                ("extended", "poster deadline 1 June → 8 June"),
                ("extended", "paper deadline 20 Dec 2027 → 10 Jan 2028"),
            ],
        ),
        ([], [due("early-bird", 2027, 4, 20)], [("changed", "early-bird deadline 20 Apr")]),
        ([due("abstract", 2027, 4, 20)], [], [("changed", "abstract deadline 20 Apr is no longer given")]),
        (  # two rounds, of which the second is put off
            [due("paper", 2027, 4, 1), due("paper", 2027, 9, 1)],
            [due("paper", 2027, 4, 1), due("paper", 2027, 9, 15)],
            [("extended", "paper deadline 1 Sept → 15 Sept")],
        ),
    ],
)
def test_deadlines_are_told_one_by_one(before, now, expected):
    old, new, field = after(replace(EVENT, deadlines=tuple(before)), deadlines=tuple(now))
    assert [(item.kind, item.told) for item in told(change(field, old, new))] == expected


def test_a_deadline_has_its_own_words_and_values():
    old, new, field = after(
        replace(EVENT, deadlines=(due("paper", 2027, 5, 1),)), deadlines=(due("paper", 2027, 5, 15),)
    )
    (item,) = told(change(field, old, new))
    assert (item.old, item.new, item.words) == (old[0], new[0], "paper until (2027, 5, 15)")


def test_a_deadline_of_which_only_the_words_differ_is_no_other_day():
    deadline = due("paper", 2027, 5, 1)
    old, new, field = after(replace(EVENT, deadlines=(deadline,)), deadlines=(replace(deadline, text="Papers: 1 May"),))
    assert [(item.kind, item.told) for item in told(change(field, old, new))] == [
        ("changed", "words of the deadlines changed")
    ]


def test_several_changes_of_one_field_are_told_oldest_first():
    second = change("name", "B", "C", NOON + timedelta(days=1))
    assert [item.told for item in told(second, change("name", "A", "B"))] == ["name A → B", "name B → C"]
