"""Meetings agreed for the days ahead, for the children of a list of work."""

from datetime import date

from accounts.actors import Actor
from cases.gate import with_standings
from cases.models import Child, Involvement
from milestones.models import Milestone
from milestones.readable import readable_facts
from milestones.worklists import Filters, offers_workers

SHOWN = 6
# More are asked for than are shown: some may be of a kind that the reader does not read.
ASKED = 4 * SHOWN


def meetings_ahead(actor: Actor, filters: Filters, *, on: date) -> list[Milestone]:
    """The next few, soonest first; never for a whole authority, nor under pseudonyms."""
    reach = actor.reaches("clock.list")
    is_wide = bool(reach & {"A", "P"}) and not (filters.locality or filters.worker_id)
    if is_wide or "P" in reach:
        return []
    children = Child.objects.visible_to(actor, act="clock.list")
    if filters.locality and reach & {"T", "A"}:
        children = children.in_locality(filters.locality)
    if filters.worker_id and offers_workers(actor):
        held = Involvement.objects.allocated().filter(person__public_id=filters.worker_id)
        children = children.filter(pk__in=held.values("child"))
    planned = Milestone.objects.planned().filter(child__in=children, planned_on__gte=on)
    ordered = planned.select_related("kind", "child").order_by("planned_on", "planned_at", "pk")
    return _read(list(ordered[:ASKED]), actor)


def _read(planned: list[Milestone], actor: Actor) -> list[Milestone]:
    children = {each.child_id: each.child for each in planned}
    with_standings(actor, children.values())
    shown: list[Milestone] = []
    for meeting in planned:
        meeting.child = children[meeting.child_id]
        shown += readable_facts([meeting], meeting.child.standing)
    actor.seen.children(meeting.child for meeting in shown[:SHOWN])
    return shown[:SHOWN]
