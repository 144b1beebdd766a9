"""Edges that a small slip in the evaluator would move by a day."""

from datetime import date

import pytest

from milestones.evaluate import evaluate
from milestones.history import Episode, Extension, History, Milestone, Order, Placement
from milestones.rules import rule_from_data
from milestones.status import Status, status_of
from tests.milestones.examples import CARE, START, after, dates, foster, held, read

REVIEW_BEFORE_EXPIRY = rule_from_data(
    {
        "start": {"fact": "order_made", "orders": ["cso"]},
        "stop": [{"milestones": ["childrens_hearing"]}],
        "limit": {"amount": -3, "unit": "months", "from": "expires_on"},
    }
)
SECTION_25 = rule_from_data(
    {
        "start": {"fact": "order_made", "orders": ["section_25"], "occurrence": "first"},
        "stop": [{"fact": "order_ended", "orders": ["section_25"]}],
        "limit": {"amount": 6, "unit": "months"},
    }
)


def test_continuous_orders_of_one_kind_start_a_single_clock() -> None:
    orders = (
        Order("section_25", after(30), ended_on=after(80)),
        Order("section_25", START, ended_on=after(30)),
        Order("cso", after(10)),
    )
    (reading,) = evaluate(History(episodes=CARE, orders=orders), [SECTION_25])
    assert (reading.started_on, reading.stopped_on) == (START, after(80))


def test_only_the_first_of_two_separate_orders_starts_a_first_clock() -> None:
    orders = (
        Order("section_25", START, ended_on=after(30)),
        Order("section_25", after(40)),
    )
    readings = evaluate(History(episodes=CARE, orders=orders), [SECTION_25])
    assert [reading.started_on for reading in readings] == [START]


def test_the_hearing_that_made_an_order_does_not_review_it() -> None:
    history = History(
        episodes=CARE,
        orders=(Order("cso", START, date(2020, 1, 7)),),
        milestones=(held("childrens_hearing", -9), held("childrens_hearing", 0)),
    )
    assert dates(evaluate(history, [REVIEW_BEFORE_EXPIRY])) == [(START, date(2019, 10, 7), None)]
    reviewed = History(
        episodes=CARE, orders=history.orders, milestones=(held("childrens_hearing", 1),)
    )
    assert evaluate(reviewed, [REVIEW_BEFORE_EXPIRY])[0].stopped_on == after(1)


def test_a_visit_on_the_day_of_going_home_starts_no_clock_away_from_home() -> None:
    history = History(
        episodes=CARE,
        placements=(foster(0, 30), foster(30, None, "home")),
        milestones=(held("carer_visit", 29), held("carer_visit", 30)),
    )
    readings = read("visits_3_months", history)
    assert [(r.started_on, r.stopped_on) for r in readings] == [(after(29), after(30))]


@pytest.mark.parametrize(("born_on", "clocks"), [(date(2007, 1, 7), 0), (date(2007, 1, 8), 1)])
def test_a_child_who_is_twelve_on_the_day_is_not_under_twelve(born_on: date, clocks: int) -> None:
    history = History(born_on, CARE, (foster(),))
    assert len(read("recommendation_30_weeks", history, applies={"under_age": 12})) == clocks


def test_an_end_before_the_start_is_a_question_whatever_counts_as_met() -> None:
    backwards = (Episode(START, after(-1), "home"),)
    rule = rule_from_data(
        {
            "start": {"fact": "looked_after"},
            "stop": [{"milestones": ["panel"]}],
            "counts_as_met": ["home"],
        }
    )
    (reading,) = evaluate(History(episodes=backwards), [rule])
    assert not reading.stopped_by_exit
    assert status_of(reading, after(10)) == Status.QUERY


@pytest.mark.parametrize(
    ("expires", "ended", "lapsed"), [(30, 40, 30), (40, 30, 30), (30, None, 30), (None, 30, 30)]
)
def test_an_order_lapses_on_the_earlier_of_its_ends(
    expires: int | None, ended: int | None, lapsed: int
) -> None:
    order = Order(
        "cso",
        START,
        None if expires is None else after(expires),
        None if ended is None else after(ended),
    )
    assert order.is_in_force(after(lapsed - 1))
    assert not order.is_in_force(after(lapsed))
    assert not order.is_in_force(after(-1))


def test_the_latest_of_several_extensions_holds() -> None:
    history = History(
        episodes=CARE,
        milestones=(held("panel", 10),),
        extensions=(
            Extension("adm_decision_14_days", after(10), after(50)),
            Extension("adm_decision_14_days", after(10), after(40)),
        ),
    )
    assert read("adm_decision_14_days", history)[0].due_on == after(50)


def test_a_birthday_before_the_order_moves_no_due_day() -> None:
    grown_up = History(
        date(2001, 1, 6), episodes=CARE, orders=(Order("cso", START, date(2020, 1, 7)),)
    )
    assert read("cso_expiry", grown_up)[0].due_on == date(2020, 1, 7)


def test_an_early_review_asks_nothing_of_a_coverage_aim_that_allows_it() -> None:
    history = History(
        episodes=(Episode(after(-90)),),
        placements=(Placement("home", START),),
        milestones=(Milestone("home_review", after(-30)),),
    )
    for allowed, status in ((True, Status.WAITING), (False, Status.QUERY)):
        rule = rule_from_data(
            {
                "kind": "coverage",
                "stop": [{"milestones": ["home_review"]}],
                "while": {"settings": ["home"]},
                "limit": {"amount": 20, "unit": "days"},
                "allow_before_start": allowed,
            }
        )
        (reading,) = evaluate(history, [rule])
        assert status_of(reading, after(40)) == status
