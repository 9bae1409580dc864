"""Weighs candidates: each has features, each feature a weight, and the candidates of a field compete with each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from eventcal.reading.wordlists import tables

Features = Mapping[str, float]
NONE = "none"
"""The weight of this name is the score of giving nothing."""

LEAST_TOLD = 0.15  # of a sum that is worth telling
MOST_TOLD = 8


@cache
def weights(field: str) -> dict[str, float]:
    """The weights of a field's features; fitted by scripts/fit_weights.py, kept in data/weights.toml."""
    table: dict[str, float] = tables("weights")[field]
    return table


def points(features: Features, table: Mapping[str, float]) -> float:
    """The weighted sum of some features; one without a weight counts nothing."""
    weight = table.get
    return sum([value * weight(name, 0.0) for name, value in features.items()])


def reasons(features: Features, table: Mapping[str, float]) -> tuple[str, ...]:
    """What counts most in the sum for people to read, such as "+1.3 first range"; what hardly counts is left out."""
    weighed = [(value * table.get(name, 0.0), name) for name, value in features.items()]
    telling = sorted([each for each in weighed if abs(each[0]) >= LEAST_TOLD], key=lambda each: -abs(each[0]))
    return tuple([f"{share:+.1f} {plain(name)}" for share, name in telling[:MOST_TOLD]])


@cache
def plain(name: str) -> str:
    """A feature's name for people, without the kind that it is counted for."""
    return name.rpartition(":")[2].replace("_", " ")


def probabilities(
    candidates: Sequence[Features], table: Mapping[str, float], none: Features | None = None
) -> list[float]:
    """How likely each candidate is the right one, between 0 and 1; what is missing to 1 is "none of them".

    A conditional logit. `none` holds features of the whole page that speak for giving nothing.
    """
    nothing = table.get(NONE, 0.0) + points(none or {}, table)
    return softmax([*(points(features, table) for features in candidates), nothing])[:-1]


def shares(candidates: Sequence[Features], table: Mapping[str, float]) -> list[float]:
    """How likely each candidate is the right one, where one of them surely is."""
    return softmax([points(features, table) for features in candidates])


def softmax(scores: Sequence[float]) -> list[float]:
    """Chances in the proportion of the scores' exponentials."""
    top = max(scores, default=0.0)
    odds = [math.exp(score - top) for score in scores]
    total = sum(odds)
    return [each / total for each in odds]


def likeliest(chances: Sequence[float], most: int, least: float) -> list[tuple[int, float]]:
    """(place, chance) of the best `most` chances that are not below `least`, best first; of equals the later one."""
    ranked = sorted(enumerate(chances), key=lambda pair: (pair[1], pair[0]), reverse=True)
    return [(place, chance) for place, chance in ranked[:most] if chance >= least]
