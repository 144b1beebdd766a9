"""Who may be chosen for work with a child: live memberships of the authority, by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Membership, Team
from accounts.models.membership import MembershipQuerySet
from accounts.roles import Role
from cases.models import Bar, Child, Involvement
from cases.standing import CARRIED

# A number in an address that no row can have: larger ones are no database integer.
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Worker:
    """A social worker and how many children they hold now: told beside, never ranked by."""

    membership: Membership
    children: int

    @property
    def told(self) -> str:
        held = "1 child" if self.children == 1 else f"{self.children} children"
        return f"{self.membership.person.full_name}, {self.membership.place} ({held})"


def social_workers(actor: Actor) -> list[Worker]:
    """Everybody with a social worker's role of their own, in order of name."""
    members = members_as(actor, [Role.SOCIAL_WORKER]).filter(covers__isnull=True)
    held: dict[int, int] = dict(
        Involvement.objects.current(on=actor.on)
        .filter(authority=actor.authority, capacity__in=CARRIED, person__isnull=False)
        .values_list("person")
        .annotate(children=Count("child", distinct=True))
    )
    first: dict[int, Membership] = {}
    for member in members:
        first.setdefault(member.person_id, member)
    return [Worker(member, held.get(person, 0)) for person, member in first.items()]


def members_as(actor: Actor, roles: Iterable[str]) -> MembershipQuerySet:
    """Whoever holds one of these roles in the actor's authority on the day, by name."""
    return (
        Membership.objects.live(on=actor.on)
        .filter(authority=actor.authority, role__in=list(roles))
        .with_place()
        .order_by("person__full_name", "person_id", "pk")
    )


def may_be_given(membership: Membership, actor: Actor, roles: Iterable[str]) -> bool:
    """Whether this membership is live here in one of the roles: forms can be forged."""
    return members_as(actor, roles).filter(pk=membership.pk).exists()


def is_social_worker(person_id: int, actor: Actor, *, on: date) -> bool:
    return (
        Membership.objects.live(on=on)
        .filter(authority=actor.authority, role=Role.SOCIAL_WORKER, person_id=person_id)
        .exists()
    )


def is_barred(child: Child, person_id: int) -> bool:
    return Bar.objects.live().filter(child=child, person_id=person_id).exists()


def barred_among(child: Child, people: Iterable[int]) -> frozenset[int]:
    barred = Bar.objects.live().filter(child=child, person_id__in=list(people))
    return frozenset(barred.values_list("person_id", flat=True))


def teams_of(actor: Actor) -> list[Team]:
    return list(Team.objects.filter(authority=actor.authority).select_related("locality"))


def own_team(actor: Actor, *, prefix: str = "") -> Q:
    """Memberships of the team leader's own team; a manager reaches every team."""
    if actor.role == Role.TEAM_LEADER:
        return Q(**{f"{prefix}team__isnull": False, f"{prefix}team": actor.team_id})
    return Q()


def may_be_covered(actor: Actor) -> list[Membership]:
    """The social workers for whom this actor may arrange cover."""
    members = members_as(actor, [Role.SOCIAL_WORKER]).filter(covers__isnull=True)
    return list(members.filter(own_team(actor)))


def covered_by(actor: Actor) -> MembershipQuerySet:
    """The cover arranged that is not over, in the reach of whoever asks: own team, or all."""
    covers = own_team(actor, prefix="covers__")
    return (
        Membership.objects.filter(covers, authority=actor.authority, covers__isnull=False)
        .filter(ends_on__gt=actor.on)
        .with_place()
        .order_by("begins_on", "covers__person__full_name")
    )


def get_cover(actor: Actor, membership_id: int) -> Membership:
    """One cover in the actor's reach. Http404 for any other."""
    found = covered_by(actor).filter(pk=min(membership_id, LARGEST_ID)).first()
    if found is None:
        raise Http404("No such cover")
    return found
