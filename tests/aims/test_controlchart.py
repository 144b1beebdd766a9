import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims.controlchart import p_chart, xmr_chart

SHEWHART: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "spc.json").read_text()
)["shewhart"]
SINGLE_VALUES = [case for case in SHEWHART if case["chart"] == "i"]


@pytest.mark.parametrize("case", SINGLE_VALUES, ids=lambda case: case["id"])
def test_single_values_agree_with_the_vectors(case: dict[str, Any]) -> None:
    chart = xmr_chart(case["y"], freeze=case.get("freeze"), screen=case["screened"])
    assert chart.centre == pytest.approx(case["expected"]["cl"], rel=1e-9)
    assert chart.lower == pytest.approx(case["expected"]["lcl"], rel=1e-9)
    assert chart.upper == pytest.approx(case["expected"]["ucl"], rel=1e-9)


@pytest.mark.parametrize(
    "case", [case for case in SHEWHART if case["chart"] == "pp"], ids=lambda case: case["id"]
)
def test_centre_of_shares_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    assert p_chart(case["y"], case["n"]).centre == pytest.approx(case["expected"]["cl"], rel=1e-9)


def test_limits_of_shares_are_three_sigma_cut_at_none_and_all() -> None:
    chart = p_chart([50, 5, 2], [100, 10, 4])
    assert chart.centre == [0.5, 0.5, 0.5]
    assert chart.lower == pytest.approx([0.35, 0.5 - 3 * 0.5 / 10**0.5, 0])
    assert chart.upper == pytest.approx([0.65, 0.5 + 3 * 0.5 / 10**0.5, 1])


def test_months_without_children_have_no_point_and_no_limits() -> None:
    chart = p_chart([1, 0, 3], [2, 0, 4])
    assert [line[1] for line in (chart.centre, chart.lower, chart.upper)] == [None, None, None]
    assert chart.centre[0] == chart.centre[2] == pytest.approx(4 / 6)


@pytest.mark.parametrize("n", [[], [0, 0]])
def test_no_children_at_all_have_no_chart(n: list[int]) -> None:
    chart = p_chart(n, n)
    assert chart.centre == chart.lower == chart.upper == [None] * len(n)


def test_counts_without_their_denominators_are_refused() -> None:
    with pytest.raises(ValueError, match="as many counts"):
        p_chart([1, 2], [3])


def test_missing_value_takes_the_moving_ranges_on_both_sides_with_it() -> None:
    chart = xmr_chart([1, 2, None, 10, 11])
    assert chart.centre == [6] * 5
    assert chart.upper == pytest.approx([6 + 3 / 1.128] * 5)


def test_one_value_has_a_centre_and_no_limits() -> None:
    chart = xmr_chart([7, None])
    assert (chart.centre, chart.lower, chart.upper) == ([7, 7], [None, None], [None, None])


@pytest.mark.parametrize("values", [[], [None, None]])
def test_no_values_have_no_lines(values: list[None]) -> None:
    chart = xmr_chart(values)
    assert chart.centre == chart.lower == chart.upper == values


@pytest.mark.parametrize("screen", [True, False])
def test_equal_values_have_limits_on_the_centre(screen: bool) -> None:
    chart = xmr_chart([4, 4, 4], screen=screen)
    assert chart.centre == chart.lower == chart.upper == [4, 4, 4]


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40), st.integers(1, 40))
def test_limits_stand_alike_about_the_centre_and_screening_never_widens(
    values: list[int], freeze: int
) -> None:
    plain = xmr_chart(values, freeze=freeze)
    screened = xmr_chart(values, freeze=freeze, screen=True)
    centre, lower, upper = plain.centre[0], plain.lower[0], plain.upper[0]
    if centre is None or lower is None or upper is None:
        assert freeze == 1
        return
    assert upper - centre == pytest.approx(centre - lower)
    assert screened.upper[0] is not None
    assert screened.upper[0] <= upper + 1e-9
