from datetime import date

from accounts.actors import Actor
from cases.dates import objection_to_past
from cases.services.facts import described, refuse, save_fact
from cases.services.leave import WHY
from drawing.words import sentence_day
from milestones.clock_keys import of_clock
from milestones.extending import ON_THAT_DAY, granted_on_that_day, room_for
from milestones.models import Clock, Extension
from milestones.services.journey import journey_change
from milestones.status import Status, standing_of

OVER = "This clock no longer runs: there is nothing to extend. Look at the child’s page."


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
        refuse(
            {
                "due_on": room.objection(due_on),
                "granted_on": _objection_to_grant(extension, on),
                "granted_by": None if extension.granted_by else "Say who granted it.",
                "reason": None if extension.reason else WHY,
            }
        )
        save_fact(extension, by=by)
        detail.update(described(extension, "timescale_ref", "due_on"))
    return extension


def _refuse_what_is_over(clock: Clock, on: date) -> None:
    kept = Clock.objects.filter(**of_clock(clock)).first()
    runs = kept is not None and standing_of(kept, on) in {Status.WAITING, Status.OVERDUE}
    refuse({"__all__": None if runs else OVER})


def _objection_to_grant(extension: Extension, on: date) -> str | None:
    what, granted_on = "The day it was granted", extension.granted_on
    if granted_on < extension.started_on:
        started = sentence_day(extension.started_on)
        return f"{what} must be on or after {started}: it started that day."
    later = objection_to_past(granted_on, what=what, born_on=extension.child.born_on, on=on)
    same = granted_on_that_day(extension, granted_on)
    return later or (ON_THAT_DAY if same.exists() else None)
