from datetime import date
from typing import Any

import pytest

from milestones.rules import Limit, rule_from_data
from milestones.selectors import Selector, Situation

MIDLOTHIAN: dict[str, Any] = {
    "ref": "midlothian-2",
    "authority": "S12000019",
    "label": "Aim 2",
    "national_stage": 2,
    "kind": "duration",
    "start": {"fact": "accommodated", "occurrence": "each"},
    "stop": [
        {
            "milestones": ["lac_review", "permanence_planning_meeting"],
            "outcomes": ["permanence_recommended"],
            "routes": [],
        }
    ],
    "stop_rule": "any",
    "while": {"settings": [], "orders": []},
    "limit": {"amount": 7.5, "unit": "months"},
    "cohort": {"from": "2017-11-01", "to": None},
    "under_age": 12,
    "exclude_routes": [],
    "localities": [],
    "counts_as_met": ["home"],
    "allow_before_start": False,
    "include_transfers_in": False,
    "target_percent": 75,
    "stretch_percent": None,
    "target_date": "2018-11-01",
    "draft": False,
}
SMALLEST: dict[str, Any] = {"start": {"fact": "accommodated"}, "stop": [{"milestones": ["panel"]}]}


def test_an_aim_reads_as_a_rule() -> None:
    rule = rule_from_data(MIDLOTHIAN)
    assert rule.ref == "midlothian-2"
    assert rule.start == Selector(fact="accommodated")
    assert rule.stops == (
        Selector(
            milestones=frozenset({"lac_review", "permanence_planning_meeting"}),
            outcomes=frozenset({"permanence_recommended"}),
        ),
    )
    assert rule.limit == Limit(amount=7.5, unit="months")
    assert rule.under_age == 12
    assert rule.exits_that_count == {"home"}
    assert not rule.include_transfers_in


def test_a_window_without_an_end_ends_on_the_target_date() -> None:
    assert rule_from_data(MIDLOTHIAN).counted_to == date(2018, 11, 1)


def test_milestones_start_a_clock_once_and_facts_each_time() -> None:
    assert rule_from_data(SMALLEST).occurrence == "each"
    assert rule_from_data(SMALLEST | {"start": {"milestones": ["panel"]}}).occurrence == "first"


def test_only_an_aim_leaves_transfers_out_by_itself() -> None:
    assert rule_from_data(SMALLEST).include_transfers_in
    assert not rule_from_data(SMALLEST | {"target_percent": 75}).include_transfers_in


@pytest.mark.parametrize("limit", [None, {}, {"amount": None, "unit": None}])
def test_a_rule_without_an_amount_is_a_prompt(limit: Any) -> None:
    assert rule_from_data(SMALLEST | {"limit": limit}).limit is None


def test_a_carried_date_needs_no_amount() -> None:
    limit = rule_from_data(SMALLEST | {"limit": {"from": "agreed_next_on"}}).limit
    assert limit == Limit(amount=0, unit="days", date_field="agreed_next_on")


def test_the_threshold_may_stand_beside_the_limit_or_in_it() -> None:
    coverage = {"kind": "coverage", "stop": [{"milestones": ["home_review"]}]}
    two_years = {"amount": 2, "unit": "years"}
    beside = rule_from_data(coverage | {"limit": two_years, "threshold": "more_than"})
    within = rule_from_data(coverage | {"limit": two_years | {"threshold": "more_than"}})
    assert beside.limit == within.limit
    assert beside.limit is not None
    assert beside.limit.threshold == "more_than"
    assert beside.start == Selector(fact="situation_began")


def test_a_selector_covers_a_narrower_one() -> None:
    review = Selector(milestones=frozenset({"lac_review", "review_6_week"}))
    recommending = Selector(
        milestones=frozenset({"lac_review"}), outcomes=frozenset({"permanence_recommended"})
    )
    assert review.covers(recommending)
    assert not recommending.covers(review)
    assert not review.covers(Selector())
    assert Selector().covers(review)
    assert not Selector(fact="order_made").covers(review)


def test_a_situation_without_conditions_is_none() -> None:
    assert not Situation()
    assert Situation(orders=frozenset({"cso"}))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"stopp_rule": "any"}, "stopp_rule"),
        ({"start": None}, "start"),
        ({"start": {"fact": "accomodated"}}, "start.fact"),
        ({"start": {"fact": "accommodated", "milestones": ["panel"]}}, "start.fact"),
        ({"start": {"orders": ["cso"]}}, "start.fact"),
        ({"start": {}}, "start.milestones"),
        ({"start": {"fact": "accommodated", "occurrence": "last"}}, "start.occurrence"),
        ({"start": "accommodated"}, "start"),
        ({"stop": []}, "stop"),
        ({"stop": {"milestones": ["panel"]}}, "stop"),
        ({"stop": [{"milestones": "panel"}]}, "stop[0].milestones"),
        ({"stop": [{"milestones": ["panel"]}, {"kinds": []}]}, "stop[1].kinds"),
        ({"stop": [{"milestones": ["panel"], "planned": True}]}, "stop[0].planned"),
        ({"stop_rule": "both"}, "stop_rule"),
        ({"while": {"setting": ["home"]}}, "while.setting"),
        ({"limit": {"amount": 7.3, "unit": "months"}}, "limit.amount"),
        ({"limit": {"amount": "30", "unit": "weeks"}}, "limit.amount"),
        ({"limit": {"amount": True, "unit": "weeks"}}, "limit.amount"),
        ({"limit": {"amount": 30, "unit": "wks"}}, "limit.unit"),
        ({"limit": {"amount": 30}}, "limit.unit"),
        ({"limit": {"from": "made_on"}}, "limit.from"),
        ({"limit": {"birthday": 18.5}}, "limit.birthday"),
        ({"limit": {"birthday": float("nan")}}, "limit.birthday"),
        ({"kind": "coverage"}, "start.fact"),
        ({"cohort": {"from": "2018-02-30"}}, "cohort.from"),
        ({"cohort": {"from": "1/11/2017"}}, "cohort.from"),
        ({"target_date": 2018}, "target_date"),
        ({"under_age": -1}, "under_age"),
        ({"draft": True, "allow_before_start": "no"}, "allow_before_start"),
        ({"applies": {"age": 12}}, "applies.age"),
        ({"ref": 7}, "ref"),
    ],
)
def test_a_wrong_entry_is_named_by_its_key(change: dict[str, Any], key: str) -> None:
    with pytest.raises(ValueError) as refusal:
        rule_from_data(SMALLEST | change)
    assert f"“{key}”" in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_without_a_first_day_there_is_no_window() -> None:
    for cohort in (None, {"from": None, "to": None}):
        assert rule_from_data({**MIDLOTHIAN, "cohort": cohort}).counted_to is None
