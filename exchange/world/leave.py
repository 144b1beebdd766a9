"""Writing who may know of a child, and what closes the record to everybody else."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from accounts.actors import Actor
from accounts.models import Membership, Team
from cases.models import Child, Grant, Involvement
from exchange.world.people import Members
from exchange.world.plan import Leave
from exchange.world.planted import Planted

GRANTED_AGO, GRANTED_FOR = timedelta(days=30), timedelta(days=180)
OVER_SINCE = timedelta(days=5)
EMERGENCY = timedelta(hours=4)
MEETS_IN = timedelta(days=10)


def write_involvements(
    by: Actor, child: Child, planted: Planted, *, members: Members, teams: dict[str, Team], on: date
) -> None:
    """The worker, the team, and somebody who was involved and never joined."""
    story = planted.story
    about: dict[str, Any] = {"authority": by.authority, "child": child}
    about |= {"began_on": on - timedelta(days=390)}
    if story.is_former:
        about |= {"ended_on": on - OVER_SINCE}
    if story.worker:
        Involvement.objects.create(
            public_id=planted.fact_id("worker"),
            person=members[story.worker].person,
            capacity="social_worker",
            purpose=planted.text("involvement.purpose"),
            **about,
        )
    if story.team:
        Involvement.objects.create(team=teams[story.team], capacity="team", **about)
    Involvement.objects.create(
        person=members["colleague"].person,
        capacity="co_worker",
        voided_at=by.at,
        void_reason=planted.text("involvement.void_reason"),
        **about,
    )
    Involvement.objects.create(
        email=f"{planted.word('involvement.email').lower()}@elsewhere.example",
        capacity="other",
        purpose="" if story.worker else planted.text("involvement.purpose"),
        **about,
    )


def write_grants(by: Actor, child: Child, planted: Planted, *, members: Members, on: date) -> None:
    for number, leave in enumerate(planted.story.leave):
        Grant.objects.create(
            public_id=planted.public_id("grant", str(number)),
            authority=by.authority,
            child=child,
            role=leave.role,
            membership=members.get(leave.person),
            ground=leave.ground,
            field_groups=list(leave.field_groups),
            meets_on=on + MEETS_IN if leave.meets else None,
            **_when_and_why(leave, planted, members["tl"], on=on),
        )


def _when_and_why(leave: Leave, planted: Planted, maker: Membership, *, on: date) -> dict[str, Any]:
    begins_at, ends_at = grant_period(leave, on=on)
    told: dict[str, Any] = {
        "begins_at": begins_at,
        "ends_at": ends_at,
        "made_by": maker.person,
        "purpose": planted.text("grant.purpose"),
    }
    if leave.ground == Grant.Ground.BREAK_GLASS:
        return told | {"purpose": planted.text("emergency.purpose")}
    if leave.is_over:
        return told | {
            "revoked_at": begins_at + OVER_SINCE,
            "revoked_by": maker.person,
            "revoke_reason": planted.text("grant.revoke_reason"),
        }
    return told


def grant_period(leave: Leave, *, on: date) -> tuple[datetime, datetime]:
    begins_at = datetime.combine(on - GRANTED_AGO, time(9), tzinfo=UTC)
    lasts = EMERGENCY if leave.ground == Grant.Ground.BREAK_GLASS else GRANTED_FOR
    return begins_at, begins_at + lasts
