"""Sealing the adopted child of the world as a manager and information governance do it."""

from datetime import UTC, date, datetime, time

from accounts.actors import Actor, acting_as
from cases.models import Child, Proposal
from cases.services.proposals import decide_proposal
from exchange.world.people import Members
from exchange.world.planted import Planted

BOTH = ("sm", "ig")


def seal_child(by: Actor, child: Child, planted: Planted, *, members: Members, on: date) -> None:
    """Asked by legal services, approved by the two; the new public id is the seed's again."""
    asked = Proposal.objects.create(
        public_id=planted.public_id("seal"),
        authority=by.authority,
        child=child,
        kind=Proposal.Kind.SEAL,
        reason=planted.text("proposal.reason"),
        proposed_by=members["lg"].person,
        proposed_as=members["lg"].role,
    )
    at = datetime.combine(on, time(9), tzinfo=UTC)
    for key in BOTH:
        decide_proposal(
            proposal=asked,
            by=acting_as(members[key], at=at),
            approves=True,
            words=planted.text("approval.words"),
        )
    Child.objects.filter(pk=child.pk).update(public_id=planted.told_id)
