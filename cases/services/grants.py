"""Giving somebody leave to know of one child, for a purpose, until a day; and taking it back."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied

from accounts.actors import Actor
from accounts.models import Membership
from accounts.policy import READS
from accounts.roles import Role
from cases.colleagues import is_barred, may_be_given
from cases.models import Child, Grant
from cases.services.facts import refuse
from cases.services.leave import (
    WHY,
    give,
    leave_change,
    midnight_after,
    objection_to_day,
    take_back,
    told,
)
from cases.terms import half_a_year_from, year_from

BARRED = "This person may not open the record. Choose somebody else, or ask your manager."
SHARED_WITH = (Role.PARTNER, Role.REPORTER)


def name_reviewing_chair(
    *, child: Child, by: Actor, chair: Membership, purpose: str, until: date
) -> Grant:
    """Somebody chairs this child's reviews: six months at most, then it is asked again."""
    refuse(
        {
            "chair": _objection_to(chair, child, by, [Role.REVIEWING_CHAIR]),
            "purpose": None if purpose.strip() else WHY,
            "until": objection_to_day(until, by=by, latest=half_a_year_from(by.on)),
        }
    )
    with leave_change(child=child, by=by, act="child.allocate", reason=purpose) as detail:
        live = Grant.objects.live(at=by.at).filter(child=child, membership=chair)
        refuse({"chair": _held_already(live.filter(ground=Grant.Ground.OWN_REVIEW).exists())})
        grant = give(
            child,
            by=by,
            to=chair,
            ground=Grant.Ground.OWN_REVIEW,
            purpose=purpose,
            ends_at=midnight_after(until),
        )
        detail.update(told(grant))
    return grant


def instruct_legal(*, child: Child, by: Actor, purpose: str, until: date) -> Grant:
    """Legal services as an office work on this child's case: a year at most."""
    refuse(
        {
            "purpose": None if purpose.strip() else WHY,
            "until": objection_to_day(until, by=by, latest=year_from(by.on)),
        }
    )
    with leave_change(child=child, by=by, act="child.allocate", reason=purpose) as detail:
        grant = give(
            child,
            by=by,
            to=Role.LEGAL,
            ground=Grant.Ground.LEGAL_INSTRUCTION,
            purpose=purpose,
            ends_at=midnight_after(until),
        )
        detail.update(told(grant))
    return grant


def share_record(
    *,
    child: Child,
    by: Actor,
    partner: Membership,
    purpose: str,
    field_groups: Sequence[str],
    until: date,
) -> Grant:
    """One child, one purpose, named field groups, six months at most (security.md §4)."""
    refuse(
        {
            "partner": _objection_to(partner, child, by, SHARED_WITH),
            "purpose": None if purpose.strip() else WHY,
            "field_groups": _objection_to_groups(partner, field_groups),
            "until": objection_to_day(until, by=by, latest=half_a_year_from(by.on)),
        }
    )
    with leave_change(child=child, by=by, act="child.allocate", reason=purpose) as detail:
        grant = give(
            child,
            by=by,
            to=partner,
            ground=Grant.Ground.SHARE,
            purpose=purpose,
            field_groups=sorted(field_groups),
            ends_at=midnight_after(until),
        )
        detail.update(told(grant), field_groups=grant.field_groups)
    return grant


def end_grant(*, grant: Grant, by: Actor, reason: str) -> Grant:
    """Take leave back at once. The panel's desk takes back the packs it issued, nothing else."""
    refuse({"reason": None if reason.strip() else WHY})
    act = "child.allocate"
    if by.role == Role.PANEL_ADMINISTRATOR:
        act = "pack.issue"
        if grant.role != Role.PANEL_MEMBER or grant.ground != Grant.Ground.AGENDA_ITEM:
            raise PermissionDenied
    with leave_change(child=grant.child, by=by, act=act, reason=reason) as detail:
        live = Grant.objects.select_for_update().live(at=by.at).filter(pk=grant.pk)
        refuse({"__all__": None if live.exists() else "This has ended already."})
        for each in [grant, *_packs_of(grant, by=by)]:
            take_back(each, by=by, reason=reason)
        detail.update(told(grant), ended=True)
    return grant


def end_shares(*, child: Child, by: Actor, reason: str) -> int:
    """Partners' shares end with what they were given for; part of the change that ends it."""
    shares = Grant.objects.live(at=by.at).filter(child=child, ground=Grant.Ground.SHARE)
    return shares.update(revoked_at=by.at, revoked_by=by.person, revoke_reason=reason)


def _packs_of(grant: Grant, *, by: Actor) -> list[Grant]:
    """Taking a child off an agenda takes back the packs issued for it."""
    if grant.ground != Grant.Ground.AGENDA_ITEM or grant.membership_id is not None:
        return []
    packs = Grant.objects.live(at=by.at).filter(
        child=grant.child, ground=grant.ground, meets_on=grant.meets_on, membership__isnull=False
    )
    return list(packs)


def _objection_to(member: Membership, child: Child, by: Actor, roles: Sequence[str]) -> str | None:
    if not may_be_given(member, by, roles):
        return "Choose somebody who holds that role in your authority today."
    return BARRED if is_barred(child, member.person_id) else None


def _held_already(is_so: bool) -> str | None:
    return "This person has it already. End that first, or choose somebody else." if is_so else None


def _objection_to_groups(partner: Membership, groups: Sequence[str]) -> str | None:
    allowed = READS.get(partner.role, frozenset()) - {"identity"}
    if not groups:
        return "Tick what they need to see: they see nothing else."
    if set(groups) <= allowed:
        return None
    if partner.role == Role.REPORTER:
        return "The Reporter’s office may be shown compulsory orders and hearings, nothing else."
    return "A partner may not be shown compulsory orders and hearings: take the tick out."
