"""Meetings agreed for the days ahead, for the children of a list of work."""

from datetime import date

from accounts.actors import Actor
from cases.finding import held_by
from cases.models import Child
from milestones.models import Milestone
from milestones.models.milestone import MilestoneQuerySet
from milestones.readable import readable_facts
from milestones.work.lists import Filters, offers_workers
from milestones.work.tallies import NOWHERE

SHOWN = 6
# More are asked for than are shown: some may be of a kind that the reader does not read.
ASKED = 4 * SHOWN
# One worker's are all told: a worker's number leads to them.
OF_ONE_WORKER = 200


def meetings_ahead(actor: Actor, asked: Filters, *, on: date) -> list[Milestone]:
    """The next few, soonest first; never for a whole authority, nor under pseudonyms.

    Whoever shows them reads `readable_meetings` of them, their children's standing known.
    """
    reach = actor.reaches("clock.list")
    is_wide = bool(reach & {"A", "P"}) and not (asked.locality or asked.worker)
    if is_wide or "P" in reach:
        return []
    children = Child.objects.visible_to(actor, act="clock.list")
    planned = planned_ahead(on=on).filter(child__in=children)
    if asked.locality == NOWHERE:
        planned = planned.filter(child__locality__isnull=True)
    elif asked.locality:
        planned = planned.filter(child__locality__name=asked.locality)
    if asked.worker and offers_workers(actor):
        planned = planned.filter(held_by(asked.worker, child="child"))
    ordered = planned.select_related("kind", "child").order_by("planned_on", "planned_at", "pk")
    return list(ordered[: OF_ONE_WORKER if asked.worker else ASKED])


def planned_ahead(*, on: date) -> MilestoneQuerySet:
    return Milestone.objects.planned().filter(planned_on__gte=on)


def readable_meetings(planned: list[Milestone], asked: Filters, actor: Actor) -> list[Milestone]:
    """Those whose kind the reader reads of that child; their children are noted as seen."""
    shown: list[Milestone] = []
    for meeting in planned:
        shown += readable_facts([meeting], meeting.child.standing)
    told = shown if asked.worker else shown[:SHOWN]
    actor.seen.children(meeting.child for meeting in told)
    return told
