"""A recommendation that comes in a case file opens the record to whoever decides."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.today import today
from cases.models import Grant
from tests.exchange.importing import child_row, row, take_in, the_child

pytestmark = pytest.mark.django_db


def panel(days_ago: int, kind: str = "panel", outcome: str = "recommended") -> dict[str, str]:
    held = today() - timedelta(days=days_ago)
    return row(kind=kind, held_on=held.isoformat(), outcome=outcome)


def bring(*milestones: dict[str, str], left: date | None = None) -> Any:
    episode = {"started_on": "2018-01-01"}
    if left:
        episode |= {"ended_on": left.isoformat(), "destination": "home"}
    folder = {
        "children": [child_row()],
        "episodes": [row(**episode)],
        "milestones": list(milestones),
    }
    result = take_in(folder, on=today())
    assert result.rejected == []
    return Grant.objects.filter(child=the_child(), ground="awaiting_decision")


def test_the_adm_knows_of_a_child_recommended_in_a_case_file_until_six_months_after() -> None:
    made = bring(panel(10)).get()
    assert (made.role, made.membership) == ("decision_maker", None)
    assert made.last_day < today() + timedelta(days=180)


def test_the_same_file_again_opens_it_once() -> None:
    bring(panel(10))
    assert bring(panel(10), panel(9, "lac_review", "held")).count() == 1


@pytest.mark.parametrize(
    "told",
    [
        [panel(10), panel(3, "adm_decision", "approved")],
        [panel(400)],
        [panel(10, outcome="deferred")],
    ],
    ids=["decided", "long ago", "deferred"],
)
def test_nothing_is_opened_where_nothing_waits(told: list[dict[str, str]]) -> None:
    assert not bring(*told).exists()


def test_a_child_who_left_care_waits_for_no_decision() -> None:
    assert not bring(panel(10), left=today() - timedelta(days=2)).exists()


def test_a_decision_that_comes_later_closes_it_after_28_days() -> None:
    bring(panel(10))
    closed = bring(panel(10), panel(1, "adm_decision", "approved")).get()
    assert closed.last_day == today() + timedelta(days=28)
