"""The panel recommends, another person decides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.actors import Actor, acting_as
from accounts.models import Membership
from accounts.roles import Role
from cases.models import Child, Grant
from milestones.models import Milestone, MilestoneKind
from milestones.services.corrections import correct_fact, void_fact
from milestones.services.milestones import record_milestone
from tests.conftest import NOON, TODAY, member
from tests.factories import MilestoneFactory, grant

WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
def desk(eilidh: Membership, callum: Child) -> Actor:
    grant(callum, to=eilidh, ground="agenda_item", meets_on=WEDNESDAY)
    return acting_as(eilidh, at=NOON)


@pytest.fixture
def adm(alasdair: Membership) -> Actor:
    return acting_as(alasdair, at=NOON)


def record(child: Child, by: Actor, code: str, outcome: str, day: date = WEDNESDAY) -> Milestone:
    kind = MilestoneKind.objects.get(code=code)
    return record_milestone(child=child, by=by, on=TODAY, kind=kind, held_on=day, outcome=outcome)


def waiting(child: Child) -> Any:
    return Grant.objects.live(at=NOON).filter(child=child, ground="awaiting_decision")


@pytest.mark.parametrize(
    ("outcome", "opens"),
    [("recommended", 1), ("not_recommended", 1), ("deferred", 0), ("held", 0)],
)
def test_a_recommendation_opens_the_record_to_whoever_decides(
    callum: Child, desk: Actor, outcome: str, opens: int
) -> None:
    record(callum, desk, "panel", outcome)
    assert [g.role for g in waiting(callum)] == [Role.DECISION_MAKER] * opens
    if opens:
        assert waiting(callum).get().last_day == date(2027, 5, 19)


def test_a_decision_closes_it_after_28_days_and_a_deferral_does_not(
    callum: Child, desk: Actor, adm: Actor
) -> None:
    record(callum, desk, "panel", "recommended")
    record(callum, adm, "adm_decision", "deferred")
    assert waiting(callum).get().last_day == date(2027, 5, 19)
    record(callum, adm, "adm_decision", "approved", WEDNESDAY + timedelta(days=1))
    assert waiting(callum).get().last_day == TODAY + timedelta(days=28)


def test_a_recommendation_put_right_opens_and_one_struck_through_closes(
    callum: Child, desk: Actor
) -> None:
    panel = record(callum, desk, "panel", "deferred")
    from_minutes = {"by": desk, "on": TODAY, "reason": "From the minutes"}
    recommended = MilestoneFactory.create(child=callum, held_on="2025-12-10").outcome
    recommended = type(recommended).objects.get(code="recommended")
    panel = correct_fact(fact=panel, changes={"outcome": recommended}, **from_minutes)
    assert waiting(callum).count() == 1
    panel.child = callum
    void_fact(fact=panel, by=desk, reason="Another child’s")
    assert waiting(callum).count() == 0


@pytest.mark.parametrize("seat", ["had the pack", "issued it", "recorded the panel"])
def test_who_sat_on_the_panel_does_not_decide(
    callum: Child, desk: Actor, alasdair: Membership, seat: str
) -> None:
    record(callum, desk, "panel", "recommended")
    both = alasdair.person
    if seat == "had the pack":
        as_member = member("x", callum.authority, Role.PANEL_MEMBER)
        as_member.person = both
        as_member.save()
        grant(callum, to=as_member, ground="agenda_item", meets_on=WEDNESDAY)
    elif seat == "issued it":
        una = member("Una", callum.authority, Role.PANEL_MEMBER)
        grant(callum, to=una, ground="agenda_item", meets_on=WEDNESDAY, made_by=both)
    else:
        Milestone.objects.filter(child=callum, kind__code="panel").update(recorded_by=both)
    jean = member("Jean Lockhart", callum.authority, Role.DECISION_MAKER)
    adm = acting_as(alasdair, at=NOON)
    with pytest.raises(ValidationError, match="You sat on this case’s panel.*Jean Lockhart"):
        record(callum, adm, "adm_decision", "approved")
    decided = record(callum, acting_as(jean, at=NOON), "adm_decision", "approved")
    with pytest.raises(ValidationError, match="You sat on this case’s panel"):
        void_fact(fact=decided, by=adm, reason="Mine")


def test_a_pack_taken_back_before_the_meeting_is_no_seat(
    callum: Child, desk: Actor, adm: Actor, alasdair: Membership
) -> None:
    record(callum, desk, "panel", "recommended")
    as_member = member("x", callum.authority, Role.PANEL_MEMBER)
    as_member.person = alasdair.person
    as_member.save()
    grant(
        callum,
        to=as_member,
        ground="agenda_item",
        meets_on=WEDNESDAY,
        revoked_at="2026-11-02T12:00Z",
        revoke_reason="Stood down",
    )
    assert record(callum, adm, "adm_decision", "approved").pk
