"""The audit in sentences. Records go by their pseudonym here; no child's name or reference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.jobs.asking import STOPPED
from accounts.jobs.kinds import title_of
from accounts.models import AuditEntry
from accounts.policy import ROWS, SYSTEM
from accounts.pseudonyms import pseudonym
from accounts.roles import Role

# What each act is when it was done, not only looked at; {record} is the record's pseudonym.
DONE: dict[str, str] = {
    "account.use": "went on under another of their roles",
    "access.review": "reviewed the access of a person",
    "address.record": "wrote down an address or carers on {record}",
    "aim.load": "loaded an aim",
    "audit.view": "read the audit",
    "child.allocate": "changed who may know of {record}",
    "child.correct": "put the details of {record} right",
    "child.move": "moved {record} to another locality",
    "child.register": "registered {record}",
    "cover.arrange": "arranged cover for a colleague",
    "emergency.open": "opened {record} in an emergency",
    "emergency.review": "judged an opening of {record} in an emergency",
    "episode.record": "recorded coming into or leaving care on {record}",
    "extension.grant": "gave a clock of {record} a later day",
    "fact.ask_correction": "asked for a correction of {record}",
    "fact.correct": "corrected or voided a fact of {record}",
    "flag.acknowledge": "acknowledged a flag of {record}",
    "flag.raise": "raised flags, and cleared those that no longer hold",
    "flag.snooze": "changed until when a clock of {record} sends no notices",
    "import.run": "imported the case file of {record}",
    "interest.declare": "declared an interest in {record}",
    "milestone.plan": "agreed the day of a meeting on {record}",
    "milestone.record": "recorded a milestone on {record}",
    "notice.list": "marked own notices as read, or chose how often they are mailed",
    "notice.mail": "mailed notices",
    "notice.raise": "gave notice of what is due",
    "note.record": "wrote a note on {record}",
    "order.record": "recorded a legal order on {record}",
    "pack.issue": "issued the panel’s pack on {record}",
    "person.accept_invitation": "set a password by an invitation",
    "person.approve": "answered who may hold a high role",
    "person.invite": "invited a person, or changed a membership",
    "placement.record": "recorded a move on {record}",
    "proposal.withdraw": "withdrew what they had asked about {record}",
    "restriction.approve": "decided about restricting or barring on {record}",
    "restriction.ask": "asked to restrict or bar on {record}",
    "restriction.review": "reviewed the restriction of {record}",
    "route.record": "chose a route to permanence on {record}",
    "seal.approve": "decided about sealing {record}",
    "seal.propose": "proposed to seal {record}",
    "seal.release": "decided about opening the sealed {record}",
    "timescale.change": "changed a rule or a holiday",
    "token.issue": "issued or revoked another system’s token",
}
# Whose reason is typed by people about no child: it may stand as it is.
ABOUT_NO_CHILD = frozenset({"person", "membership", "token", "audit", "aim", "timescale", "job"})
OPENED_IN_AN_EMERGENCY = "Opened in an emergency"
# The gate's own words for what opens a record (cases.standing.WHY and Grant.Ground; a test holds
# them equal). Whatever else stands in a reason was typed by somebody.
RELATIONSHIPS = (
    "Allocated to them",
    "A child of their team",
    "Manages the service",
    "Own review",
    "On a panel’s agenda",
    "Legal instruction",
    "Awaiting a decision",
    "Shared with a partner",
    OPENED_IN_AN_EMERGENCY,
)
KEPT = "a reason is kept with the record"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a person reads it."""

    at: datetime
    who: str
    role: str
    what: str
    why: str
    request_id: UUID | None
    is_emergency: bool
    is_system: bool


def line_of(entry: AuditEntry) -> Line:
    return Line(
        at=entry.at,
        who=who_of(entry),
        role=role_of(entry),
        what=what_of(entry),
        why=why_of(entry),
        request_id=entry.request_id,
        is_emergency=is_emergency(entry),
        is_system=entry.person_id is None,
    )


def who_of(entry: AuditEntry) -> str:
    return entry.person.full_name if entry.person else "The system"


def role_of(entry: AuditEntry) -> str:
    if entry.acting_as in Role.values:
        return str(Role(entry.acting_as).label)
    return "" if entry.acting_as in ("", SYSTEM) else entry.acting_as


def words_of(act: str) -> str:
    """The act in the policy's words; acts that left the policy keep their name."""
    return ROWS[act].words if act in ROWS else act


def shown_in(entry: AuditEntry) -> list[str] | None:
    """The ids of the records the entry says were shown; None where it tells of a write."""
    detail: Mapping[str, Any] = entry.detail if isinstance(entry.detail, dict) else {}
    shown = detail.get("shown")
    return shown if isinstance(shown, list) else None


def what_of(entry: AuditEntry) -> str:
    """“looked at record R-3f2a9c10”, “saw 23 records in Find a child”."""
    record = f"record {pseudonym(entry.subject_id)}" if entry.subject_id else "a record"
    shown = shown_in(entry)
    if entry.subject_kind == "job":
        return _of_a_job(entry)
    if shown is None:
        done = DONE.get(entry.act, f"did “{words_of(entry.act)}”")
        return done.format(record=record)
    if entry.subject_kind == "child":
        if entry.act == "child.view":
            return f"looked at {record}"
        return f"looked at {record}, in {words_of(entry.act)}"
    counted = f"{len(shown) or 'no'} record{'' if len(shown) == 1 else 's'}"
    return f"saw {counted} in {words_of(entry.act)}"


def _of_a_job(entry: AuditEntry) -> str:
    """Asking for it and stopping it; what it then did stands in entries of its own."""
    detail: Mapping[str, Any] = entry.detail if isinstance(entry.detail, dict) else {}
    did = "stopped" if entry.reason == STOPPED else "asked for"
    return f"{did} a job: {title_of(str(detail.get('kind', '')))}"


def why_of(entry: AuditEntry) -> str:
    """Why, without what people typed about a child: that stays with the record.

    The gate writes “relationship: purpose” for each relationship, with “; ” between them.
    """
    if not entry.reason or entry.subject_kind in ABOUT_NO_CHILD:
        return entry.reason
    told = list(dict.fromkeys(part.partition(":")[0] for part in entry.reason.split("; ")))
    return "; ".join(part for part in told if part in RELATIONSHIPS) or KEPT


def is_emergency(entry: AuditEntry) -> bool:
    return entry.act == "emergency.open" or OPENED_IN_AN_EMERGENCY in entry.reason
