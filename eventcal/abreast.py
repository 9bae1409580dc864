"""Many slow answers at a time, given out in the order in which they were asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

AHEAD = 100
"""Answers that may wait in memory for one before them."""


def in_order(
    tasks: Sequence[Task], group: Callable[[Task], str], answer: Callable[[Task], Answer], jobs: int
) -> Iterator[tuple[Task, Answer]]:
    """Each task with its answer, in the order of `tasks`: `jobs` at a time, and one of a `group` at a time.

    What `answer` raises is raised here. When the caller stops early, nothing new is begun and nothing waited for.
    """
    waiting = list(enumerate(tasks))
    running: dict[Future[Answer], tuple[int, str]] = {}
    answers: dict[int, Answer] = {}
    pool = ThreadPoolExecutor(jobs)
    try:
        for index, task in enumerate(tasks):
            while True:
                _collect(running, answers, patient=index not in answers and bool(running))
                busy = {name for _, name in running.values()}
                for place, next_task in _startable(waiting, index + AHEAD, group, busy, jobs - len(running)):
                    running[pool.submit(answer, next_task)] = (place, group(next_task))
                if index in answers:
                    break
            yield task, answers.pop(index)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _collect(running: dict[Future[Answer], tuple[int, str]], answers: dict[int, Answer], *, patient: bool) -> None:
    """Moves what is finished to `answers`; where `patient`, waits until something is."""
    finished, _ = wait(running, timeout=None if patient else 0, return_when=FIRST_COMPLETED)
    for future in finished:
        place, _ = running.pop(future)
        answers[place] = future.result()


def _startable(
    waiting: list[tuple[int, Task]], end: int, group: Callable[[Task], str], busy: set[str], room: int
) -> list[tuple[int, Task]]:
    """Takes from `waiting` the first tasks before place `end` whose group is idle, at most `room`."""
    chosen: list[tuple[int, Task]] = []
    for place, task in waiting:
        if place >= end or len(chosen) >= room:
            break
        if group(task) not in busy:
            busy.add(group(task))
            chosen.append((place, task))
    for item in chosen:
        waiting.remove(item)
    return chosen
