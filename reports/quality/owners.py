"""Whose a question is to mend: the office that keeps such facts, the worker, the team leader."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import Membership
from accounts.roles import Role
from cases.models import Involvement
from cases.models.child import ChildQuerySet
from milestones.quality.owners import OFFICES, owning_role
from milestones.quality.question import MILESTONE
from milestones.question_list import OpenQuestion

WORDS: dict[str, str] = {
    Role.PANEL_ADMINISTRATOR: "The panel’s desk",
    Role.DECISION_MAKER: "The Agency Decision Maker",
    Role.LEGAL: "Legal services",
    Role.MANAGER: "The service manager",
}
assert WORDS.keys() >= set(OFFICES.values())


def role_of_owner(question: OpenQuestion, *, is_allocated: bool) -> str:
    """The role that is to see to it."""
    fact_code = question.fact_code if question.fact_kind == MILESTONE else ""
    return owning_role(question.code, fact_code, is_allocated=is_allocated)


def owner_of(question: OpenQuestion, child: Any) -> str:
    """In words; `child` carries its worker's name and its team leader's (with_owners)."""
    worker = child.worker_name or child.worker_email or ""
    role = role_of_owner(question, is_allocated=bool(worker))
    if role == Role.SOCIAL_WORKER:
        return str(worker)
    if role == Role.TEAM_LEADER:
        return f"{child.leader_name}, team leader" if child.leader_name else "The team leader"
    return WORDS[role]


def with_owners(children: ChildQuerySet, *, on: date) -> ChildQuerySet:
    """Each child with the names of its worker and of the leader of the team that holds it."""
    held = Involvement.objects.teams().filter(child=OuterRef(OuterRef("pk")))
    leading = Membership.objects.live(on=on).filter(
        role=Role.TEAM_LEADER, covers__isnull=True, team__in=held.values("team")
    )
    names = leading.order_by("person__full_name").values("person__full_name")
    return children.with_worker().annotate(leader_name=Subquery(names[:1]))
