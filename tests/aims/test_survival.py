import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims.survival import cumulative_incidence, kaplan_meier

SETS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "survival.json").read_text()
)["sets"]
WITH_COMPETING_ENDS = [case for case in SETS if "cif" in case["expected"]]
CHILDREN = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), min_size=1, max_size=40)


def name_of(case: dict[str, Any]) -> str:
    return str(case["id"])


@pytest.fixture(params=SETS, ids=name_of)
def case(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_curve_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    curve, expected = kaplan_meier(case["time"], case["event"]), case["expected"]["km"]
    assert curve.times == expected["time"]
    assert curve.at_risk == expected["n_risk"]
    assert curve.survival == pytest.approx(expected["surv"], abs=1e-11)
    assert curve.lower == pytest.approx(expected["lower_loglog"], abs=1e-9)
    assert curve.upper == pytest.approx(expected["upper_loglog"], abs=1e-9)


def test_median_and_interval_agree_with_the_vectors(case: dict[str, Any]) -> None:
    curve, expected = kaplan_meier(case["time"], case["event"]), case["expected"]
    assert curve.median == expected["median_first_at_or_below_half"]
    assert curve.median_interval == tuple(expected["median_ci_loglog"])


def test_restricted_mean_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    curve = kaplan_meier(case["time"], case["event"])
    for exact in case["expected"]["rmst_exact"]:
        assert curve.restricted_mean(exact["tau"]) == pytest.approx(exact["rmst"], rel=1e-11)


def test_share_reached_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    curve, at = kaplan_meier(case["time"], case["event"]), case["expected"]["at"]
    reached = [curve.reached_by(day) for day in at["days"]]
    assert reached == pytest.approx([1 - share for share in at["surv"]], abs=1e-11)


@pytest.mark.parametrize("case", WITH_COMPETING_ENDS, ids=name_of)
def test_competing_ends_agree_with_the_vectors(case: dict[str, Any]) -> None:
    by_code, expected = cumulative_incidence(case["time"], case["event"]), case["expected"]["cif"]
    for day, shares in zip(expected["days"], expected["pstate"], strict=True):
        for code, incidence in by_code.items():
            assert incidence.at(day) == pytest.approx(shares[code], abs=1e-11)


def test_nobody_to_follow_is_refused() -> None:
    with pytest.raises(ValueError, match="no children"):
        kaplan_meier([], [])
    with pytest.raises(ValueError, match="no children"):
        cumulative_incidence([], [])


def test_days_without_their_codes_are_refused() -> None:
    with pytest.raises(ValueError, match="one code for each"):
        kaplan_meier([1, 2], [1])


def test_days_before_the_start_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        kaplan_meier([-1, 2], [1, 1])


def test_only_one_or_true_is_the_event() -> None:
    assert kaplan_meier([5, 6, 7], [True, 2, False]).survival == pytest.approx([2 / 3] * 3)


def test_median_is_found_where_floats_miss_one_half() -> None:
    # Multiplying 1 - 1/n down from n = 24 in floats ends just above one half.
    for size in range(2, 200, 2):
        assert kaplan_meier(range(size), [1] * size).median == size // 2 - 1


def test_nobody_reached_gives_no_median_and_no_band() -> None:
    curve = kaplan_meier([10, 20], [0, 0])
    assert (curve.median, curve.median_interval) == (None, (None, None))
    assert curve.lower == curve.upper == [None, None]
    assert curve.restricted_mean(30) == 30
    assert curve.reached_by(100) == 0


def test_everybody_reached_on_the_first_day() -> None:
    curve = kaplan_meier([0, 0], [1, 1])
    assert (curve.median, curve.survival, curve.restricted_mean(10)) == (0, [0.0], 0.0)
    assert curve.reached_by(0) == 1


def test_nobody_with_an_end_has_no_incidence() -> None:
    assert cumulative_incidence([3, 4], [0, 0]) == {}


def test_a_nation_is_counted_quickly_and_exactly() -> None:
    days = [(7919 * child) % 2000 for child in range(20_000)]
    curve = kaplan_meier(days, [child % 3 == 0 for child in range(20_000)])
    assert len(curve.times) == 2000
    assert 0 < curve.survival[-1] < 1


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1), st.integers(0, 50))
def test_share_reached_is_met_of_all_when_nobody_is_censored_before(
    children: list[tuple[int, bool]], day: int
) -> None:
    days, events = zip(*[(t, e or t <= day) for t, e in children], strict=True)
    met = sum(t <= day for t in days)
    assert kaplan_meier(days, events).reached_by(day) == met / len(days)


@given(CHILDREN.map(lambda children: [(day, code + 1) for day, code in children]))
def test_incidence_is_met_of_all_when_nobody_is_waiting(children: list[tuple[int, int]]) -> None:
    days, codes = zip(*children, strict=True)
    for code, incidence in cumulative_incidence(days, codes).items():
        for day in (0, 10, 30, 60):
            met = sum(t <= day and c == code for t, c in children)
            assert incidence.at(day) == met / len(children)


@given(CHILDREN)
def test_incidences_and_those_still_waiting_add_up_to_all(children: list[tuple[int, int]]) -> None:
    days, codes = zip(*children, strict=True)
    anything = kaplan_meier(days, [code != 0 for code in codes])
    parts = cumulative_incidence(days, codes)
    for step in range(len(anything.times)):
        total = sum(part.incidence[step] for part in parts.values())
        assert total + anything.survival[step] == pytest.approx(1)


@given(CHILDREN)
def test_leaving_as_censoring_never_understates(children: list[tuple[int, int]]) -> None:
    days, codes = zip(*children, strict=True)
    curve, parts = kaplan_meier(days, codes), cumulative_incidence(days, codes)
    if 1 in parts:
        for day in curve.times:
            assert curve.reached_by(day) >= parts[1].at(day) - 1e-12


@given(CHILDREN, st.integers(0, 80))
def test_curve_agrees_with_the_product_in_fractions(
    children: list[tuple[int, int]], tau: int
) -> None:
    days, codes = zip(*children, strict=True)
    curve = kaplan_meier(days, codes)
    heights: dict[int, Fraction] = {}
    height = Fraction(1)
    for day in range(81):
        there = sum(t >= day for t in days)
        if there:
            height *= 1 - Fraction(sum(t == day and c == 1 for t, c in children), there)
        heights[day] = height
    assert curve.median == next((day for day in sorted(set(days)) if 2 * heights[day] <= 1), None)
    assert curve.restricted_mean(tau) == pytest.approx(float(sum(heights[d] for d in range(tau))))
    assert curve.survival == [float(heights[day]) for day in curve.times]
    low, high = curve.median_interval
    assert low is None or curve.median is None or low <= curve.median
    assert high is None or (curve.median is not None and curve.median <= high)
