"""A child's own details put right, and the locality that holds the case."""

from datetime import date
from typing import Any

from accounts.actors import Actor
from accounts.models import Locality
from cases.dates import objection_to_birth, objection_to_past
from cases.models import Child, ChildLocality, Family
from cases.people import localities_known
from cases.services.facts import refuse
from cases.services.inheriting import join_family
from cases.services.leave import WHY
from drawing.words import sentence_day
from milestones.details import DETAILS, details_of, refuse_stale
from milestones.services.journey import journey_change


def correct_child(
    *,
    child: Child,
    by: Actor,
    on: date,
    reason: str,
    changes: dict[str, Any],
    seen: int | None = None,
) -> Child:
    """Put a child's own details right; the row history keeps what they said before.

    `seen` is the version on which the changes were typed: ChangedMeanwhile where somebody
    changed the details since. Raises ValidationError keyed by field.
    """
    refuse({"reason": None if reason.strip() else WHY})
    with journey_change(child=child, by=by, act="child.correct", reason=reason) as detail:
        kept = Child.objects.select_related("family").get(pk=child.pk)
        now = details_of(kept)
        typed = {name: changes[name] for name in DETAILS if name in changes}
        if seen is not None:
            refuse_stale(child, by=by, seen=seen, typed=typed, now=now)
        changed = sorted(name for name, value in typed.items() if now[name] != value)
        refuse(_objections_to_details(typed, changed, on=on))
        _write_details(child, {name: typed[name] for name in changed}, by=by)
        detail.update(changed=changed)
    return child


def _objections_to_details(
    typed: dict[str, Any], changed: list[str], *, on: date
) -> dict[str, str | None]:
    if not changed:
        return {"__all__": "Nothing was changed: change what is wrong, or go back."}
    wrong = objection_to_birth(typed["born_on"], on=on) if "born_on" in changed else None
    return {"born_on": wrong}


def _write_details(child: Child, values: dict[str, Any], *, by: Actor) -> None:
    family_ref = values.pop("family_ref", None)
    if family_ref is not None:
        child.family = _family(family_ref.strip(), by)
    for name, value in values.items():
        setattr(child, name, value)
    fields = [*values, *(["family"] if family_ref is not None else [])]
    child.clean_fields(exclude=[f.name for f in child._meta.fields if f.name not in fields])
    child.save(update_fields=fields)
    if child.family is not None and family_ref is not None:
        join_family(child=child, by=by)


def _family(ref: str, by: Actor) -> Family | None:
    if not ref:
        return None
    return Family.objects.get_or_create(authority=by.authority, ref=ref)[0]


def move_to_locality(
    *, child: Child, by: Actor, on: date, locality: Locality, from_on: date, reason: str = ""
) -> Child:
    """The case moves to another locality from a day; where it was before stays known.

    The first locality known has no day: it holds from the beginning. Raises ValidationError
    keyed by field.
    """
    with journey_change(child=child, by=by, act="child.move", reason=reason) as detail:
        known = localities_known(child)
        last = known[0] if known else None
        refuse(
            {
                "locality": _objection_to_locality(locality, last, by),
                "from_on": _objection_to_move(child, from_on, last, on),
            }
        )
        ChildLocality.objects.update_or_create(
            authority=child.authority,
            child=child,
            from_on=from_on if known else None,
            defaults={"locality": locality},
        )
        child.locality = locality
        child.save(update_fields=["locality"])
        detail.update(changed=["locality"])
    return child


def _objection_to_locality(locality: Locality, last: ChildLocality | None, by: Actor) -> str | None:
    if locality.authority_id != by.authority.pk:
        return "Choose a locality of your authority."
    is_same = last is not None and last.locality_id == locality.pk
    return "The case is held there already. Choose another." if is_same else None


def _objection_to_move(
    child: Child, from_on: date, last: ChildLocality | None, on: date
) -> str | None:
    what = "The day of the move"
    if last is not None and last.from_on is not None and from_on < last.from_on:
        return f"{what} must be on or after {sentence_day(last.from_on)}, when it last moved."
    return objection_to_past(from_on, what=what, born_on=child.born_on, on=on)
