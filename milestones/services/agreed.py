"""Meetings that agree the next ones, and children who come into care: several facts at once."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actors import Actor
from cases.models import Child
from milestones.models import Milestone, MilestoneKind
from milestones.services.children import register_child
from milestones.services.living import begin_episode, start_placement
from milestones.services.milestones import plan_milestone, record_milestone


@transaction.atomic
def record_meeting(
    *,
    child: Child,
    by: Actor,
    on: date,
    agreed: Sequence[tuple[MilestoneKind, date, str]] = (),
    **held: Any,
) -> Milestone:
    """Record a milestone with the days agreed in it for the next ones: all of them or none.

    `agreed` names the kind, the day and the field that asked for it; ValidationError is
    keyed by these fields.
    """
    milestone = record_milestone(child=child, by=by, on=on, **held)
    for kind, day, field in agreed:
        try:
            plan_milestone(child=child, by=by, on=on, kind=kind, planned_on=day)
        except ValidationError as refused:
            raise ValidationError({field: refused.messages}) from refused
    return milestone


@transaction.atomic
def take_into_care(
    *,
    by: Actor,
    on: date,
    became_looked_after_on: date,
    setting: str,
    moved_at: time | None = None,
    **details: Any,
) -> Child:
    """Open a child's record with the day they came into care and where they live since."""
    child = register_child(by=by, on=on, **details)
    try:
        begin_episode(child=child, by=by, on=on, began_on=became_looked_after_on)
        start_placement(
            child=child,
            by=by,
            on=on,
            setting=setting,
            began_on=became_looked_after_on,
            began_at=moved_at,
        )
    except ValidationError as refused:
        raise ValidationError({"became_looked_after_on": refused.messages}) from refused
    return child
