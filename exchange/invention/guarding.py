"""One invented record of each guarded kind: restricted, barred, sealed, opened in an emergency."""

from datetime import UTC, date, datetime, time, timedelta

from accounts.actors import Actor, acting_as
from accounts.models import Membership
from accounts.roles import Role
from accounts.services import write_audit_entry
from cases.models import Bar, Child, Episode, Grant, Involvement, NamedPerson, Proposal, Restriction
from cases.models.child import ChildQuerySet
from cases.services.proposals import decide_proposal

Members = dict[str, Membership]
RESTRICTED_SINCE, NAMED_FOR, REVIEWED_IN = (
    timedelta(days=40),
    timedelta(days=150),
    timedelta(days=50),
)
YESTERDAY, AN_EMERGENCY_LASTS = timedelta(days=1), timedelta(hours=4)
RELATIVE = "A member of the duty team is the child’s aunt"
RUNG_AT_NIGHT = "The carers rang at night and the duty worker had to know where to turn"
ADOPTED = "The adoption order was granted and the appeal time is over"


def guard_some(members: Members, *, by: Actor, on: date) -> None:
    _restrict(members, by=by, on=on)
    _bar(members, by=by, on=on)
    _seal(members, by=by)
    _open_in_an_emergency(members, by=by, on=on)


def _restrict(members: Members, *, by: Actor, on: date) -> None:
    """One of the social worker's own children: they and their team leader are named."""
    worker, leader = members[Role.SOCIAL_WORKER], members[Role.TEAM_LEADER]
    child = _in_care(by).filter(pk__in=_held_by(worker)).order_by("-pk").first()
    if child is None:
        return
    restriction = Restriction.objects.create(
        authority=by.authority,
        child=child,
        ground=Restriction.Ground.STAFF_OR_RELATIVE,
        reason=RELATIVE,
        imposed_by=leader.person,
        approved_by=members[Role.MANAGER].person,
        review_by=on + REVIEWED_IN,
    )
    NamedPerson.objects.bulk_create(
        NamedPerson(
            authority=by.authority,
            restriction=restriction,
            child=child,
            person=named.person,
            begins_on=on - RESTRICTED_SINCE,
            ends_on=on - RESTRICTED_SINCE + NAMED_FOR,
            named_by=members[Role.MANAGER].person,
        )
        for named in (worker, leader)
    )
    _audit(by, "restriction.approve", child, RELATIVE)


def _bar(members: Members, *, by: Actor, on: date) -> None:
    """The social worker may not open one child of their team, nor know why it is not there."""
    worker = members[Role.SOCIAL_WORKER]
    child = _of_team(worker, by).exclude(pk__in=_held_by(worker)).order_by("pk").first()
    if child is None:
        return
    reason = "The family are this worker’s neighbours"
    Bar.objects.create(
        authority=by.authority,
        child=child,
        person=worker.person,
        ground=Bar.Ground.CONFLICT,
        reason=reason,
        made_by=members[Role.MANAGER].person,
    )
    _audit(by, "restriction.approve", child, reason)


def _seal(members: Members, *, by: Actor) -> None:
    """An adopted child's record, asked for by legal services and approved by the two."""
    adopted = Episode.objects.standing().filter(destination=Episode.Destination.ADOPTED)
    child = (
        Child.objects.filter(authority=by.authority, pk__in=adopted.values("child"))
        .exclude(episodes__ended_on__isnull=True)
        .order_by("pk")
        .first()
    )
    if child is None:
        return
    legal = members[Role.LEGAL]
    asked = Proposal.objects.create(
        authority=by.authority,
        child=child,
        kind=Proposal.Kind.SEAL,
        reason=ADOPTED,
        proposed_by=legal.person,
        proposed_as=legal.role,
    )
    for role in (Role.MANAGER, Role.INFORMATION_GOVERNANCE):
        decide_proposal(proposal=asked, by=acting_as(members[role]), approves=True, words=ADOPTED)


def _open_in_an_emergency(members: Members, *, by: Actor, on: date) -> None:
    """Opened yesterday night by a social worker of another team; nobody has judged it yet."""
    worker = members[Role.SOCIAL_WORKER]
    elsewhere = _in_care(by).exclude(pk__in=_of_team(worker, by).values("pk"))
    child = elsewhere.exclude(restrictions__lifted_at__isnull=True, restrictions__isnull=False)
    opened = child.order_by("pk").first()
    if opened is None:
        return
    begins_at = datetime.combine(on - YESTERDAY, time(21, 40), tzinfo=UTC)
    Grant.objects.create(
        authority=by.authority,
        child=opened,
        role=worker.role,
        membership=worker,
        ground=Grant.Ground.BREAK_GLASS,
        purpose=RUNG_AT_NIGHT,
        begins_at=begins_at,
        ends_at=begins_at + AN_EMERGENCY_LASTS,
        made_by=worker.person,
    )
    _audit(by, "emergency.open", opened, RUNG_AT_NIGHT)


def _in_care(by: Actor) -> ChildQuerySet:
    now = Episode.objects.standing().filter(authority=by.authority, ended_on__isnull=True)
    return Child.objects.filter(authority=by.authority, pk__in=now.values("child"))


def _of_team(worker: Membership, by: Actor) -> ChildQuerySet:
    held = Involvement.objects.teams().filter(authority=by.authority, team=worker.team)
    return _in_care(by).filter(pk__in=held.values("child"))


def _held_by(worker: Membership) -> list[int]:
    held = Involvement.objects.allocated().filter(person=worker.person)
    return list(held.values_list("child_id", flat=True))


def _audit(by: Actor, act: str, child: Child, reason: str) -> None:
    write_audit_entry(
        by=by, act=act, subject_kind="child", subject_id=child.public_id, reason=reason
    )
