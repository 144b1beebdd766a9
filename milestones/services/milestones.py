from datetime import date, time

from django.core.exceptions import PermissionDenied, ValidationError

from accounts.actors import Actor
from accounts.policy import may_plan_kind, may_record_kind
from cases.dates import objection_to_future, objection_to_past
from cases.models import Child
from cases.services.facts import described, refuse, save_fact
from milestones.models import HELD, NOT_HELD, Milestone, MilestoneKind
from milestones.services.deciding import (
    concerns_a_decision,
    refuse_who_sat_on_the_panel,
    settle_waiting,
)
from milestones.services.journey import journey_change


def record_milestone(
    *,
    child: Child,
    by: Actor,
    on: date,
    kind: MilestoneKind,
    held_on: date,
    held_at: time | None = None,
    outcome: str = HELD,
    route: str = "",
    chaired_by: str = "",
    note: str = "",
    completes: Milestone | None = None,
) -> Milestone:
    """Record that something was held. One that completes a plan keeps the day it was planned for.

    Raises ValidationError keyed by field, PermissionDenied for a kind others record.
    """
    _refuse_kind(by, kind)
    _refuse_outcome(kind, outcome)
    refuse_who_sat_on_the_panel(child=child, by=by, kind=kind)
    refuse({"held_on": _objection_to_held(child, held_on, on)})
    with journey_change(child=child, by=by, act="milestone.record") as detail:
        milestone = _plan_to_complete(child, kind, completes) or Milestone(
            authority_id=child.authority_id, child=child, kind=kind
        )
        milestone.held_on, milestone.held_at = held_on, held_at
        milestone.outcome_id = outcome
        milestone.route, milestone.chaired_by, milestone.note = route, chaired_by, note
        milestone.recorded_by = by.person
        save_fact(milestone, by=by)
        if concerns_a_decision(kind_code=kind.code):
            settle_waiting(child=child, by=by)
        detail.update(described(milestone, "held_on", "outcome_id"), kind=kind.code)
    return milestone


def plan_milestone(
    *,
    child: Child,
    by: Actor,
    on: date,
    kind: MilestoneKind,
    planned_on: date,
    planned_at: time | None = None,
    note: str = "",
) -> Milestone:
    """Agree a day for something that has not happened yet."""
    if not may_plan_kind(by.role, kind.code):
        raise PermissionDenied
    refuse(
        {
            "planned_on": objection_to_future(
                planned_on,
                what="The day it is planned for",
                born_on=child.born_on,
                on=on,
                before_birth=True,
            )
        }
    )
    with journey_change(child=child, by=by, act="milestone.plan") as detail:
        milestone = Milestone(
            authority_id=child.authority_id,
            child=child,
            kind=kind,
            planned_on=planned_on,
            planned_at=planned_at,
            note=note,
        )
        save_fact(milestone, by=by)
        detail.update(described(milestone, "planned_on"), kind=kind.code)
    return milestone


def record_not_held(*, milestone: Milestone, by: Actor, note: str = "") -> Milestone:
    """Say that a planned milestone did not happen: it stops nothing and is asked for no more."""
    _refuse_kind(by, milestone.kind)
    if not milestone.is_planned or milestone.is_voided:
        raise ValidationError("Only a milestone that is planned can be recorded as not held.")
    with journey_change(child=milestone.child, by=by, act="milestone.record") as detail:
        milestone.outcome_id = NOT_HELD
        milestone.note = note or milestone.note
        save_fact(milestone, by=by)
        detail.update(described(milestone, "planned_on", "outcome_id"), kind=milestone.kind.code)
    return milestone


def _plan_to_complete(
    child: Child, kind: MilestoneKind, completes: Milestone | None
) -> Milestone | None:
    if completes is None:
        return None
    planned = Milestone.objects.planned().filter(child=child, kind=kind, pk=completes.pk)
    found: Milestone | None = planned.select_for_update().first()
    if found is None:
        raise ValidationError("That plan is no longer there. Record the milestone by itself.")
    return found


def _refuse_kind(by: Actor, kind: MilestoneKind) -> None:
    if not may_record_kind(by.role, kind.code):
        raise PermissionDenied


def _refuse_outcome(kind: MilestoneKind, outcome: str) -> None:
    if outcome == NOT_HELD:
        refuse({"outcome": "For a meeting that did not happen, open its plan and say so there."})
    if outcome not in kind.outcomes:
        refuse({"outcome": f"Choose one of the outcomes a {kind.name} can have."})


def _objection_to_held(child: Child, held_on: date, on: date) -> str | None:
    return objection_to_past(
        held_on, what="The day it was held", born_on=child.born_on, on=on, before_birth=True
    )
