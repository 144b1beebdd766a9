from datetime import date, timedelta

import pytest

from milestones.evaluate import evaluate
from milestones.history import Episode, History, Milestone, Order
from milestones.reading import Reading
from milestones.rules import rule_from_data
from milestones.status import Status, status_of

START = date(2019, 1, 7)
PANEL = rule_from_data(
    {
        "start": {"fact": "looked_after"},
        "stop": [{"milestones": ["panel"]}],
        "limit": {"amount": 30, "unit": "days"},
    }
)
COVERAGE = rule_from_data(
    {
        "kind": "coverage",
        "stop": [{"milestones": ["home_review"]}],
        "while": {"orders": ["cso"]},
        "limit": {"amount": 20, "unit": "days"},
        "cohort": {"from": "2019-01-20"},
        "target_date": "2019-03-01",
    }
)


def after(days: int) -> date:
    return START + timedelta(days)


def running(stopped: int | None = None, ended: int | None = None) -> Reading:
    history = History(
        episodes=(Episode(START, None if ended is None else after(ended)),),
        milestones=() if stopped is None else (Milestone("panel", after(stopped)),),
    )
    (reading,) = evaluate(history, [PANEL])
    return reading


@pytest.mark.parametrize(
    ("stopped", "ended", "on", "status"),
    [
        (None, None, -1, Status.EXCLUDED),
        (None, None, 30, Status.WAITING),
        (None, None, 31, Status.OVERDUE),
        (30, None, 60, Status.MET),
        (31, None, 60, Status.MET_LATE),
        (31, None, 30, Status.WAITING),
        (None, 30, 60, Status.LEFT_BEFORE_DUE),
        (None, 31, 60, Status.MISSED_LEFT),
        (None, 31, 30, Status.WAITING),
        (31, 31, 60, Status.MET_LATE),
        (32, 31, 60, Status.MISSED_LEFT),
        (None, -1, 60, Status.QUERY),
    ],
)
def test_status_follows_from_the_dates_as_at_the_day(
    stopped: int | None, ended: int | None, on: int, status: Status
) -> None:
    assert status_of(running(stopped, ended), after(on)) == status


def test_a_filter_of_the_day_excludes_before_anything_else() -> None:
    assert status_of(running(ended=-1), after(5), is_excluded=True) == Status.EXCLUDED


def test_a_prompt_is_never_overdue() -> None:
    prompt = running()._replace(due_on=None)
    assert status_of(prompt, date(2100, 1, 1)) == Status.WAITING


def covered(reviewed: int | None, ended: int | None, on: int) -> Status:
    history = History(
        episodes=(Episode(START),),
        orders=(Order("cso", START, ended_on=None if ended is None else after(ended)),),
        milestones=() if reviewed is None else (Milestone("home_review", after(reviewed)),),
    )
    (reading,) = evaluate(history, [COVERAGE])
    return status_of(reading, after(on))


@pytest.mark.parametrize(
    ("reviewed", "ended", "on", "status"),
    [
        (None, None, 5, Status.WAITING),
        (None, None, 53, Status.WAITING),
        (None, None, 54, Status.OVERDUE),
        (19, None, 53, Status.WAITING),
        (20, None, 53, Status.MET),
        (53, None, 60, Status.MET),
        (54, None, 60, Status.MET_LATE),
        (None, 20, 60, Status.LEFT_BEFORE_DUE),
        (20, 20, 60, Status.MET),
        (None, 54, 60, Status.MISSED_LEFT),
        (None, 19, 60, Status.EXCLUDED),
        (None, 19, 19, Status.EXCLUDED),
        (None, 19, 18, Status.WAITING),
    ],
)
def test_coverage_counts_reviews_from_the_threshold_to_the_by_date(
    reviewed: int | None, ended: int | None, on: int, status: Status
) -> None:
    assert covered(reviewed, ended, on) == status


def test_a_threshold_after_the_by_date_leaves_the_child_out() -> None:
    late = (Order("cso", after(40)),)
    (reading,) = evaluate(History(episodes=(Episode(START),), orders=late), [COVERAGE])
    assert reading.excluded_because == "threshold"
