"""Facts as plain values for the API: what is not read is not there, not even empty."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts.pseudonyms import pseudonym
from cases.models import Child, Fact
from cases.standing import Standing
from milestones.models import Clock, Milestone
from milestones.readable import unread_fields
from milestones.records import ChildRecord, standing
from milestones.status import standing_of

FACTS = {
    "episodes": ("began_on", "ended_on", "destination"),
    "placements": ("setting", "began_on", "ended_on", "basis", "address", "carers"),
    "orders": ("kind", "made_on", "expires_on", "ended_on"),
    "routes": ("route", "from_on", "reason"),
    "notes": ("group", "about_on", "text"),
}
MILESTONE = ("planned_on", "held_on", "route", "chaired_by", "note")
# Which of these groups must be read for the list to be there at all.
GROUPS = {
    "episodes": {"placements"},
    "placements": {"placements"},
    "orders": {"legal_basis", "orders"},
    "routes": {"plan"},
    "notes": {"panel", "legal_advice", "health"},
}


def record_told(record: ChildRecord) -> dict[str, Any]:
    """One child's record: narrowed when it was loaded, and told by field."""
    child, stands = record.child, record.standing
    told: dict[str, Any] = {
        "id": child.public_id,
        "child_ref": child.child_ref,
        "given_name": child.given_name,
        "family_name": child.family_name,
        "sex": child.sex,
        "born_on": child.born_on,
        "reads": stands.field_groups,
    }
    if stands.reads("placements"):
        told["locality"] = child.locality.name if child.locality else ""
    for name, groups in GROUPS.items():
        if any(stands.reads(group) for group in groups):
            told[name] = _facts_told(getattr(record, name), FACTS[name], stands)
    told["milestones"] = [milestone_told(each, stands) for each in record.standing_milestones]
    return told


def _facts_told(
    facts: Iterable[Fact], fields: Iterable[str], stands: Standing
) -> list[dict[str, Any]]:
    return [
        {"id": fact.public_id, **_fields_told(fact, fields, stands)}
        for fact in standing(list(facts))
    ]


def _fields_told(fact: Fact, fields: Iterable[str], stands: Standing) -> dict[str, Any]:
    unread = unread_fields(stands, fact)
    return {name: getattr(fact, name) for name in fields if name not in unread}


def milestone_told(milestone: Milestone, stands: Standing) -> dict[str, Any]:
    return {
        "id": milestone.public_id,
        "child": milestone.child.public_id,
        "child_ref": milestone.child.child_ref,
        "kind": milestone.kind.code,
        "outcome": None if milestone.is_planned else milestone.outcome_id,
        **_fields_told(milestone, MILESTONE, stands),
    }


def clock_told(clock: Clock, *, on: date, by_pseudonym: bool) -> dict[str, Any]:
    rule = clock.timescale
    return {
        **(pseudonym_told(clock.child) if by_pseudonym else name_told(clock.child)),
        "timescale": rule.ref,
        "version": rule.version,
        "name": rule.name,
        "basis": rule.basis,
        "started_on": clock.started_on,
        "due_on": clock.due_on,
        "stopped_on": clock.stopped_on,
        "ended_on": clock.ended_on,
        "status": standing_of(clock, on).value,
    }


def name_told(child: Child) -> dict[str, Any]:
    return {"child": child.public_id, "child_ref": child.child_ref}


def pseudonym_told(child: Child) -> dict[str, Any]:
    """For analysis: no name, no reference, no address of the record, the month of birth."""
    return {"record": pseudonym(child.public_id), "born_in": f"{child.born_on:%Y-%m}"}
