"""How many clocks run under each rule on a day: counts only, of everybody."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from accounts.actors import Actor, system_actor
from accounts.door import entered
from milestones.models import Clock


@dataclass(frozen=True, slots=True)
class RuleCounts:
    running: int = 0
    overdue: int = 0


NO_CLOCKS = RuleCounts()


def clocks_under_rules(actor: Actor, *, on: date) -> dict[int, RuleCounts]:
    """Timescale → its running clocks, for whoever changes rules; nothing for anybody else.

    Counted as the system, like an aim (docs/decisions/0014): a figure that left out restricted
    children would change when somebody is restricted.
    """
    if not actor.may("timescale.change"):
        return {}
    live_on = actor.authority.went_live_on
    overdue = Q(due_on__lt=on) & (Q() if live_on is None else Q(due_on__gte=live_on))
    with entered(system_actor(actor.authority)):
        clocks = Clock.objects.filter(authority=actor.authority).running(on=on)
        counted = clocks.order_by().values_list("timescale_id")
        rows = counted.annotate(running=Count("pk"), overdue=Count("pk", filter=overdue))
        return {pk: RuleCounts(running, late) for pk, running, late in rows}
