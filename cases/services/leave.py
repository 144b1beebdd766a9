"""What every change of who may know of a child shares: the policy, the lock, the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.services import write_audit_entry
from accounts.today import LONDON
from cases.gate import require
from cases.models import Child
from cases.services.facts import RACED

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
