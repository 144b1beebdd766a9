"""The addresses of a child's running clocks, in the world of the access tests."""

from functools import lru_cache

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority
from milestones.clock_keys import clock_id
from milestones.models import Clock


@lru_cache
def clock_ids(public_id: str, code: str) -> tuple[str, ...]:
    """The longest overdue first."""
    authority = Authority.objects.get(code=code)
    with entered(system_actor(authority)):
        running = Clock.objects.filter(child__public_id=public_id, stopped_on__isnull=True)
        clocks = running.filter(due_on__isnull=False).select_related("child", "timescale")
        return tuple(
            str(clock_id(clock.child, clock.timescale, clock.started_on))
            for clock in clocks.order_by("due_on", "pk")
        )
