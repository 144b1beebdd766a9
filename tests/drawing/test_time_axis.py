from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from drawing.time_axis import axis_over

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1))


@given(st.lists(DAYS, min_size=1, max_size=8))
def test_every_day_has_its_place_and_later_days_lie_further_right(days: list[date]) -> None:
    axis = axis_over(days, left=100, right=900)
    places = [axis.x(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(100 <= x <= 900 for x in places)


@given(DAYS, st.integers(0, 20_000))
def test_month_labels_never_touch_each_other(first: date, span: int) -> None:
    axis = axis_over([first, first + timedelta(days=span)], left=186, right=944)
    told = [tick for tick in axis.months(apart=64) if tick.label]
    for before, after in zip(told, told[1:], strict=False):
        assert after.x - before.x >= 54


def test_a_month_whose_label_todays_line_would_cross_is_left_unnamed() -> None:
    axis = axis_over([date(2024, 11, 4), date(2026, 7, 27)], left=186, right=944)
    crossed = [tick for tick in axis.months(apart=64, avoid=axis.x(date(2026, 3, 17)))]
    assert [tick.label for tick in crossed if tick.x > 730][0] == ""


def test_years_alone_stand_under_a_long_journey() -> None:
    axis = axis_over([date(2010, 5, 1), date(2026, 5, 1)], left=186, right=944)
    assert all(tick.label.isdigit() for tick in axis.months(apart=64) if tick.label)


def test_weeks_are_counted_from_the_start() -> None:
    axis = axis_over([date(2026, 1, 5), date(2026, 6, 1)], left=0, right=800)
    weeks = axis.weeks(date(2026, 1, 5), apart=46)
    assert weeks[0].label == "week 0"
    assert weeks[0].x == axis.x(date(2026, 1, 5))
