from datetime import UTC, date, datetime, time

from milestones.evaluate import evaluate, evaluate_rule
from milestones.history import (
    Episode,
    History,
    Milestone,
    Order,
    Placement,
)
from milestones.rules import rule_from_data
from milestones.spells import Timeline
from tests.milestones.examples import (
    CARE,
    RULES,
    START,
    after,
    dates,
    foster,
    held,
    read,
    recommended,
)


def test_72_hours_have_instants_where_the_time_of_the_move_is_known() -> None:
    move = Placement("foster", date(2019, 3, 29), time(18, 0))
    meeting = Milestone("meeting_72_hour", date(2019, 4, 1), time(19, 0), key=5)
    (reading,) = read(
        "meeting_72_hours",
        History(episodes=CARE, placements=(move,), milestones=(meeting,)),
    )
    assert reading.started_at == datetime(2019, 3, 29, 18, tzinfo=UTC)
    assert reading.due_at == datetime(2019, 4, 1, 18, tzinfo=UTC)
    assert reading.stopped_at == reading.due_at
    assert (reading.due_on, reading.stopped_by) == (date(2019, 4, 1), 5)


def test_reviews_chain_from_the_placement_to_six_months() -> None:
    history = History(
        episodes=CARE,
        placements=(foster(),),
        milestones=(
            held("review_6_week", 40),
            held("review_3_month", 120),
            held("lac_review", 290),
        ),
    )
    assert dates(read("first_review_6_weeks", history)) == [(START, after(42), after(40))]
    assert dates(read("second_review_3_months", history)) == [
        (after(40), date(2019, 5, 16), after(120))
    ]
    assert dates(read("later_reviews_6_months", history)) == [
        (after(120), date(2019, 11, 7), after(290)),
        (after(290), date(2020, 4, 24), None),
    ]


def test_a_move_between_carers_does_not_restart_a_clock() -> None:
    history = History(
        episodes=CARE, placements=(foster(0, 10, "kinship"), foster(10)), milestones=()
    )
    assert dates(read("recommendation_30_weeks", history)) == [(START, after(210), None)]


def test_a_day_between_placements_starts_a_new_clock() -> None:
    history = History(episodes=CARE, placements=(foster(0, 10), foster(11)))
    readings = read("recommendation_30_weeks", history)
    assert [reading.started_on for reading in readings] == [START, after(11)]
    assert readings[0].ended_on == after(10)


def test_a_placement_left_open_ends_with_the_episode_and_begins_with_the_next() -> None:
    episodes = (Episode(START, after(50), "other", key=1), Episode(after(90), key=2))
    history = History(episodes=episodes, placements=(foster(),))
    readings = read("recommendation_30_weeks", history)
    assert [(r.started_on, r.ended_on, r.episode_key) for r in readings] == [
        (START, after(50), 1),
        (after(90), None, 2),
    ]


def test_a_long_order_at_home_is_reviewed_from_eighteen_months_on() -> None:
    orders = (
        Order("cso", START, date(2020, 1, 7)),
        Order("cso", date(2020, 1, 7), date(2021, 1, 6)),
        Order("cso", date(2021, 1, 6)),
    )
    history = History(
        episodes=CARE,
        placements=(foster(setting="home"),),
        orders=orders,
        milestones=(held("home_review", 300), held("home_review", 700)),
    )
    assert dates(read("home_cso_two_years", history)) == [(START, date(2021, 1, 7), after(700))]


def test_an_interim_order_is_no_supervision_order() -> None:
    history = History(
        episodes=CARE, placements=(foster(setting="home"),), orders=(Order("icso", START),)
    )
    assert read("home_cso_two_years", history) == []


def test_leaving_the_situation_ends_the_clock_and_coming_back_starts_another() -> None:
    history = History(
        episodes=CARE,
        placements=(foster(0, 30, "home"), foster(30, 50), foster(50, None, "home")),
        orders=(Order("cso", START),),
    )
    readings = read("home_cso_two_years", history)
    assert [(r.started_on, r.ended_on, r.exit_reason) for r in readings] == [
        (START, after(30), "moved"),
        (after(50), None, ""),
    ]


def test_every_panel_waits_for_its_own_decision() -> None:
    history = History(
        episodes=CARE,
        milestones=(held("panel", 10), held("adm_decision", 20), held("panel", 40)),
    )
    assert dates(read("adm_decision_14_days", history)) == [
        (after(10), after(24), after(20)),
        (after(40), after(54), None),
    ]


def test_each_visit_waits_for_the_next_and_only_away_from_home() -> None:
    history = History(
        episodes=CARE,
        placements=(foster(0, 100), foster(100, None, "home")),
        milestones=(held("carer_visit", 5), held("carer_visit", 60), held("carer_visit", 120)),
    )
    readings = read("visits_3_months", history)
    assert dates(readings) == [
        (after(5), date(2019, 4, 12), after(60)),
        (after(60), date(2019, 6, 8), None),
    ]
    assert readings[1].ended_on == after(100)


def test_two_reviews_of_one_day_start_one_clock() -> None:
    history = History(
        episodes=CARE,
        placements=(foster(),),
        milestones=(held("lac_review", 9), held("review_6_week", 9)),
    )
    assert dates(read("second_review_3_months", history)) == [(after(9), date(2019, 4, 16), None)]
    assert read("later_reviews_6_months", history) == []


def test_a_child_never_looked_after_still_has_a_clock() -> None:
    history = History(milestones=(held("panel", 0),))
    (reading,) = read("adm_decision_14_days", history)
    assert (reading.episode_key, reading.due_on) == (None, after(14))


def test_nothing_starts_after_the_last_episode() -> None:
    history = History(
        episodes=(Episode(START, after(10)),), milestones=(held("panel", 10), held("panel", 11))
    )
    assert [r.started_on for r in read("adm_decision_14_days", history)] == [after(10)]


def test_one_timeline_serves_many_rules() -> None:
    history = History(episodes=CARE, placements=(foster(),), milestones=(recommended(9),))
    rules = [rule_from_data({"ref": ref} | data) for ref, data in RULES.items()]
    timeline = Timeline(history)
    one_by_one = [reading for rule in rules for reading in evaluate_rule(timeline, rule)]
    assert evaluate(history, rules) == one_by_one
    assert one_by_one == [r for rule in rules for r in evaluate_rule(history, rule)]
