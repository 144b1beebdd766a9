"""How far mending moves an aim: what really results lies between the two bounds."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milestones.evaluate import evaluate
from milestones.history import History, route_on
from milestones.quality import Asked, questions_of
from milestones.quality.kinds import BY_CODE
from milestones.rules import Rule, rule_from_data
from reports.quality.bounds import (
    Bounds,
    Change,
    Child,
    Piece,
    Reach,
    bounds_of,
    piece_of,
    reach_of,
)
from tests.lanes import examples
from tests.milestones.histories import DAYS
from tests.milestones.mends import changed, fact_of, mended, odd_histories
from tests.milestones.slow_facts import FIRST_DAY

DAY = {"unit": "days"}
AIMS: dict[str, dict[str, object]] = {
    "recommended": {
        "start": {"fact": "accommodated", "occurrence": "each"},
        "stop": [{"outcomes": ["permanence_recommended"]}],
        "limit": {"amount": 8} | DAY,
        "counts_as_met": ["home"],
    },
    "to the panel": {
        "start": {"outcomes": ["permanence_recommended"]},
        "stop": [{"milestones": ["panel"], "outcomes": ["recommended"]}],
        "limit": {"amount": 5} | DAY,
    },
    "each panel decided": {
        "start": {"milestones": ["panel"], "occurrence": "each"},
        "stop": [{"milestones": ["adm_decision"]}],
        "limit": {"amount": 4} | DAY,
    },
    "lodged": {
        "start": {"milestones": ["adm_decision"], "outcomes": ["approved"]},
        "stop": [{"milestones": ["order_lodged"]}],
        "limit": {"amount": 9} | DAY,
    },
    "under an order": {
        "start": {"fact": "situation_began", "occurrence": "each"},
        "stop": [{"milestones": ["lac_review"]}],
        "while": {"settings": ["home", "foster"], "orders": ["cso"]},
        "limit": {"amount": 6} | DAY,
    },
    "order made": {
        "start": {"fact": "order_made", "orders": ["cso"], "occurrence": "each"},
        "stop": [{"fact": "order_ended", "orders": ["cso"]}, {"milestones": ["order_granted"]}],
        "limit": {"amount": 7} | DAY,
    },
}
RULES = {ref: rule_from_data({"ref": ref} | data) for ref, data in AIMS.items()}
ON = FIRST_DAY.replace(year=FIRST_DAY.year + 1)
EXCLUDED = "kinship"


def pieces_of(history: History, rule: Rule, *, excludes: bool) -> tuple[Piece, ...]:
    left_out = excludes and route_on(history, ON) == EXCLUDED
    return tuple(piece_of(each, ON, is_excluded=left_out) for each in evaluate(history, [rule]))


def bounds(history: History, asked: Asked, rule: Rule, *, excludes: bool) -> Bounds:
    kind = BY_CODE[asked.code]
    codes = {each.key: each.kind for each in (*history.milestones, *history.orders)}
    changes = kind.changed_by_mending(codes.get(asked.fact_key, ""))
    reach = reach_of(rule, changes, excludes_routes=excludes)
    pieces = pieces_of(history, rule, excludes=excludes)
    now = (5 + sum(each.x for each in pieces), 9 + sum(each.n for each in pieces))
    lived = frozenset(placement.setting for placement in history.placements)
    child = Child(pieces, max(1, len(history.episodes)), lived)
    change = Change(reach, kind.adds, changes)
    cases = [(child, [change])] if reach is not Reach.NOTHING else []
    return bounds_of(now, rule, cases)


def moved_elsewhere(history: History, asked: Asked, day: date) -> History:
    """Another mend of the same fact: the milestone was held on some other day."""
    if asked.fact_kind != "milestone" or fact_of(history.milestones, asked).held_on is None:
        return history
    return replace(history, milestones=changed(history.milestones, asked, held_on=day))


@pytest.mark.parametrize("ref", RULES)
@given(history=odd_histories(), day=DAYS, excludes=st.booleans())
@settings(max_examples=examples(120))
def test_what_results_lies_within_the_bounds(
    ref: str, history: History, day: date, excludes: bool
) -> None:
    rule = RULES[ref]
    for asked in questions_of(history):
        found = bounds(history, asked, rule, excludes=excludes)
        low, high = Fraction(*found.worst), Fraction(*found.best)
        for after in (mended(history, asked), moved_elsewhere(history, asked, day)):
            pieces = pieces_of(after, rule, excludes=excludes)
            now = Fraction(5 + sum(p.x for p in pieces), 9 + sum(p.n for p in pieces))
            assert low <= now <= high, (asked, found)


@given(history=odd_histories())
@settings(max_examples=examples(60))
def test_now_lies_within_the_bounds_too(history: History) -> None:
    for asked in questions_of(history):
        for rule in RULES.values():
            found = bounds(history, asked, rule, excludes=False)
            assert Fraction(*found.worst) <= Fraction(*found.now) <= Fraction(*found.best)


def test_one_child_to_correct_adds_one_to_the_number_of_children() -> None:
    """“Aim 2: 10 of 16 now; between 10 and 11 of 17 once this is put right.”"""
    child = Child((Piece(0, 0, may_count=True),))
    found = bounds_of((10, 16), RULES["recommended"], [(child, [Change(Reach.STOP)])])
    assert found == Bounds((10, 16), (10, 17), (11, 17))


def test_a_child_counted_as_late_may_turn_out_in_time() -> None:
    child = Child((Piece(0, 1, may_count=True),))
    found = bounds_of((10, 16), RULES["recommended"], [(child, [Change(Reach.STOP)])])
    assert found == Bounds((10, 16), (10, 16), (11, 16))


def test_what_is_not_due_yet_moves_nothing() -> None:
    child = Child((Piece(0, 0, may_count=False),))
    found = bounds_of((10, 16), RULES["recommended"], [(child, [Change(Reach.STOP)])])
    assert not found.moves


def test_a_rule_is_reached_only_by_facts_that_it_speaks_of() -> None:
    lodged = RULES["lodged"]
    assert reach_of(lodged, {"panel"}) is Reach.NOTHING
    assert reach_of(lodged, {"order_lodged"}) is Reach.STOP
    assert reach_of(lodged, {"adm_decision", "order_lodged"}) is Reach.START
    assert reach_of(RULES["recommended"], {"routes"}) is Reach.NOTHING
    assert reach_of(RULES["recommended"], {"routes"}, excludes_routes=True) is Reach.STOP
