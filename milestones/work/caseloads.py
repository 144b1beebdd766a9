"""Caseloads: how many children each worker holds, and how many meetings are coming."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, Min, OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from accounts.actors import Actor
from cases.models import Child, Episode, Involvement
from milestones.models.kind import NOT_HELD
from milestones.work.tallies import NOBODY, worker_of


@dataclass(frozen=True, slots=True)
class Caseload:
    """One worker's; of those whom nobody holds, since when the longest of them has waited."""

    worker: str
    name: str
    children: int
    meetings: int
    since: date | None = None


def caseloads(actor: Actor, *, on: date, by_worker: bool) -> list[Caseload]:
    """One query over the children within reach of the list of work.

    Children looked after now are counted, meetings of all of them: as the lists tell them.
    """
    within = Child.objects.visible_to(actor, act="clock.list").annotate(
        allocated=FilteredRelation("involvements", condition=_allocated()),
        meeting=FilteredRelation("milestones", condition=_planned(on)),
        since=_without_anybody_since(),
    )
    now = Exists(Episode.objects.standing().filter(child=OuterRef("pk"), ended_on__isnull=True))
    nobody = Q(now) & Q(allocated__isnull=True)
    keys: dict[str, Any] = {"nobody": Q(allocated__isnull=True)}
    if by_worker:
        keys = {
            "person": F("allocated__person__public_id"),
            "person_name": F("allocated__person__full_name"),
            "allocation": F("allocated__capacity"),
        }
    rows = (
        within.order_by()
        .values(**keys)
        .annotate(
            children=Count("pk", distinct=True, filter=Q(now)),
            meetings=Count("meeting", distinct=True),
            longest=Min("since", filter=nobody),
        )
    )
    return [_caseload(row, by_worker) for row in rows]


def _caseload(row: Mapping[str, Any], by_worker: bool) -> Caseload:
    if by_worker:
        worker, name = worker_of(row), row["person_name"] or ""
    else:
        worker, name = (NOBODY if row["nobody"] else ""), ""
    return Caseload(worker, name, row["children"], row["meetings"], row["longest"])


def _allocated() -> Q:
    return Q(
        involvements__voided_at__isnull=True,
        involvements__ended_on__isnull=True,
        involvements__capacity=Involvement.Capacity.SOCIAL_WORKER,
    )


def _planned(on: date) -> Q:
    """As Milestone.objects.planned() means it, for a day still to come."""
    return Q(
        ~Q(milestones__outcome=NOT_HELD),
        milestones__voided_at__isnull=True,
        milestones__held_on__isnull=True,
        milestones__planned_on__gte=on,
    )


def _without_anybody_since() -> Greatest:
    """The day the last worker let go, or the child became looked after, whichever is later."""
    of_child = {"child": OuterRef("pk")}
    named = Involvement.objects.standing().filter(
        **of_child, capacity=Involvement.Capacity.SOCIAL_WORKER
    )
    now = Episode.objects.standing().filter(**of_child, ended_on__isnull=True)
    return Greatest(
        Subquery(named.order_by("-ended_on").values("ended_on")[:1]),
        Subquery(now.order_by("-began_on").values("began_on")[:1]),
    )
