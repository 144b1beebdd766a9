from datetime import date

import pytest

from milestones.evaluate import evaluate
from milestones.history import (
    Episode,
    History,
    Milestone,
    Order,
    Placement,
)
from milestones.rules import rule_from_data
from milestones.status import Status, status_of
from tests.milestones.examples import CARE, START, after, dates, foster, held, read, recommended


@pytest.mark.parametrize(
    ("return_kind", "counted", "reason", "stopped"),
    [
        ("", ["home"], "home", True),
        ("trial", ["home_permanent"], "home", False),
        ("permanent", ["home_permanent"], "home_permanent", True),
        ("permanent", ["home"], "home_permanent", True),
        ("permanent", [], "home_permanent", False),
    ],
)
def test_a_return_home_stops_the_clock_where_it_counts(
    return_kind: str, counted: list[str], reason: str, stopped: bool
) -> None:
    home = Placement("home", after(60), return_kind=return_kind)
    by_move = History(episodes=CARE, placements=(foster(0, 60), home))
    by_leaving = History(
        episodes=(Episode(START, after(60), "home", return_kind),), placements=(foster(0, 60),)
    )
    for history in (by_move, by_leaving):
        (reading,) = read("recommendation_30_weeks", history, counts_as_met=counted)
        assert reading.exit_reason == reason
        assert reading.stopped_by_exit == stopped
        assert reading.stopped_on == (after(60) if stopped else None)
        assert reading.ended_on == after(60)


def test_the_event_wins_over_the_exit_of_the_same_day_and_loses_the_day_after() -> None:
    episodes = (Episode(START, after(60), "adopted"),)
    for on, stopped in ((60, after(60)), (61, None)):
        history = History(
            episodes=episodes, placements=(foster(0, 60),), milestones=(recommended(on),)
        )
        (reading,) = read("recommendation_30_weeks", history)
        assert (reading.stopped_on, reading.exit_reason) == (stopped, "adopted")


def test_an_expiry_stops_when_the_order_is_continued_not_when_the_old_one_is_closed() -> None:
    orders = (
        Order("cso", START, date(2020, 1, 7), ended_on=date(2019, 12, 20)),
        Order("cso", date(2019, 12, 20), date(2020, 12, 20)),
    )
    assert dates(read("cso_expiry", History(episodes=CARE, orders=orders))) == [
        (START, date(2020, 1, 7), date(2019, 12, 20)),
        (date(2019, 12, 20), date(2020, 12, 20), None),
    ]


def test_an_order_that_merely_lapses_stays_overdue() -> None:
    history = History(episodes=CARE, orders=(Order("cso", START, after(100)),))
    (reading,) = read("cso_expiry", history)
    assert status_of(reading, after(101)) == Status.OVERDUE


@pytest.mark.parametrize(
    ("born_on", "expires_on", "due"),
    [
        (date(2001, 6, 1), date(2020, 1, 7), date(2019, 6, 1)),
        (date(2004, 2, 29), None, date(2020, 1, 7)),
        (date(2001, 2, 28), None, date(2019, 2, 28)),
        (None, None, date(2020, 1, 7)),
    ],
)
def test_an_order_ends_at_the_latest_on_the_eighteenth_birthday(
    born_on: date | None, expires_on: date | None, due: date
) -> None:
    history = History(born_on, episodes=CARE, orders=(Order("cso", START, expires_on),))
    assert read("cso_expiry", history)[0].due_on == due


def test_an_interim_order_is_not_stopped_by_itself() -> None:
    orders = (Order("icso", START), Order("icso", after(20)), Order("cso", after(30)))
    assert dates(read("icso_22_days", History(episodes=CARE, orders=orders))) == [
        (START, after(21), after(20)),
        (after(20), after(41), after(30)),
    ]


def test_a_referral_before_the_planned_review_is_in_time_two_weeks_before_it() -> None:
    planned = Milestone("lac_review", planned_on=after(60))
    for referred, status in ((40, Status.MET), (46, Status.MET), (47, Status.MET_LATE)):
        history = History(
            episodes=CARE, milestones=(planned, held("legal_advice_referral", referred))
        )
        (reading,) = read("legal_referral", history)
        assert (reading.due_on, status_of(reading, after(50))) == (after(46), status)


def test_a_planned_review_is_chased_before_its_day() -> None:
    history = History(episodes=CARE, milestones=(Milestone("lac_review", planned_on=after(60)),))
    (reading,) = read("legal_referral", history)
    assert status_of(reading, after(10)) == Status.WAITING
    assert status_of(reading, after(47)) == Status.OVERDUE


def test_a_review_that_was_not_held_asks_for_no_referral() -> None:
    called_off = Milestone("lac_review", planned_on=after(60), outcome="not_held")
    assert read("legal_referral", History(episodes=CARE, milestones=(called_off,))) == []


def test_a_planned_milestone_that_was_not_held_stops_nothing() -> None:
    not_held = Milestone("panel", planned_on=after(5), outcome="not_held")
    history = History(episodes=CARE, milestones=(not_held,))
    rule = {"start": {"fact": "looked_after"}, "stop": [{"milestones": ["panel"]}]}
    (reading,) = evaluate(history, [rule_from_data(rule)])
    assert reading.stopped_on is None


@pytest.mark.parametrize(("days", "is_query"), [(-20, True), (-1, True), (0, False), (3, False)])
def test_a_recommendation_before_the_start_is_a_question(days: int, is_query: bool) -> None:
    history = History(episodes=CARE, placements=(foster(),), milestones=(recommended(days),))
    (reading,) = read("recommendation_30_weeks", history)
    assert reading.early_stop == is_query
    assert (status_of(reading, after(10)) == Status.QUERY) == is_query


def test_a_later_recommendation_answers_the_question() -> None:
    history = History(
        episodes=CARE, placements=(foster(),), milestones=(recommended(-20), recommended(30))
    )
    (reading,) = read("recommendation_30_weeks", history)
    assert status_of(reading, after(29)) == Status.QUERY
    assert status_of(reading, after(30)) == Status.MET


def test_a_recommendation_of_the_spell_before_asks_nothing() -> None:
    history = History(
        episodes=CARE,
        placements=(foster(0, 50), foster(60)),
        milestones=(recommended(50),),
    )
    first, second = read("recommendation_30_weeks", history)
    assert (first.stopped_on, second.early_stop) == (after(50), False)


def test_planning_before_birth_counts_as_day_nought_where_it_is_allowed() -> None:
    history = History(episodes=CARE, placements=(foster(),), milestones=(recommended(-20),))
    (reading,) = read("recommendation_30_weeks", history, allow_before_start=True)
    assert (reading.stopped_on, reading.early_stop) == (START, False)


def test_all_stops_are_needed_where_the_rule_says_so() -> None:
    stops = [{"milestones": ["home_review"]}, {"milestones": ["review_feedback"]}]
    rule = {"start": {"fact": "looked_after"}, "stop": stops, "stop_rule": "all"}
    reviewed = held("home_review", 10)
    for milestones, stopped in (
        ((reviewed,), None),
        ((held("review_feedback", 25), reviewed), after(25)),
    ):
        (reading,) = evaluate(History(episodes=CARE, milestones=milestones), [rule_from_data(rule)])
        assert reading.stopped_on == stopped
