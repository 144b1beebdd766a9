"""The gate to single facts, and who may put which of them right."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from accounts.actors import Actor
from accounts.models import Locality
from accounts.policy import WRITES_NOTES, may_plan_kind, may_record_kind
from accounts.roles import Role
from cases.models import Child, Episode, Fact, LegalOrder, Note, Placement, Route
from milestones.models import Extension, Milestone, MilestoneKind, Outcome
from milestones.readable import reads_fact, reads_kind

FACTS: dict[str, type[Fact]] = {
    "milestone": Milestone,
    "placement": Placement,
    "order": LegalOrder,
    "route": Route,
    "episode": Episode,
    "note": Note,
    "extension": Extension,
}
_RECORDS = {Placement: "placement", LegalOrder: "order", Route: "route", Episode: "episode"}


def get_fact(child: Child, fact_kind: str, public_id: UUID) -> Fact:
    """A fact of a child that came through the gate, whole: for writing, or for the timeline.

    Http404 for any other child's, and for what this reader does not read.
    """
    model = FACTS.get(fact_kind)
    found: Fact | None = None
    if model is not None:
        found = model._default_manager.filter(child=child, public_id=public_id).first()
    if found is None or not reads_fact(child.standing, found):
        raise Http404("No such record")
    found.child = child
    return found


def versions_of(fact: Fact) -> list[Fact]:
    """The fact with the one it replaced and the one that replaced it, where there are such."""
    others = [fact.replaces, getattr(fact, "replaced_by", None)]
    found = [fact, *(each for each in others if each is not None)]
    for each in found:
        each.child = fact.child
    return found


def get_planned(child: Child, public_id: UUID) -> Milestone:
    """A milestone of this child that is planned and has neither happened nor been called off."""
    planned = Milestone.objects.planned().filter(child=child, public_id=public_id)
    found: Milestone | None = planned.select_related("kind").first()
    if found is None or not reads_fact(child.standing, found):
        raise Http404("No such plan")
    found.child = child
    return found


def get_milestone(child: Child, public_id: UUID) -> Milestone:
    found = get_fact(child, "milestone", public_id)
    assert isinstance(found, Milestone)
    return found


def get_open_order(child: Child, public_id: UUID) -> LegalOrder:
    found = next((each for each in open_orders(child) if each.public_id == public_id), None)
    if found is None:
        raise Http404("No such order")
    found.child = child
    return found


def open_orders(child: Child) -> list[LegalOrder]:
    """The orders that have not been ended, as far as they are read."""
    found = LegalOrder.objects.standing().filter(child=child, ended_on__isnull=True)
    return [order for order in found if reads_fact(child.standing, order)]


def open_episode(child: Child) -> Episode | None:
    """The time of being looked after that the child is in now."""
    found: Episode | None = (
        Episode.objects.standing().filter(child=child, ended_on__isnull=True).first()
    )
    if found is not None:
        found.child = child
    return found


def localities_of(actor: Actor) -> list[Locality]:
    return list(Locality.objects.filter(authority=actor.authority))


def outcomes_named(codes: Iterable[str]) -> dict[str, Outcome]:
    return dict(Outcome.objects.in_bulk(list(codes)))


def kinds_recorded_by(actor: Actor, child: Child) -> list[MilestoneKind]:
    """The kinds of milestone this actor records, in the order of the journey.

    Nobody records what they could not read afterwards.
    """
    return [
        kind
        for kind in MilestoneKind.objects.used_by(actor.authority)
        if may_record_kind(actor.role, kind.code) and reads_kind(child.standing, kind)
    ]


def kinds_planned_by(actor: Actor, child: Child) -> list[MilestoneKind]:
    """The kinds whose day this actor may agree: their own, and the panel's desk the ADM's."""
    return [
        kind
        for kind in MilestoneKind.objects.used_by(actor.authority)
        if may_plan_kind(actor.role, kind.code) and reads_kind(child.standing, kind)
    ]


def is_a_kind(code: str, actor: Actor) -> bool:
    """Whether the authority knows such a kind, whoever records it."""
    known = MilestoneKind.objects.used_by(actor.authority).filter(code=code.replace("\x00", ""))
    return known.exists()


def may_correct(actor: Actor, fact: Fact) -> bool:
    """Whoever records a fact may put it right, and so may the service manager."""
    if not fact.child.standing.may("fact.correct"):
        return False
    return actor.role == Role.MANAGER or may_record(actor, fact)


def may_record(actor: Actor, fact: Fact) -> bool:
    """Whether this actor's role records facts of this kind."""
    if isinstance(fact, Milestone):
        return may_record_kind(actor.role, fact.kind.code)
    if isinstance(fact, Note):
        return WRITES_NOTES.get(actor.role) == fact.group
    if isinstance(fact, Extension):
        return actor.may("extension.grant")
    recorded_as = _RECORDS.get(type(fact))
    return recorded_as is not None and actor.may(f"{recorded_as}.record")


def name_of(fact: Fact) -> str:
    """How the fact is called in addresses: milestone, placement, order, route, extension."""
    return next(name for name, model in FACTS.items() if isinstance(fact, model))
