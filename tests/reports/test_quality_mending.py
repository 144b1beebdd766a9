"""Every question has a page that mends it, and whoever it belongs to may open that page."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import resolve

from accounts.actors import acting_as
from accounts.door import entered
from accounts.models import Authority, Membership
from accounts.roles import Role
from cases.gate import get_child
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.quality.kinds import KINDS
from milestones.quality.owners import OFFICES
from milestones.question_list import OpenQuestion, open_questions
from reports.quality.facts import known_facts
from reports.quality.mending import Asker, Mend, mends_of
from reports.quality.owners import role_of_owner
from tests.conftest import NOON, TODAY
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    OrderFactory,
    PlacementFactory,
    RouteFactory,
    grant,
)

SignIn = Callable[[Membership], Client]
FOR_OFFICES = {
    "eilidh": "agenda_item",
    "alasdair": "awaiting_decision",
    "niamh": "legal_instruction",
}


def day(month: int, on: int, year: int = 2026) -> date:
    return date(year, month, on)


def held(child: Child, code: str, on: date, outcome: str = "held") -> None:
    MilestoneFactory.create(child=child, code=code, held_on=on, outcome_id=outcome)


def odd_path(child: Child) -> None:
    """Everything in the wrong order."""
    held(child, "lac_review", day(7, 7), "permanence_recommended")
    held(child, "lac_review", day(7, 8))
    held(child, "panel", day(7, 1))
    held(child, "adm_decision", day(6, 20), "approved")
    held(child, "order_lodged", day(6, 10))
    held(child, "order_granted", day(6, 1), "granted")
    MilestoneFactory.create(child=child, code="lac_review", planned_on=day(11, 2))
    MilestoneFactory.create(child=child, code="panel", planned_on=day(11, 3))
    OrderFactory.create(child=child, expires_on=day(10, 1))
    child.placements.update(ended_on=day(3, 1))
    PlacementFactory.create(child=child, setting="kinship", began_on=day(3, 2), ended_on=day(10, 1))


def left_and_came_back(authority: Authority) -> Child:
    """What was not ended with the first time in care, and decided before the second."""
    child = ChildFactory.create(authority=authority)
    EpisodeFactory.create(child=child, began_on=day(1, 1, 2025), ended_on=day(6, 1, 2025))
    EpisodeFactory.create(child=child, began_on=day(1, 1))
    PlacementFactory.create(child=child, began_on=day(2, 1, 2025), ended_on=day(7, 1, 2025))
    OrderFactory.create(child=child, kind="section_25", made_on=day(2, 1, 2025))
    held(child, "lac_review", day(12, 1, 2025), "permanence_recommended")
    held(child, "adm_decision", day(12, 2, 2025), "approved")
    return child


def adopted_from_home(authority: Authority) -> Child:
    child = ChildFactory.create(authority=authority)
    EpisodeFactory.create(child=child)
    OrderFactory.create(child=child, kind="adoption_order", made_on=day(5, 4))
    RouteFactory.create(child=child, route="home", from_on=day(1, 5))
    held(child, "order_lodged", day(2, 2))
    return child


@pytest.fixture
def children(callum: Child, request: pytest.FixtureRequest) -> list[Child]:
    """Children of whom everything is asked; the last is nobody's."""
    authority = callum.authority
    nobodys = ChildFactory.create(authority=authority, is_morags=False, is_ayrs=False)
    EpisodeFactory.create(child=nobodys)
    teams_only = ChildFactory.create(authority=authority, is_morags=False)
    EpisodeFactory.create(child=teams_only)
    odd_path(callum)
    others = [left_and_came_back(authority), adopted_from_home(authority)]
    found = [callum, *others, teams_only, nobodys]
    refresh_clocks(authority=authority, child_ids=[child.pk for child in found], at=NOON)
    for name, ground in FOR_OFFICES.items():
        for child in found:
            grant(child, to=request.getfixturevalue(name), ground=ground)
    return found


@pytest.fixture
def staff(request: pytest.FixtureRequest) -> dict[str, Membership]:
    names = ("morag", "iain", "eilidh", "alasdair", "niamh", "catriona")
    members = [request.getfixturevalue(name) for name in names]
    return {member.role: member for member in members}


def mends(question: OpenQuestion, child: Child, owner: Membership) -> list[Mend]:
    actor = acting_as(owner, at=NOON)
    with entered(actor):
        seen = get_child(actor, child.public_id)
        known = known_facts([question], ())
        fact = known.in_doubt.get((question.fact_kind, question.fact_id or 0))
        if fact is not None:
            fact.child = seen
        return mends_of(Asker(question, fact, seen, actor))


class Opened:
    """Opens each kind of page once for each role and kind of fact: the next answers alike."""

    def __init__(self, clients: dict[str, Client]) -> None:
        self.clients = clients
        self.known: dict[tuple[str, ...], bool] = {}

    def by(self, role: str, mend: Mend, question: OpenQuestion) -> bool:
        page = resolve(mend.url.partition("?")[0]).url_name or ""
        key = (role, page, question.fact_kind, question.fact_code)
        if key not in self.known:
            self.known[key] = self.clients[role].get(mend.url).status_code == 200
        return self.known[key]


def test_whoever_a_question_belongs_to_may_open_what_mends_it(
    sign_in: SignIn, children: list[Child], staff: dict[str, Membership]
) -> None:
    manager = acting_as(staff[Role.MANAGER], at=NOON)
    with entered(manager):
        questions = open_questions(manager, on=TODAY)
    by_pk = {child.pk: child for child in children}
    nobodys = {child.pk for child in children[-2:]}
    opened = Opened({role: sign_in(member) for role, member in staff.items()})
    for question in questions:
        role = role_of_owner(question, is_allocated=question.child_id not in nobodys)
        if question.child_id == children[-1].pk and role == Role.TEAM_LEADER:
            continue  # held by no team: the manager's to mend first
        found = mends(question, by_pk[question.child_id], staff[role])
        assert found[0].words != "See the record", question
        for mend in found:
            assert opened.by(role, mend, question), (question, mend)
    assert {question.code for question in questions} == {kind.code for kind in KINDS}


def test_an_office_puts_right_what_it_keeps(children: list[Child]) -> None:
    for code, role in OFFICES.items():
        question = OpenQuestion("typed_twice", 1, TODAY, "milestone", 1, fact_code=code)
        assert role_of_owner(question, is_allocated=True) == role


def test_no_page_is_offered_that_the_reader_may_not_open(
    sign_in: SignIn, children: list[Child], staff: dict[str, Membership]
) -> None:
    opened = Opened({role: sign_in(member) for role, member in staff.items()})
    for role in (Role.TEAM_LEADER, Role.MANAGER):
        actor = acting_as(staff[role], at=NOON)
        with entered(actor):
            questions = open_questions(actor, on=TODAY)
        by_pk = {child.pk: child for child in children}
        for question in questions:
            for mend in mends(question, by_pk[question.child_id], staff[role]):
                assert opened.by(role, mend, question), (role, question, mend)
