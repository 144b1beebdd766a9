import json
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims.rates import Projection, projection, target_reached, whole_percent, wilson

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "aims.json").read_text()
)
X_OF_N = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def name_of_share(case: dict[str, Any]) -> str:
    return f"{case['x']}-of-{case['n']}"


@pytest.mark.parametrize("case", VECTORS["percent"], ids=name_of_share)
def test_percent_and_interval_agree_with_the_vectors(case: dict[str, Any]) -> None:
    assert whole_percent(case["x"], case["n"]) == case["whole"]
    assert wilson(case["x"], case["n"]) == pytest.approx(case["wilson95"], abs=1e-11)


@pytest.mark.parametrize("case", VECTORS["target_hit"], ids=name_of_share)
def test_verdict_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    assert target_reached(case["x"], case["n"], case["target"]) is case["hit"]
    assert whole_percent(case["x"], case["n"]) == case["shown"]


@pytest.mark.parametrize("case", VECTORS["needed"], ids=lambda case: f"target-{case['target']}")
def test_projection_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    of = case["waiting_due_by_target"]
    assert projection(
        met=case["met"],
        denominator=case["den"],
        waiting=of,
        waiting_due_by_target=of,
        target_percent=case["target"],
    ) == Projection(
        best=tuple(case["best"]),
        worst=tuple(case["worst"]),
        needed=case["needed"],
        of=of,
        possible=case["possible"],
    )


@pytest.mark.parametrize("cohort", VECTORS["cohorts"], ids=lambda cohort: cohort["id"])
def test_projection_agrees_with_the_cohorts(cohort: dict[str, Any]) -> None:
    expected = cohort["expected"]
    met, denominator = expected["rate_to_date"]
    ahead = projection(
        met=met,
        denominator=denominator,
        waiting=expected["counts"]["waiting"],
        waiting_due_by_target=expected["waiting_due_by_target"],
        target_percent=expected["target"],
    )
    needed = expected["needed_of_those_due_by_target"]
    assert list(ahead.best) == expected["projection_best"]
    assert list(ahead.worst) == expected["projection_worst"]
    assert (ahead.needed, ahead.of, ahead.possible) == tuple(needed.values())


def test_nobody_has_no_percent_no_interval_and_no_verdict() -> None:
    assert whole_percent(0, 0) is None
    assert wilson(0, 0) is None
    assert target_reached(0, 0, 80) is None


def test_no_target_gives_no_verdict_and_nothing_needed() -> None:
    assert target_reached(4, 5, None) is None
    ahead = projection(
        met=4, denominator=5, waiting=3, waiting_due_by_target=2, target_percent=None
    )
    assert ahead == Projection(best=(7, 8), worst=(4, 7), needed=None, of=2, possible=None)


@pytest.mark.parametrize(("x", "n", "whole"), [(25, 40, 63), (1, 8, 13), (3, 8, 38), (0, 7, 0)])
def test_halves_are_rounded_up(x: int, n: int, whole: int) -> None:
    assert whole_percent(x, n) == whole


def test_fractional_targets_are_read_as_written() -> None:
    assert target_reached(3, 3000, 0.1) is True
    assert target_reached(667, 1000, 66.7) is True
    assert target_reached(2, 3, 66.7) is False


@given(X_OF_N)
def test_whole_percent_is_the_nearest_whole_number_half_up(share: tuple[int, int]) -> None:
    x, n = share
    shown = whole_percent(x, n)
    assert shown is not None
    assert -Fraction(1, 2) < shown - Fraction(100 * x, n) <= Fraction(1, 2)


@given(X_OF_N, st.integers(0, 100))
def test_target_is_reached_exactly_from_the_smallest_sufficient_count(
    share: tuple[int, int], percent: int
) -> None:
    x, n = share
    assert target_reached(x, n, percent) is (x >= ceil(Fraction(percent * n, 100)))


@given(X_OF_N)
def test_interval_holds_the_share_and_mirrors_for_the_rest(share: tuple[int, int]) -> None:
    x, n = share
    low, high = wilson(x, n) or (1.0, 0.0)
    rest_low, rest_high = wilson(n - x, n) or (1.0, 0.0)
    assert 0 <= low <= x / n <= high <= 1
    assert (rest_low, rest_high) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(X_OF_N, st.integers(0, 40), st.integers(0, 40), st.integers(1, 100))
def test_needed_is_the_fewest_that_reach_the_target(
    share: tuple[int, int], due: int, later: int, percent: int
) -> None:
    met, denominator = share
    ahead = projection(
        met=met,
        denominator=denominator,
        waiting=due + later,
        waiting_due_by_target=due,
        target_percent=percent,
    )
    assert ahead.needed is not None
    assert target_reached(met + ahead.needed, denominator + due, percent)
    if ahead.needed:
        assert not target_reached(met + ahead.needed - 1, denominator + due, percent)
    assert ahead.possible is (ahead.needed <= due)
