"""Who is told of children's flags: by the ladder's roles, the people's cover, and the wall."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import Authority, Membership
from accounts.roles import Role
from cases.models import Bar, Child, Involvement, NamedPerson, Restriction
from milestones.ladder import Ladder

Members = tuple[Membership, ...]
ROLES = (Role.SOCIAL_WORKER, Role.TEAM_LEADER, Role.MANAGER)


@dataclass(frozen=True, slots=True)
class Recipients:
    """For each child and role, who is told; nobody who may not know of the child."""

    ladder: Ladder
    by_child: Mapping[int, Mapping[str, Members]]

    def at(self, child_id: int, level: int) -> Members:
        """Those of one rung; where there is nobody, those of the next rung at once."""
        roles = self.by_child.get(child_id, {})
        for rung in self.ladder.rungs[level:]:
            if people := roles.get(rung.role, ()):
                return people
        return ()

    def up_to(self, child_id: int, level: int) -> Members:
        """Everybody who has been told once a flag stands on that rung, each once."""
        told: dict[int, Membership] = {}
        for rung in range(level + 1):
            told.update((each.pk, each) for each in self.at(child_id, rung))
        return tuple(told.values())


def recipients(*, authority: Authority, child_ids: Collection[int], on: date) -> Recipients:
    """For many children at once: eight queries however many they are.

    A worker is the allocated social worker and whoever covers for them that day; a leader leads
    the team that holds the child; a manager manages the authority.
    """
    ids = list(child_ids)
    wall = _Wall.round(ids, on=on)
    members = Membership.objects.live(on=on).filter(authority=authority, role__in=ROLES)
    people = list(members.select_related("person", "covers").order_by("pk"))
    carried, held = _carried(ids, on), _held(ids, on)
    works_for: defaultdict[int, list[Membership]] = defaultdict(list)
    leads: defaultdict[int, list[Membership]] = defaultdict(list)
    for each in people:
        if each.role == Role.SOCIAL_WORKER:
            works_for[each.covers.person_id if each.covers else each.person_id].append(each)
        elif each.role == Role.TEAM_LEADER and each.team_id is not None:
            leads[each.team_id].append(each)
    manages = [each for each in people if each.role == Role.MANAGER]
    found = {
        child_id: {
            Role.SOCIAL_WORKER.value: works_for.get(carried.get(child_id, 0), []),
            Role.TEAM_LEADER.value: leads.get(held.get(child_id, 0), []),
            Role.MANAGER.value: manages,
        }
        for child_id in ids
    }
    return Recipients(
        Ladder.of(authority),
        {
            child_id: {role: wall.let_through(child_id, told) for role, told in roles.items()}
            for child_id, roles in found.items()
        },
    )


@dataclass(frozen=True, slots=True)
class _Wall:
    """What comes before every relationship: the bar, the seal, the list of a restricted child."""

    barred: frozenset[tuple[int, int]]
    sealed: frozenset[int]
    restricted: frozenset[int]
    named: frozenset[tuple[int, int]]

    @classmethod
    def round(cls, ids: Collection[int], *, on: date) -> "_Wall":
        def pairs(rows: QuerySet[Any]) -> frozenset[tuple[int, int]]:
            return frozenset(rows.filter(child__in=ids).values_list("child_id", "person_id"))

        sealed = Child.objects.filter(pk__in=ids, sealed_on__isnull=False)
        restricted = Restriction.objects.live().filter(child__in=ids)
        return cls(
            barred=pairs(Bar.objects.live()),
            sealed=frozenset(sealed.values_list("pk", flat=True)),
            restricted=frozenset(restricted.values_list("child_id", flat=True)),
            named=pairs(NamedPerson.objects.live(on=on).filter(restriction__in=restricted)),
        )

    def let_through(self, child_id: int, members: list[Membership]) -> Members:
        return tuple(each for each in members if self._may_know(child_id, each.person_id))

    def _may_know(self, child_id: int, person_id: int) -> bool:
        pair = (child_id, person_id)
        if child_id in self.sealed or pair in self.barred:
            return False
        return child_id not in self.restricted or pair in self.named


def _carried(ids: Collection[int], on: date) -> dict[int, int]:
    """Each child's allocated social worker who has joined."""
    rows = Involvement.objects.current(on=on).filter(capacity="social_worker", child__in=ids)
    return dict(rows.filter(person__isnull=False).values_list("child_id", "person_id"))


def _held(ids: Collection[int], on: date) -> dict[int, int]:
    """The team that holds each child."""
    rows = Involvement.objects.current(on=on).filter(capacity="team", child__in=ids)
    return dict(rows.filter(team__isnull=False).values_list("child_id", "team_id"))
