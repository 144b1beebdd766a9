"""Children waiting for the Agency Decision Maker: leave that comes and goes with the panel."""

from datetime import timedelta

from accounts.actors import Actor
from accounts.roles import Role
from cases.models import Child, Grant
from cases.models.grant import GrantQuerySet
from cases.services.leave import give, midnight_after, take_back
from cases.terms import half_a_year_from

PURPOSE = "The panel has made its recommendation: to decide"
OPEN_AFTER_A_DECISION = timedelta(days=28)


def await_decision(*, child: Child, by: Actor) -> None:
    """The ADM's office knows of the child for six months; part of recording the panel."""
    if not _waiting(child, by).exists():
        give(
            child,
            by=by,
            to=Role.DECISION_MAKER,
            ground=Grant.Ground.AWAITING_DECISION,
            purpose=PURPOSE,
            ends_at=midnight_after(half_a_year_from(by.on)),
        )


def end_waiting(*, child: Child, by: Actor) -> None:
    """Decided: the record stays open for 28 days, to put the decision right if it must be."""
    closes_at = midnight_after(by.on + OPEN_AFTER_A_DECISION)
    _waiting(child, by).filter(ends_at__gt=closes_at).update(ends_at=closes_at)


def stop_waiting(*, child: Child, by: Actor) -> None:
    """The recommendation was struck through: there is nothing to decide."""
    for grant in _waiting(child, by):
        take_back(grant, by=by, reason="The recommendation was struck through")


def _waiting(child: Child, by: Actor) -> GrantQuerySet:
    return Grant.objects.live(at=by.at).filter(child=child, ground=Grant.Ground.AWAITING_DECISION)
