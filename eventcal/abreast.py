"""Many slow answers at a time, given out in the order in which they were asked for."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from heapq import heapify, heappop, heappush
from queue import SimpleQueue
from typing import TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")

AHEAD = 100
"""Answers that may wait in memory for one before them; with many jobs twice as many as those."""


def in_order(
    tasks: Sequence[Task], group: Callable[[Task], str], answer: Callable[[Task], Answer], jobs: int
) -> Iterator[tuple[Task, Answer]]:
    """Each task with its answer, in the order of `tasks`: `jobs` at a time, and one of a `group` at a time.

    What `answer` raises is raised here. When the caller stops early, nothing new is begun and nothing waited for.
    """
    line = _Line([group(task) for task in tasks], jobs)
    finished: SimpleQueue[tuple[int, Future[Answer]]] = SimpleQueue()
    answers: dict[int, Answer] = {}
    pool = ThreadPoolExecutor(jobs)

    def begin(index: int) -> None:
        for place in line.startable(index + max(AHEAD, 2 * jobs)):
            pool.submit(answer, tasks[place]).add_done_callback(lambda done, place=place: finished.put((place, done)))  # type: ignore[misc]

    try:
        for index, task in enumerate(tasks):
            begin(index)
            while index not in answers or not finished.empty():
                place, done = finished.get()
                answers[place] = done.result()
                line.finish(place)
                begin(index)
            yield task, answers.pop(index)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


class _Line:
    """Which places may begin: the first of each group that is idle, while there is room."""

    def __init__(self, groups: Sequence[str], room: int) -> None:
        self._groups, self._room = groups, room
        self._waiting: defaultdict[str, deque[int]] = defaultdict(deque)
        for place, group in enumerate(groups):
            self._waiting[group].append(place)
        self._first = [places.popleft() for places in self._waiting.values()]
        heapify(self._first)

    def startable(self, end: int) -> Iterator[int]:
        """Those before `end`, the first ones first. They count as begun."""
        while self._room and self._first and self._first[0] < end:
            self._room -= 1
            yield heappop(self._first)

    def finish(self, place: int) -> None:
        """The next of its group may begin."""
        self._room += 1
        if places := self._waiting[self._groups[place]]:
            heappush(self._first, places.popleft())
