"""An import keeps what was accepted where nothing changes, and asks again where its fact does."""

import pytest

from accounts.actors import Actor, system_actor
from accounts.models import Authority
from milestones.loading import load_histories
from milestones.models import AcceptedQuestion, Question
from milestones.quality.accepted import says_now
from milestones.services.questions import accept_question
from tests.exchange.importing import SOUTH_AYRSHIRE, child_row, row, take_in

pytestmark = pytest.mark.django_db
CODE = "decided_before_care"


def folder(*, lived_until: str = "", outcome: str = "approved") -> dict[str, object]:
    return {
        "children": [child_row(given_name="Isla")],
        "episodes": [row(started_on="2018-01-01")],
        "placements": [row(setting="foster", started_on="2018-01-01", ended_on=lived_until)],
        "milestones": [row(kind="adm_decision", held_on="2017-12-01", outcome=outcome)],
    }


@pytest.fixture
def accepted() -> AcceptedQuestion:
    take_in(folder())
    by: Actor = system_actor(Authority.objects.get(code=SOUTH_AYRSHIRE))
    question = Question.objects.select_related("child").get(code=CODE)
    history = load_histories(child_ids=[question.child_id])[question.child_id]
    seen = says_now(question, history)
    return accept_question(question=question, by=by, seen=seen, reason="Planned before birth")


def test_the_same_folder_again_and_other_facts_keep_it(accepted: AcceptedQuestion) -> None:
    take_in(folder())
    take_in(folder(lived_until="2018-06-01"))
    assert list(AcceptedQuestion.objects.live()) == [accepted]


def test_a_changed_fact_asks_again(accepted: AcceptedQuestion) -> None:
    take_in(folder(outcome="not_approved"))
    assert Question.objects.filter(code=CODE).count() == 1
    accepted.refresh_from_db()
    assert accepted.ended_because == "facts"
