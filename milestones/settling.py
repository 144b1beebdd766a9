"""Clearing the flags that no longer hold, in the transaction that changes the facts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from accounts.actors import system_actor
from accounts.door import entered
from accounts.models import Authority, Job, JobState
from accounts.today import today
from milestones.flags.wanted import Key
from milestones.flags.whys import Cleared, why_cleared, without_a_clock
from milestones.models import Clock, Extension, Flag
from milestones.rulebook import running_timescales

CHUNK = 500
CLEARED = ["cleared_at", "cleared_on", "cleared_because", "cleared_by_fact"]


def settle_flags(*, authority: Authority, child_ids: Collection[int], at: datetime) -> int:
    """Clear what the clocks of these children no longer bear out; how many flags it was.

    Called when their clocks have been refreshed, in that transaction. One query where none of
    them has a live flag. Raising is the nightly run's.
    """
    live = list(Flag.objects.live().filter(authority=authority, child__in=child_ids))
    if not live:
        return 0
    on = today(at)
    told = zip(live, reasons_of(live, authority=authority, on=on), strict=True)
    stale = [(flag, why) for flag, why in told if why is not None]
    clear(stale, at=at, on=on)
    return len(stale)


def settled_since_the_last_night(*, authority: Authority) -> int:
    """How many flags corrected or new facts have cleared since flags were last raised here.

    They are the next night's to tell: whoever compares two runs misses none.
    """
    nights = Job.objects.filter(authority=authority, kind="raise_flags", state=JobState.DONE)
    last = nights.order_by("-finished_at").values_list("finished_at", flat=True).first()
    with entered(system_actor(authority)):
        cleared = Flag.objects.filter(authority=authority, cleared_at__isnull=False)
        return (cleared.filter(cleared_at__gt=last) if last else cleared).count()


def clear(flags: Iterable[tuple[Flag, Cleared]], *, at: datetime, on: date) -> None:
    """Each with its why, from the day on which it no longer held."""
    cleared = [_cleared(flag, why, at=at, on=on) for flag, why in flags]
    Flag.objects.bulk_update(cleared, CLEARED, batch_size=CHUNK)


def _cleared(flag: Flag, why: Cleared, *, at: datetime, on: date) -> Flag:
    flag.cleared_at = flag.cleared_at or at
    flag.cleared_on = max(flag.raised_on, min(why.since or flag.raised_on, on))
    flag.cleared_because, flag.cleared_by_fact = why.because, why.fact
    return flag


def reasons_of(flags: Sequence[Flag], *, authority: Authority, on: date) -> list[Cleared | None]:
    """Why each flag does not hold by its clock, in order; None where the clock bears it out."""
    clocks = _clocks_of(flags)
    is_gone = any(flag.clock_key not in clocks for flag in flags)
    running = {each.pk for each in running_timescales(authority)} if is_gone else set()
    granted = _granted_on(flags, clocks)
    live_on = authority.went_live_on
    return [
        why_cleared(
            clock, flag.due_on, on=on, live_on=live_on, extended_on=granted.get(flag.clock_key)
        )
        if (clock := clocks.get(flag.clock_key)) is not None
        else without_a_clock(runs_here=flag.timescale_id in running, on=on)
        for flag in flags
    ]


def _granted_on(flags: Sequence[Flag], clocks: Mapping[Key, Clock]) -> dict[Key, date]:
    """The day on which a clock was granted the day it is due now, where its flag has another."""
    moved = {
        flag.clock_key: clock
        for flag in flags
        if (clock := clocks.get(flag.clock_key)) is not None and clock.due_on != flag.due_on
    }
    if not moved:
        return {}
    children = {clock.child_id for clock in moved.values()}
    granted = {
        (each.child_id, each.timescale_ref, each.started_on, each.due_on): each.granted_on
        for each in Extension.objects.standing().filter(child__in=children)
    }
    said = {
        key: (clock.child_id, clock.timescale.ref, clock.started_on, clock.due_on)
        for key, clock in moved.items()
    }
    return {key: granted[each] for key, each in said.items() if each in granted}


def _clocks_of(flags: Sequence[Flag]) -> dict[Key, Clock]:
    rows = Clock.objects.filter(
        child__in={flag.child_id for flag in flags},
        timescale__in={flag.timescale_id for flag in flags},
    ).select_related("timescale", "stopped_by__kind")
    return {(row.child_id, row.timescale_id, row.started_on): row for row in rows}
