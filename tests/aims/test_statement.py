"""Any aim that can be loaded can be said, whole and without gaps."""

from typing import Any

import pytest
from hypothesis import given

from aims.documents import read_document
from aims.rule_names import rule_name, stops_when
from aims.statement import Part, plain, promise, spoken_limit, statement_parts
from tests.aims.invented import published
from tests.aims.test_reporting import documents


def said(ref: str, **changes: Any) -> str:
    [document] = published(ref)
    return plain(statement_parts(read_document({**document, **changes}).data))


@given(document=documents())
def test_every_aim_has_a_sentence_and_its_rule_a_name(document: dict[str, Any]) -> None:
    data = read_document(document).data
    for words in (plain(statement_parts(data)), rule_name(data), stops_when(data)):
        assert words
        assert not any(sign in words for sign in ("{", "}", "None", "  ", "[", "_ "))
    assert plain(statement_parts(data)).startswith("By ")


def test_the_day_the_share_the_promise_and_the_limit_are_strong() -> None:
    [document] = published("highland-3")
    strong = [part.text for part in statement_parts(document) if part.is_strong]
    assert strong == ["1 October 2019", "75%", "be presented to the permanence panel", "12 weeks"]


def test_a_blank_is_drawn_where_a_draft_has_none() -> None:
    parts = promise(by=None, percent=None, who="children", action="wait", within="", of_what="x")
    assert parts[1] == Part("______", is_strong=True)
    assert Part("______%", is_strong=True) in parts


def test_filters_are_said_because_they_decide_who_counts() -> None:
    words = said(
        "highland-2",
        localities=["Caithness"],
        under_age=12,
        include_transfers_in=True,
        allow_before_start=True,
        cohort={"from": "2018-04-01", "to": "2019-03-31"},
    )
    assert "children under 12 in Caithness who become" in words
    assert "from 1 April 2018 to 31 March 2019" in words
    assert "Children who came from another council are counted." in words
    assert "What was decided before the clock started counts as day 0." in words


def test_a_kind_of_an_authoritys_own_is_said_by_its_code() -> None:
    assert "will have “family meeting” within" in said(
        "highland-2", stop=[{"milestones": ["family_meeting"]}]
    )


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (30, "weeks", "30 weeks"),
        (7.5, "months", "7½ months"),
        (0.5, "months", "½ months"),
        (1, "years", "1 year"),
        (3, "working_days", "3 working days"),
    ],
)
def test_a_limit_is_said_as_people_say_it(amount: float, unit: str, words: str) -> None:
    assert spoken_limit({"amount": amount, "unit": unit}) == words


@pytest.mark.parametrize(
    ("ref", "name", "stops"),
    [
        (
            "argyll-and-bute-2",
            "Recommendation for permanence within 30 weeks of becoming accommodated",
            "permanence is recommended",
        ),
        (
            "highland-1",
            "Review of the whole time on the order and that review fed back to managers, once it "
            "has lasted more than 2 years",
            "the review is held and the review is fed back",
        ),
        (
            "highland-3",
            "Presented to the permanence panel within 12 weeks of the recommendation",
            "the panel considers the plan",
        ),
        (
            "highland-4",
            "Order lodged in court within 16 weeks of the approval",
            "the order is lodged",
        ),
        (
            "south-ayrshire-3",
            "Plan approved by the Agency Decision Maker within 30 weeks of the recommendation",
            "the Agency Decision Maker approves the plan",
        ),
        (
            "north-lanarkshire-2",
            "Presented to the permanence panel after the Permanence Planning Meeting",
            "the panel considers the plan",
        ),
    ],
)
def test_workers_meet_the_aim_as_a_rule(ref: str, name: str, stops: str) -> None:
    [document] = published(ref)
    assert rule_name(document) == name
    assert stops_when(document) == stops
