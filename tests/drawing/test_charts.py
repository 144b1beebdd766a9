from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from drawing.runchart import Change, Point, RunChart, runchart
from drawing.survival_curve import Step, SurvivalCurve, survival_curve
from tests.drawing.reading import parsed, with_class, words

LAST = 12


def months(*shares: tuple[int, int], hollow: int = 0) -> tuple[Point, ...]:
    return tuple(
        Point(date(2024 + n // LAST, n % LAST + 1, 1), x, of, n < len(shares) - hollow)
        for n, (x, of) in enumerate(shares)
    )


def chart(points: tuple[Point, ...], **given_: object) -> str:
    return runchart(RunChart("Month by month", "Told", points, **given_))  # type: ignore[arg-type]


def test_a_month_with_children_still_to_come_is_hollow_on_a_dashed_line() -> None:
    drawing = chart(months((1, 2), (2, 3), (1, 1), hollow=1))
    wide = parsed(drawing)[0]
    marks = [each.get("class") for each in wide.iter("circle")]
    assert marks == ["d-pt", "d-pt", "d-pt-open"]
    assert [each.get("class") for each in wide.iter("polyline")] == ["d-line", "d-line-open"]
    assert "hollow: not all" in words(drawing)


def test_a_month_nobody_came_in_has_a_dash_and_no_point() -> None:
    drawing = chart(months((1, 2), (0, 0), (1, 2)))
    assert len(with_class(drawing, "d-pt")) == 2 * 2
    assert "–" in words(drawing) and "1/2" in words(drawing)


def test_a_change_stands_between_two_months() -> None:
    drawing = chart(months((1, 2), (1, 2), (1, 2)), changes=(Change(1, 1, ("Team", "meets")),))
    wide = parsed(drawing)[0]
    (disc,) = [each for each in wide.iter("circle") if each.get("class") == "d-no"]
    points = [float(each.get("cx", 0)) for each in wide.iter("circle") if each is not disc]
    assert points[0] < float(disc.get("cx", 0)) < points[1]


def test_a_phone_shows_the_latest_months_only() -> None:
    drawing = chart(months(*[(1, 2)] * 30), median=0.5, median_of=12)
    wide, narrow = parsed(drawing)
    assert len(list(wide.iter("circle"))) == 30
    assert len(list(narrow.iter("circle"))) == 19


@given(st.lists(st.tuples(st.integers(0, 9), st.just(9)), max_size=60), st.floats(0, 1))
def test_any_run_of_months_stays_inside_its_frame(shares: list, median: float) -> None:
    drawing = chart(months(*shares), median=median, median_of=len(shares) // 2, aim=0.75)
    for svg, (left, right) in zip(parsed(drawing), ((46, 1010), (34, 392)), strict=True):
        for each in svg.iter("circle"):
            assert left <= float(each.get("cx", 0)) <= right


CURVE = SurvivalCurve(
    "How long it takes",
    "Told",
    (Step(84, 0.1, 0.05, 0.2), Step(188, 0.5, 0.35, 0.7), Step(200, 0.7)),
    censored=(10, 190),
    last_day=300,
    median_day=188,
    limit_day=210,
    limit_words="30 weeks: limit",
    aim=0.75,
    aim_words="Aim 75% by 30 weeks",
)


def test_a_curve_draws_its_median_to_both_axes_and_writes_it() -> None:
    drawing = survival_curve(CURVE)
    assert len(with_class(drawing, "d-median")) == 1
    assert "Half by 26 weeks 6 days" in words(drawing)
    assert len(with_class(drawing, "d-cens")) == 2
    assert len(with_class(drawing, "d-band")) == 2


def test_a_curve_that_nobody_has_reached_is_a_level_line() -> None:
    drawing = survival_curve(SurvivalCurve("t", "d", (), censored=(3,), last_day=9))
    (line,) = with_class(drawing, "d-line")
    assert "V" not in line.get("d", "")
    assert not with_class(drawing, "d-median")
