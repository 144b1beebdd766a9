"""The report from stored clocks against a fresh evaluation of the facts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from accounts.actors import system_actor
from accounts.models import Authority, Locality
from aims.measure import count_clock, measure
from aims.models import Aim
from aims.reporting import promise_of, report
from aims.services import load_aims
from cases.models import Child, ChildLocality, Episode, LegalOrder, Placement, Route
from milestones.evaluate import evaluate_rule
from milestones.history import History, LocalitySince, locality_on, route_on
from milestones.history import Route as RouteFact
from milestones.models import Milestone, MilestoneKind
from milestones.rules import rule_from_data
from tests.aims.invented import Told, latest, load, published
from tests.aims.test_published_aims import HIGHLAND, MIDLOTHIAN, caithness, midlothian
from tests.conftest import inside
from tests.lanes import examples
from tests.milestones.histories import DAYS, histories

ON = date(2018, 9, 28)
PLACES = ("Dalkeith", "Penicuik")
BORN = date(2008, 1, 20)


@st.composite
def stories(draw: st.DrawFn) -> History:
    """A history as the database can hold it: everybody has a date of birth there."""
    chosen = draw(st.lists(DAYS, max_size=2, unique=True))
    routes = tuple(RouteFact(draw(st.sampled_from(("home", "kinship"))), on) for on in chosen)
    lived = draw(st.sampled_from(((), PLACES[:1], PLACES)))
    places = tuple(
        LocalitySince(name, draw(DAYS) if number else None) for number, name in enumerate(lived)
    )
    story = draw(histories())
    placements = tuple(
        placement if placement.setting == "home" else replace(placement, return_kind="")
        for placement in story.placements
    )
    return replace(story, born_on=BORN, placements=placements, routes=routes, localities=places)


def options(*codes: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(codes), max_size=1)


REVIEWED: dict[str, Any] = {"milestones": ["lac_review"], "outcomes": ["permanence_recommended"]}
PANEL: dict[str, Any] = {"milestones": ["panel"]}
STARTS: tuple[dict[str, Any], ...] = (
    {"fact": "accommodated"},
    {"fact": "looked_after", "occurrence": "first"},
    {"fact": "order_made", "orders": ["cso"]},
    PANEL,
    {**PANEL, "occurrence": "after_first"},
)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    is_coverage = draw(st.integers(0, 3)) == 0
    start = {"fact": "situation_began"} if is_coverage else draw(st.sampled_from(STARTS))
    target = draw(DAYS) + timedelta(20)
    began = draw(st.none() | DAYS)
    return {
        "ref": "invented",
        "authority": MIDLOTHIAN,
        "kind": "coverage" if is_coverage else "duration",
        "start": start,
        "stop": draw(st.sampled_from(([REVIEWED], [PANEL, REVIEWED], [{"fact": "order_ended"}]))),
        "stop_rule": draw(st.sampled_from(("any", "all"))),
        "while": {"settings": ["home", "kinship"], "orders": ["cso"]} if is_coverage else {},
        "limit": {"amount": draw(st.integers(0, 20)), "unit": "days"},
        "cohort": {"from": began and began.isoformat(), "to": None}
        if began is None or began <= target
        else {"from": None},
        "under_age": draw(st.sampled_from((None, 12, 13))),
        "exclude_routes": draw(options("home", "kinship")),
        "localities": draw(options(*PLACES)),
        "counts_as_met": draw(options("home", "home_permanent")),
        "allow_before_start": draw(st.booleans()),
        "include_transfers_in": draw(st.booleans()),
        "target_percent": 60,
        "target_date": target.isoformat(),
    }


def write(authority: Authority, stories_of: Iterable[History]) -> dict[str, History]:
    """The facts as rows, put there directly: what is tested is what is read from them."""
    named = {}
    for number, story in enumerate(stories_of):
        child = Child.objects.create(authority=authority, child_ref=f"C{number}", born_on=BORN)
        named[child.child_ref] = story
        write_life(story, {"authority": authority, "child": child})
        write_plans(story, {"authority": authority, "child": child})
    return named


def write_life(story: History, of: dict[str, Any]) -> None:
    for e in story.episodes:
        Episode.objects.create(
            **of,
            began_on=e.began_on,
            ended_on=e.ended_on,
            destination=e.destination,
            return_kind=e.return_kind,
            transferred_from="S12000036" if e.transferred_in else "",
            originally_accommodated_on=e.originally_accommodated_on,
        )
    for p in story.placements:
        days = {"began_on": p.began_on, "ended_on": p.ended_on}
        Placement.objects.create(**of, **days, setting=p.setting, return_kind=p.return_kind)
    for o in story.orders:
        days = {"made_on": o.made_on, "expires_on": o.expires_on, "ended_on": o.ended_on}
        LegalOrder.objects.create(**of, **days, kind=o.kind)


def write_plans(story: History, of: dict[str, Any]) -> None:
    kinds = {kind.code: kind for kind in MilestoneKind.objects.all()}
    for m in story.milestones:
        days = {"held_on": m.held_on, "planned_on": m.planned_on}
        Milestone.objects.create(**of, **days, kind=kinds[m.kind], outcome_id=m.outcome)
    for r in story.routes:
        Route.objects.create(**of, route=r.route, from_on=r.from_on)
    for since in story.localities:
        place, _ = Locality.objects.get_or_create(authority=of["authority"], name=since.locality)
        ChildLocality.objects.create(**of, locality=place, from_on=since.from_on)


def fresh(aim: Aim, named: dict[str, History], on: date, locality: str | None) -> dict[str, Any]:
    rule = rule_from_data({**aim.timescale.definition, "ref": aim.ref})
    counted = [
        count_clock(
            reading,
            on=on,
            child_ref=ref,
            outcome=reading.stop_outcome,
            is_excluded=route_on(story, on) in rule.exclude_routes,
        )
        for ref, story in named.items()
        for reading in evaluate_rule(story, rule)
        if locality is None or locality_on(story, reading.started_on) == locality
    ]
    return measure(counted, promise_of(aim), on=on).as_data()


@settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    told=st.lists(stories(), min_size=1, max_size=3),
    document=documents(),
    on=DAYS,
    locality=st.sampled_from((None, *PLACES)),
)
def test_the_stored_clocks_report_what_the_facts_say(
    db: None, told: list[History], document: dict[str, Any], on: date, locality: str | None
) -> None:
    try:
        with transaction.atomic():
            inside(MIDLOTHIAN)
            authority = Authority.objects.get(code=MIDLOTHIAN)
            named = write(authority, told)
            loaded = load_aims(documents=[document], by=system_actor(authority), on=on)
            assert loaded.created == 1, loaded.rejected
            aim = latest("invented")
            made = report(aim, on=on, locality=locality).as_data()
            assert made == fresh(aim, named, on, locality)
            transaction.set_rollback(True)
    except IntegrityError:
        assume(False)


def test_a_report_takes_the_same_few_queries_however_many_children(db: None) -> None:
    midlothian().take_in(MIDLOTHIAN)
    load(*published("midlothian-2"))
    aim = latest("midlothian-2")
    with CaptureQueriesContext(
        connection,
    ) as counted:
        report(aim, on=ON)
    # The authority, the door (a savepoint, its settings before and after) and one question.
    assert len(counted) == 6


def test_the_route_is_the_latest_on_or_before_the_reports_day(db: None) -> None:
    told = Told()
    told.accommodated(told.child("A"), date(2018, 7, 10))
    told.add("routes", "A", route="permanence_order", from_="2018-08-01")
    told.add("routes", "A", route="kinship", from_="2018-10-01")
    told.take_in("S12000050")
    load(*published("north-lanarkshire-1"))
    aim = latest("north-lanarkshire-1")

    assert report(aim, on=date(2018, 9, 30)).counts["waiting"] == 1
    assert report(aim, on=date(2018, 10, 1)).counts["excluded"] == 1


def test_a_locality_narrows_the_report_to_its_own_children(db: None) -> None:
    caithness().take_in(HIGHLAND)
    load(*published("highland-2"))
    aim = latest("highland-2")

    assert len(report(aim, on=date(2018, 9, 30)).children) == 6
    assert len(report(aim, on=date(2018, 9, 30), locality="Inverness").children) == 1


def test_a_draft_has_counts_and_no_verdict(db: None) -> None:
    told = Told()
    told.accommodated(told.child("A"), date(2018, 7, 10))
    told.recommended("A", date(2018, 9, 1), "permanence_planning_meeting", "permanence_order")
    told.held("A", "panel", date(2018, 10, 1), "deferred")
    told.take_in("S12000050")
    load(*published("north-lanarkshire-2"))

    made = report(latest("north-lanarkshire-2"), on=date(2018, 12, 1))

    assert made.rates["decided"] == (1, 1)
    assert set(made.verdicts.values()) == {None}
    assert made.projection.needed is None
    assert made.outcomes == {"deferred": (1, 1)}


def test_highland_asks_for_the_review_and_its_feedback(db: None) -> None:
    told = Told()
    for ref in ("both", "review only"):
        told.at_home_on_an_order(told.child(ref), date(2016, 3, 1))
        told.held(ref, "home_review", date(2018, 10, 1), "end_order")
    told.held("both", "review_feedback", date(2018, 11, 1))
    told.take_in(HIGHLAND)
    load(*published("highland-1"))

    made = report(latest("highland-1"), on=date(2018, 12, 1))

    assert [(row.child_ref, row.status, row.stopped_on) for row in made.children] == [
        ("review only", "waiting", None),
        ("both", "met", date(2018, 11, 1)),
    ]


def test_a_two_part_stop_tells_the_outcome_of_the_first_part(db: None) -> None:
    told = Told()
    told.at_home_on_an_order(told.child("A"), date(2016, 3, 1))
    told.held("A", "home_review", date(2018, 10, 1), "end_order")
    told.held("A", "review_feedback", date(2018, 11, 1))
    told.take_in(HIGHLAND)
    load(*published("highland-1"))

    made = report(latest("highland-1"), on=date(2018, 12, 1))
    assert made.outcomes == {"end_order": (1, 1)}


def test_only_permanence_orders_approved_are_followed_to_court_in_highland(db: None) -> None:
    told = Told()
    for ref, route in (("order", "permanence_order"), ("adoption", "direct_adoption")):
        told.accommodated(told.child(ref), date(2018, 1, 10))
        told.held(ref, "adm_decision", date(2018, 9, 10), "approved", route)
        told.held(ref, "order_lodged", date(2018, 12, 1), route=route)
    told.take_in(HIGHLAND)
    load(*published("highland-4"))

    made = report(latest("highland-4"), on=date(2019, 2, 1))
    assert [(row.child_ref, row.status, row.days) for row in made.children] == [
        ("order", "met", 82)
    ]


@pytest.mark.parametrize("on", [date(2018, 12, 1), date(2019, 12, 1)])
def test_a_report_of_an_aim_without_children_is_empty_and_whole(db: None, on: date) -> None:
    for code in {aim["authority"] for aim in published()}:
        load(*[aim for aim in published() if aim["authority"] == code])
    for aim in Aim.objects.all():
        made = report(aim, on=on)
        assert sum(made.counts.values()) == made.families == 0
        assert made.children == ()
