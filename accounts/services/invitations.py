"""Letting a person in: the membership, and the one-time link by which they set a password."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.actors import Actor, acting_as
from accounts.door import entered
from accounts.memberships import ANSWERED, ASKED, HIGH_ROLES, get_asking
from accounts.models import Authority, Invitation, Membership, Person, SharingAgreement, Team
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
    """The person with their membership, and the one-time token of their link (kept as a hash).

    For commands and the demonstration; a page goes through invite_colleague.
    """
    person = _person(email, full_name)
    membership = _membership(person, authority=authority, role=role, on=on, team=team)
    token = _link(person, at=by.at)
    _note(person, by, role=membership.role)
    return person, token


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was let in; with a link's token for one who has no password yet, else without."""

    full_name: str
    email: str
    token: str = ""
    is_asked: bool = False


@transaction.atomic
def invite_colleague(
    *,
    by: Actor,
    on: date,
    email: str,
    full_name: str,
    role: str,
    team: Team | None,
    ends_on: date | None,
    agreement: SharingAgreement | None,
) -> Invited:
    """Give a person a role; one of the high roles is only asked for (security.md §4).

    Raises ValidationError. Who has a password already gets no link: it would be a way into
    their account.
    """
    if not by.may("person.invite"):
        raise PermissionDenied
    _refuse_oneself(by, email)
    if role in HIGH_ROLES:
        detail = {"email": email, "full_name": full_name, "role": role, "ends_on": ends_on}
        write_audit_entry(by=by, act=ASKED, subject_kind="person", detail=detail)
        return Invited(full_name, email, is_asked=True)
    person = _person(email, full_name)
    _membership(
        person,
        authority=by.authority,
        role=role,
        on=on,
        team=team,
        ends_on=ends_on,
        agreement=agreement,
        granted_by=by.person,
    )
    _note(person, by, role=role)
    return Invited(person.full_name, person.email, _link_if_new(person, at=by.at))


@transaction.atomic
def answer_asking(*, asked_id: UUID, by: Actor, on: date, approves: bool) -> Invited:
    """A manager's word on a high role that somebody else asked for, once. Http404 when answered."""
    if not by.may("person.approve"):
        raise PermissionDenied
    # One answer at a time: the second of two managers finds it answered.
    Authority.objects.select_for_update().get(pk=by.authority.pk)
    asking = get_asking(by, asked_id)
    _refuse_oneself(by, asking.email)
    if by.person is None or by.person == asking.entry.person:
        raise PermissionDenied
    token = ""
    if approves:
        person = _person(asking.email, asking.full_name)
        _membership(
            person,
            authority=by.authority,
            role=asking.role,
            on=on,
            ends_on=asking.ends_on,
            granted_by=by.person,
        )
        token = _link_if_new(person, at=by.at)
    write_audit_entry(
        by=by,
        act=ANSWERED,
        subject_kind="person",
        subject_id=asked_id,
        detail={"role": asking.role, "approves": approves},
    )
    return Invited(asking.full_name, asking.email, token)


def _refuse_oneself(by: Actor, email: str) -> None:
    if by.person is not None and by.person.email.casefold() == email.casefold():
        raise ValidationError({"email": "Nobody gives themself a role. Ask another person"})


def _person(email: str, full_name: str) -> Person:
    found = Person.objects.filter(email__iexact=email).first()
    return found or Person.objects.create_person(email=email, full_name=full_name)


def _membership(
    person: Person, *, authority: Authority, role: str, on: date, **more: Any
) -> Membership:
    """The role this person holds already, else a new one from this day on."""
    key = {"person": person, "authority": authority, "role": role, "team": more.get("team")}
    held = Membership.objects.filter(**key, covers=None)
    for membership in held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)):
        return membership
    if held.filter(begins_on=on).exists():
        raise ValidationError({"email": "This role was ended today. Give it again tomorrow"})
    return Membership.objects.create(begins_on=on, **{**more, **key})


def _link_if_new(person: Person, *, at: datetime) -> str:
    return "" if person.has_usable_password() else _link(person, at=at)


def _link(person: Person, *, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person,
        token_hash=invitation_hash(token),
        expires_at=at + INVITATION_LASTS,
    )
    return token


def _note(person: Person, by: Actor, *, role: str) -> None:
    write_audit_entry(
        by=by,
        act="person.invite",
        subject_kind="person",
        subject_id=person.public_id,
        detail={"role": role},
    )


def open_invitation(*, token: str, at: datetime) -> Invitation | None:
    """The invitation of this link, if it can still be used."""
    return (
        Invitation.objects.filter(
            token_hash=invitation_hash(token), used_at=None, expires_at__gt=at
        )
        .select_related("person")
        .first()
    )


def accept_invitation(*, invitation: Invitation, password: str, at: datetime) -> Person:
    """Set the first password and use the link up. ValueError if the link is used or too old."""
    first = Membership.objects.held_by(invitation.person).with_place().order_by("pk")[0]
    by = acting_as(first, at=at)
    with entered(by):
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.used_at or invitation.expires_at <= at:
            raise ValueError("This link has been used or is too old. Ask for a new invitation.")
        person = invitation.person
        person.set_password(password)
        person.save(update_fields=["password"])
        invitation.used_at = at
        invitation.save(update_fields=["used_at"])
        write_audit_entry(
            by=by,
            act="person.accept_invitation",
            subject_kind="person",
            subject_id=person.public_id,
        )
    return person
