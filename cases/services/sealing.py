"""Sealing after adoption: who the child was moves to a vault that two people open together.

security.md §4: confirmed by a manager and by information governance; aims keep a de-identified
row; the child after adoption is a new person with no link; kept 100 years; shares end.
"""

import uuid
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction

from accounts.actors import Actor
from accounts.door import entered
from accounts.models import Authority
from accounts.services import write_audit_entry
from cases.labels import subject_of
from cases.models import (
    Bar,
    Child,
    Episode,
    Grant,
    Involvement,
    LegalOrder,
    NamedPerson,
    Proposal,
    Restriction,
    Route,
    SealedIdentity,
)
from cases.sealed_refs import sealed_ref
from cases.services.asking import open_proposal, refuse_without_reason, told
from cases.services.leave import leave_change

KEPT_FOR_YEARS = 100
REASON = "Sealed"
NOT_ADOPTED = (
    "A record is sealed after adoption only. Record the adoption order, or that the child left "
    "care to be adopted, then propose again."
)
STILL_IN_CARE = (
    "The child is still looked after by this record. Record that they left care, then propose "
    "again."
)


def objection_to_sealing(child: Child) -> str | None:
    """Why the record cannot be sealed yet; None if it can."""
    orders = LegalOrder.objects.standing().filter(child=child)
    episodes = Episode.objects.standing().filter(child=child)
    adopted = (
        orders.filter(kind=LegalOrder.Kind.ADOPTION_ORDER).exists()
        or episodes.filter(destination=Episode.Destination.ADOPTED).exists()
    )
    if not adopted:
        return NOT_ADOPTED
    return STILL_IN_CARE if episodes.filter(ended_on__isnull=True).exists() else None


def propose_seal(*, child: Child, by: Actor, reason: str) -> Proposal:
    """Ask a manager and information governance to seal the record. Raises ValidationError."""
    refuse_without_reason(reason)
    with leave_change(child=child, by=by, act="seal.propose", reason=reason) as detail:
        objection = objection_to_sealing(child)
        if objection:
            raise ValidationError(objection)
        proposal = open_proposal(child_id=child.pk, by=by, kind=Proposal.Kind.SEAL, reason=reason)
        detail.update(told(proposal))
    return proposal


@transaction.atomic
def ask_release(*, child_id: int, by: Actor, reason: str) -> Proposal:
    """A manager asks information governance to open a sealed record with them, or the reverse."""
    if not by.may("seal.release"):
        raise PermissionDenied
    proposal = open_proposal(child_id=child_id, by=by, kind=Proposal.Kind.RELEASE, reason=reason)
    write_audit_entry(
        by=by,
        act="seal.release",
        subject_kind="child",
        subject_id=subject_of(by, child_id),
        reason=reason,
        detail=told(proposal),
    )
    return proposal


def seal_record(*, proposal: Proposal, by: Actor) -> SealedIdentity:
    """What the second approval comes to, in its transaction and under its audit.

    The identity moves to the vault; the row keeps what aims count and gets a new public id, so
    that no address, audit or paper of before leads to it. Raises ValidationError.
    """
    with entered(by, whole=True):
        child = (
            Child.objects.select_for_update(of=("self",))
            .select_related("family")
            .get(pk=proposal.child_id, authority=by.authority)
        )
        objection = REASON if child.sealed_on else objection_to_sealing(child)
        if objection:
            raise ValidationError(objection)
        identity = _to_vault(child, by=by)
        _end_leave(child, proposal, by=by)
        _de_identify(child, on=by.on)
    return identity


def _to_vault(child: Child, *, by: Actor) -> SealedIdentity:
    return SealedIdentity.objects.create(
        authority=by.authority,
        child=child,
        number=_next_number(by.authority, by.on.year),
        child_ref=child.child_ref,
        given_name=child.given_name,
        family_name=child.family_name,
        sex=child.sex,
        born_on=child.born_on,
        family_ref=child.family.ref if child.family else "",
        sealed_by=by.person,
        keep_until=_in_a_hundred_years(by.on),
    )


def _next_number(authority: Authority, year: int) -> str:
    """AS-2026-0001: counted by authority and year, one at a time."""
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    prefix = f"AS-{year}-"
    sealed = SealedIdentity.objects.filter(authority=authority, number__startswith=prefix)
    last = max((int(number.removeprefix(prefix)) for number in _numbers(sealed)), default=0)
    return f"{prefix}{last + 1:04}"


def _numbers(sealed: models.QuerySet[SealedIdentity]) -> list[str]:
    return list(sealed.values_list("number", flat=True))


def _in_a_hundred_years(day: date) -> date:
    """From 29 February the day before, where the later year has none."""
    leaps = day.month == 2 and day.day == 29
    return (day.replace(day=28) if leaps else day).replace(year=day.year + KEPT_FOR_YEARS)


def _end_leave(child: Child, proposal: Proposal, *, by: Actor) -> None:
    """Nobody works with the record any more, and nobody is let in to it."""
    lifted = {"lifted_at": by.at, "lifted_by": by.person, "lift_reason": REASON}
    for involvement in Involvement.objects.standing().filter(child=child, ended_on__isnull=True):
        involvement.ended_on = max(by.on, involvement.began_on)
        involvement.save(update_fields=["ended_on"])
    Grant.objects.filter(child=child, revoked_at__isnull=True, ends_at__gt=by.at).update(
        revoked_at=by.at, revoked_by=by.person, revoke_reason=REASON
    )
    Restriction.objects.live().filter(child=child).update(**lifted)
    NamedPerson.objects.filter(child=child, ended_at__isnull=True).update(ended_at=by.at)
    Bar.objects.live().filter(child=child).update(**lifted)
    Proposal.objects.open().filter(child=child).exclude(pk=proposal.pk).update(
        state=Proposal.State.WITHDRAWN, decided_at=by.at
    )


def _de_identify(child: Child, *, on: date) -> None:
    """The locality stays, the month of birth, and the route the child was on: aims need them."""
    route = Route.objects.standing().filter(child=child).order_by("-from_on", "-pk").first()
    Child.objects.filter(pk=child.pk).update(
        public_id=uuid.uuid4(),
        child_ref=sealed_ref(child.authority, child.child_ref),
        given_name="",
        family_name="",
        sex="",
        born_on=child.born_on.replace(day=1),
        family=None,
        address_is_confidential=False,
        sealed_on=on,
        route_when_sealed=route.route if route else "",
    )
