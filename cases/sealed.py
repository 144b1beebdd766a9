"""Sealed records by their numbers, and the vault while two people together hold it open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.http import Http404

from accounts.actors import Actor
from accounts.door import entered
from cases.models import Proposal, SealedIdentity
from cases.restricted import barred_from

RELEASED_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed record by its number: whose it was stays in the vault."""

    public_id: UUID
    number: str
    sealed_at: datetime
    keep_until: date
    asked_by: str
    open_until: datetime | None

    @property
    def is_asked(self) -> bool:
        return bool(self.asked_by)


def sealed_records(actor: Actor) -> list[Sealed]:
    """By number, the latest first, with what was asked about opening them."""
    with entered(actor, whole=True):
        rows = list(
            SealedIdentity.objects.filter(authority=actor.authority)
            .exclude(child__in=barred_from(actor))
            .order_by("-number")
            .values_list("child_id", "public_id", "number", "sealed_at", "keep_until")
        )
    releases = Proposal.objects.filter(authority=actor.authority, kind=Proposal.Kind.RELEASE)
    asked = dict(releases.open().values_list("child_id", "proposed_by__full_name"))
    opened = dict(_released(actor).order_by("decided_at").values_list("child_id", "decided_at"))
    return [
        Sealed(
            *row,
            asked_by=asked.get(child_id, ""),
            open_until=opened[child_id] + RELEASED_FOR if child_id in opened else None,
        )
        for child_id, *row in rows
    ]


def get_sealed(actor: Actor, public_id: UUID) -> tuple[Sealed, int]:
    """The record by its number, and the key of the child's row. Raises Http404."""
    found = next((each for each in sealed_records(actor) if each.public_id == public_id), None)
    if found is None:
        raise Http404("No such sealed record")
    with entered(actor, whole=True):
        child_id = SealedIdentity.objects.values_list("child_id", flat=True)
        return found, child_id.get(public_id=public_id, authority=actor.authority)


def released_identity(actor: Actor, public_id: UUID) -> SealedIdentity:
    """Who the child was, while two people together hold the vault open. Raises Http404."""
    found = SealedIdentity.objects.filter(
        authority=actor.authority, public_id=public_id, child__in=_released(actor).values("child")
    ).first()
    if found is None:
        raise Http404("No such released record")
    return found


def _released(actor: Actor) -> models.QuerySet[Proposal]:
    return Proposal.objects.filter(
        authority=actor.authority,
        kind=Proposal.Kind.RELEASE,
        state=Proposal.State.APPROVED,
        decided_at__gt=actor.at - RELEASED_FOR,
    )
