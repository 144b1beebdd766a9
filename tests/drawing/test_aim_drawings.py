from hypothesis import given
from hypothesis import strategies as st

from drawing.clock_bar import clock_bar
from drawing.gauge import Gauge, gauge
from drawing.projection import End, Projection, projection
from tests.drawing.reading import parsed, with_class, words

SHARES = st.floats(0, 1)


@given(st.builds(Gauge, SHARES, SHARES, SHARES, SHARES, st.just("aim 75%")))
def test_a_gauge_keeps_its_marks_on_its_scale(of: Gauge) -> None:
    (disc,) = with_class(gauge(of), "d-held")
    assert 2 <= float(disc.get("cx", 0)) <= 298


def test_a_gauge_without_a_rate_shows_the_scale_and_the_aim_alone() -> None:
    drawing = gauge(Gauge(aim=0.75, aim_words="aim 75%"))
    assert not with_class(drawing, "d-held") and not with_class(drawing, "d-range")
    assert words(drawing) == ["aim 75%"]


def test_a_gauge_puts_ten_of_sixteen_where_it_belongs() -> None:
    (disc,) = with_class(gauge(Gauge(share=10 / 16)), "d-held")
    assert disc.get("cx") == "187"


def ends(worst: int, best: int) -> Projection:
    return Projection(End(21, 34, worst), End(38, 44, best), 7, "31 May 2026", 75, 5)


def test_a_projection_fills_a_disc_for_each_child_needed() -> None:
    drawing = projection(ends(62, 86))
    assert len(with_class(drawing, "d-pt")) == 5
    assert len(with_class(drawing, "d-pt-open")) == 2
    told = words(drawing)
    assert {"Worst 62%", "21 of 34", "Best 86%", "38 of 44", "Aim 75%"} <= set(told)
    assert "5 of the 7 due by then" in told


def test_a_projection_that_cannot_reach_its_aim_says_how_many_are_missing() -> None:
    told = words(projection(Projection(End(10, 40, 25), End(35, 65, 54), 30, "31 May", 75, 45)))
    assert "45, but only 30 due by then" in told


def test_a_projection_with_nobody_left_to_fall_due_ends_in_one_place() -> None:
    drawing = projection(Projection(End(20, 25, 80), End(20, 25, 80), 0, "31 May", 90, 3))
    assert "Ends at 80%" in words(drawing) and "Nobody else falls due by then" in words(drawing)


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_projection_keeps_its_range_on_the_axis(first: int, second: int) -> None:
    drawing = projection(ends(min(first, second), max(first, second)))
    (band,) = with_class(drawing, "d-range")
    assert 20 <= float(band.get("x", 0)) <= 540
    assert float(band.get("x", 0)) + float(band.get("width", 0)) <= 540.2


def test_a_clock_inside_its_limit_is_not_hatched() -> None:
    assert "p-over" not in clock_bar(used_days=112, limit_days=112)
    assert "p-over" in clock_bar(used_days=113, limit_days=112)


def test_a_duty_without_a_limit_has_no_bar() -> None:
    assert clock_bar(used_days=9, limit_days=None) == ""


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_clocks_bar_never_outgrows_its_frame(used: int, limit: int) -> None:
    (svg,) = parsed(clock_bar(used_days=used, limit_days=limit))
    for each in svg.iter("rect"):
        assert float(each.get("x", 0)) + float(each.get("width", 0)) <= 140.1
