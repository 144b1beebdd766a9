"""Declaring an interest: who knows the child or the family steps back, at once and for good."""

from accounts.actors import Actor
from cases.models import Bar, Child, Grant
from cases.services.facts import refuse
from cases.services.leave import WHY, leave_change, take_back

DECLARED = "Declared an interest"


def declare_interest(*, child: Child, by: Actor, reason: str) -> Bar:
    """Own leave ends and the record closes to the person, until a manager lifts the bar.

    security.md §4: a panel member who declared an interest does not see the case.
    """
    refuse({"reason": None if reason.strip() else WHY})
    with leave_change(child=child, by=by, act="interest.declare", reason=reason) as detail:
        own = Grant.objects.live(at=by.at).filter(child=child, membership__person=by.person)
        ended = [take_back(grant, by=by, reason=DECLARED) for grant in own]
        bar = Bar.objects.create(
            authority_id=child.authority_id,
            child=child,
            person=by.person,
            ground=Bar.Ground.INTEREST,
            reason=reason,
            made_by=by.person,
        )
        detail.update(bar=str(bar.public_id), grants_ended=len(ended))
    return bar
