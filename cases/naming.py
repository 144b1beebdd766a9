"""Who may be named for a restricted record, or barred from one, and for how long (security.md §4).

Each name has an end: two weeks or six months.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import models

from accounts.actors import Actor
from accounts.models import Membership, Person
from accounts.policy import ROWS
from accounts.roles import Role
from cases.models import NamedPerson, Restriction
from cases.terms import months_from

TWO_WEEKS = timedelta(weeks=2)
SIX_MONTHS = 6
WARNED_BEFORE = timedelta(days=7)


class Term(models.TextChoices):
    TWO_WEEKS = "two_weeks", "2 weeks"
    SIX_MONTHS = "six_months", "6 months"


def end_of(term: str, *, begins_on: date) -> date:
    """The first day on which the naming opens nothing any more."""
    if term == Term.TWO_WEEKS:
        return begins_on + TWO_WEEKS
    return months_from(begins_on, SIX_MONTHS)


def roles_that_know_children() -> list[str]:
    """Roles that can stand to a child by name; analysts see pseudonyms and are none of them."""
    cells = ROWS["child.view"].cells
    return [role for role, codes in cells.items() if set(codes) - {"P"}]


def people_who_may_know(actor: Actor) -> dict[UUID, tuple[Person, str]]:
    """Everybody in the authority who could know of a child, by name, with their roles told."""
    members = (
        Membership.objects.live(on=actor.on)
        .filter(authority=actor.authority, role__in=roles_that_know_children())
        .select_related("person")
        .order_by("person__full_name", "person_id", "pk")
    )
    found: dict[UUID, tuple[Person, list[str]]] = {}
    for each in members:
        _, roles = found.setdefault(each.person.public_id, (each.person, []))
        label = Role(each.role).label
        if label not in roles:
            roles.append(label)
    return {
        public_id: (person, f"{person.full_name}, {', '.join(roles)}")
        for public_id, (person, roles) in found.items()
    }


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """A person named for a restricted record, and how long it still lasts."""

    ends_on: date
    name: str
    person: Person = field(compare=False)
    days_left: int

    @property
    def ends_soon(self) -> bool:
        return self.days_left <= WARNED_BEFORE.days


def live_namings(restrictions: Iterable[Restriction], *, on: date) -> dict[int, list[Naming]]:
    """By restriction those who may know today, the first to end first.

    Of one person the latest end counts. One query however many restrictions.
    """
    latest: dict[int, dict[int, NamedPerson]] = {each.pk: {} for each in restrictions}
    rows = NamedPerson.objects.live(on=on).filter(restriction__in=latest).select_related("person")
    for each in rows.order_by("ends_on"):
        latest[each.restriction_id][each.person_id] = each
    return {pk: sorted(_naming(each, on) for each in rows.values()) for pk, rows in latest.items()}


def _naming(named: NamedPerson, on: date) -> Naming:
    return Naming(named.ends_on, named.person.full_name, named.person, (named.ends_on - on).days)
