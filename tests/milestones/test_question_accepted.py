"""A question that is right as recorded leaves the list, until the facts it was about change."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actors import Actor, acting_as, system_actor
from accounts.models import AuditEntry, Membership
from cases.models import Child
from milestones.clocks import rebuild_clocks, refresh_clocks
from milestones.context_processors import counted
from milestones.loading import load_histories
from milestones.models import AcceptedQuestion, Milestone, MilestoneKind, Question
from milestones.quality.accepted import says_now
from milestones.question_list import QuestionFilters, open_questions, questions_waiting
from milestones.services.corrections import correct_fact, void_fact
from milestones.services.milestones import record_milestone
from milestones.services.questions import accept_question, reopen_question
from tests.conftest import NOON, TODAY
from tests.factories import MilestoneFactory, PlacementFactory, grant

WHY = "The council sat without a panel that summer"
DECIDED = date(2026, 9, 3)


@pytest.fixture
def decided(callum: Child) -> Milestone:
    """The ADM decided, and no panel is recorded before."""
    made = MilestoneFactory.create(
        child=callum, code="adm_decision", held_on=DECIDED, outcome_id="approved"
    )
    counted_again(callum)
    return made


def counted_again(child: Child) -> int:
    return refresh_clocks(authority=child.authority, child_ids=[child.pk], at=NOON)


def asked_of(child: Child, code: str = "decided_without_panel") -> Question:
    return Question.objects.get(child=child, code=code)


def read(question: Question) -> str:
    """What the page says of it, as its form sends it back."""
    return says_now(question, load_histories(child_ids=[question.child_id])[question.child_id])


def accept(question: Question, by: Actor, **more: Any) -> AcceptedQuestion:
    given = {"seen": read(question), "reason": WHY} | more
    return accept_question(question=question, by=by, **given)


def listed(actor: Actor, show: str = "") -> list[str]:
    found = open_questions(actor, QuestionFilters(show=show), on=TODAY)
    return [question.code for question in found]


def test_it_leaves_the_list_and_the_count_and_stands_with_what_was_accepted(
    decided: Milestone, as_iain: Actor
) -> None:
    accept(asked_of(decided.child), as_iain)
    assert listed(as_iain) == []
    assert counted([("quality", rows) for rows in questions_waiting(as_iain)]) == {"quality": 0}
    assert listed(as_iain, "accepted") == ["decided_without_panel"]


def test_who_said_so_and_why_is_kept_and_audited_once(decided: Milestone, as_iain: Actor) -> None:
    before = AuditEntry.objects.count()
    kept = accept(asked_of(decided.child), as_iain)
    assert (kept.accepted_by, kept.accepted_at, kept.reason) == (as_iain.person, NOON, WHY)
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.reason) == ("question.accept", WHY)


def test_counting_again_what_did_not_change_keeps_it(decided: Milestone, as_iain: Actor) -> None:
    accept(asked_of(decided.child), as_iain)
    assert counted_again(decided.child) == 0
    assert list(rebuild_clocks(authority=decided.authority, at=NOON)) == [(1, 0)]
    assert listed(as_iain) == []


def test_another_fact_of_the_child_changes_nothing_of_it(
    decided: Milestone, as_iain: Actor
) -> None:
    accept(asked_of(decided.child), as_iain)
    record_milestone(
        child=decided.child,
        by=as_iain,
        on=TODAY,
        kind=MilestoneKind.objects.get(code="carer_visit"),
        held_on=date(2026, 11, 2),
    )
    assert listed(as_iain) == []


def corrected(fact: Milestone, by: Actor) -> None:
    changes = {"held_on": date(2026, 9, 4)}
    correct_fact(fact=fact, by=by, on=TODAY, reason="The day after", changes=changes)


def moved_behind_the_services(fact: Milestone, by: Actor) -> None:
    Milestone.objects.filter(pk=fact.pk).update(held_on=date(2026, 9, 4))
    counted_again(fact.child)


def given_a_panel_after_it(fact: Milestone, by: Actor) -> None:
    MilestoneFactory.create(child=fact.child, code="panel", held_on=date(2026, 9, 10))
    counted_again(fact.child)


def voided_and_recorded_again(fact: Milestone, by: Actor) -> None:
    void_fact(fact=fact, by=by, reason="Typed for another child")
    code = fact.kind.code
    MilestoneFactory.create(child=fact.child, code=code, held_on=DECIDED, outcome_id="approved")
    counted_again(fact.child)


@pytest.mark.parametrize(
    "change",
    [corrected, moved_behind_the_services, given_a_panel_after_it, voided_and_recorded_again],
)
def test_it_is_asked_again_once_its_facts_change(
    decided: Milestone, catriona: Membership, change: Callable[[Milestone, Actor], None]
) -> None:
    manager = acting_as(catriona, at=NOON)
    accept(asked_of(decided.child), manager)
    change(decided, manager)
    assert "decided_without_panel" in listed(manager)
    ended = AcceptedQuestion.objects.get()
    assert (ended.ended_because, ended.ended_at, ended.ended_by) == ("facts", NOON, None)


def test_a_period_that_ends_later_asks_again_though_the_question_reads_alike(
    callum: Child, as_iain: Actor
) -> None:
    """Its row is changed in place, and the day of leaving care stays the same."""
    callum.placements.update(ended_on=date(2026, 3, 1))
    callum.episodes.update(ended_on=date(2026, 10, 1), destination="home")
    late = PlacementFactory.create(
        child=callum, began_on=date(2026, 3, 1), ended_on=date(2026, 10, 9)
    )
    counted_again(callum)
    accept(asked_of(callum, "placement_after_leaving"), as_iain)
    callum.placements.filter(pk=late.pk).update(ended_on=date(2026, 10, 20))
    counted_again(callum)
    assert listed(as_iain) == ["placement_after_leaving"]


def test_what_is_put_right_ends_it_and_what_comes_back_is_asked(
    decided: Milestone, as_iain: Actor
) -> None:
    accept(asked_of(decided.child), as_iain)
    panel = MilestoneFactory.create(child=decided.child, code="panel", held_on=date(2026, 8, 3))
    counted_again(decided.child)
    Milestone.objects.filter(pk=panel.pk).update(voided_at=NOON, void_reason="Typed twice")
    counted_again(decided.child)
    assert listed(as_iain) == ["decided_without_panel"]


def test_it_can_be_asked_again(decided: Milestone, as_iain: Actor) -> None:
    question = asked_of(decided.child)
    accept(question, as_iain)
    assert reopen_question(question=question, by=as_iain) == 1
    assert reopen_question(question=question, by=as_iain) == 0
    assert listed(as_iain) == ["decided_without_panel"]
    ended = AcceptedQuestion.objects.get()
    assert (ended.ended_because, ended.ended_by) == ("reopened", as_iain.person)
    accept(question, as_iain)
    assert listed(as_iain) == []


def test_a_double_click_accepts_once(decided: Milestone, as_iain: Actor) -> None:
    question = asked_of(decided.child)
    assert accept(question, as_iain) == accept(question, as_iain)


def test_what_was_changed_since_it_was_read_is_read_again(
    decided: Milestone, as_iain: Actor
) -> None:
    question = asked_of(decided.child)
    seen = read(question)
    given_a_panel_after_it(decided, as_iain)
    with pytest.raises(ValidationError, match="since you opened"):
        accept(question, as_iain, seen=seen)
    system = system_actor(decided.authority, at=NOON)
    void_fact(fact=decided, by=system, reason="Typed for another child")
    with pytest.raises(ValidationError, match="not asked any more"):
        accept(question, as_iain, seen=seen)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_it_needs_a_reason_of_some_length(decided: Milestone, as_iain: Actor, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        accept(asked_of(decided.child), as_iain, reason=reason)
    assert list(refused.value.message_dict) == ["reason"]


def test_a_social_worker_accepts_what_is_theirs_and_not_an_offices(
    decided: Milestone, as_morag: Actor
) -> None:
    MilestoneFactory.create(child=decided.child, code="lac_review", planned_on=date(2026, 11, 2))
    counted_again(decided.child)
    with pytest.raises(PermissionDenied):
        accept(asked_of(decided.child), as_morag)
    accept(asked_of(decided.child, "planned_day_passed"), as_morag)
    assert listed(as_morag) == ["decided_without_panel"]


def test_an_office_that_knows_the_child_accepts_nothing(
    decided: Milestone, alasdair: Membership
) -> None:
    grant(decided.child, to=alasdair, ground="awaiting_decision")
    with pytest.raises(PermissionDenied):
        accept(asked_of(decided.child), acting_as(alasdair, at=NOON))
    assert not AcceptedQuestion.objects.exists()
