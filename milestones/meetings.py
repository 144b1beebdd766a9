"""Meetings agreed for the days ahead, for the children of a list of work."""

from datetime import date

from accounts.actors import Actor
from cases.models import Child, Involvement
from milestones.models import Milestone
from milestones.worklists import Filters

SHOWN = 6


def meetings_ahead(actor: Actor, filters: Filters, *, on: date) -> list[Milestone]:
    """The next few, soonest first; only where the list is narrowed to a worker or a place."""
    if not (filters.locality or filters.is_of_one_worker):
        return []
    children = Child.objects.visible_to(actor)
    if filters.locality:
        children = children.in_locality(filters.locality)
    if filters.is_of_one_worker:
        held = Involvement.objects.allocated().filter(person__public_id=filters.worker_id)
        children = children.filter(pk__in=held.values("child"))
    planned = Milestone.objects.planned().filter(child__in=children, planned_on__gte=on)
    found = planned.select_related("kind", "child").order_by("planned_on", "planned_at", "pk")
    return list(found[:SHOWN])
