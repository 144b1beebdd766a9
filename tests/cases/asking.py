"""Asking and approving as the people of the cast do it, and what they then know."""

from datetime import UTC, datetime, timedelta

from django.http import Http404

from accounts.models import Membership
from cases.gate import get_child
from cases.models import Bar, Child, Grant, Proposal, Restriction
from cases.services import bars, restrictions
from cases.services.proposals import decide_proposal
from tests.cases.conftest import acting

WHY = "The mother works in the team next door"


def asked_to_restrict(child: Child, by: Membership, *named: Membership) -> Proposal:
    with acting(by) as actor:
        return restrictions.ask_to_restrict(
            child=child,
            by=actor,
            ground="staff_or_relative",
            reason=WHY,
            named=[each.person.public_id for each in named],
        )


def restricted(
    child: Child, by: Membership, manager: Membership, *named: Membership, term: str = "two_weeks"
) -> Restriction:
    proposal = asked_to_restrict(child, by, *named)
    with acting(manager) as actor:
        decide_proposal(
            proposal=proposal,
            by=actor,
            approves=True,
            named={each.person.public_id: term for each in named},
        )
    return Restriction.objects.live().get(child=child)


def knows(membership: Membership, child: Child) -> bool:
    with acting(membership) as actor:
        try:
            get_child(actor, child.public_id)
        except Http404:
            return False
    return True


def asked_to_bar(child: Child, by: Membership, person: Membership) -> Proposal:
    with acting(by) as actor:
        return bars.ask_to_bar(child=child, by=actor, person=person.person.public_id, reason=WHY)


def barred(child: Child, by: Membership, manager: Membership, person: Membership) -> Bar:
    proposal = asked_to_bar(child, by, person)
    with acting(manager) as actor:
        decide_proposal(proposal=proposal, by=actor, approves=True)
    return Bar.objects.live().get(child=child, person=person.person)


def on_the_agenda(child: Child, desk: Membership) -> None:
    """The panel’s administrator has the child’s case."""
    Grant.objects.create(
        authority=child.authority,
        child=child,
        role=desk.role,
        ground="agenda_item",
        purpose="The panel’s agenda",
        begins_at=a_minute_ago(),
        ends_at=a_minute_ago() + timedelta(days=20),
    )


def a_minute_ago() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)
