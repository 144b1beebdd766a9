"""What every change of who may know of a child shares: the policy, the lock, the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.models import Membership
from accounts.services import write_audit_entry
from accounts.today import LONDON
from cases.gate import require
from cases.models import Child, Grant
from cases.services.facts import RACED
from drawing.words import sentence_day

WHY = "Say why, in a few words: others will read it."


@contextmanager
def leave_change(
    *, child: Child, by: Actor, act: str, reason: str = ""
) -> Iterator[dict[str, Any]]:
    """One transaction round one change: yields the audit entry's detail to fill.

    The child's row is locked first, so that two changes wait for each other. Raises Http404 or
    PermissionDenied by the policy, ValidationError if the database refuses.
    """
    require(by, act, child)
    detail: dict[str, Any] = {}
    try:
        with transaction.atomic():
            Child.objects.select_for_update().get(pk=child.pk, authority=by.authority)
            yield detail
            write_audit_entry(
                by=by,
                act=act,
                subject_kind="child",
                subject_id=child.public_id,
                reason=reason,
                detail=detail,
            )
    except IntegrityError as refused:
        raise ValidationError(RACED) from refused


def midnight_after(day: date) -> datetime:
    """The end of that day in Scotland: what ends on it is open through all of it."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=LONDON)


def give(
    child: Child, *, by: Actor, to: Membership | str, ground: str, ends_at: datetime, **more: Any
) -> Grant:
    """To one membership, or to everybody who acts in a role: the row, without ceremony."""
    member = to if isinstance(to, Membership) else None
    return Grant.objects.create(
        authority_id=child.authority_id,
        child=child,
        role=member.role if member else to,
        membership=member,
        ground=ground,
        begins_at=by.at,
        ends_at=ends_at,
        made_by=by.person,
        **more,
    )


def take_back(grant: Grant, *, by: Actor, reason: str) -> None:
    grant.revoked_at, grant.revoked_by, grant.revoke_reason = by.at, by.person, reason[:300]
    grant.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])


def told(grant: Grant) -> dict[str, Any]:
    """The grant as the audit tells it; its purpose stands as the entry's reason."""
    return {
        "grant": str(grant.public_id),
        "ground": grant.ground,
        "role": grant.role,
        "membership": grant.membership_id,
        "until": str(grant.last_day),
    }


def objection_to_day(
    day: date, *, by: Actor, latest: date, what: str = "The last day"
) -> str | None:
    """Every grant ends: today at the earliest, and not later than its ground allows."""
    if by.on <= day <= latest:
        return None
    return f"{what} must be between today and {sentence_day(latest)}."
