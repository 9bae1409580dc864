"""Which value of a field wins: the scores of the facts that agree on it, added up."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from eventcal.model import DOUBT, Fact

WORD = re.compile(r"[^\W_]+")
MOST_TEXTS = 1_000  # remembered; the names of a page are compared with each other
MOST = 0.99  # no single witness is beyond doubt


@dataclass(frozen=True, slots=True)
class Verdict:
    """The winner of a field and how sure it is: agreement between independent readings raises the score."""

    fact: Fact
    score: float

    @property
    def value(self) -> Any:
        """The fact's value, None where it is in doubt."""
        return self.fact.value if self.score >= DOUBT else None


@lru_cache(MOST_TEXTS)
def words(text: object) -> tuple[str, ...]:
    """The words of a text, in lower case: what makes two names the same."""
    return tuple(map(str.casefold, WORD.findall(str(text))))


def by_field(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """The facts of each field."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.field, []).append(fact)
    return found


def as_told(f: Fact, score: float, source: str) -> Fact:
    """The fact with another score and source; dataclasses.replace takes three times as long, and each fact is one."""
    return Fact(f.field, f.text, f.value, f.rule, f.where, score, f.about, f.more, source, f.why)


def itself(value: Hashable) -> Hashable:
    """The value: equal ones are the same."""
    return value


def best(facts: Iterable[Fact], field: str) -> Fact | None:
    """The fact of a field that scores highest; the first of equals."""
    return max((fact for fact in facts if fact.field == field), key=lambda fact: fact.score, default=None)


def settle(facts: Iterable[Fact], field: str, same: Callable[[Any], Hashable] = itself) -> Verdict | None:
    """The value of a field that has most for it. `same` gives what agreeing values have in common.

    Where no words of the field were understood, the first of them, with a score of 0; None where there are none.
    """
    piles: dict[Hashable, list[Fact]] = {}
    unread: list[Fact] = []
    for fact in facts:
        if fact.field == field:
            (unread if fact.value is None else piles.setdefault(same(fact.value), [])).append(fact)
    verdicts = [Verdict(max(pile, key=lambda fact: fact.score), together(pile)) for pile in piles.values()]
    if not verdicts:
        return Verdict(unread[0], 0.0) if unread else None
    return max(verdicts, key=lambda verdict: verdict.score)


def together(pile: Sequence[Fact]) -> float:
    """The score of facts that say the same: the chance that not all witnesses are wrong.

    Facts of one kind of rule are one witness: a page that says its date five times was written by one person.
    """
    witnesses: dict[str, float] = {}
    for fact in pile:
        kind = fact.rule.split(" ")[0]
        witnesses[kind] = max(witnesses.get(kind, 0.0), fact.score)
    wrong = 1.0
    for score in witnesses.values():
        wrong *= 1 - min(score, MOST)
    return 1 - wrong
