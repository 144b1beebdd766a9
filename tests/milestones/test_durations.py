import json
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.today import today
from milestones.durations import (
    LONDON,
    age_on,
    birthday,
    due_at,
    due_on,
    moment,
)

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "aims.json").read_text()
)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
NEW_YEAR = frozenset({date(2019, 12, 25), date(2019, 12, 26), date(2020, 1, 1), date(2020, 1, 2)})


@pytest.mark.parametrize("case", VECTORS["due_dates"], ids=lambda case: case["note"])
def test_due_date_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    start = date.fromisoformat(case["start"])
    assert due_on(start, case["amount"], case["unit"]) == date.fromisoformat(case["due"])


@pytest.mark.parametrize("case", VECTORS["due_instants"], ids=lambda case: case["note"])
def test_hours_elapse_across_clock_changes(case: dict[str, Any]) -> None:
    due = due_at(datetime.fromisoformat(case["start"]), case["hours"])
    assert due == datetime.fromisoformat(case["due"])
    assert due.utcoffset() == datetime.fromisoformat(case["due"]).utcoffset()
    assert due.tzinfo is LONDON


@pytest.mark.parametrize("case", VECTORS["as_at_today"], ids=lambda case: case["now_utc"])
def test_today_is_the_date_in_scotland(case: dict[str, Any]) -> None:
    now = datetime.fromisoformat(case["now_utc"])
    assert today(now) == date.fromisoformat(case["local_date"])


@pytest.mark.parametrize("case", VECTORS["ages"], ids=lambda case: f"{case['dob']} {case['on']}")
def test_age_agrees_with_the_vectors(case: dict[str, Any]) -> None:
    age = age_on(date.fromisoformat(case["dob"]), date.fromisoformat(case["on"]))
    assert (age, age < 12) == (case["age"], case["under_12"])


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        (date(2018, 5, 31), -3, "months", date(2018, 2, 28)),
        (date(2020, 5, 31), -3, "months", date(2020, 2, 29)),
        (date(2018, 9, 30), -7.5, "months", date(2018, 2, 13)),
        (date(2020, 2, 29), -1, "years", date(2019, 2, 28)),
        (date(2018, 1, 12), -0.5, "weeks", date(2018, 1, 8)),
        (date(2018, 1, 12), -1.5, "weeks", date(2018, 1, 1)),
        (date(2018, 3, 15), -2, "weeks", date(2018, 3, 1)),
        (date(2018, 3, 15), -72, "hours", date(2018, 3, 12)),
        (date(2020, 1, 3), -1, "working_days", date(2019, 12, 31)),
    ],
)
def test_negative_amounts_count_back(start: date, amount: float, unit: str, due: date) -> None:
    assert due_on(start, amount, unit, holidays=NEW_YEAR) == due


@pytest.mark.parametrize(
    ("amount", "due"), [(1, date(2019, 1, 2)), (24, date(2019, 1, 2)), (25, date(2019, 1, 3))]
)
def test_begun_days_of_hours_count_whole(amount: int, due: date) -> None:
    assert due_on(date(2019, 1, 1), amount, "hours") == due


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        (date(2019, 12, 20), 3, date(2019, 12, 27)),
        (date(2019, 12, 24), 1, date(2019, 12, 27)),
        (date(2019, 12, 31), 2, date(2020, 1, 6)),
        (date(2019, 12, 28), 1, date(2019, 12, 30)),
        (date(2019, 12, 28), 0, date(2019, 12, 28)),
    ],
)
def test_working_days_skip_weekends_and_holidays(start: date, amount: int, due: date) -> None:
    assert due_on(start, amount, "working_days", holidays=NEW_YEAR) == due


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        (date(2019, 3, 1), 22, "days", date(2019, 3, 22)),
        (date(2019, 3, 1), 1, "weeks", date(2019, 3, 7)),
        (date(2019, 3, 1), 3, "months", date(2019, 5, 31)),
        (date(2019, 3, 1), 1, "years", date(2020, 2, 29)),
        (date(2019, 12, 24), 2, "working_days", date(2019, 12, 27)),
        (date(2019, 12, 25), 1, "working_days", date(2019, 12, 27)),
        (date(2019, 12, 28), 1, "working_days", date(2019, 12, 30)),
        (date(2019, 3, 22), -22, "days", date(2019, 3, 1)),
    ],
)
def test_beginning_with_makes_the_start_day_one(
    start: date, amount: float, unit: str, due: date
) -> None:
    assert due_on(start, amount, unit, first_day_counts=True, holidays=NEW_YEAR) == due


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        (0.5, "days"),
        (1.5, "years"),
        (1.5, "hours"),
        (2.5, "working_days"),
        (7.25, "months"),
        (1.1, "weeks"),
        (float("nan"), "days"),
        (float("inf"), "weeks"),
        (10**400, "days"),
        (1, "fortnights"),
        (1, ""),
    ],
)
def test_amounts_that_cannot_be_counted_are_refused(amount: float, unit: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        due_on(date(2019, 1, 1), amount, unit)


@pytest.mark.parametrize("unit", ["hours", "days", "working_days", "weeks", "months", "years"])
@pytest.mark.parametrize("amount", [99_999_999, -99_999_999])
def test_a_due_day_outside_the_calendar_is_refused(amount: int, unit: str) -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        due_on(date(2019, 1, 1), amount, unit)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2019, 1, 1, 9, 0), 72)
    with pytest.raises(ValueError, match="time zone"):
        today(datetime(2019, 1, 1, 9, 0))


def test_today_needs_no_argument_at_the_edge() -> None:
    assert abs(today() - datetime.now(UTC).date()) <= timedelta(days=1)


def test_a_moment_is_local_time() -> None:
    assert moment(date(2019, 7, 1), time(9, 30)) == datetime(2019, 7, 1, 8, 30, tzinfo=UTC)
    assert moment(date(2019, 7, 1), None) is None


@given(DAYS, st.integers(0, 40))
def test_birthday_is_the_first_day_of_an_age(born_on: date, age: int) -> None:
    day = birthday(born_on, age)
    assert age_on(born_on, day) == age
    assert age_on(born_on, day - timedelta(days=1)) == age - 1


@given(DAYS, st.integers(-400, 400))
def test_months_keep_the_day_or_take_the_last(start: date, months: int) -> None:
    due = due_on(start, months, "months")
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == months
    assert due.day == min(start.day, monthrange(due.year, due.month)[1])


@given(DAYS, st.integers(-40, 40), st.sets(DAYS.filter(lambda day: day.weekday() < 5), max_size=9))
def test_working_day_n_has_n_working_days_behind_it(
    start: date, amount: int, holidays: set[date]
) -> None:
    due = due_on(start, amount, "working_days", holidays=holidays)
    step = 1 if amount > 0 else -1
    passed = [start + timedelta(days=step * n) for n in range(1, abs((due - start).days) + 1)]
    working = [day for day in passed if day.weekday() < 5 and day not in holidays]
    assert len(working) == abs(amount)
    assert not amount or working[-1] == due


@given(
    DAYS, st.integers(2, 120).map(lambda halves: halves / 2), st.sampled_from(["weeks", "months"])
)
def test_longer_limits_are_never_due_sooner(start: date, amount: float, unit: str) -> None:
    assert due_on(start, amount, unit) > due_on(start, amount - 0.5, unit)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.integers(-500, 500),
)
def test_elapsed_hours_are_exact(start: datetime, hours: int) -> None:
    assert due_at(start.astimezone(LONDON), hours) - start == timedelta(hours=hours)
