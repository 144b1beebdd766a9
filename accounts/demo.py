"""The invented people of the demonstration, as the sign-in page offers them."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Authority, Membership
from accounts.models.membership import MembershipQuerySet
from accounts.roles import Role

DEMO_ADDRESS = ".pace.example"

AWAITS: dict[str, str] = {
    Role.SOCIAL_WORKER: "their own children, longest overdue first",
    Role.TEAM_LEADER: "the locality’s overdue list",
    Role.MANAGER: "aims, rules, every locality",
    Role.REVIEWING_CHAIR: "records reviews and what they recommend",
    Role.PANEL_ADMINISTRATOR: "records what the panel recommended",
    Role.PANEL_MEMBER: "reads the children’s journeys",
    Role.DECISION_MAKER: "records decisions within 14 days of the panel",
    Role.LEGAL: "records petitions lodged and orders granted",
    Role.ANALYST: "aims and their figures",
}


@dataclass(frozen=True, slots=True)
class DemoPerson:
    membership: Membership
    awaits: str


def _demo_memberships(*, on: date) -> MembershipQuerySet:
    return (
        Membership.objects.live(on=on)
        .filter(person__email__endswith=DEMO_ADDRESS)
        .select_related("person", "authority", "team", "locality")
    )


def demo_people(authority: Authority, *, on: date) -> list[DemoPerson]:
    """One person for each role, in the order the journey meets them."""
    first: dict[str, Membership] = {}
    for membership in _demo_memberships(on=on).filter(authority=authority).order_by("pk"):
        first.setdefault(membership.role, membership)
    return [
        DemoPerson(first[role], AWAITS.get(role, "words and rules only, so far"))
        for role in Role.values
        if role in first
    ]


def demo_authorities(*, on: date) -> list[Authority]:
    """The councils with people to look round as; the liveliest one of the posters first."""
    held = _demo_memberships(on=on).values("authority")
    found = list(Authority.objects.filter(pk__in=held))
    return sorted(found, key=lambda each: (each.name != "South Ayrshire", each.name))


def demo_membership(pk: str, *, on: date) -> Membership | None:
    if not pk.isdecimal() or len(pk) > 12:
        return None
    return _demo_memberships(on=on).filter(pk=int(pk)).first()
