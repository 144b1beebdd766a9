"""Milestones and clocks of many children, as far as whoever asks reads them.

The same decisions as milestones.readable makes of one record, as conditions on the rows: so
pages and counts are made of what is read, and tell nothing of the rest.
"""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.actors import Actor
from accounts.policy import DECISION_KINDS, HEARING_KINDS, ORDER_KINDS, PANEL_KINDS
from cases.reading import of_whom_is_read
from cases.standing import within_reach
from milestones.models import Clock, Milestone, Timescale
from milestones.models.clock import ClockQuerySet
from milestones.models.milestone import MilestoneQuerySet
from milestones.rule_groups import groups_of_rule

KINDS_OF = {
    "panel": PANEL_KINDS,
    "decision": DECISION_KINDS,
    "legal_basis": HEARING_KINDS,
    "orders": ORDER_KINDS - HEARING_KINDS,
}
KEPT_APART = frozenset().union(*KINDS_OF.values())
PSEUDONYMS = "P"
HELD, PLANNED = HELD_OR_PLANNED = ("held", "planned")
OVERDUE = "overdue"
RUNNING = ("running", OVERDUE)


def milestones_listed(actor: Actor) -> MilestoneQuerySet:
    """Standing milestones of the children whom the actor may find, of the kinds they read."""
    read = Q(~Q(kind__code__in=KEPT_APART) & of_whom_is_read(actor, "reviews"))
    for group, kinds in KINDS_OF.items():
        read |= Q(kind__code__in=kinds) & of_whom_is_read(actor, group)
    found = Milestone.objects.standing().filter(within_reach(actor, "child.list", child="child"))
    rows = found.filter(read).select_related("kind", "child")
    return rows.order_by("child_id", "held_on", "planned_on", "pk")


def clocks_listed(actor: Actor) -> ClockQuerySet:
    """The clocks whose rules speak of nothing but what the actor reads of that child.

    Without names and addresses there is no record to read: pseudonymised clocks are all there.
    """
    found = Clock.objects.visible_to(actor).filter(timescale__is_superseded=False)
    if PSEUDONYMS not in actor.reaches("clock.list") and not actor.is_system:
        found = found.filter(_of_rules_read(actor))
    rows = found.select_related("child", "timescale", "locality")
    return rows.order_by("due_on", "pk")


def _of_rules_read(actor: Actor) -> Q:
    rules: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for timescale in Timescale.objects.open_to(actor.authority):
        rules[groups_of_rule(timescale)].append(timescale.pk)
    read = Q(pk__in=[])
    for groups, ids in rules.items():
        of_all = Q(timescale__in=ids)
        for group in sorted(groups):
            of_all &= of_whom_is_read(actor, group)
        read |= of_all
    return read


def milestones_narrowed(
    found: MilestoneQuerySet,
    *,
    child: UUID | None = None,
    kind: str = "",
    state: str = "",
    held_from: date | None = None,
    held_to: date | None = None,
) -> MilestoneQuerySet:
    if state:
        found = found.held() if state == HELD else found.planned()
    return found.filter(
        **_asked(
            child__public_id=child,
            kind__code=kind,
            held_on__gte=held_from,
            held_on__lte=held_to,
        )
    )


def clocks_narrowed(
    found: ClockQuerySet,
    *,
    on: date,
    child: UUID | None = None,
    timescale: str = "",
    state: str = "",
    due_from: date | None = None,
    due_to: date | None = None,
) -> ClockQuerySet:
    if state:
        found = found.running(on=on)
    if state == OVERDUE:
        found = found.due_before(on)
    return found.filter(
        **_asked(
            child__public_id=child,
            timescale__ref=timescale,
            due_on__gte=due_from,
            due_on__lte=due_to,
        )
    )


def _asked(**conditions: Any) -> dict[str, Any]:
    return {name: value for name, value in conditions.items() if value}
