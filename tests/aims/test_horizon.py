"""When an aim can be judged, and on whom."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aims.horizon import horizon, horizon_of
from milestones.durations import ONE_DAY, due_on
from tests.aims.invented import published, vectors


@pytest.mark.parametrize("vector", vectors("horizon"), ids=lambda vector: vector["source"])
def test_the_published_aims_are_mostly_immature_on_their_target_date(
    vector: dict[str, Any],
) -> None:
    found = horizon(
        first_entry=date.fromisoformat(vector["first_entry"]),
        amount=vector["amount"],
        unit=vector["unit"],
        target_date=date.fromisoformat(vector["target_date"]),
    )
    assert found.first_due.isoformat() == vector["first_due"]
    assert str(found.last_entry_due_by_target) == vector["last_entry_due_by_target"]
    assert found.entry_days_mature == vector["entry_days_mature"]
    assert found.entry_days_window == vector["entry_days_window"]


def test_midlothian_could_judge_137_of_its_366_entry_days() -> None:
    found = horizon(
        first_entry=date(2017, 11, 1), amount=7.5, unit="months", target_date=date(2018, 11, 1)
    )
    assert found.first_due == date(2018, 6, 16)
    assert found.last_entry_due_by_target == date(2018, 3, 17)
    assert (found.entry_days_mature, found.entry_days_window) == (137, 366)


def test_an_aim_that_nobody_can_reach_in_time_has_no_last_entry() -> None:
    found = horizon(
        first_entry=date(2018, 1, 1), amount=2, unit="years", target_date=date(2019, 1, 1)
    )
    assert found.last_entry_due_by_target is None
    assert found.entry_days_mature == 0


@given(
    first=st.dates(date(2016, 1, 1), date(2024, 1, 1)),
    days=st.integers(0, 500),
    amount=st.integers(1, 30).map(lambda n: n / 2),
    unit=st.sampled_from(["weeks", "months"]),
)
def test_entries_up_to_the_last_are_due_by_the_target_and_the_next_is_not(
    first: date, days: int, amount: float, unit: str
) -> None:
    target = date.fromordinal(first.toordinal() + days)
    found = horizon(first_entry=first, amount=amount, unit=unit, target_date=target)
    last = found.last_entry_due_by_target
    if last is not None:
        assert due_on(last, amount, unit) <= target
        assert last == target or due_on(last + ONE_DAY, amount, unit) > target


def test_an_aim_document_tells_its_own_horizon() -> None:
    [document] = published("midlothian-2")
    found = horizon_of(document)
    assert found is not None
    assert found.last_entry_due_by_target == date(2018, 3, 17)


@pytest.mark.parametrize("ref", ["highland-1", "north-lanarkshire-2", "south-ayrshire-3"])
def test_coverage_aims_drafts_and_open_windows_have_no_horizon(ref: str) -> None:
    [document] = published(ref)
    assert horizon_of(document) is None
