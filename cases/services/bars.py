"""Barring a person from a record: for ever until it is lifted, whoever else lets them in."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actors import Actor
from accounts.models import Person
from accounts.services import write_audit_entry
from cases.labels import subject_of
from cases.models import Bar, Child, Proposal
from cases.naming import people_who_may_know
from cases.services.asking import open_proposal, refuse_without_reason, told
from cases.services.facts import refuse
from cases.services.leave import leave_change

BARRED_ALREADY = "This person is barred from the record already."


def ask_to_bar(*, child: Child, by: Actor, person: UUID, reason: str) -> Proposal:
    """Ask that somebody never opens this record: they know the family, say."""
    refuse_without_reason(reason)
    known = people_who_may_know(by).get(person)
    refuse({"person": None if known else "Choose somebody who works here."})
    assert known is not None
    barred = Bar.objects.live().filter(child=child, person=known[0]).exists()
    refuse({"person": BARRED_ALREADY if barred else None})
    with leave_change(child=child, by=by, act="restriction.ask", reason=reason) as detail:
        proposal = open_proposal(
            child_id=child.pk,
            by=by,
            kind=Proposal.Kind.BAR,
            reason=reason,
            detail={"person": str(person)},
        )
        detail.update(told(proposal), person=str(person))
    return proposal


@transaction.atomic
def ask_to_lift_bar(*, bar: Bar, by: Actor, reason: str) -> Proposal:
    """Ask that the person may be let in again. Raises PermissionDenied, ValidationError."""
    if not by.may("restriction.review"):
        raise PermissionDenied
    person = str(bar.person.public_id)
    proposal = open_proposal(
        child_id=bar.child_id,
        by=by,
        kind=Proposal.Kind.LIFT_BAR,
        reason=reason,
        detail={"bar": str(bar.public_id), "person": person},
    )
    write_audit_entry(
        by=by,
        act="restriction.ask",
        subject_kind="child",
        subject_id=subject_of(by, bar.child_id),
        reason=reason,
        detail={**told(proposal), "person": person},
    )
    return proposal


def impose_bar(*, proposal: Proposal, by: Actor) -> Bar:
    """What approving comes to; in the transaction and under the audit of the approval."""
    person = Person.objects.get(public_id=proposal.detail["person"])
    same = Bar.objects.live().filter(child_id=proposal.child_id, person=person)
    refuse({"__all__": BARRED_ALREADY if same.exists() else None})
    return Bar.objects.create(
        authority=by.authority,
        child_id=proposal.child_id,
        person=person,
        ground=Bar.Ground.CONFLICT,
        reason=proposal.reason,
        made_by=proposal.proposed_by,
    )


def lift_bar(*, proposal: Proposal, by: Actor) -> None:
    """What approving comes to: the relationship decides again whether the person may know."""
    Bar.objects.live().filter(
        authority=by.authority, public_id=proposal.detail["bar"], child_id=proposal.child_id
    ).update(lifted_at=by.at, lifted_by=by.person, lift_reason=proposal.reason)
