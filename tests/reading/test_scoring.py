"""How candidates are weighed, and how that is told."""

from __future__ import annotations

import pytest

from eventcal.reading.scoring import likeliest, probabilities, reasons, shares

TABLE = {"near": 2.0, "far": -1.0, "place:city": 0.5, "slight": 0.01, "none": 1.0}


def test_what_counts_most_is_told_first_with_its_sign() -> None:
    features = {"far": 1.0, "near": 1.0, "place:city": 1.0, "slight": 1.0, "unknown": 1.0}
    assert reasons(features, TABLE) == ("+2.0 near", "-1.0 far", "+0.5 city")


def test_only_a_few_reasons_are_told() -> None:
    assert len(reasons({f"f{n}": 1.0 for n in range(50)}, {f"f{n}": 1.0 for n in range(50)})) <= 8


def test_the_chances_leave_room_for_none() -> None:
    likely, unlikely = probabilities([{"near": 1.0}, {"far": 1.0}], TABLE)
    assert likely > 0.5 > unlikely > 0
    assert likely + unlikely < 1


def test_what_speaks_for_nothing_lowers_every_chance() -> None:
    assert probabilities([{"near": 1.0}], TABLE, {"near": 2.0})[0] < probabilities([{"near": 1.0}], TABLE)[0]


def test_the_shares_of_candidates_of_which_one_is_right_make_one() -> None:
    assert sum(shares([{"near": 1.0}, {"far": 1.0}, {}], TABLE)) == pytest.approx(1)


def test_the_likeliest_come_first_and_the_least_are_left_out() -> None:
    assert likeliest([0.1, 0.6, 0.005, 0.3], 2, 0.01) == [(1, 0.6), (3, 0.3)]
