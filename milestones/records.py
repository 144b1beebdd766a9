"""Everything recorded about one child, read once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from accounts.actors import Actor
from cases.models import Child, Episode, Fact, Involvement, LegalOrder, Placement, Route
from milestones.models import Clock, Milestone

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """One child's facts, voided ones included, and the child's clocks."""

    child: Child
    episodes: Sequence[Episode]
    placements: Sequence[Placement]
    orders: Sequence[LegalOrder]
    routes: Sequence[Route]
    milestones: Sequence[Milestone]
    involvements: Sequence[Involvement]
    clocks: Sequence[Clock]

    @property
    def facts(self) -> list[Fact]:
        return [*self.episodes, *self.placements, *self.orders, *self.routes, *self.milestones]

    @property
    def standing_milestones(self) -> list[Milestone]:
        return standing(self.milestones)

    def planned(self) -> list[Milestone]:
        planned = [each for each in self.standing_milestones if each.is_planned]
        return sorted(planned, key=lambda each: (each.planned_on or date.max, each.pk))


def standing(facts: Sequence[F]) -> list[F]:
    return [fact for fact in facts if not fact.is_voided]


def record_of(child: Child, *, actor: Actor) -> ChildRecord:
    """The record of a child that came through the gate."""
    return records_of([child], actor=actor)[0]


def records_of(children: Sequence[Child], *, actor: Actor) -> list[ChildRecord]:
    """The records of children that came through the gate: one query a table for all of them."""
    by_id = {child.pk: child for child in children}
    episodes = _facts(Episode, by_id)
    placements = _facts(Placement, by_id)
    orders = _facts(LegalOrder, by_id)
    routes = _facts(Route, by_id)
    milestones = _facts(Milestone, by_id, "kind", "outcome")
    involvements = _facts(Involvement, by_id, "person")
    clocks = _gathered(
        Clock.objects.visible_to(actor)
        .filter(child__in=by_id, timescale__is_superseded=False)
        .select_related("timescale", "stopped_by__kind"),
        by_id,
    )
    return [
        ChildRecord(
            child=child,
            episodes=episodes[pk],
            placements=placements[pk],
            orders=orders[pk],
            routes=routes[pk],
            milestones=milestones[pk],
            involvements=involvements[pk],
            clocks=clocks[pk],
        )
        for pk, child in by_id.items()
    ]


def family_of(child: Child, *, actor: Actor) -> list[Child]:
    """The brothers and sisters whom this actor may know of."""
    if child.family_id is None:
        return []
    family = Child.objects.visible_to(actor).filter(family=child.family_id)
    return list(family.exclude(pk=child.pk).select_related("authority"))


def _facts(model: Any, by_id: dict[int, Child], *related: str) -> defaultdict[int, list[Any]]:
    rows = model.objects.filter(child__in=by_id)
    return _gathered(rows.select_related("recorded_by", "voided_by", *related), by_id)


def _gathered(rows: Iterable[Any], by_id: dict[int, Child]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        row.child = by_id[row.child_id]
        found[row.child_id].append(row)
    return found
