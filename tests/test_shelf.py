"""Records that are read when they are looked at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from eventcal.model import Event, Record
from eventcal.shelf import TOGETHER, Shelf, remembering

NOW = datetime(2026, 10, 1, tzinfo=UTC)


def record(n: int) -> Record:
    return Record(f"{n:04}@eventcal", Event(f"Fjord Days {n}", ""), n, "scheduled", (), NOW, NOW, NOW)


class Case:
    """A place where records are kept, and how often it was asked for how many."""

    def __init__(self, count: int) -> None:
        self.records = {made.uid: made for made in map(record, range(count))}
        self.asked: list[int] = []

    def load(self, uids):
        self.asked.append(len(uids))
        return [self.records[uid] for uid in uids]

    def shelf(self) -> Shelf:
        return Shelf([*self.records], self.load)


@pytest.fixture
def case():
    return Case(2 * TOGETHER + 1)


def test_nothing_is_read_before_it_is_looked_at(case):
    shelf = case.shelf()
    assert len(shelf.at(shelf.uids[:7])) == 7
    assert case.asked == []


def test_records_are_read_some_at_a_time_and_anew_each_time(case):
    shelf = case.shelf()
    first = iter(shelf)
    assert next(first).uid == "0000@eventcal"
    assert case.asked == [TOGETHER]
    assert [*shelf] == [*case.records.values()]
    assert case.asked == [TOGETHER, TOGETHER, TOGETHER, 1]


def test_they_come_in_the_order_that_is_asked_for_even_twice():
    shelf = Shelf.of(map(record, range(3)))
    uids = ["0002@eventcal", "0000@eventcal", "0002@eventcal"]
    assert [made.sequence for made in shelf.at(uids)] == [2, 0, 2]


def test_two_records_of_one_uid_are_refused():
    with pytest.raises(ValueError, match="3 records have 2 uids"):
        Shelf.of(map(record, (7, 8, 7)))


def test_several_kinds_are_found_by_one_look_and_sorted(case):
    even, late = case.shelf().sift(
        lambda made: made.sequence % 2 == 0, lambda made: made.sequence > 998, key=lambda made: -made.sequence
    )
    assert sum(case.asked) == len(case.records)
    assert [made.sequence for made in even][:3] == [1000, 998, 996]
    assert [made.sequence for made in late] == [1000, 999]


def test_what_is_sifted_without_a_key_stays_in_its_order():
    (odd,) = Shelf.of(map(record, (5, 2, 3))).sift(lambda made: made.sequence % 2 == 1)
    assert [made.sequence for made in odd] == [5, 3]


def test_they_are_looked_at_as_they_were_changed():
    shelf = Shelf.of(map(record, range(4))).changed(lambda made: record(made.sequence * 10))
    (some,) = shelf.sift(lambda made: made.sequence > 10)
    assert [made.sequence for made in some] == [20, 30]


def test_the_first_are_read_once_and_the_others_whenever_they_are_needed(case):
    load = remembering(case.load, 3)
    uids = [*case.records][:5]
    for _ in range(2):
        assert [made.uid for made in load(uids)] == uids
    assert case.asked == [5, 2]
