import json
from itertools import combinations, groupby
from math import comb
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims.runchart import analyse, run_limits, shifts, suggest_phases, trends

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "runcharts.json").read_text()
)
# A centre line for each phase, or points left out of it, is asked for in pieces or not at all.
WHOLE = [case for case in VECTORS["anhoej"] if not {"part", "exclude"} & case.keys()]
PIECES = [case for case in VECTORS["anhoej"] if "part" in case]
POINTS = st.lists(st.none() | st.integers(0, 9), max_size=40)


def name_of(case: dict[str, Any]) -> str:
    return str(case["id"])


def assert_agrees(chart: Any, phase: dict[str, Any]) -> None:
    assert chart.n_useful == phase["n_useful"]
    assert chart.longest_run == phase["longest_run"]
    assert chart.longest_run_max == phase["longest_run_max"]
    assert chart.crossings == phase["n_crossings"]
    assert chart.crossings_min == phase["n_crossings_min"]
    # The vectors' package calls a chart without useful points "no signal"; we say nothing (R6).
    assert chart.signal is (phase["runs_signal"] if phase["n_useful"] else None)


@pytest.mark.parametrize("case", WHOLE, ids=name_of)
def test_chart_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    chart, expected = analyse(case["y"], case.get("freeze")), case["expected"]
    assert [chart.centre] * len(case["y"]) == pytest.approx(expected["centre"])
    assert_agrees(chart, expected["phases"][0])


@pytest.mark.parametrize("case", PIECES, ids=name_of)
def test_each_phase_is_a_chart_of_its_own(case: dict[str, Any]) -> None:
    for phase in case["expected"]["phases"]:
        chart = analyse(case["y"][phase["first"] : phase["last"] + 1])
        assert chart.centre == pytest.approx(case["expected"]["centre"][phase["first"]])
        assert_agrees(chart, phase)


def test_points_left_out_are_missing_points() -> None:
    (case,) = [case for case in VECTORS["anhoej"] if "exclude" in case]
    left_in = [None if i in case["exclude"] else y for i, y in enumerate(case["y"])]
    assert_agrees(analyse(left_in), case["expected"]["phases"][0])


@pytest.mark.parametrize(("useful", "longest", "fewest"), VECTORS["anhoej_limits"])
def test_limits_agree_with_the_table(useful: int, longest: int, fewest: int) -> None:
    chart = analyse([*[1] * useful, 0], freeze=useful + 1)
    if useful > 1:  # one point above and one below have no median on the lower
        assert (chart.n_useful, chart.crossings) == (1, 0)
    chart = analyse([0, *[1] * useful], freeze=1)
    assert (chart.n_useful, chart.longest_run) == (useful, useful)
    assert (chart.longest_run_max, chart.crossings_min) == (longest, fewest)


@pytest.mark.parametrize("case", VECTORS["ceiling_guard"], ids=name_of)
def test_rules_say_nothing_at_the_ceiling(case: dict[str, Any]) -> None:
    shares = [x / n for x, n in zip(case["x"], case["n"], strict=True)]
    for chart in (analyse(shares), analyse(shares, bounds=(0, 1))):
        assert chart.centre == case["expected"]["centre"]
        assert chart.n_useful == case["expected"]["below"]
        assert chart.signal is None


def test_frozen_line_within_bounds_with_all_later_points_on_one_side_signals() -> None:
    later = [0.5, 0.6, 0.5, 0.6, *[0.9] * 10]
    assert analyse(later, 4, bounds=(0, 1)).signal is True


def test_frozen_line_on_a_bound_says_nothing_only_when_the_bounds_are_told() -> None:
    later = [1.0, 1.0, *[0.5] * 12]
    assert analyse(later, 2).signal is True
    assert analyse(later, 2, bounds=(0, 1)).signal is None


@pytest.mark.parametrize("freeze", [5, 6, 50])
def test_line_frozen_on_every_point_is_the_median_of_the_same_points(freeze: int) -> None:
    assert analyse([1, 1, 1, 0, 0, None], freeze).signal is None


def test_nothing_measured_says_nothing() -> None:
    for values in ([], [None, None]):
        chart = analyse(values)
        assert (chart.centre, chart.n_useful, chart.signal) == (None, 0, None)
        assert chart.longest_run is chart.crossings_min is None


def test_baseline_all_missing_has_no_line() -> None:
    assert analyse([None, None, 3, 4], 2).centre is None


def test_line_frozen_on_no_points_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        analyse([1, 2, 3], 0)


def test_sawtooth_is_no_signal_but_too_many_runs() -> None:
    chart = analyse([0, 1] * 10)
    assert (chart.crossings, chart.signal) == (19, False)
    assert run_limits(10, 10) == (6, 16)


@pytest.mark.parametrize("case", VECTORS["ihi"], ids=name_of)
def test_shifts_and_trends_agree_with_the_vectors(case: dict[str, Any]) -> None:
    values, expected = case["y"], case["expected"]
    assert shifts(values, expected["median"]) == expected["shifts"]
    assert trends(values) == expected["trends"]
    if case["median_given"] is None:
        chart = analyse(values)
        assert chart.centre == expected["median"]
        assert (chart.n_useful, chart.crossings) == (expected["useful"], expected["runs"] - 1)
    if "runs_limits" in expected:
        limits = run_limits(expected["above"], expected["below"])
        assert limits == tuple(expected["runs_limits"])


def test_turning_point_belongs_to_both_legs() -> None:
    assert trends([1, 2, 3, 2, 1], length=3) == [
        {"direction": "up", "first": 0, "last": 2, "n": 3},
        {"direction": "down", "first": 2, "last": 4, "n": 3},
    ]


def test_no_line_and_no_points_have_no_shifts_and_no_trends() -> None:
    assert shifts([None, None], None) == []
    assert trends([None, None]) == []
    assert trends([]) == []


@pytest.mark.parametrize(("total", "lower", "upper"), VECTORS["ihi_runs_limits_equal_halves"])
def test_numbers_of_runs_agree_with_the_published_table(total: int, lower: int, upper: int) -> None:
    assert run_limits(total // 2, total // 2) == (lower, upper)


@pytest.mark.parametrize("case", VECTORS["ihi_runs_limits_unequal"])
def test_numbers_of_runs_for_unequal_sides(case: dict[str, int]) -> None:
    assert run_limits(case["above"], case["below"]) == (case["lower"], case["upper"])


def test_numbers_of_runs_are_not_judged_under_ten_points() -> None:
    assert run_limits(5, 4) is None
    assert run_limits(0, 0) is None


def test_points_all_on_one_side_cannot_have_too_few_runs() -> None:
    assert run_limits(10, 0) == run_limits(0, 10) == (None, 2)


@pytest.mark.parametrize("above", range(11))
def test_numbers_of_runs_agree_with_every_order_written_out(above: int) -> None:
    below = 11 - above
    orders = [
        len(list(groupby(point in chosen for point in range(11))))
        for chosen in combinations(range(11), above)
    ]
    assert len(orders) == comb(11, above)
    few = [r for r in range(1, 12) if sum(runs <= r for runs in orders) / len(orders) <= 0.05]
    many = [r for r in range(1, 12) if sum(runs >= r for runs in orders) / len(orders) <= 0.05]
    assert run_limits(above, below) == (max(few, default=None), min(many, default=None))


@pytest.mark.parametrize("case", VECTORS["rephase"], ids=name_of)
def test_suggested_phases_agree_with_the_vectors(case: dict[str, Any]) -> None:
    improving = {"below": "down", "above": "up", "both": "both"}[case["direction"]]
    phases = suggest_phases(
        case["y"],
        case["med_rows"],
        case["runlength"],
        improving=improving,  # type: ignore[arg-type]
    )
    dates = case["dates"]
    assert [
        {
            "median": phase["median"],
            "start": dates[phase["first"]],
            "end": dates[phase["last"]],
            "run_type": phase["kind"],
        }
        for phase in phases
    ] == case["expected"]


def test_only_the_improving_side_suggests_a_phase() -> None:
    values = [*[1, 3] * 6, *[9] * 9]
    assert [phase["kind"] for phase in suggest_phases(values, 12, improving="down")] == ["baseline"]
    assert len(suggest_phases(values, 12, improving="up")) == 2


def test_counting_starts_again_from_the_new_median() -> None:
    values = [*[1, 3] * 2, *[8, None, 10], *[20, 9, 20], 7]
    assert suggest_phases(values, 4, 2, improving="up") == [
        {"kind": "baseline", "first": 0, "last": 3, "median": 2},
        {"kind": "sustained", "first": 4, "last": 6, "median": 9},
        {"kind": "sustained", "first": 7, "last": 9, "median": 20},
    ]


def test_too_few_points_for_phases_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 22 points; there are 21"):
        suggest_phases([1] * 21, improving="up")


def test_phases_without_a_baseline_are_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        suggest_phases([*[None] * 13, *[1] * 9], improving="up")


def test_unknown_direction_is_refused() -> None:
    with pytest.raises(ValueError, match="improving direction"):
        suggest_phases([1] * 22, improving="sideways")  # type: ignore[arg-type]


@given(POINTS)
def test_missing_points_and_points_on_the_line_change_no_run(values: list[int | None]) -> None:
    present = [value for value in values if value is not None]
    if not present:
        return
    line = median(present)
    useful = [value for value in present if value != line]
    chart = analyse(values)
    sides = [len(list(run)) for _, run in groupby(value > line for value in useful)]
    assert chart.n_useful == len(useful)
    assert (chart.longest_run or 0) == max(sides, default=0)
    assert [shift["n"] for shift in shifts(values, line, 1)] == sides


@given(POINTS)
def test_mirrored_points_tell_the_same_upside_down(values: list[int | None]) -> None:
    mirrored = [None if value is None else -value for value in values]
    assert analyse(values).signal is analyse(mirrored).signal
    for ours, theirs in zip(trends(values), trends(mirrored), strict=True):
        assert {ours["direction"], theirs["direction"]} == {"up", "down"}
        assert (ours["first"], ours["last"]) == (theirs["first"], theirs["last"])


@given(st.lists(st.integers(0, 9), min_size=22, max_size=60))
def test_suggested_phases_follow_one_another_without_overlap(values: list[int]) -> None:
    phases = suggest_phases(values, improving="both")
    for before, after in zip(phases, phases[1:], strict=False):
        assert before["last"] < after["first"]
        side = [values[i] - before["median"] for i in range(after["first"], after["last"] + 1)]
        assert all(gap >= 0 for gap in side) or all(gap <= 0 for gap in side)
        assert sum(gap != 0 for gap in side) == 9
