from datetime import date
from typing import Any

import pytest

from milestones.evaluate import evaluate
from milestones.history import (
    Episode,
    Extension,
    History,
    LocalitySince,
    Order,
    Placement,
    Route,
)
from milestones.rules import rule_from_data
from milestones.status import Status, status_of
from tests.milestones.examples import CARE, START, after, foster, held, read


def test_a_transfer_keeps_the_original_date_and_is_out_of_an_aim() -> None:
    moved = (Episode(START, transferred_in=True, originally_accommodated_on=after(-100)),)
    for placements in ((), (foster(3),)):
        history = History(episodes=moved, placements=placements)
        (law,) = read("recommendation_30_weeks", history)
        (aim,) = read("recommendation_30_weeks", history, target_percent=80)
        assert (law.started_on, law.transferred_in) == (after(-100), True)
        assert (law.excluded_because, aim.excluded_because) == ("", "transferred_in")


def test_an_extension_moves_the_due_day_of_its_own_clock_only() -> None:
    extension = Extension("adm_decision_14_days", after(10), after(40))
    history = History(
        episodes=CARE,
        milestones=(held("panel", 10), held("panel", 50)),
        extensions=(extension,),
    )
    assert [r.due_on for r in read("adm_decision_14_days", history)] == [after(40), after(64)]


def test_holidays_move_working_days() -> None:
    rule = {
        "start": {"fact": "placement_began"},
        "stop": [{"milestones": ["emergency_review"]}],
        "limit": {"amount": 3, "unit": "working_days"},
        "applies": {"bases": ["emergency"]},
    }
    emergency = Placement("foster", START, basis="emergency")
    history = History(episodes=CARE, placements=(emergency, foster(20)))
    (reading,) = evaluate(history, [rule_from_data(rule)], frozenset({after(1)}))
    assert reading.due_on == after(4)


@pytest.mark.parametrize(
    ("applies", "count"),
    [
        ({"under_age": 12}, 1),
        ({"min_age": 12}, 0),
        ({"settings": ["kinship"]}, 0),
        ({"routes": ["kinship"]}, 1),
        ({"localities": ["Thurso"]}, 0),
        ({"localities": ["Wick"]}, 1),
        ({"order_in_force": ["cso"]}, 1),
        ({"order_in_force": ["icso"]}, 0),
        ({"order_in_force": True}, 1),
        ({"order_in_force": False}, 0),
        ({"no_order_in_force": ["cso"]}, 0),
        ({"no_order_in_force": ["icso"]}, 1),
    ],
)
def test_a_rule_that_does_not_apply_has_no_clock(applies: dict[str, Any], count: int) -> None:
    history = History(
        date(2010, 1, 1),
        CARE,
        (foster(),),
        (Order("cso", after(-5)),),
        (Route("kinship", after(-3)), Route("home", after(1))),
        localities=(LocalitySince("Wick", after(5)), LocalitySince("Thurso", after(9))),
    )
    assert len(read("recommendation_30_weeks", history, applies=applies)) == count


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"cohort": {"from": "2019-01-08"}}, "window"),
        ({"cohort": {"from": "2019-01-07", "to": "2019-01-07"}}, ""),
        ({"cohort": {"from": "2018-01-01"}, "target_date": "2019-01-06"}, "window"),
        ({"cohort": {"from": None}, "target_date": "2019-01-06"}, ""),
        ({"under_age": 12}, "age"),
        ({"under_age": 13}, ""),
        ({"localities": ["Thurso"]}, "locality"),
        ({"localities": ["Wick"]}, ""),
    ],
)
def test_an_aim_says_why_it_leaves_a_child_out(change: dict[str, Any], reason: str) -> None:
    history = History(date(2007, 1, 7), CARE, (foster(),), localities=(LocalitySince("Wick"),))
    (reading,) = read("recommendation_30_weeks", history, **change)
    assert reading.excluded_because == reason


def test_an_unknown_age_is_a_question() -> None:
    history = History(None, CARE, (foster(),))
    (reading,) = read("recommendation_30_weeks", history, under_age=12)
    assert status_of(reading, after(1)) == Status.QUERY
