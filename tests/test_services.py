"""Every public write is keyword-only; every write to a journey leaves exactly one audit entry."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest

import accounts.services.audit
import accounts.services.invitations
import accounts.services.memberships
import accounts.services.tokens
import aims.services
import exchange.case_files.services
from accounts.actors import Actor
from accounts.models import AuditEntry, Locality
from cases.models import Child, Family
from cases.services import (
    asking,
    bars,
    emergencies,
    inheriting,
    proposals,
    restrictions,
    sealing,
)
from milestones.clocks import check_clocks, refresh_clocks
from milestones.delays import delay_causes
from milestones.loading import load_histories
from milestones.models import Clock, Milestone, MilestoneKind, Question
from milestones.quality.accepted import says_now
from milestones.services import (
    children,
    corrections,
    delay_lists,
    details,
    extensions,
    flag_answers,
    flags,
    holidays,
    living,
    mailings,
    milestones,
    notices,
    questions,
    raising,
    timescales,
)
from tests.conftest import NOON, TODAY
from tests.factories import MembershipFactory, MilestoneFactory

MODULES = [
    accounts.services.audit,
    accounts.services.invitations,
    accounts.services.memberships,
    accounts.services.tokens,
    aims.services,
    exchange.case_files.services,
    asking,
    bars,
    emergencies,
    inheriting,
    proposals,
    restrictions,
    sealing,
    children,
    corrections,
    delay_lists,
    details,
    extensions,
    holidays,
    flag_answers,
    flags,
    living,
    mailings,
    milestones,
    notices,
    questions,
    raising,
    timescales,
]
WEDNESDAY = date(2026, 11, 18)


def public_functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if not name.startswith("_") and function.__module__ == module.__name__:
            yield name, function


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_services_are_called_by_keyword(module: ModuleType) -> None:
    for name, function in public_functions(module):
        wraps_nothing = inspect.signature(inspect.unwrap(function)).parameters.values()
        for parameter in wraps_nothing:
            single_question = len(wraps_nothing) == 1
            assert parameter.kind is parameter.KEYWORD_ONLY or single_question, name


def kind(code: str) -> MilestoneKind:
    return MilestoneKind.objects.get(code=code, authority=None)


def planned(child: Child, by: Actor) -> Milestone:
    return milestones.plan_milestone(
        child=child, by=by, on=TODAY, kind=kind("lac_review"), planned_on=WEDNESDAY
    )


def a_clock(child: Child) -> Clock:
    return Clock.objects.filter(child=child, stopped_on__isnull=True).latest("pk")


def a_question(child: Child) -> Question:
    """A visit planned for a day long past; made once."""
    if not Question.objects.filter(child=child).exists():
        MilestoneFactory.create(child=child, code="carer_visit", planned_on=date(2026, 10, 5))
        refresh_clocks(authority=child.authority, child_ids=[child.pk], at=NOON)
    return Question.objects.get(child=child)


def said(question: Question) -> str:
    return says_now(question, load_histories(child_ids=[question.child_id])[question.child_id])


CHANGES: dict[str, Callable[[Child, Actor], Any]] = {
    "milestone.record": lambda child, by: milestones.record_milestone(
        child=child, by=by, on=TODAY, kind=kind("lac_review"), held_on=WEDNESDAY
    ),
    "plan": planned,
    "placement.record": lambda child, by: living.start_placement(
        child=child, by=by, on=TODAY, setting="kinship", began_on=WEDNESDAY
    ),
    "order.record": lambda child, by: living.record_order(
        child=child, by=by, on=TODAY, kind="cso", made_on=WEDNESDAY
    ),
    "route.record": lambda child, by: living.choose_route(
        child=child, by=by, on=TODAY, route="kinship", from_on=WEDNESDAY
    ),
    "episode.record": lambda child, by: living.end_episode(
        episode=child.episodes.get(), by=by, on=TODAY, ended_on=WEDNESDAY, destination="home"
    ),
    "child.correct": lambda child, by: details.correct_child(
        child=child, by=by, on=TODAY, reason="Spelt so", changes={"given_name": "Calum"}
    ),
    "child.allocate": lambda child, by: children.allocate_worker(
        child=child, by=by, on=TODAY, worker=MembershipFactory.create(authority=by.authority).person
    ),
    "locality": lambda child, by: details.move_to_locality(
        child=child,
        by=by,
        on=TODAY,
        from_on=TODAY,
        locality=Locality.objects.create(authority=by.authority, name="Girvan"),
    ),
    "void": lambda child, by: corrections.void_fact(
        fact=child.placements.get(), by=by, reason="Typed twice"
    ),
    "correct": lambda child, by: corrections.correct_fact(
        fact=child.placements.get(),
        by=by,
        on=TODAY,
        reason="With his aunt",
        changes={"setting": "kinship"},
    ),
    "flag.acknowledge": lambda child, by: flag_answers.acknowledge_flag(
        clock=a_clock(child),
        by=by,
        on=TODAY,
        cause=delay_causes(by.authority)[0],
        promised_on=TODAY,
        note="",
    ),
    "flag.snooze": lambda child, by: flag_answers.snooze_flag(
        clock=a_clock(child), by=by, on=TODAY, until=date(2026, 12, 1), reason="Court in June"
    ),
    "question.accept": lambda child, by: questions.accept_question(
        question=a_question(child), by=by, seen=said(a_question(child)), reason="He was at home"
    ),
    "question.reopen": lambda child, by: questions.reopen_question(
        question=a_question(child), by=by
    ),
    "wake": lambda child, by: flag_answers.wake_flag(clock=a_clock(child), by=by),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_leaves_one_audit_entry_and_no_drift(
    change: Callable[[Child, Actor], Any], callum: Child, as_iain: Actor
) -> None:
    before = AuditEntry.objects.count()
    change(callum, as_iain)
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.person, entry.subject_id) == (as_iain.person, callum.public_id)
    drift = [found for _, found in check_clocks(authority=callum.authority)]
    assert drift == [[]]


def test_the_audit_holds_no_name_and_no_note(callum: Child, as_morag: Actor) -> None:
    milestones.record_milestone(
        child=callum,
        by=as_morag,
        on=TODAY,
        kind=kind("lac_review"),
        held_on=WEDNESDAY,
        note="Callum likes the dog",
    )
    told = str(AuditEntry.objects.latest("pk").detail)
    assert "Callum" not in told
    assert "dog" not in told


def test_a_child_is_registered_once(as_morag: Actor) -> None:
    family = Family.objects.create(authority=as_morag.authority, ref="F1")
    child = children.register_child(
        by=as_morag, on=TODAY, child_ref="SA-1", born_on=date(2020, 1, 1), family=family
    )
    assert AuditEntry.objects.filter(subject_id=child.public_id).count() == 1
