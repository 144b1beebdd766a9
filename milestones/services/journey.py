"""What every change to a journey shares: the lock, the checks, the clocks, the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.services import write_audit_entry
from cases.gate import require
from cases.models import Child
from cases.services.facts import RACED
from milestones.clocks import refresh_clocks


@contextmanager
def journey_change(
    *, child: Child, by: Actor, act: str, reason: str = ""
) -> Iterator[dict[str, Any]]:
    """One transaction round one change: yields the audit entry's detail to fill.

    The child's row is locked first, so that two changes to one journey wait for each other
    and the clocks are always counted from all facts. Raises Http404 or PermissionDenied by
    the policy, ValidationError if the database refuses.
    """
    require(by, act, child)
    detail: dict[str, Any] = {}
    try:
        with transaction.atomic():
            Child.objects.select_for_update().get(pk=child.pk, authority=by.authority)
            yield detail
            refresh_clocks(authority=by.authority, child_ids=[child.pk], at=by.at)
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
