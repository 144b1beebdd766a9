"""How an actor stands to a child: the relationship, its purpose and its end are rows.

One definition of every reach (allocated, own team, authority, granted) serves the lists, which
filter by it, and the single record, which is decided by it: they cannot come apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Value

from accounts.actors import Actor
from accounts.policy import ACTS, FIELD_GROUPS, NAMED_IN_A_SHARE, READS, codes_of
from cases.models.bar import Bar
from cases.models.grant import Grant, GrantQuerySet
from cases.models.involvement import Involvement, InvolvementQuerySet
from cases.models.restriction import NamedPerson, Restriction
from cases.written import Written

if TYPE_CHECKING:
    from cases.models.child import Child

CARRIED = ("social_worker", "co_worker")
AUTHORITY, ALLOCATED, TEAM, GRANTED, EMERGENCY = "A", "C", "T", "G", "E"
WHOLE = frozenset({AUTHORITY, "P"})
WHY = {
    ALLOCATED: "Allocated to them",
    TEAM: "A child of their team",
    AUTHORITY: "Manages the service",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What one actor is to one child on that day: the reaches that hold, and the grants."""

    actor: Actor
    codes: frozenset[str]
    grants: tuple[Grant, ...] = field(default=())

    def may(self, act: str) -> bool:
        return self.actor.is_system or bool(self.codes & codes_of(self.actor.role, act))

    def reads(self, group: str) -> bool:
        """Whether this part of the record is theirs to read (security.md §4, field group)."""
        if self.actor.is_system:
            return True
        if self.actor.role in NAMED_IN_A_SHARE and group != "identity":
            named = {name for grant in self.grants for name in grant.field_groups}
            return group in named & READS[self.actor.role]
        return group in READS.get(self.actor.role, frozenset())

    @property
    def field_groups(self) -> list[str]:
        return [group for group in FIELD_GROUPS if self.reads(group)]

    @property
    def is_emergency(self) -> bool:
        return self.codes == {EMERGENCY}

    @property
    def can(self) -> dict[str, bool]:
        """For templates: what may be done here, by the act's name with an underscore."""
        return {act.replace(".", "_"): self.may(act) for act in ACTS}

    @property
    def why(self) -> str:
        """The relationship that opens the record, as the audit keeps it."""
        told = [WHY[code] for code in (ALLOCATED, TEAM, AUTHORITY) if code in self.codes]
        told += [f"{grant.get_ground_display()}: {grant.purpose}" for grant in self.grants]
        return "; ".join(told)[:500]


def allocated_to(actor: Actor) -> InvolvementQuerySet:
    """The person's own children, or those of the colleague they cover for."""
    return (
        Involvement.objects.current(on=actor.on)
        .filter(authority=actor.authority, capacity__in=CARRIED)
        .filter(person=actor.works_for)
    )


def held_by_team(actor: Actor) -> InvolvementQuerySet:
    return (
        Involvement.objects.current(on=actor.on)
        .filter(authority=actor.authority, capacity="team", team__isnull=False)
        .filter(team=actor.team_id)
    )


def granted_to(actor: Actor) -> GrantQuerySet:
    """Grants to the person under this membership, or to everybody of their office."""
    return Grant.objects.live(at=actor.at).filter(
        Q(membership=actor.membership) | Q(membership__isnull=True),
        authority=actor.authority,
        role=actor.role,
    )


# Each reach that is measured by rows, and the rows that name its children.
_ROWS: "dict[str, Callable[[Actor], QuerySet[Any]]]" = {
    ALLOCATED: allocated_to,
    TEAM: held_by_team,
    GRANTED: lambda actor: granted_to(actor).exclude(ground=Grant.Ground.BREAK_GLASS),
    EMERGENCY: lambda actor: granted_to(actor).emergencies(),
}


def within_reach(actor: Actor, act: str, *, child: str = "pk") -> Q:
    """Which rows the act reaches, by the column that names their child.

    A role without the act reaches nothing.
    """
    reach = actor.reaches(act)
    inside = Q(authority=actor.authority) if reach & WHOLE else Q(pk__in=[])
    for code, rows in _ROWS.items():
        if code in reach:
            named = _named(rows, actor, actor.team_id, actor.works_for)
            inside |= Q(**{f"{child}__in": named})
    return Q(authority=actor.authority) & inside & ~hidden_from(actor, child)


@lru_cache(maxsize=64)
def _named(
    rows: "Callable[[Actor], QuerySet[Any]]", actor: Actor, team: int | None, works_for: Any
) -> Written:
    """The children whom these rows name: an actor's page asks for them several times.

    The actor is one request; the team and the colleague are what else decides the question.
    """
    return Written.of(rows(actor).values("child"))


def hidden_from(actor: Actor, child: str) -> Q:
    """Barred, sealed or restricted without being named: what comes before every relationship."""
    if actor.is_system:
        return Q(pk__in=[])
    person = actor.person.pk if actor.person else None
    return _hidden(person, actor.authority.pk, actor.on, child)


@lru_cache(maxsize=256)
def _hidden(person: int | None, authority: int, on: date, child: str) -> Q:
    """The question, of which every page asks several times; what answers it is never kept.

    So it is made of written queries: a queryset could hold rows.
    """
    barred = Bar.objects.live().filter(person=person, authority=authority)
    named = NamedPerson.objects.live(on=on).filter(person=person, authority=authority)
    restricted = (
        Restriction.objects.live()
        .filter(authority=authority)
        .exclude(pk__in=named.values("restriction"))
    )
    to_child = "" if child == "pk" else f"{child}__"
    return (
        Q(**{f"{child}__in": Written.of(barred.values("child"))})
        | Q(**{f"{child}__in": Written.of(restricted.values("child"))})
        | Q(**{f"{to_child}sealed_on__isnull": False})
    )


def standings_of(actor: Actor, children: Iterable["Child"]) -> dict[int, Standing]:
    """How the actor stands to each of these children, whom the gate let through.

    One query however many children, and another for the grants beside a relationship.
    """
    ids = [child.pk for child in children]
    reach = actor.reaches("child.view")
    codes: dict[int, set[str]] = {pk: set(reach & WHOLE) for pk in ids}
    grants: defaultdict[int, list[Grant]] = defaultdict(list)
    related = _related(actor, reach, ids)
    for pk, code in related:
        codes[pk].add(code)
    if _may_be_granted(reach, related):
        for grant in granted_to(actor).filter(child__in=ids):
            is_emergency = grant.ground == Grant.Ground.BREAK_GLASS
            codes[grant.child_id].add(EMERGENCY if is_emergency else GRANTED)
            grants[grant.child_id].append(grant)
    return {pk: Standing(actor, frozenset(codes[pk] & reach), tuple(grants[pk])) for pk in ids}


def _related(actor: Actor, reach: frozenset[str], ids: list[int]) -> list[tuple[int, str]]:
    """Each child once for each relationship, with what was granted beside it, in one query."""
    if not reach & {ALLOCATED, TEAM}:
        return []
    first, *others = (
        _ROWS[code](actor).filter(child__in=ids).order_by().values_list("child_id", Value(code))
        for code in sorted(reach & _ROWS.keys())
    )
    return list(first.union(*others) if others else first.distinct())


def _may_be_granted(reach: frozenset[str], related: list[tuple[int, str]]) -> bool:
    """Whether to ask for the grants: offices have nothing else, the others were just asked."""
    if not reach & {ALLOCATED, TEAM}:
        return bool(reach & {GRANTED, EMERGENCY})
    return any(code in {GRANTED, EMERGENCY} for _, code in related)
