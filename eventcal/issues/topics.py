"""What names of events are about: the editor's interests in them, and the words that what he picked has more often than the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

WORD = re.compile(r"[^\W_]+(?:[+#]{1,2}(?![^\W_]))?")
ORDINAL_OR_YEAR = re.compile(r"\d+(?:st|nd|rd|th)?")
EMPTY = frozenset(
    "the of and for in on a an to with at by from is are be as or your our how what why part int l de la le der die das und et y".split()
)
ENDINGS = ("ational", "ation", "ing", "ers", "er", "ors", "or", "ic", "ed", "ment", "al", "s")
STEM = 4
"""No word is cut shorter."""
TOP = 3
"""So many words of a name count: those that tell the most."""
FEW = 0.3
"""Added to each count, so that a word that was never picked is not ruled out."""
LEAST = 5
"""Of fewer picks nothing is learned."""
HIDDEN = 5
"""What the editor has hidden counts as so many that he has not picked."""


@lru_cache(maxsize=50_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case without their endings, in order; neither numbers nor such as "the"."""
    words = (word for word in WORD.findall(name.casefold()) if not ORDINAL_OR_YEAR.fullmatch(word))
    return tuple(_stem(word) for word in words if word not in EMPTY)


def _stem(word: str) -> str:
    ending = next((each for each in ENDINGS if word.endswith(each) and len(word) - len(each) >= STEM), "")
    return word.removesuffix(ending) if ending else word


def interests_in(text: str, interests: Sequence[str]) -> list[str]:
    """Those that a text names: each word of one, whatever its ending, in a row; HPC in capitals within a word too: EuroHPC.

    >>> interests_in("Research Software Engineers in EuroHPC", ["research software", "HPC", "GPU"])
    ['research software', 'HPC']
    """
    words = f" {' '.join(words_of(text))} "
    return [each for each in interests if _is_named(each, words, text)]


def _is_named(interest: str, words: str, text: str) -> bool:
    wanted = " ".join(words_of(interest))
    inside = interest.isupper() and len(interest) > 1 and interest in text
    return inside or (bool(wanted) and f" {wanted} " in words)


@dataclass(frozen=True, slots=True)
class Taste:
    """How often words, and pairs of words in a row, stand in the names of what was picked and of all the rest."""

    picked: Counter[str]
    rest: Counter[str]
    picks: int
    others: int

    @classmethod
    def of(cls, picked: Iterable[str], rest: Iterable[str], hidden: Iterable[str] = ()) -> Taste:
        """From the names of what the editor picked, of what he did not, and of what he hid."""
        chosen, left = [*picked], [*rest, *(name for name in hidden for _ in range(HIDDEN))]
        counts = [Counter(term for name in names for term in _terms(name)) for names in (chosen, left)]
        return cls(counts[0], counts[1], len(chosen), len(left))

    def of_name(self, name: str) -> list[tuple[str, float]]:
        """The words of a name that tell the most, each with the logarithm of how much oftener it was picked than not."""
        if self.picks < LEAST:
            return []
        terms = [term for term in _terms(name) if term in self.picked or term in self.rest]
        return sorted(((term, self._ratio(term)) for term in terms), key=lambda each: (-abs(each[1]), each[0]))[:TOP]

    def _ratio(self, term: str) -> float:
        liked = (self.picked[term] + FEW) / (self.picks + 2 * FEW)
        # the name itself is among the rest, and says nothing of how common its words are
        usual = (max(0, self.rest[term] - 1) + FEW) / (max(0, self.others - 1) + 2 * FEW)
        return log(liked / usual)


def _terms(name: str) -> set[str]:
    words = words_of(name)
    return {*words, *(f"{one} {two}" for one, two in pairwise(words))}
