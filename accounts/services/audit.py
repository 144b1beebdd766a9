"""The audit that every write anywhere makes, and every view of a child's record."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError

from accounts.actors import Actor
from accounts.faults import fail_if_asked
from accounts.models import AuditEntry
from accounts.sightings import Sightings

BATCH = 1000


class AuditUnwritten(RuntimeError):
    """What was asked for cannot be audited, so it is neither done nor shown (503)."""


def write_audit_entry(
    *,
    by: Actor,
    act: str,
    subject_kind: str = "",
    subject_id: uuid.UUID | None = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    return _written(
        audit_entry(
            by=by,
            act=act,
            subject_kind=subject_kind,
            subject_id=subject_id,
            reason=reason,
            detail=detail,
        )
    )


def audit_entry(
    *,
    by: Actor,
    act: str,
    subject_kind: str = "",
    subject_id: uuid.UUID | None = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """The entry, unsaved: imports write theirs in bulk, one a child."""
    return AuditEntry(
        authority=by.authority,
        person=by.person,
        acting_as=by.role,
        act=act,
        subject_kind=subject_kind,
        subject_id=subject_id,
        reason=reason,
        request_id=by.request_id,
        detail=detail or {},
    )


def write_view_entry(*, by: Actor, act: str, seen: Sightings) -> AuditEntry:
    """What one request showed: the record and why, or the ids of a list; once a request."""
    return _written(
        audit_entry(
            by=by,
            act=act,
            subject_kind="child" if seen.one else "children",
            subject_id=seen.one,
            reason=seen.why,
            detail={"shown": [str(each) for each in seen.ids]},
        )
    )


def write_audit_entries(entries: Sequence[AuditEntry]) -> None:
    """Many at once, for an import; AuditUnwritten as for one."""
    try:
        fail_if_asked("audit_insert")
        AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
    except DatabaseError as refused:
        raise AuditUnwritten from refused


def _written(entry: AuditEntry) -> AuditEntry:
    try:
        fail_if_asked("audit_insert")
        entry.save(force_insert=True)
    except DatabaseError as refused:
        raise AuditUnwritten from refused
    return entry


def note_audit_read(*, by: Actor, is_narrow: bool, shown: int) -> AuditEntry:
    """Reading the audit stands in it too: how many entries, of all or of a part."""
    return write_audit_entry(
        by=by,
        act="audit.view",
        subject_kind="audit",
        detail={"entries": shown, "part": is_narrow},
    )
