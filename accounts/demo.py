"""The invented people of the demonstration, as the sign-in page offers them."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Authority, Membership
from accounts.models.membership import MembershipQuerySet
from accounts.roles import Role

DEMO_ADDRESS = ".pace.example"

AWAITS: dict[str, str] = {
    Role.SOCIAL_WORKER: "their own children, longest overdue first, and a colleague’s to cover",
    Role.TEAM_LEADER: "the team’s overdue list, who works with whom",
    Role.MANAGER: "aims, rules, every locality",
    Role.REVIEWING_CHAIR: "the children whose reviews they chair",
    Role.PANEL_ADMINISTRATOR: "the panel’s agenda, its packs and recommendations",
    Role.PANEL_MEMBER: "reads the children whose packs were issued",
    Role.DECISION_MAKER: "records decisions within 14 days of the panel",
    Role.LEGAL: "records petitions lodged and orders granted",
    Role.ANALYST: "aims and their figures, children under pseudonyms",
    Role.SYSTEM_ADMINISTRATOR: "people and their roles, and no child",
    Role.INFORMATION_GOVERNANCE: "the audit, and what was opened in an emergency",
    Role.PARTNER: "what is shared with them, until the share ends",
    Role.REPORTER: "orders and hearings of two children",
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
