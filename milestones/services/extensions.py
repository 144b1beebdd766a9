from datetime import date

from accounts.actors import Actor
from cases.dates import EXPIRES_AHEAD, objection_to_future, objection_to_past
from milestones.models import Clock, Extension
from milestones.services.journey import described, journey_change, refuse, save_fact


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

    Raises ValidationError keyed by field.
    """
    child = clock.child
    refuse(
        {
            "granted_on": objection_to_past(
                granted_on, what="The day it was granted", born_on=child.born_on, on=on
            ),
            "due_on": objection_to_future(
                due_on, what="The new day", born_on=child.born_on, on=on, ahead=EXPIRES_AHEAD
            ),
            "reason": None if reason.strip() else "Say why, in a few words: others will read it.",
        }
    )
    with journey_change(child=child, by=by, act="extension.grant", reason=reason) as detail:
        extension = Extension(
            authority_id=child.authority_id,
            child=child,
            timescale_ref=clock.timescale.ref,
            started_on=clock.started_on,
            due_on=due_on,
            granted_on=granted_on,
            granted_by=granted_by,
            reason=reason,
        )
        save_fact(extension, by=by)
        detail.update(described(extension, "timescale_ref", "due_on"))
    return extension
