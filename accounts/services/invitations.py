"""Letting a person in: the membership, and the one-time link by which they set a password."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actors import Actor, acting_as
from accounts.door import entered
from accounts.models import Authority, Invitation, Membership, Person, Team
from accounts.services.audit import write_audit_entry

INVITATION_LASTS = timedelta(days=7)


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
