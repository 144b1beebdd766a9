"""Whose a question is to mend: the office that keeps such facts, the worker, the team leader."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import Membership
from accounts.policy import KEPT_BY_AN_OFFICE
from accounts.roles import Role
from cases.models import Involvement
from cases.models.child import ChildQuerySet
from milestones.quality.kinds import NO_TEAM, NO_WORKER
from milestones.quality.question import MILESTONE
from milestones.question_list import OpenQuestion

OFFICES: dict[str, tuple[str, str]] = {
    "panel": (Role.PANEL_ADMINISTRATOR, "The panel’s desk"),
    "adm_decision": (Role.DECISION_MAKER, "The Agency Decision Maker"),
    "order_lodged": (Role.LEGAL, "Legal services"),
    "order_granted": (Role.LEGAL, "Legal services"),
}
ROUTE_IS_THE_WORKERS = "lodged_on_route_home"
assert set(OFFICES) == KEPT_BY_AN_OFFICE


def role_of_owner(question: OpenQuestion, *, is_allocated: bool) -> str:
    """The role that is to see to it."""
    if question.code == NO_TEAM:
        return Role.MANAGER
    is_an_offices = question.fact_kind == MILESTONE and question.fact_code in OFFICES
    if is_an_offices and question.code != ROUTE_IS_THE_WORKERS:
        return OFFICES[question.fact_code][0]
    is_workers = is_allocated and question.code != NO_WORKER
    return Role.SOCIAL_WORKER if is_workers else Role.TEAM_LEADER


def owner_of(question: OpenQuestion, child: Any) -> str:
    """In words; `child` carries its worker's name and its team leader's (with_owners)."""
    worker = child.worker_name or child.worker_email or ""
    role = role_of_owner(question, is_allocated=bool(worker))
    if role == Role.SOCIAL_WORKER:
        return str(worker)
    if role == Role.TEAM_LEADER:
        return f"{child.leader_name}, team leader" if child.leader_name else "The team leader"
    if role == Role.MANAGER:
        return "The service manager"
    return OFFICES[question.fact_code][1]


def with_owners(children: ChildQuerySet, *, on: date) -> ChildQuerySet:
    """Each child with the names of its worker and of the leader of the team that holds it."""
    held = Involvement.objects.teams().filter(child=OuterRef(OuterRef("pk")))
    leading = Membership.objects.live(on=on).filter(
        role=Role.TEAM_LEADER, covers__isnull=True, team__in=held.values("team")
    )
    names = leading.order_by("person__full_name").values("person__full_name")
    return children.with_worker().annotate(leader_name=Subquery(names[:1]))
