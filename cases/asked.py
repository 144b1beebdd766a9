"""What colleagues ask for, and who may answer it (accounts.policy.NEEDS)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Person
from accounts.policy import NEEDS
from accounts.roles import Role
from cases.labels import Label, labels_of
from cases.models import Child, Proposal, Restriction
from cases.models.proposal import ProposalQuerySet
from cases.restricted import barred_from

Kind = Proposal.Kind


def roles_needed(proposal: Proposal) -> frozenset[str]:
    """Whose word it needs; a sealed record is opened by the one role with the other's word."""
    needed = NEEDS[proposal.kind]
    return needed - {proposal.proposed_as} if proposal.kind == Kind.RELEASE else needed


def roles_still_needed(proposal: Proposal) -> frozenset[str]:
    given = proposal.approvals.filter(approves=True).values_list("role", flat=True)
    return roles_needed(proposal) - set(given)


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal as those who answer it read it."""

    proposal: Proposal
    label: Label
    about: str
    given: str
    url: str = ""


def asked_of(actor: Actor) -> list[Asked]:
    """The open proposals that wait for this person's word, the oldest first."""
    return _told(actor, list(_asked_of(actor)))


def waiting_for(actor: Actor) -> ProposalQuerySet:
    """The rows of it, for a count."""
    return _asked_of(actor).select_related(None).prefetch_related(None).order_by()


def asked_by(actor: Actor) -> list[Asked]:
    """What this person asked and nobody has answered."""
    own = _open(actor).filter(proposed_by=actor.person)
    return _told(actor, list(own))


def asked_about(child: Child, actor: Actor, *kinds: str) -> list[Proposal]:
    """What waits for an answer about a child that came through the gate.

    A bar that somebody else asked for is not told: it may be about whoever reads this.
    """
    waiting = Proposal.objects.open().filter(child=child, kind__in=kinds)
    told = waiting.exclude(Q(kind=Kind.BAR) & ~Q(proposed_by=actor.person))
    return list(told.select_related("proposed_by"))


def get_asked(actor: Actor, public_id: UUID) -> Asked:
    """One of those that wait for this person's word. Raises Http404."""
    found = _asked_of(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such question")
    return _told(actor, [found])[0]


def get_own(actor: Actor, public_id: UUID) -> Proposal:
    found = _open(actor).filter(proposed_by=actor.person, public_id=public_id).first()
    if found is None:
        raise Http404("No such question")
    return found


def _open(actor: Actor) -> ProposalQuerySet:
    return (
        Proposal.objects.open()
        .filter(authority=actor.authority)
        .exclude(child__in=barred_from(actor))
        .select_related("proposed_by")
        .prefetch_related("approvals__person")
    )


def _asked_of(actor: Actor) -> ProposalQuerySet:
    """Not their own, not about themself, and not where their role has spoken."""
    kinds = [kind for kind, roles in NEEDS.items() if actor.role in roles]
    person = str(actor.person.public_id) if actor.person else ""
    own_role = Q(kind=Kind.RELEASE, proposed_as=actor.role)
    spoken = Q(approvals__role=actor.role) | Q(approvals__person=actor.person)
    found = (
        _open(actor)
        .filter(kind__in=kinds)
        .exclude(proposed_by=actor.person)
        .exclude(own_role)
        .exclude(pk__in=Proposal.objects.open().filter(spoken).values("pk"))
        .exclude(kind__in=[Kind.BAR, Kind.LIFT_BAR], detail__person=person)
    )
    if actor.role != Role.TEAM_LEADER:
        return found
    return found.filter(child__in=Child.objects.visible_to(actor, act="fact.correct"))


def _told(actor: Actor, proposals: list[Proposal]) -> list[Asked]:
    labels = labels_of(actor, [each.child_id for each in proposals])
    people = _people_in(proposals)
    return [
        Asked(
            proposal=each,
            label=labels[each.child_id],
            about=_about(each, people),
            given=_given(each),
        )
        for each in proposals
    ]


def _people_in(proposals: list[Proposal]) -> dict[str, str]:
    ids = {each.detail["person"] for each in proposals if "person" in each.detail}
    ids.update(one for each in proposals for one in each.detail.get("named", []))
    known = Person.objects.filter(public_id__in=ids).values_list("public_id", "full_name")
    return {str(public_id): name for public_id, name in known}


def _about(proposal: Proposal, people: dict[str, str]) -> str:
    """What exactly is asked, in a few words."""
    detail: dict[str, Any] = proposal.detail
    if proposal.kind == Kind.RESTRICT:
        names = ", ".join(people.get(each, "somebody who left") for each in detail["named"])
        return f"{Restriction.Ground(detail['ground']).label}; to be named: {names}"
    if proposal.kind in (Kind.BAR, Kind.LIFT_BAR):
        return people.get(detail["person"], "Somebody who left")
    return ""


def _given(proposal: Proposal) -> str:
    """Who has said yes so far."""
    return ", ".join(
        f"{each.person.full_name}, {each.get_role_display().lower()}"
        for each in proposal.approvals.all()
        if each.approves
    )
