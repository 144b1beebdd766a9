"""What somebody reads of a child's record, read once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from accounts.actors import Actor
from accounts.policy import NAMED_IN_A_SHARE
from cases.gate import with_standings
from cases.models import Child, Episode, Fact, Involvement, LegalOrder, Note, Placement, Route
from cases.standing import Standing
from milestones.models import Clock, Extension, Milestone
from milestones.models.milestone import know_their_rules
from milestones.readable import readable_clocks, readable_facts

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """One child's facts, voided ones included, and clocks: what this reader reads of them."""

    child: Child
    episodes: Sequence[Episode]
    placements: Sequence[Placement]
    orders: Sequence[LegalOrder]
    routes: Sequence[Route]
    milestones: Sequence[Milestone]
    notes: Sequence[Note]
    extensions: Sequence[Extension]
    involvements: Sequence[Involvement]
    clocks: Sequence[Clock]

    @property
    def standing(self) -> Standing:
        """How the reader stands to the child."""
        return self.child.standing

    @property
    def facts(self) -> list[Fact]:
        living = [*self.episodes, *self.placements, *self.orders, *self.routes]
        return [*living, *self.milestones, *self.notes, *self.extensions]

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
    """The records of children that came through the gate: one query a table for all of them.

    Each holds what the actor reads of it, and nothing else.
    """
    by_id = {child.pk: child for child in with_standings(actor, children)}
    episodes = _facts(Episode, by_id)
    placements = _facts(Placement, by_id)
    orders = _facts(LegalOrder, by_id)
    routes = _facts(Route, by_id)
    milestones = _facts(Milestone, by_id, "kind", "outcome")
    notes = _facts(Note, by_id, "agency")
    extensions = _facts(Extension, by_id)
    involvements = _facts(Involvement, by_id, "person", "team")
    clocks = _gathered(
        Clock.objects.filter(authority=actor.authority)
        .filter(child__in=by_id, timescale__is_superseded=False)
        .with_rules()
        .select_related("stopped_by__kind"),
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
            notes=notes[pk],
            extensions=extensions[pk],
            involvements=involvements[pk],
            clocks=readable_clocks(clocks[pk], child.standing),
        )
        for pk, child in by_id.items()
    ]


def family_of(child: Child, *, actor: Actor) -> list[Child]:
    """The brothers and sisters whom this actor may know of; none for whom one child is shared."""
    if child.family_id is None or actor.role in NAMED_IN_A_SHARE:
        return []
    family = Child.objects.visible_to(actor).filter(family=child.family_id)
    found = list(family.exclude(pk=child.pk).select_related("authority"))
    actor.seen.children(found)
    return found


def family_named(ref: str, child: Child, *, actor: Actor) -> list[Child]:
    """The other children of that family reference whom this actor may know of."""
    named = Child.objects.visible_to(actor).filter(family__ref=ref) if ref else Child.objects.none()
    found = list(named.exclude(pk=child.pk).by_name())
    actor.seen.children(found)
    return found


def _facts(model: Any, by_id: dict[int, Child], *related: str) -> defaultdict[int, list[Any]]:
    rows = model.objects.filter(child__in=by_id)
    found = _gathered(rows.select_related("recorded_by", "voided_by", *related), by_id)
    if model is Extension:
        know_their_rules(each for facts in found.values() for each in facts)
    for pk, facts in found.items():
        found[pk] = readable_facts(facts, by_id[pk].standing)
    return found


def _gathered(rows: Iterable[Any], by_id: dict[int, Child]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        row.child = by_id[row.child_id]
        found[row.child_id].append(row)
    return found
