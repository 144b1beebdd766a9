"""Aim documents are read strictly and written out in full."""

from collections.abc import Callable
from typing import Any

import pytest

from aims.documents import read_document
from tests.aims.invented import published

Change = Callable[[dict[str, Any]], Any]


def midlothian(**changes: Any) -> dict[str, Any]:
    [document] = published("midlothian-2")
    return {**document, **changes}


@pytest.mark.parametrize("document", published(), ids=lambda document: document["ref"])
def test_a_document_written_out_in_full_reads_back_the_same(document: dict[str, Any]) -> None:
    read = read_document(document)
    assert read_document(read.data).data == read.data


def test_what_is_left_out_takes_the_contracts_defaults() -> None:
    short = {
        "ref": "short",
        "authority": "S12000019",
        "start": {"milestones": ["panel"]},
        "stop": [{"fact": "order_made"}],
        "limit": {"amount": 2, "unit": "weeks"},
        "target_percent": 80,
        "target_date": "2027-01-01",
    }
    full = read_document(short).data
    assert full["label"] == "short"
    assert full["kind"] == "duration"
    assert full["start"]["occurrence"] == "first"
    assert full["stop_rule"] == "any"
    assert full["cohort"] == {"from": None, "to": None}
    assert full["include_transfers_in"] is False
    assert full["draft"] is False


def test_facts_start_each_time_and_milestones_the_first_time() -> None:
    assert read_document(midlothian(start={"fact": "accommodated"})).rule.occurrence == "each"
    assert read_document(midlothian(start={"milestones": ["panel"]})).rule.occurrence == "first"


def test_the_order_of_a_list_that_means_a_set_does_not_change_a_document() -> None:
    [stop] = midlothian()["stop"]
    turned = {**stop, "milestones": stop["milestones"][::-1]}
    assert read_document(midlothian(stop=[turned])).data == read_document(midlothian()).data


def test_the_definition_of_the_timescale_holds_the_rule_and_not_the_promise() -> None:
    definition = read_document(midlothian()).definition
    assert definition["limit"] == {"amount": 7.5, "unit": "months"}
    assert definition["cohort"] == {"from": "2017-11-01", "to": None}
    assert definition["target_date"] == "2018-11-01"
    assert not definition.keys() & {"ref", "authority", "label", "target_percent", "draft"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"targett": 3}, "“targett” is not known"),
        ({"start": {"fact": "accomodated"}}, "“start.fact” must be one of"),
        ({"start": {"fact": "accommodated", "ocurrence": "each"}}, "“start.ocurrence”"),
        ({"start": None}, "“start” is missing"),
        ({"stop": []}, "“stop” must be a list of at least one"),
        ({"stop": [{"milestones": ["panel"], "wen": 1}]}, "“stop[0].wen” is not known"),
        ({"stop": [{"milestones": [], "routes": ["adoption"]}]}, "“stop[0].routes” names"),
        ({"while": {"settings": ["hom"]}}, "“while.settings” names “hom”"),
        ({"exclude_routes": ["rehabilitation"]}, "“exclude_routes” names “rehabilitation”"),
        ({"counts_as_met": ["gone"]}, "“counts_as_met” names “gone”"),
        ({"limit": {"amount": 7.5, "unit": "days"}}, "“limit.amount” cannot be used"),
        ({"limit": {"amount": 7}}, "“limit.unit” is missing"),
        ({"limit": {"amount": -2, "unit": "weeks"}}, "“limit” must not be negative"),
        ({"limit": None}, '“limit” is blank: fill it in, or say "draft": true'),
        ({"target_percent": None}, "“target_percent” is blank"),
        ({"target_percent": 101}, "“target_percent” must be a whole number from 1 to 100"),
        ({"target_percent": 75.5}, "“target_percent” must be a whole number"),
        ({"target_percent": True}, "“target_percent” must be a number"),
        ({"stretch_percent": 70}, "“stretch_percent” must be at least the target_percent"),
        ({"target_date": "1 November 2018"}, "“target_date” must be a real date"),
        ({"target_date": "2018-02-30"}, "“target_date” must be a real date"),
        ({"cohort": {"from": "2019-01-01"}}, "“cohort” must not end before it begins"),
        ({"national_stage": 5}, "“national_stage” must be a whole number from 1 to 4"),
        ({"kind": "coverage"}, "“start.fact” must be situation_began"),
        ({"authority": None}, "“authority” is missing"),
        ({"draft": "no"}, "“draft” must be true or false"),
        ({"label": "x" * 121}, "“label” must be at most 120 letters"),
        ({"label": "a\0b"}, "“label” holds a character that cannot be kept"),
        ({"localities": ["\ud800"]}, "“localities” holds a character that cannot be kept"),
        ({"target_percent": float("inf")}, "“target_percent” must be a whole number"),
        ({"target_percent": float("nan")}, "“target_percent” must be a whole number"),
    ],
)
def test_a_wrong_entry_is_named_by_aim_and_key(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match="^Aim “midlothian-2”: ") as refused:
        read_document(midlothian(**changes))
    assert said in str(refused.value)


@pytest.mark.parametrize("ref", [None, "", "a b", "x" * 61, "a@2", 7, "-a"])
def test_a_ref_that_cannot_stand_in_an_address_is_refused(ref: object) -> None:
    with pytest.raises(ValueError, match="The key “ref” must be"):
        read_document(midlothian(ref=ref))


@pytest.mark.parametrize("document", [None, [], "midlothian-2", 3])
def test_what_is_no_object_is_refused(document: object) -> None:
    with pytest.raises(ValueError, match="An aim without a ref: "):
        read_document(document)


def test_a_draft_may_leave_its_numbers_blank() -> None:
    blank = midlothian(draft=True, target_percent=None, target_date=None, limit=None)
    assert read_document(blank).rule.limit is None
