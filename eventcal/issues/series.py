"""Earlier editions: which name that was picked before a name is like."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log, sqrt

from eventcal.issues.topics import words_of
from eventcal.printed import Printed

ALIKE = 0.5
"""Of two names of one series the cosine is no less: "KubeCon Europe 2021", "KubeCon North America"."""


class Series:
    """The entries that were printed, found by names like theirs: those whose rare words they share."""

    def __init__(self, printed: Iterable[Printed], names: Iterable[str]) -> None:
        """`names`: of all events, printed or not, which tell how rare a word is."""
        self._latest = {entry.name: entry for entry in printed}
        every = {*self._latest, *names}
        self._found = Counter(word for name in every for word in set(words_of(name)))
        self._count = len(every)
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._latest:
            for word in set(words_of(name)):
                self._by_word[word].append(name)

    def like(self, name: str) -> Printed | None:
        """The entry whose name is the most like this one, the latest of that name; None if none is of its series."""
        near = sorted({other for word in words_of(name) for other in self._by_word.get(word, ())})
        best = max(near, key=lambda other: self._cosine(name, other), default=None)
        return self._latest[best] if best is not None and self._cosine(name, best) >= ALIKE else None

    def _cosine(self, one: str, two: str) -> float:
        first, second = set(words_of(one)), set(words_of(two))
        sizes = self._weight(first) * self._weight(second)
        return self._weight(first & second) / sqrt(sizes) if sizes else 0.0

    def _weight(self, words: Iterable[str]) -> float:
        return sum(log(self._count / max(1, self._found[word])) ** 2 for word in words)
