"""Writes of the accounts layer, and the audit that every write anywhere makes."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.actors import Actor, acting_as
from accounts.door import entered
from accounts.faults import fail_if_asked
from accounts.models import AuditEntry, Authority, Invitation, Membership, Person, Team
from accounts.sightings import Sightings

INVITATION_LASTS = timedelta(days=7)
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


def invitation_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(
    *,
    email: str,
    full_name: str,
    authority: Authority,
    role: str,
    by: Actor,
    on: date,
    team: Team | None = None,
) -> tuple[Person, str]:
    """The person with their membership, and the one-time token of their link (kept as a hash)."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_person(email=email, full_name=full_name)
    membership, _ = Membership.objects.get_or_create(
        person=person, authority=authority, role=role, team=team, defaults={"begins_on": on}
    )
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person,
        token_hash=invitation_hash(token),
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    write_audit_entry(
        by=by,
        act="person.invite",
        subject_kind="person",
        subject_id=person.public_id,
        detail={"role": membership.role},
    )
    return person, token


def open_invitation(token: str) -> Invitation | None:
    """The invitation of this link, if it can still be used."""
    return (
        Invitation.objects.filter(
            token_hash=invitation_hash(token), used_at=None, expires_at__gt=timezone.now()
        )
        .select_related("person")
        .first()
    )


def accept_invitation(*, invitation: Invitation, password: str) -> Person:
    """Set the first password and use the link up. ValueError if the link is used or too old."""
    first = Membership.objects.held_by(invitation.person).with_place().order_by("pk")[0]
    by = acting_as(first)
    with entered(by):
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.used_at or invitation.expires_at <= timezone.now():
            raise ValueError("This link has been used or is too old. Ask for a new invitation.")
        person = invitation.person
        person.set_password(password)
        person.save(update_fields=["password"])
        invitation.used_at = timezone.now()
        invitation.save(update_fields=["used_at"])
        write_audit_entry(
            by=by,
            act="person.accept_invitation",
            subject_kind="person",
            subject_id=person.public_id,
        )
    return person


def switch_role(*, to: Membership, by: Actor) -> None:
    """Note that a person goes on under another of their live roles."""
    write_audit_entry(
        by=by,
        act="account.use",
        subject_kind="membership",
        detail={"from": by.role, "to": to.role, "authority": to.authority.code},
    )
