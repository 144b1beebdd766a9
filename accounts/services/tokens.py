"""Tokens of other systems: asked for by the administrator, collected by whoever answers for them.

The administrator sees no child, and so never holds what reads the API: the secret is made, and
shown once, when the person of that membership collects it.
"""

import secrets
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.actors import Actor
from accounts.models import Membership, SystemToken
from accounts.services.audit import write_audit_entry
from accounts.tokens import token_hash

LASTS_AT_MOST = timedelta(days=366)
UNCOLLECTED = "uncollected "


@transaction.atomic
def issue_token(
    *, membership: Membership, by: Actor, name: str, on: date, ends_on: date
) -> SystemToken:
    """Raises ValidationError for an end that is past or more than a year ahead."""
    is_own = by.person is not None and membership.person_id == by.person.pk
    if is_own or not by.may("token.issue") or membership.authority_id != by.authority.pk:
        raise PermissionDenied
    if not on < ends_on <= on + LASTS_AT_MOST:
        raise ValidationError({"ends_on": "The last day must be ahead, and within a year"})
    token = SystemToken.objects.create(
        membership=membership,
        name=name,
        token_hash=UNCOLLECTED + secrets.token_hex(20),
        made_by=by.person,
        begins_on=on,
        ends_on=ends_on,
    )
    _note(token, by, "Issued")
    return token


@transaction.atomic
def collect_token(*, token: SystemToken, by: Actor) -> str:
    """The secret, this once. Raises ValidationError where it was collected before."""
    token = SystemToken.objects.select_for_update().get(pk=token.pk)
    if by.membership is None or token.membership_id != by.membership.pk:
        raise PermissionDenied
    if not is_uncollected(token) or token.revoked_at is not None:
        raise ValidationError("This token was collected before. Ask for another one.")
    secret = secrets.token_urlsafe(32)
    token.token_hash = token_hash(secret)
    token.save(update_fields=["token_hash"])
    _note(token, by, "Collected")
    return secret


@transaction.atomic
def revoke_token(*, token: SystemToken, by: Actor) -> None:
    """From now on it opens nothing."""
    if not by.may("token.issue") or token.membership.authority_id != by.authority.pk:
        raise PermissionDenied
    if token.revoked_at is None:
        token.revoked_at = by.at
        token.save(update_fields=["revoked_at"])
        _note(token, by, "Revoked")


def is_uncollected(token: SystemToken) -> bool:
    return token.token_hash.startswith(UNCOLLECTED)


def _note(token: SystemToken, by: Actor, reason: str) -> None:
    write_audit_entry(
        by=by,
        act="token.issue",
        subject_kind="token",
        subject_id=token.public_id,
        reason=reason,
        detail={"membership": token.membership_id, "name": token.name},
    )
