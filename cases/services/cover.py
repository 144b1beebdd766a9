"""Cover for a colleague: their children, under a role of its own, from a day until a day."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.models import Membership
from accounts.roles import Role
from accounts.services import write_audit_entry
from cases.colleagues import covered_by, may_be_given
from cases.services.facts import refuse
from cases.services.leave import WHY
from cases.terms import months_from
from drawing.words import sentence_day

ACT = "cover.arrange"
LONGEST_MONTHS = 6


def arrange_cover(
    *,
    by: Actor,
    colleague: Membership,
    stand_in: Membership,
    begins_on: date,
    ends_on: date,
    reason: str,
) -> Membership:
    """A social worker acts for another, with the children allocated to that one.

    A team leader arranges it for their own team, a manager for all.
    Raises PermissionDenied, ValidationError keyed by field.
    """
    if not by.may(ACT):
        raise PermissionDenied
    _refuse_senseless(colleague, stand_in, begins_on, ends_on, by=by)
    refuse({"reason": None if reason.strip() else WHY})
    try:
        with transaction.atomic():
            cover = Membership.objects.create(
                person_id=stand_in.person_id,
                authority=by.authority,
                role=Role.SOCIAL_WORKER,
                locality_id=colleague.locality_id,
                team_id=colleague.team_id,
                covers=colleague,
                begins_on=begins_on,
                ends_on=ends_on,
                granted_by=by.person,
                basis="Cover for a colleague",
            )
            _audit(cover, by=by, reason=reason)
    except IntegrityError as refused:
        raise ValidationError(
            {"stand_in": ["They cover for this colleague from that day already."]}
        ) from refused
    return cover


def end_cover(*, cover: Membership, by: Actor, reason: str) -> Membership:
    """The cover ends today: on the next request it opens nothing."""
    if not by.may(ACT) or not covered_by(by).filter(pk=cover.pk).exists():
        raise PermissionDenied
    refuse({"reason": None if reason.strip() else WHY})
    with transaction.atomic():
        cover.ends_on = max(by.on, cover.begins_on)
        cover.save(update_fields=["ends_on"])
        _audit(cover, by=by, reason=reason, ended=True)
    return cover


def _refuse_senseless(
    colleague: Membership, stand_in: Membership, begins_on: date, ends_on: date, *, by: Actor
) -> None:
    latest = months_from(begins_on, LONGEST_MONTHS)
    refuse(
        {
            "colleague": _objection_to_colleague(colleague, by),
            "stand_in": _objection_to_stand_in(stand_in, colleague, by),
            "begins_on": _objection_to_begin(begins_on, by),
            "ends_on": _objection_to_end(begins_on, ends_on, latest),
        }
    )


def _audit(cover: Membership, *, by: Actor, reason: str, ended: bool = False) -> None:
    assert cover.covers is not None
    write_audit_entry(
        by=by,
        act=ACT,
        subject_kind="membership",
        reason=reason,
        detail={
            "membership": cover.pk,
            "person": str(cover.person.public_id),
            "covers": str(cover.covers.person.public_id),
            "from": str(cover.begins_on),
            "until": str(cover.ends_on),
            "ended": ended,
        },
    )


def _objection_to_colleague(colleague: Membership, by: Actor) -> str | None:
    mine = by.role != Role.TEAM_LEADER or (
        by.team_id is not None and colleague.team_id == by.team_id
    )
    live = may_be_given(colleague, by, [Role.SOCIAL_WORKER]) and colleague.covers_id is None
    if live and mine:
        return None
    return "Choose a social worker of your team." if live else "Choose one of those listed."


def _objection_to_stand_in(stand_in: Membership, colleague: Membership, by: Actor) -> str | None:
    if stand_in.person_id == colleague.person_id:
        return "Nobody covers for themself: choose another social worker."
    if not may_be_given(stand_in, by, [Role.SOCIAL_WORKER]) or stand_in.covers_id is not None:
        return "Choose one of those listed."
    return None


def _objection_to_end(begins_on: date, ends_on: date, latest: date) -> str | None:
    if begins_on < ends_on <= latest:
        return None
    return f"The day it ends must be after the first, and by {sentence_day(latest)}."


def _objection_to_begin(begins_on: date, by: Actor) -> str | None:
    latest = months_from(by.on, LONGEST_MONTHS)
    if by.on <= begins_on <= latest:
        return None
    return f"The first day must be today or later, and by {sentence_day(latest)}."
