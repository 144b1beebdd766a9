"""What a child's record said on a day, as known then, and every change made to it.

Read from the rows the database's triggers write (pghistory): each version of each row, with the
moment and the request. Voids and corrections of later days are not in it yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from accounts.actors import Actor
from accounts.audit_log import end_of
from accounts.audit_words import role_of, who_of
from accounts.models import AuditEntry
from cases.models import (
    Child,
    Episode,
    Fact,
    Involvement,
    LegalOrder,
    Note,
    Placement,
    Route,
)
from milestones.models import Extension, Milestone
from milestones.readable import readable_facts, reads_fact, unread_fields
from milestones.timeline import Entry, timeline
from milestones.versions import Difference, differences, latest_of_each, row_of, versions

JOURNEY: tuple[type[Fact], ...] = (
    Episode,
    Placement,
    LegalOrder,
    Route,
    Milestone,
    Note,
    Extension,
)
DELETED = "delete"
SYSTEM = "The system or a case file"
# The parts of a child's own row that are not their identity.
WHERE_THEY_BELONG = frozenset({"locality"})


@dataclass(frozen=True, slots=True)
class AsKnown:
    """The record as it stood at the end of a day."""

    on: date
    child: Child | None
    entries: Sequence[Entry]
    people: Sequence[Involvement]


def as_known(child: Child, *, actor: Actor, on: date) -> AsKnown:
    """For a child who came through the gate: only what this reader reads."""
    until = end_of(on)
    facts = [fact for model in JOURNEY for fact in _rows(model, child, until)]
    people = readable_facts(_rows(Involvement, child, until), child.standing)
    known = next(iter(_rows(Child, child, until)), None)
    if known is not None and not child.standing.reads("placements"):
        known.locality = None
    return AsKnown(
        on=on,
        child=known,
        entries=timeline(facts, actor=actor),
        people=[each for each in people if not each.is_voided and _works(each, on)],
    )


def _works(involvement: Involvement, on: date) -> bool:
    ended = involvement.ended_on
    return involvement.began_on <= on and (ended is None or ended > on)


def _rows(model: Any, child: Child, until: datetime) -> list[Any]:
    rows = latest_of_each(versions(model, child).filter(pgh_created_at__lt=until))
    return [row_of(model, version, child) for version in rows if version.pgh_label != DELETED]


@dataclass(frozen=True, slots=True)
class Change:
    """One version of one row: when, by whom, of what, and which fields became what."""

    at: datetime
    who: str
    role: str
    what: str
    did: str
    fields: Sequence[Difference]
    order: int


def changes_to(child: Child, *, actor: Actor) -> list[Change]:
    """Every change that this reader may read of, newest first."""
    told = _tellers_of(child, actor)
    found = list(_changes_of_child(child, told))
    for model in (*JOURNEY, Involvement):
        for _, group in groupby(versions(model, child), key=lambda each: each.pgh_obj_id):
            found += _changes_of_row(model, list(group), child, actor, told)
    return sorted(found, key=lambda each: (each.at, each.order), reverse=True)


def _changes_of_row(
    model: Any, rows: list[Any], child: Child, actor: Actor, told: "Tellers"
) -> Iterator[Change]:
    before = None
    for version in rows:
        fact = row_of(model, version, child)
        if reads_fact(child.standing, fact):
            fields = differences(before, fact, leave_out=unread_fields(child.standing, fact))
            if before is None or fields or version.pgh_label == DELETED:
                who, role = told.by(version, fact if before is None else None)
                did = _did(version, before, fact)
                what = _name_of(fact, actor)
                yield Change(version.pgh_created_at, who, role, what, did, fields, version.pgh_id)
        before = fact


def _changes_of_child(child: Child, told: "Tellers") -> Iterator[Change]:
    hidden = frozenset() if child.standing.reads("placements") else WHERE_THEY_BELONG
    before = None
    for version in versions(Child, child):
        row = row_of(Child, version, child)
        fields = differences(before, row, leave_out=hidden)
        if before is None or fields:
            who, role = told.by(version, None)
            did = "Registered" if before is None else "Changed"
            what = "The child’s details"
            yield Change(version.pgh_created_at, who, role, what, did, fields, version.pgh_id)
        before = row


def _did(version: Any, before: Fact | None, fact: Fact) -> str:
    if version.pgh_label == DELETED:
        return "Deleted"
    if before is None:
        return "Recorded"
    return "Voided" if fact.is_voided and not before.is_voided else "Changed"


def _name_of(fact: Fact, actor: Actor) -> str:
    """“LAC review: permanence recommended”, as the timeline says it."""
    if isinstance(fact, Involvement):
        return f"{fact.get_capacity_display()}: {fact.person or fact.team or fact.email}"
    first = timeline([fact], actor=actor)[-1]
    return f"{first.what}: {first.outcome}" if first.outcome else first.what


@dataclass(frozen=True, slots=True)
class Tellers:
    """The audit's entries about the child by their request: who was at work in it."""

    by_request: dict[Any, AuditEntry]

    def by(self, version: Any, recorded: Fact | None) -> tuple[str, str]:
        entry = self.by_request.get(version.pgh_context_id)
        if entry is not None:
            return who_of(entry), role_of(entry)
        if recorded is not None and recorded.recorded_by:
            return recorded.recorded_by.full_name, ""
        return SYSTEM, ""


def _tellers_of(child: Child, actor: Actor) -> Tellers:
    entries = AuditEntry.objects.filter(
        authority=actor.authority, subject_id=child.public_id, request_id__isnull=False
    )
    written = entries.exclude(detail__has_key="shown").select_related("person")
    return Tellers({entry.request_id: entry for entry in written})
