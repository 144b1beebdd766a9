"""What is asked of a child's facts: each kind of question where it is due, and just not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.policy import ACTS, READS
from accounts.roles import Role
from milestones.history import Episode, History, Milestone, Order, Placement, Route
from milestones.quality import Asked, questions_of
from milestones.quality.kinds import KINDS, kinds_read
from tests.milestones.examples import START, after, foster, held, recommended

CARE = History(
    born_on=date(2015, 3, 1),
    episodes=(Episode(START, key=1),),
    placements=(Placement("foster", START, key=2),),
    orders=(Order("section_25", START, key=3),),
)
ONE = timedelta(days=1)


def path(*milestones: Milestone, **more: object) -> History:
    """A child in foster care since the first day, to whom this happened."""
    keyed = tuple(replace(each, key=10 + number) for number, each in enumerate(milestones))
    return replace(CARE, milestones=keyed, **more)


def asked(history: History, **more: bool) -> list[str]:
    return sorted(each.code for each in questions_of(history, **more))


def only(history: History, code: str) -> Asked:
    (found,) = [each for each in questions_of(history) if each.code == code]
    return found


REC, PANEL, ADM = (
    recommended(100),
    held("panel", 130, "recommended"),
    held("adm_decision", 140, "approved"),
)
LODGED, GRANTED = held("order_lodged", 200), held("order_granted", 300, "granted")
ROUTE = (Route("permanence_order", after(100)),)


def test_a_path_in_its_order_asks_nothing() -> None:
    assert asked(path(REC, PANEL, ADM, LODGED, GRANTED, routes=ROUTE)) == []
    assert asked(CARE) == []
    assert asked(History(born_on=date(2015, 3, 1))) == []


def moved(fact: Milestone, days: int, **more: str) -> Milestone:
    return replace(fact, held_on=after(days), **more)


CASES: list[tuple[str, History, History]] = [
    (
        "recommended_before_care",
        path(moved(REC, -1), routes=ROUTE),
        path(moved(REC, 0), routes=ROUTE),
    ),
    (
        "recommended_before_care",
        path(moved(REC, 5), routes=ROUTE, placements=(foster(6),)),
        path(moved(REC, 5), moved(REC, 6), routes=ROUTE, placements=(foster(5),)),
    ),
    (
        "decided_before_care",
        path(moved(REC, -30), moved(PANEL, -20), moved(ADM, -1), routes=ROUTE),
        path(moved(REC, -30), moved(PANEL, 0), moved(ADM, 0), routes=ROUTE),
    ),
    (
        "panel_before_recommended",
        path(moved(REC, 131), PANEL, routes=ROUTE),
        path(moved(REC, 130), PANEL, routes=ROUTE),
    ),
    ("panel_before_recommended", path(PANEL, routes=ROUTE), path(REC, PANEL, routes=ROUTE)),
    (
        "decided_without_panel",
        path(REC, moved(PANEL, 141), ADM, routes=ROUTE),
        path(REC, moved(PANEL, 140), ADM, routes=ROUTE),
    ),
    (
        "lodged_before_decision",
        path(REC, PANEL, ADM, moved(LODGED, 139), routes=ROUTE),
        path(REC, PANEL, ADM, moved(LODGED, 140), routes=ROUTE),
    ),
    (
        "lodged_before_decision",
        path(REC, PANEL, LODGED, routes=ROUTE),
        path(REC, PANEL, moved(LODGED, 200, route="kinship"), routes=ROUTE),
    ),
    (
        "granted_before_lodged",
        path(REC, PANEL, ADM, LODGED, moved(GRANTED, 199), routes=ROUTE),
        path(REC, PANEL, ADM, LODGED, moved(GRANTED, 200), routes=ROUTE),
    ),
    (
        "planned_day_passed",
        path(Milestone("lac_review", planned_on=after(50))),
        path(Milestone("lac_review", planned_on=after(50), outcome="not_held")),
    ),
    (
        "outcome_missing",
        path(REC, replace(PANEL, outcome="held"), routes=ROUTE),
        path(REC, replace(PANEL, outcome="deferred"), routes=ROUTE),
    ),
    (
        "typed_twice",
        path(held("lac_review", 40), held("lac_review", 41)),
        path(held("lac_review", 40), held("lac_review", 42), held("panel", 43, "recommended"), REC),
    ),
    ("no_route", path(REC), path(REC, routes=ROUTE)),
    ("no_route", path(REC), path(replace(REC, route="kinship"))),
    (
        "lodged_on_route_home",
        path(REC, PANEL, ADM, LODGED, routes=(Route("home", after(200)),)),
        path(REC, PANEL, ADM, LODGED, routes=(Route("home", after(201)),)),
    ),
    (
        "gap_of_a_day",
        path(placements=(foster(0, 50), foster(51))),
        path(placements=(foster(0, 50), foster(50))),
    ),
    (
        "no_placement",
        path(placements=(replace(foster(0, 50), key=5),)),
        path(placements=(foster(0, 50), foster(51, setting="home"))),
    ),
    ("no_placement", path(placements=(foster(2),)), path(placements=(foster(1),))),
    ("no_legal_basis", path(placements=(), orders=()), path(placements=(), orders=CARE.orders)),
    (
        "order_expired",
        path(orders=(Order("cso", START, after(365), key=5),)),
        path(orders=(Order("cso", START, after(365)), Order("cso", after(360)))),
    ),
    (
        "order_expired",
        path(orders=(Order("cso", START, after(365), key=5),)),
        path(
            orders=(Order("cso", START, after(365)),),
            episodes=(Episode(START, after(365), "home", key=1),),
            placements=(foster(0, 365),),
        ),
    ),
    (
        "placement_after_leaving",
        path(episodes=(Episode(START, after(90), "home", key=1),), orders=()),
        path(
            episodes=(Episode(START, after(90), "home", key=1),),
            orders=(),
            placements=(foster(0, 90), foster(90, setting="home")),
        ),
    ),
    (
        "order_after_leaving",
        path(episodes=(Episode(START, after(90), "home", key=1),), placements=(foster(0, 90),)),
        path(episodes=(Episode(START, after(90), "adopted", key=1),), placements=(foster(0, 90),)),
    ),
    (
        "still_in_care",
        path(orders=(Order("adoption_order", after(90), key=5),)),
        path(
            orders=(Order("adoption_order", after(90)),),
            episodes=(Episode(START, after(90), "adopted", key=1),),
            placements=(foster(0, 90),),
        ),
    ),
]


@pytest.mark.parametrize(("code", "odd", "even"), CASES)
def test_asked_where_it_is_odd_and_nowhere_else(code: str, odd: History, even: History) -> None:
    assert code in asked(odd)
    assert code not in asked(even)


def test_every_kind_of_question_has_its_example() -> None:
    assert {code for code, *_ in CASES} == {kind.code for kind in KINDS if not kind.is_live}


def test_whoever_reads_a_part_of_the_record_meets_the_questions_about_that_part_alone() -> None:
    assert {kind.code for kind in kinds_read(frozenset({"placements"}))} == {
        "gap_of_a_day",
        "no_placement",
        "placement_after_leaving",
    }
    # An analyst reads all of a record that has no name on it.
    for role in ACTS["quality.list"] - {Role.ANALYST}:
        assert kinds_read(READS[role]) == list(KINDS), role


def test_a_planned_day_is_asked_about_from_the_day_after_and_told_what_was_held_near_it() -> None:
    plan = Milestone("lac_review", planned_on=after(50))
    found = only(path(plan, held("lac_review", 57)), "planned_day_passed")
    assert (found.asks_from, found.about_on) == (after(51), after(57))
    assert only(path(plan), "planned_day_passed").about_on is None


def test_a_route_is_asked_for_four_weeks_after_the_first_recommendation() -> None:
    found = only(path(REC, recommended(110)), "no_route")
    assert (found.asks_from, found.about_on) == (after(128), after(100))


def test_an_expiry_is_asked_about_from_the_day_after() -> None:
    found = only(path(orders=(Order("cso", START, after(365), key=5),)), "order_expired")
    assert (found.asks_from, found.fact_key) == (after(366), 5)


def test_planning_before_entry_is_asked_about_unless_an_aim_allows_it() -> None:
    early = path(moved(REC, -1), routes=ROUTE)
    assert asked(early) == ["recommended_before_care"]
    assert asked(early, plans_before_entry=True) == []


def test_a_day_before_care_is_odd_though_permanence_was_recommended_again() -> None:
    assert "recommended_before_care" in asked(path(moved(REC, -1), moved(REC, 9), routes=ROUTE))


def test_a_step_of_an_earlier_time_in_care_does_not_stand_for_one_of_this() -> None:
    again = path(
        REC,
        moved(PANEL, 450),
        episodes=(Episode(START, after(200), "home", key=1), Episode(after(400), key=2)),
        placements=(foster(0, 200), foster(400)),
        orders=(),
        routes=ROUTE,
    )
    assert "panel_before_recommended" in asked(again)
