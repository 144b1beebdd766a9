"""Putting a record right: the original is kept, struck through, with the reason."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from accounts.actors import Actor
from cases.dates import EXPIRES_AHEAD, PLANNED_AHEAD, objection_to_future, objection_to_past
from cases.models import Fact
from cases.services.facts import described, refuse, save_fact
from milestones.extending import objections_to_corrected
from milestones.models import Extension, Milestone
from milestones.services.asking import answer_who_asked
from milestones.services.deciding import (
    concerns_a_decision,
    refuse_who_sat_on_the_panel,
    settle_waiting,
)
from milestones.services.journey import journey_change

FactT = TypeVar("FactT", bound=Fact)

KEPT = {
    "id",
    "public_id",
    "authority",
    "child",
    "recorded_by",
    "recorded_at",
    "voided_at",
    "voided_by",
    "void_reason",
    "replaces",
}
LIES_AHEAD = {"planned_on": PLANNED_AHEAD, "expires_on": EXPIRES_AHEAD, "due_on": EXPIRES_AHEAD}


def void_fact(*, fact: Fact, by: Actor, reason: str) -> None:
    """Strike a fact through: it counts no more, and stays to be read with the reason."""
    _refuse_without_reason(fact, reason)
    _refuse_who_sat(fact, by)
    with journey_change(child=fact.child, by=by, act="fact.correct", reason=reason) as detail:
        _strike_through(fact, by=by, reason=reason)
        _follow(fact, by=by)
        detail.update(described(fact), voided=True)


def correct_fact(
    *, fact: FactT, by: Actor, on: date, reason: str, changes: dict[str, Any]
) -> FactT:
    """Replace a fact by one with these changes; the original is struck through.

    Raises ValidationError keyed by field: a missing reason, no change at all, senseless
    dates, or what the database would refuse.
    """
    _refuse_without_reason(fact, reason)
    _refuse_who_sat(fact, by)
    before = {field: getattr(fact, field) for field in _own_fields(fact)}
    after = {**before, **changes}
    if after == before:
        raise ValidationError("Nothing was changed: change what is wrong, or go back.")
    refuse(_objections_to_dates(fact, after, on=on))
    with journey_change(child=fact.child, by=by, act="fact.correct", reason=reason) as detail:
        if isinstance(fact, Extension):
            refuse(objections_to_corrected(fact, after))
        _strike_through(fact, by=by, reason=reason)
        corrected = type(fact)(
            authority_id=fact.authority_id, child=fact.child, replaces=fact, **after
        )
        save_fact(corrected, by=by)
        _follow(fact, by=by)
        detail.update(
            described(corrected),
            replaces=str(fact.public_id),
            changed=sorted(field for field in after if after[field] != before[field]),
        )
    return corrected


def _refuse_who_sat(fact: Fact, by: Actor) -> None:
    if isinstance(fact, Milestone):
        refuse_who_sat_on_the_panel(child=fact.child, by=by, kind=fact.kind)


def _follow(fact: Fact, *, by: Actor) -> None:
    """What hangs on the fact: colleagues who asked for it, and who waits for a decision."""
    answer_who_asked(fact=fact, by=by)
    if isinstance(fact, Milestone) and concerns_a_decision(kind_code=fact.kind.code):
        settle_waiting(child=fact.child, by=by)


def _refuse_without_reason(fact: Fact, reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": ["Say why, in a few words: others will read it."]})
    if fact.is_voided:
        raise ValidationError("This record was already struck through. Look at the one in force.")


def _strike_through(fact: Fact, *, by: Actor, reason: str) -> None:
    fact.voided_at = by.at
    fact.voided_by = by.person
    fact.void_reason = reason.strip()
    fact.save(update_fields=["voided_at", "voided_by", "void_reason"])


def _own_fields(fact: Fact) -> list[str]:
    return [field.name for field in fact._meta.concrete_fields if field.name not in KEPT]


def _objections_to_dates(fact: Fact, after: dict[str, Any], *, on: date) -> dict[str, str | None]:
    """Each date of the fact, by whether it lies behind or ahead."""
    born_on = fact.child.born_on
    before_birth = fact._meta.model_name == "milestone"
    objections: dict[str, str | None] = {}
    for field, day in after.items():
        what = f"The date “{fact._meta.get_field(field).verbose_name}”"
        if not isinstance(day, date):
            continue
        if field in LIES_AHEAD:
            objections[field] = objection_to_future(
                day,
                what=what,
                born_on=born_on,
                on=on,
                ahead=LIES_AHEAD[field],
                before_birth=before_birth,
            )
        else:
            objections[field] = objection_to_past(
                day, what=what, born_on=born_on, on=on, before_birth=before_birth
            )
    return objections
