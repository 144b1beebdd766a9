"""Writes to the roles people hold: given, confirmed, ended."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.actors import Actor
from accounts.models import Membership, SharingAgreement
from accounts.quarters import is_confirmed_since, quarter_reviewed
from accounts.services.audit import write_audit_entry

UNCONFIRMED = "Not confirmed by the quarterly access review"


def switch_role(*, to: Membership, by: Actor) -> None:
    """Note that a person goes on under another of their live roles."""
    write_audit_entry(
        by=by,
        act="account.use",
        subject_kind="membership",
        detail={"from": by.role, "to": to.role, "authority": to.authority.code},
    )


@transaction.atomic
def confirm_membership(*, membership: Membership, by: Actor, on: date) -> None:
    """That this person still needs this role; never by that person."""
    _demand(by, "access.review", membership)
    membership.confirmed_on = on
    membership.save(update_fields=["confirmed_on"])
    _note(membership, by, reason="Confirmed")


@transaction.atomic
def end_membership(*, membership: Membership, by: Actor, on: date, reason: str) -> None:
    """From this day the role is not held: the next request under it finds none.

    A role that has not begun ends on its first day.
    """
    _demand(by, "access.review", membership)
    membership.ends_on = max(on, membership.begins_on)
    membership.save(update_fields=["ends_on"])
    _note(membership, by, reason=reason, ends_on=membership.ends_on)


def end_unconfirmed(*, by: Actor, on: date) -> Sequence[Membership]:
    """End what the last review that is over did not confirm; once each, audited each."""
    found = list(unconfirmed(by=by, on=on))
    for membership in found:
        end_membership(membership=membership, by=by, on=on, reason=UNCONFIRMED)
    return found


def unconfirmed(*, by: Actor, on: date) -> Sequence[Membership]:
    """Live memberships of the authority that the last review that is over did not confirm."""
    quarter = quarter_reviewed(on)
    live = Membership.objects.live(on=on).filter(authority=by.authority)
    held = live.with_place().order_by("person__full_name", "pk")
    return [each for each in held if not is_confirmed_since(each, quarter)]


def record_agreement(
    *,
    by: Actor,
    number: str,
    purpose: str,
    signatories: str,
    begins_on: date,
    ends_on: date,
) -> SharingAgreement:
    """Write down a signed data-sharing agreement. Raises ValidationError."""
    if not by.may("person.invite"):
        raise PermissionDenied
    made = SharingAgreement(
        authority=by.authority,
        number=number,
        purpose=purpose,
        signatories=signatories,
        begins_on=begins_on,
        ends_on=ends_on,
    )
    if ends_on <= begins_on:
        raise ValidationError({"ends_on": "The agreement must end after it begins"})
    if SharingAgreement.objects.filter(authority=by.authority, number=number).exists():
        raise ValidationError({"number": "An agreement with this number is there already"})
    with transaction.atomic():
        made.save()
        write_audit_entry(
            by=by, act="person.invite", subject_kind="membership", detail={"agreement": number}
        )
    return made


def _demand(by: Actor, act: str, membership: Membership) -> None:
    """The act, in the same authority, and never of oneself."""
    is_own = by.person is not None and membership.person_id == by.person.pk
    if is_own or not by.may(act) or membership.authority_id != by.authority.pk:
        raise PermissionDenied


def _note(membership: Membership, by: Actor, *, reason: str, **detail: object) -> None:
    write_audit_entry(
        by=by,
        act="access.review",
        subject_kind="membership",
        subject_id=membership.person.public_id,
        reason=reason,
        detail={"membership": membership.pk, "role": membership.role, **detail},
    )
