"""Whose a question is to see to, and who may say that it is right as recorded."""

from uuid import UUID

from django.http import Http404

from accounts.actors import Actor
from accounts.policy import KEPT_BY_AN_OFFICE
from accounts.roles import Role
from cases.models import Child
from cases.standing import Standing, standings_of
from milestones.models import Milestone, Question
from milestones.quality.kinds import BY_CODE, NO_TEAM, NO_WORKER
from milestones.quality.question import MILESTONE

OFFICES: dict[str, str] = {
    "panel": Role.PANEL_ADMINISTRATOR,
    "adm_decision": Role.DECISION_MAKER,
    "order_lodged": Role.LEGAL,
    "order_granted": Role.LEGAL,
}
ROUTE_IS_THE_WORKERS = "lodged_on_route_home"
ACCEPT = "question.accept"
assert set(OFFICES) == KEPT_BY_AN_OFFICE


def owning_role(code: str, fact_code: str, *, is_allocated: bool) -> str:
    """The role that is to see to it; `fact_code` is the kind of milestone, where it is of one."""
    if code == NO_TEAM:
        return Role.MANAGER
    if fact_code in OFFICES and code != ROUTE_IS_THE_WORKERS:
        return OFFICES[fact_code]
    is_workers = is_allocated and code != NO_WORKER
    return Role.SOCIAL_WORKER if is_workers else Role.TEAM_LEADER


def may_accept(standing: Standing, code: str, fact_code: str) -> bool:
    """Its owner, the team leader, the manager: whoever puts the record right, or asks for it.

    That nobody holds a child is never right: there is nothing to accept.
    """
    kind = BY_CODE[code]
    if kind.is_live or not standing.may(ACCEPT) or not all(map(standing.reads, kind.groups)):
        return False
    role = standing.actor.role
    return role != Role.SOCIAL_WORKER or role == owning_role(code, fact_code, is_allocated=True)


def may_accept_question(actor: Actor, question: Question) -> bool:
    """The same of a stored question, whose child this actor may know."""
    standing = standings_of(actor, [question.child])[question.child_id]
    return may_accept(standing, question.code, _fact_code(question))


def get_question(child: Child, public_id: UUID) -> Question:
    """One of a child that came through the gate, which this actor may accept, or Http404."""
    asked = Question.objects.asked(on=child.standing.actor.on)
    found = asked.filter(child=child, public_id=public_id).first()
    if found is None or not may_accept(child.standing, found.code, _fact_code(found)):
        raise Http404("No such question")
    found.child = child
    return found


def _fact_code(question: Question) -> str:
    if question.fact_kind != MILESTONE:
        return ""
    rows = Milestone.objects.filter(pk=question.fact_id, child=question.child_id)
    return rows.values_list("kind__code", flat=True).first() or ""
