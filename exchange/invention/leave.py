"""Who may know of which invented child: what each role's first page has to show."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from accounts.actors import Actor
from accounts.models import AuditEntry, Membership
from accounts.roles import Role
from accounts.services import audit_entry, write_audit_entries
from cases.models import Child, Grant
from milestones.clock_lines import stopping_kinds
from milestones.models import Clock, Timescale

Members = dict[str, Membership]
SINCE = timedelta(days=20)
OPEN_AFTER_A_MEETING = timedelta(days=29)
PANEL_IN, HALF_A_YEAR, A_YEAR = timedelta(days=12), timedelta(days=180), timedelta(days=360)
REVIEWS, ON_AGENDA, PACKS, INSTRUCTED, AWAITING, SHARED = 12, 8, 5, 10, 8, 2
REVIEW_KINDS = {"lac_review", "review_6_month", "review_3_month"}


def give_leave(members: Members, *, by: Actor, on: date) -> None:
    """Own reviews, an agenda with its packs, legal instructions, decisions, partners' shares."""
    grants = [
        *_own_reviews(members, by, on),
        *_agenda(members, by, on),
        *_instructions(members, by, on),
        *_decisions(members, by, on),
        *_shares(members, by, on),
    ]
    Grant.objects.bulk_create(grants)
    write_audit_entries([_audited(grant, by) for grant in grants])


def _own_reviews(members: Members, by: Actor, on: date) -> Iterator[Grant]:
    for child in _waiting_for(REVIEW_KINDS, by, on, REVIEWS):
        yield _grant(
            child,
            members,
            on,
            to=members[Role.REVIEWING_CHAIR],
            ground=Grant.Ground.OWN_REVIEW,
            purpose="Chairs the child’s reviews",
            ends_on=on + HALF_A_YEAR - SINCE,
        )


def _agenda(members: Members, by: Actor, on: date) -> Iterator[Grant]:
    meets_on = on + PANEL_IN
    for at, child in enumerate(_waiting_for({"panel"}, by, on, ON_AGENDA)):
        for to in (Role.PANEL_ADMINISTRATOR, *([members[Role.PANEL_MEMBER]] if at < PACKS else [])):
            yield _grant(
                child,
                members,
                on,
                to=to,
                ground=Grant.Ground.AGENDA_ITEM,
                purpose="The permanence panel considers the plan",
                ends_on=meets_on + OPEN_AFTER_A_MEETING,
                meets_on=meets_on,
            )


def _instructions(members: Members, by: Actor, on: date) -> Iterator[Grant]:
    for child in _waiting_for({"order_lodged"}, by, on, INSTRUCTED):
        yield _grant(
            child,
            members,
            on,
            to=Role.LEGAL,
            ground=Grant.Ground.LEGAL_INSTRUCTION,
            purpose="Prepare and lodge the petition",
            ends_on=on + A_YEAR - SINCE,
        )


def _decisions(members: Members, by: Actor, on: date) -> Iterator[Grant]:
    for child in _waiting_for({"adm_decision"}, by, on, AWAITING):
        yield _grant(
            child,
            members,
            on,
            to=Role.DECISION_MAKER,
            ground=Grant.Ground.AWAITING_DECISION,
            purpose="The panel has made its recommendation",
            ends_on=on + HALF_A_YEAR - SINCE,
        )


def _shares(members: Members, by: Actor, on: date) -> Iterator[Grant]:
    shared: tuple[tuple[str, set[str], str, list[str]], ...] = (
        (
            Role.PARTNER,
            REVIEW_KINDS,
            "Medical adoption report",
            ["health", "placements", "reviews"],
        ),
        (Role.REPORTER, {"childrens_hearing"}, "The order is to be reviewed", ["legal_basis"]),
    )
    for role, kinds, purpose, groups in shared:
        for child in _waiting_for(kinds, by, on, SHARED):
            yield _grant(
                child,
                members,
                on,
                to=members[role],
                ground=Grant.Ground.SHARE,
                purpose=purpose,
                ends_on=on + HALF_A_YEAR - SINCE,
                field_groups=groups,
            )


def _waiting_for(kinds: set[str], by: Actor, on: date, most: int) -> Iterable[Child]:
    """Children with a running clock that one of these kinds stops, soonest due first."""
    rules = [
        rule.pk
        for rule in Timescale.objects.open_to(by.authority)
        if kinds & set(stopping_kinds(rule))
    ]
    clocks = (
        Clock.objects.running(on=on)
        .filter(authority=by.authority, timescale__in=rules, due_on__gte=on - HALF_A_YEAR)
        .select_related("child")
        .order_by("due_on", "child_id")
    )
    children = {clock.child_id: clock.child for clock in clocks}
    return islice(children.values(), most)


def _grant(
    child: Child,
    members: Members,
    on: date,
    *,
    to: Membership | str,
    ends_on: date,
    **more: object,
) -> Grant:
    """To a person under a membership, or to everybody of an office."""
    member = to if isinstance(to, Membership) else None
    return Grant(
        authority_id=child.authority_id,
        child=child,
        role=member.role if member else to,
        membership=member,
        begins_at=_at_nine(on - SINCE),
        ends_at=_at_nine(ends_on),
        made_by=members[Role.TEAM_LEADER].person,
        **more,
    )


def _at_nine(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def _audited(grant: Grant, by: Actor) -> AuditEntry:
    return audit_entry(
        by=by,
        act="pack.issue" if grant.role == Role.PANEL_MEMBER else "child.allocate",
        subject_kind="child",
        subject_id=grant.child.public_id,
        reason=grant.purpose,
        detail={"ground": grant.ground, "role": grant.role, "until": str(grant.ends_at.date())},
    )
