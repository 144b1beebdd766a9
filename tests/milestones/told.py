"""Notices and flags as rows, for the tests of what becomes of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.models import Membership
from cases.models import Child, NamedPerson, Restriction
from milestones.models import Flag, Notice, Timescale
from milestones.services.mailings import MailRun, send_mailings
from tests.conftest import TODAY, outside

MORNING = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
NIGHT = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def flagged(
    child: Child,
    *,
    step: str = "overdue",
    due_on: date = date(2026, 11, 6),
    rule: str = "recommendation_30_weeks",
) -> Flag:
    return Flag.objects.create(
        authority=child.authority,
        child=child,
        timescale=Timescale.objects.get(ref=rule),
        started_on=date(2025, 11, 4),
        due_on=due_on,
        step=step,
        lead_days=14 if step == "approaching" else None,
        raised_on=TODAY,
    )


def told(to: Membership, child: Child | None, *, key: str = "thing", **more: Any) -> Notice:
    fields = {"words": "30 weeks to a recommendation", "raised_on": TODAY, "kind": "overdue"}
    return Notice.objects.create(
        authority=to.authority,
        child=child,
        membership=to,
        person=to.person,
        key=key,
        **{**fields, **more},
    )


def send(membership: Membership, at: datetime = MORNING) -> MailRun:
    with outside():
        return send_mailings(authority=membership.authority, on=at.date(), at=at)


def restricted(child: Child, *named: Membership, ends_on: date = TODAY + 90 * DAY) -> Restriction:
    made = Restriction.objects.create(
        authority=child.authority,
        child=child,
        ground="high_risk",
        reason="x",
        review_by=TODAY + 90 * DAY,
    )
    for each in named:
        NamedPerson.objects.create(
            authority=child.authority,
            restriction=made,
            child=child,
            person=each.person,
            begins_on=TODAY - 7 * DAY,
            ends_on=ends_on,
        )
    return made
