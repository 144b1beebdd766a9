from datetime import date

from accounts.actors import Actor
from cases.dates import in_words, objection_to_past
from milestones.clock_keys import of_clock
from milestones.extending import room_for
from milestones.models import Clock, Extension
from milestones.services.journey import described, journey_change, refuse, save_fact
from milestones.status import Status, standing_of

OVER = "This clock no longer runs: there is nothing to extend. Look at the child’s page."
ON_THAT_DAY = "An extension was granted on that day already. Correct that one on its own page."


def grant_extension(
    *,
    clock: Clock,
    by: Actor,
    on: date,
    due_on: date,
    granted_on: date,
    granted_by: str,
    reason: str,
) -> Extension:
    """Give one clock a later day, on the decision of whoever may grant it (reg 39: 6 weeks more).

    The clock is read again under the child's lock: a fact may have stopped or moved it. Raises
    ValidationError keyed by field.
    """
    child = clock.child
    with journey_change(child=child, by=by, act="extension.grant", reason=reason) as detail:
        _refuse_what_is_over(clock, on)
        room = room_for(child=child, timescale=clock.timescale, started_on=clock.started_on)
        refuse(
            {
                "due_on": room.objection(due_on),
                "granted_on": _objection_to_grant(clock, granted_on, on),
                "granted_by": None if granted_by.strip() else "Say who granted it.",
                "reason": None if reason.strip() else "Say why, in a few words: others read it.",
            }
        )
        extension = Extension(
            authority_id=child.authority_id,
            child=child,
            timescale_ref=clock.timescale.ref,
            started_on=clock.started_on,
            due_on=due_on,
            granted_on=granted_on,
            granted_by=granted_by.strip(),
            reason=reason.strip(),
        )
        save_fact(extension, by=by)
        detail.update(described(extension, "timescale_ref", "due_on"))
    return extension


def _refuse_what_is_over(clock: Clock, on: date) -> None:
    kept = Clock.objects.filter(**of_clock(clock)).first()
    runs = kept is not None and standing_of(kept, on) in {Status.WAITING, Status.OVERDUE}
    refuse({"__all__": None if runs else OVER})


def _objection_to_grant(clock: Clock, granted_on: date, on: date) -> str | None:
    what = "The day it was granted"
    if granted_on < clock.started_on:
        return f"{what} must be on or after {in_words(clock.started_on)}: it started that day."
    same = Extension.objects.standing().filter(
        child_id=clock.child_id,
        timescale_ref=clock.timescale.ref,
        started_on=clock.started_on,
        granted_on=granted_on,
    )
    later = objection_to_past(granted_on, what=what, born_on=clock.child.born_on, on=on)
    return later or (ON_THAT_DAY if same.exists() else None)
