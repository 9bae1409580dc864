"""Many answers at a time, in the order asked for."""

from __future__ import annotations

import threading
import time

import pytest

from eventcal.abreast import AHEAD, in_order


class Bench:
    """Answers after a while, and remembers how many were at it at once."""

    def __init__(self, seconds: dict[str, float] | None = None) -> None:
        self.seconds = seconds or {}
        self.lock = threading.Lock()
        self.now: list[str] = []
        self.most = 0
        self.asked: list[str] = []
        self.clashes: list[str] = []

    def __call__(self, task: str) -> str:
        with self.lock:
            self.asked.append(task)
            self.clashes += [other for other in self.now if other[0] == task[0]]
            self.now.append(task)
            self.most = max(self.most, len(self.now))
        time.sleep(self.seconds.get(task, 0.005))
        with self.lock:
            self.now.remove(task)
        return task.upper()


def first_letter(task: str) -> str:
    return task[0]


def test_answers_come_in_the_order_of_the_tasks():
    tasks = ["a1", "b1", "a2", "c1", "b2"]
    bench = Bench({"a1": 0.1})
    assert list(in_order(tasks, first_letter, bench, jobs=3)) == [(task, task.upper()) for task in tasks]


def test_a_group_has_one_task_at_a_time_and_others_go_on():
    bench = Bench()
    list(in_order([f"{group}{n}" for n in range(4) for group in "abc"], first_letter, bench, jobs=8))
    assert bench.clashes == []
    assert bench.most == 3


def test_no_more_than_jobs_are_under_way():
    bench = Bench()
    list(in_order(list("abcdefgh"), first_letter, bench, jobs=2))
    assert bench.most == 2


def test_answers_do_not_pile_up_behind_a_slow_one():
    tasks = ["slow", *(chr(0x4E00 + n) for n in range(AHEAD * 2))]
    bench = Bench({"slow": 0.3, **dict.fromkeys(tasks[1:], 0)})
    results = in_order(tasks, first_letter, bench, jobs=4)
    assert next(results) == ("slow", "SLOW")
    assert len(bench.asked) <= AHEAD + 4
    assert len(list(results)) == AHEAD * 2


def test_no_tasks_give_no_answers():
    assert list(in_order([], first_letter, Bench(), jobs=4)) == []


def test_stopping_early_begins_nothing_new():
    bench = Bench({"b": 0.2})
    results = in_order(list("abcdefgh"), first_letter, bench, jobs=1)
    next(results)
    results.close()
    count = len(bench.asked)
    time.sleep(0.3)
    assert len(bench.asked) == count <= 2


def test_what_an_answer_raises_is_raised():
    def broken(task: str) -> str:
        raise ValueError(task)

    with pytest.raises(ValueError, match="a"):
        list(in_order(["a"], first_letter, broken, jobs=1))
