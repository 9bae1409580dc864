"""Tells the few words of a text that matter for something from the many that do not, at little cost for each word."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class Sieve:
    """Keeps the words that matter. Those that do not are remembered: a text's words are mostly among them.

    >>> long = Sieve(lambda word: len(word) > 5, 100)
    >>> long(["the", "Concert", "hall"]), long(["the", "hall"])
    ({'Concert'}, set())
    """

    def __init__(self, matters: Callable[[str], object], most: int) -> None:
        self.matters = matters
        self.most = most
        """That are remembered."""
        self.plain: set[str] = set()

    def __call__(self, words: Iterable[str]) -> set[str]:
        """Those of some words that matter."""
        left = set(words) - self.plain
        if not left:
            return left
        kept = set(filter(self.matters, left))
        if len(self.plain) > self.most:
            self.plain.clear()
        self.plain |= left - kept
        return kept
