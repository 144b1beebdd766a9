"""The address of a clock: its own row comes and goes with the facts, its natural key stays."""

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404

from cases.models import Child
from milestones.models import Clock, Flag, Timescale
from milestones.readable import reads_rule


def clock_id(child: Child, timescale: Timescale, started_on: date) -> UUID:
    """The same for the same child, version of the rule and start, and not to be guessed.

    An authority's own rule may have the ref of another authority's, never for the same child.
    """
    return uuid5(child.public_id, f"{timescale.ref}/{timescale.version}/{started_on.isoformat()}")


def of_clock(clock: Clock) -> dict[str, Any]:
    """What stands about a clock, asked for or written by its natural key."""
    return {
        "child_id": clock.child_id,
        "timescale_id": clock.timescale_id,
        "started_on": clock.started_on,
    }


def get_clock(child: Child, address: UUID) -> Clock:
    """A clock of a child that came through the gate, if this reader reads its rule.

    Where the facts have taken its row away, what was flagged is still told: then it has no
    primary key. Raises Http404 for any other.
    """
    clock = _kept(child, address) or _flagged(child, address)
    if clock is None or not reads_rule(child.standing, clock.timescale):
        raise Http404("No such clock")
    clock.child = child
    return clock


def get_running_clock(child: Child, address: UUID) -> Clock:
    """For answering it. Raises Http404 where only its history is left."""
    clock = get_clock(child, address)
    if clock.pk is None:
        raise Http404("No such clock")
    return clock


def _kept(child: Child, address: UUID) -> Clock | None:
    rows = Clock.objects.filter(child=child).with_rules().select_related("stopped_by__kind")
    return next((r for r in rows if clock_id(child, r.timescale, r.started_on) == address), None)


def _flagged(child: Child, address: UUID) -> Clock | None:
    for flag in Flag.objects.filter(child=child).select_related("timescale").order_by("-pk"):
        if clock_id(child, flag.timescale, flag.started_on) == address:
            return Clock(
                authority_id=flag.authority_id,
                child=child,
                timescale=flag.timescale,
                started_on=flag.started_on,
                due_on=flag.due_on,
            )
    return None
