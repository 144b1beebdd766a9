"""Putting right what a question asks makes it go."""

from datetime import date

from hypothesis import given, settings

from milestones.evaluate import evaluate
from milestones.history import History
from milestones.quality import questions_of
from milestones.quality.kinds import KINDS
from milestones.rules import rule_from_data
from milestones.status import Status, status_of
from tests.lanes import examples
from tests.milestones.mends import MENDS, mended, odd_histories


def test_there_is_a_mend_for_every_kind() -> None:
    assert set(MENDS) == {kind.code for kind in KINDS if not kind.is_live}


@given(odd_histories())
@settings(max_examples=examples(200))
def test_what_is_put_right_is_asked_no_more(history: History) -> None:
    for asked in questions_of(history):
        still = {each.key for each in questions_of(mended(history, asked))}
        assert asked.key not in still, asked


@given(odd_histories())
@settings(max_examples=examples(60))
def test_the_order_in_which_facts_were_typed_changes_no_question(history: History) -> None:
    reversed_ = History(
        history.born_on,
        history.episodes[::-1],
        history.placements[::-1],
        history.orders[::-1],
        history.routes[::-1],
        history.milestones[::-1],
    )
    assert set(questions_of(history)) == set(questions_of(reversed_))


PATH = {
    "recommended": {
        "start": {"fact": "accommodated"},
        "stop": [{"outcomes": ["permanence_recommended"]}],
    },
    "to the panel": {
        "start": {"outcomes": ["permanence_recommended"]},
        "stop": [{"milestones": ["panel"]}],
    },
    "decided": {
        "start": {"milestones": ["panel"]},
        "stop": [{"milestones": ["adm_decision"]}],
    },
    "lodged": {
        "start": {"milestones": ["adm_decision"]},
        "stop": [{"milestones": ["order_lodged"]}],
    },
}
RULES = [
    rule_from_data({"ref": ref, "limit": {"amount": 9, "unit": "days"}} | rule)
    for ref, rule in PATH.items()
]


@given(odd_histories())
@settings(max_examples=examples(200))
def test_a_clock_in_query_is_always_asked_about(history: History) -> None:
    """measures.md §4.3: what is in query is “listed for correction”."""
    in_query = [
        each
        for each in evaluate(history, RULES)
        if status_of(each, date(2100, 1, 1)) == Status.QUERY
    ]
    if in_query:
        assert questions_of(history), in_query
