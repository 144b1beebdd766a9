"""Asking for what another person decides: the row, without the audit its service writes."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.actors import Actor
from cases.models import Proposal
from cases.services.facts import refuse
from cases.services.leave import WHY
from drawing.words import sentence_day

SHORTEST = 10
LONGER = "Say why in a sentence: somebody else decides by it."


def refuse_without_reason(reason: str) -> None:
    """Raises ValidationError at `reason` where it is missing or says too little."""
    words = reason.strip()
    refuse({"reason": WHY if not words else LONGER if len(words) < SHORTEST else None})


def open_proposal(
    *, child_id: int, by: Actor, kind: str, reason: str, detail: dict[str, Any] | None = None
) -> Proposal:
    """What is asked, waiting for an answer; the same is not asked twice at a time.

    Raises ValidationError.
    """
    refuse_without_reason(reason)
    if by.person is None:
        raise ValidationError("Only a person can ask for this.")
    waiting = Proposal.objects.open().filter(
        authority=by.authority, child_id=child_id, kind=kind, detail=detail or {}
    )
    before = waiting.first()
    if before is not None:
        day = sentence_day(before.proposed_at.date())
        raise ValidationError(f"This was asked on {day} already, and waits for an answer.")
    return Proposal.objects.create(
        authority=by.authority,
        child_id=child_id,
        kind=kind,
        reason=reason.strip(),
        detail=detail or {},
        proposed_by=by.person,
        proposed_as=by.role,
    )


def told(proposal: Proposal) -> dict[str, Any]:
    """The proposal as the audit tells it: never the words, which stand as the entry's reason."""
    return {"proposal": str(proposal.public_id), "kind": proposal.kind}
