"""Everything recorded about one child, read once, in a fixed number of queries."""

from collections.abc import Sequence
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
    return ChildRecord(
        child=child,
        episodes=_facts(Episode, child),
        placements=_facts(Placement, child),
        orders=_facts(LegalOrder, child),
        routes=_facts(Route, child),
        milestones=_facts(Milestone, child, "kind", "outcome"),
        involvements=_facts(Involvement, child, "person"),
        clocks=list(
            Clock.objects.visible_to(actor)
            .filter(child=child, timescale__is_superseded=False)
            .select_related("timescale", "stopped_by__kind")
        ),
    )


def _facts(model: Any, child: Child, *related: str) -> list[Any]:
    rows = model.objects.filter(child=child).select_related("recorded_by", "voided_by", *related)
    return list(rows)
