"""Which entries an issue gets, with which reasons, and what it remembers of those before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from eventcal.exporters.selection import Item, Selection
from eventcal.issues.choice import choose
from eventcal.issues.mark import printed
from eventcal.issues.topics import Taste, interests_in, words_of
from eventcal.model import (
    Cost,
    Deadline,
    DeadlineKind,
    Event,
    Fact,
    NewsletterSettings,
    Place,
    Record,
    Settings,
    Site,
    When,
)
from eventcal.printed import Due, Printed, Said

TODAY = date(2026, 10, 2)
SETTINGS = Settings(
    Path("sources.yaml"), (), Site(url="https://fjord.example/"), interests=("HPC", "research software")
)
FREE = Cost(True, 0, 0, None, "free")


def days(ahead: int, length: int = 1) -> When:
    first = TODAY + timedelta(days=ahead)
    return When(first, first + timedelta(days=length - 1))


def due(kind: DeadlineKind, ahead: int, was: int | None = None) -> Deadline:
    earlier = () if was is None else (TODAY + timedelta(days=was),)
    return Deadline(kind, TODAY + timedelta(days=ahead), f"{kind} due", was=earlier)


def record(name: str = "Knot Day", ahead: int | None = 20, **fields: Any) -> Record:
    uid = fields.pop("uid", f"{name}@eventcal")
    when = None if ahead is None else days(ahead)
    url = f"https://knots.example/{name.replace(' ', '-')}"
    event = Event(name, url, **{"when": when, **fields})
    seen = datetime(2026, 5, 1, tzinfo=UTC)
    return Record(uid, event, 0, event.status, (), seen, seen, seen)


def chosen(*records: Record, past: Sequence[Printed] = (), today: date = TODAY, **how: Any) -> Selection:
    return choose(records, past, how.pop("settings", SETTINGS), today, **how)


def only(selection: Selection) -> Item:
    (item,) = (*selection.events, *selection.calls)
    return item


def names(items: Sequence[Item]) -> list[str]:
    return [item.record.event.name for item in items]


def mark(*records: Record, issue: str = "1", today: date = TODAY) -> list[Printed]:
    return printed(choose(records, [], SETTINGS, today), SETTINGS, today, issue)


# The choice


def test_few_are_chosen_the_best_by_start_and_the_rest_is_counted() -> None:
    records = [record(f"Day {letter}", ahead=10 + n) for n, letter in enumerate("abcdefgh")]
    records += [record("HPC in Harbours", ahead=40), record("Free Talks", ahead=12, cost=FREE)]
    selection = chosen(*records)
    assert (len(selection.events), selection.more_events) == (6, 4)
    assert names(selection.events)[-1] == "HPC in Harbours"
    assert "Free Talks" in names(selection.events)
    starts = [item.record.event.when.first_day for item in selection.events if item.record.event.when]
    assert starts == sorted(starts)


def test_the_limit_is_that_of_the_call_else_of_the_settings() -> None:
    records = [record(f"Day {n}", ahead=10 + n) for n in range(9)]
    few = replace(SETTINGS, newsletter=NewsletterSettings(events=2))
    limited = [chosen(*records, limit=n) for n in (0, 1, 8)]
    assert [(len(selection.events), selection.more_events) for selection in limited] == [(0, 9), (1, 8), (8, 1)]
    assert len(chosen(*records, settings=few).events) == 2


@pytest.mark.parametrize(
    ("fields", "points", "words"),
    [
        ({"name": "HPC Days"}, 2.0, "topic: HPC"),
        ({"name": "Research Software Engineers meet EuroHPC"}, 4.0, "topic: HPC, research software"),
        ({"description": "All about HPC."}, 0.5, "its page tells of HPC"),
        ({"tags": ("hpc",)}, 0.5, "its page tells of HPC"),
        ({"cost": FREE}, 0.25, "free"),
        ({"mode": "online"}, 0.25, "virtual"),
        ({"ahead": 60}, -2.0, "in 60 days"),
        ({"deadlines": (due("registration", 5),)}, 1.0, "last chance"),
    ],
)
def test_every_reason_has_its_points(fields: dict[str, Any], points: float, words: str) -> None:
    item = only(chosen(record(**fields)))
    assert {reason.words: reason.points for reason in item.reasons}[words] == points
    assert item.score == sum(reason.points for reason in item.reasons)


def test_weights_can_be_set() -> None:
    settings = replace(SETTINGS, newsletter=NewsletterSettings(weights={"topic": -3, "near": 0}))
    assert only(chosen(record("HPC Days"), settings=settings)).score == -3


def test_what_was_picked_before_teaches_what_to_pick() -> None:
    past = [
        Printed(
            str(n), TODAY - timedelta(days=300 + n), "events", f"Sailing Webinar {word}", None, Said(days(-300)), ""
        )
        for n, word in enumerate(("ropes", "masts", "knots", "tides", "winds", "boats"))
    ]
    rest = [record(f"Trade Fair of {word}", ahead=-100) for word in ("ropes", "masts", "hulls", "nets")]
    like, unlike = record("Webinar on Sailing"), record("Winter Trade Fair")
    selection = chosen(like, unlike, *rest, past=past)
    words = {item.record.event.name: [reason.words for reason in item.reasons] for item in selection.events}
    assert any(reason.startswith("like what was picked: ") for reason in words["Webinar on Sailing"])
    assert any(reason.startswith("unlike what was picked: ") for reason in words["Winter Trade Fair"])
    assert names(chosen(unlike, like, *rest, past=past, limit=1).events) == ["Webinar on Sailing"]


def test_what_was_hidden_teaches_what_not_to_pick() -> None:
    liked = Taste.of(["webinar knots"] * 6, ["fair", "webinar"])
    hidden = Taste.of(["webinar knots"] * 6, ["fair", "webinar"], hidden=["webinar"])
    assert dict(hidden.of_name("webinar"))["webinar"] < dict(liked.of_name("webinar"))["webinar"]
    assert Taste.of(["webinar"] * 4, ["fair"]).of_name("webinar") == []  # too few to learn from


def test_hidden_records_are_never_chosen() -> None:
    assert chosen(replace(record(), hidden=True)).events == ()


def test_pinned_ones_come_whatever_their_score() -> None:
    dull = replace(record("Far Day", ahead=60), pinned=True)
    selection = chosen(record("HPC Days"), dull, limit=1)
    assert (names(selection.events), selection.events[0].marks) == (["Far Day"], ("pinned",))


def test_an_organizer_whose_events_were_picked_speaks_for_the_next() -> None:
    before, after = (record(name, organizer="Knot Guild", ahead=ahead) for name, ahead in (("One", 3), ("Two", 20)))
    item = only(chosen(before, after, past=mark(before)))
    assert "by Knot Guild, whose events were picked before" in [reason.words for reason in item.reasons]


def test_a_name_like_one_that_was_printed_speaks_for_another_edition() -> None:
    past = [Printed("26", TODAY - timedelta(days=400), "events", "KnotConf Europe 2026", None, Said(days(-400)), "")]
    others = [record(f"{place} Fair", ahead=-9) for place in ("Europe", "North America", "North Sea", "America")]
    same, other = record("KnotConf North America 2027"), record("North Sea Fair 2027")
    reasons = {
        item.record.event.name: {reason.words: reason.points for reason in item.reasons}
        for item in chosen(same, other, *others, past=past).events
    }
    assert reasons["KnotConf North America 2027"]["like KnotConf Europe 2026 of issue 26"] == 1.5
    assert not any("KnotConf" in words for words in reasons["North Sea Fair 2027"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Supercomputing for Harbours", ["supercomputing"]),
        ("SuperComputers", ["supercomputing"]),
        ("EuroHPC summit", ["HPC"]),
        ("hpc-days", ["HPC"]),
        ("Research on Ropes, Software", []),
        ("research-software engineering", ["research software"]),
        ("", []),
    ],
)
def test_interests_are_found_by_their_words(text: str, found: list[str]) -> None:
    assert interests_in(text, ("supercomputing", "HPC", "research software")) == found


def test_words_lose_their_endings_numbers_and_little_words() -> None:
    assert words_of("The 5th Workshops on C++ and Computing 2026") == ("workshop", "c++", "comput")


@pytest.mark.parametrize(
    ("fields", "is_coming"),
    [
        ({"when": days(-3, 4)}, True),
        ({"when": days(-3, 3)}, False),
        ({"when": days(-10, 40)}, True),
        ({"when": days(-11, 40)}, False),
        ({"when": days(70)}, True),
        ({"when": days(71)}, False),
        ({"when": None}, False),
        ({"when": When(TODAY, date(9999, 12, 31))}, False),
        ({"status": "cancelled"}, False),
        ({"status": "postponed"}, False),
        ({"status": "rescheduled"}, True),
        ({"doubtful": ("start",)}, False),
        ({"doubtful": ("name",)}, False),
        ({"doubtful": ("city",)}, True),
    ],
)
def test_what_is_on_in_the_coming_ten_weeks_may_be_chosen(fields: dict[str, Any], is_coming: bool) -> None:
    assert bool(chosen(record(**fields)).events) is is_coming


# Calls


def test_calls_come_by_their_first_deadline() -> None:
    late, soon = (
        record("Late", 200, deadlines=(due("paper", 60),)),
        record("Soon", 200, deadlines=(due("abstract", 20),)),
    )
    assert names(chosen(late, soon).calls) == ["Soon", "Late"]


@pytest.mark.parametrize(
    ("fields", "is_call"),
    [
        ({"ahead": 200, "deadlines": (due("paper", 20),)}, True),
        ({"ahead": None, "deadlines": (due("application", 20),)}, True),  # a fellowship
        ({"ahead": 200, "deadlines": (due("application", 20),)}, True),
        ({"ahead": 30, "deadlines": (due("application", 20),)}, False),  # told in the event's own line
        ({"ahead": 30, "deadlines": (due("application", 20), due("poster", 10))}, True),
        ({"ahead": 200, "deadlines": (due("paper", -1),)}, False),
        ({"ahead": 300, "deadlines": (due("paper", 170),)}, False),
        ({"ahead": 200, "deadlines": (due("registration", 20), due("notification", 40))}, False),
        ({"ahead": 200, "deadlines": (due("paper", 20),), "status": "cancelled"}, False),
        ({"ahead": 200, "deadlines": (due("paper", 20),), "doubtful": ("deadlines",)}, False),
        ({"ahead": -2, "deadlines": (due("paper", 20),)}, False),
    ],
)
def test_what_is_an_open_call(fields: dict[str, Any], is_call: bool) -> None:
    assert bool(chosen(record(**fields)).calls) is is_call


# What was printed before


def test_what_was_printed_does_not_return_unless_the_issue_is_made_again() -> None:
    made = record()
    past = mark(made)
    later = TODAY + timedelta(days=7)
    assert chosen(made, past=past, today=later).events == ()
    assert names(chosen(made, past=past, today=later, issue="1").events) == ["Knot Day"]
    assert names(chosen(made, record("Other"), past=past, today=later).events) == ["Other"]


def test_a_merged_record_is_known_by_its_former_uid() -> None:
    other = replace(record("Renamed Day", uid="z@eventcal"), aliases=("Knot Day@eventcal",))
    assert chosen(other, past=mark(record())).events == ()


def test_what_a_past_issue_printed_is_known_by_page_or_name() -> None:
    made = record()
    for url, name in (("http://www.knots.example/Knot-Day/", "Other words"), (None, "The Knot Day 2026")):
        old = Printed("1", TODAY, "events", name, url, Said(days(20)), "")
        assert chosen(made, past=[old]).events == ()
        edition = replace(old, said=Said(days(-340)))
        assert names(chosen(made, past=[edition]).events) == ["Knot Day"]


def test_another_event_of_a_series_is_not_taken_for_the_one_printed() -> None:
    old = Printed("1", TODAY, "events", "Knot Day", "https://knots.example/8", Said(days(5)), "")
    other = replace(old, name="Rope Day", url="https://knots.example/Knot-Day")
    for each in (old, other):  # the name alone, and the page alone, on another day
        item = only(chosen(record(), past=[each]))
        assert (item.marks, item.was) == ((), None)
    same = replace(old, url="https://knots.example/Knot-Day")
    assert only(chosen(record(), past=[same])).marks == ("changed",)
    assert chosen(record(), past=[replace(old, said=Said(days(20)))]).events == ()


def test_a_printed_call_whose_event_is_cancelled_is_told_once() -> None:
    past = mark(record(ahead=200, deadlines=(due("paper", 20),)))
    off = record(ahead=200, deadlines=(due("paper", 20),), status="cancelled")
    selection = chosen(off, past=past)
    assert (names(selection.calls), selection.calls[0].marks) == (["Knot Day"], ("cancelled",))
    told = printed(selection, SETTINGS, TODAY, "2")
    assert chosen(off, past=[*past, *told]).calls == ()


def test_new_days_bring_an_event_back_with_those_it_had() -> None:
    item = only(chosen(record(ahead=40), past=mark(record(ahead=20))))
    assert (item.marks, item.was) == (("changed",), days(20))
    assert item.reasons[0].words == "changed since it was printed"


def test_what_is_cancelled_after_it_was_printed_is_told_once() -> None:
    past = mark(record())
    off = record(status="cancelled")
    item = only(chosen(off, past=past))
    assert (item.record.event.name, item.marks) == ("Knot Day", ("cancelled",))
    told = printed(chosen(off, past=past), SETTINGS, TODAY, "2")
    assert chosen(off, past=[*past, *told]).events == ()
    assert chosen(off).events == ()


def test_a_deadline_that_comes_near_brings_an_event_back_once_as_a_reminder() -> None:
    made = record(ahead=40, deadlines=(due("registration", 16),))
    past, later = mark(made), TODAY + timedelta(days=7)
    assert chosen(made, past=past).events == ()
    item = only(chosen(made, past=past, today=later))
    assert item.marks == ("reminder",)
    again = printed(chosen(made, past=past, today=later), SETTINGS, later, "2")
    assert chosen(made, past=[*past, *again], today=later + timedelta(days=1)).events == ()


def test_a_deadline_that_was_put_off_brings_a_call_back() -> None:
    past = mark(record(ahead=200, deadlines=(due("paper", 20),)))
    item = only(chosen(record(ahead=200, deadlines=(due("paper", 34),)), past=past))
    assert (item.marks, item.extended) == (("extended",), {"paper": TODAY + timedelta(days=20)})


def test_a_call_near_its_end_is_a_last_chance() -> None:
    made = record(ahead=200, deadlines=(due("paper", 16),))
    later = TODAY + timedelta(days=8)
    assert only(chosen(made, past=mark(made), today=later)).marks == ("last chance",)


def test_a_page_that_says_itself_that_it_was_put_off_is_believed() -> None:
    item = only(chosen(record(ahead=200, deadlines=(due("paper", 34, was=20),))))
    assert (item.marks, item.extended) == (("extended",), {"paper": TODAY + timedelta(days=20)})


def test_a_call_that_was_printed_returns_as_an_event() -> None:
    made = record(ahead=200, deadlines=(due("paper", 20),))
    later = TODAY + timedelta(days=170)
    assert names(chosen(made, past=mark(made), today=later).events) == ["Knot Day"]


def test_a_call_without_an_event_keeps_what_was_said_of_it() -> None:
    old = Printed(
        "1", TODAY, "calls", "Fellows of Knots", None, Said(deadlines=(Due("application", None, "due in May"),)), ""
    )
    made = record("Fellows of Knots", ahead=None, deadlines=(due("application", 30),))
    assert chosen(made, past=[old]).calls == ()


def test_what_came_since_the_last_issue_is_new() -> None:
    fresh = replace(record("Fresh"), first_seen=datetime(2026, 9, 30, tzinfo=UTC))
    assert {item.record.event.name: item.marks for item in chosen(fresh, record()).events} == {
        "Fresh": ("new",),
        "Knot Day": (),
    }


# What is doubtful


def test_doubtful_facts_and_what_was_left_out_for_them_are_listed() -> None:
    shown = record("Shown", doubtful=("city",), place=Place())
    out = record("Out", doubtful=("start",))
    assert chosen(shown, out).doubtful == ("Shown (Shown@ev): city", "left out: Out (Out@even): start")
    assert names(chosen(shown, out).events) == ["Shown"]


def test_a_change_of_plans_that_did_not_count_is_told_with_who_says_it() -> None:
    said = Fact("status", "CANCELLED", "cancelled", "iCalendar", "VEVENT 1", 0.4, source="https://news.example/")
    shown = record("Shown", doubtful=("status",), evidence={"status": said})
    assert chosen(shown).doubtful == ('Shown (Shown@ev): status: "CANCELLED", says https://news.example/',)
