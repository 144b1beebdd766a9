"""Granting a clock a later day, within what its rule allows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.actors import Actor
from accounts.models import AuditEntry, Membership
from accounts.roles import Role
from cases.models import Child
from milestones.clock_keys import clock_id
from milestones.extending import room_for
from milestones.models import Clock, Extension, Flag, Timescale
from milestones.services.corrections import void_fact
from milestones.services.extensions import grant_extension
from milestones.services.flags import raise_flags
from tests.conftest import NOON, TODAY, member
from tests.factories import MilestoneFactory
from tests.factories import grant as let_in

SignIn = Callable[[Membership], Client]
RULE = "recommendation_30_weeks"
LATER = date(2026, 12, 24)
SHARED = {"begins_at": NOON - timedelta(days=3), "ends_at": NOON + timedelta(days=30)}


def clock(child: Child) -> Clock:
    return Clock.objects.get(child=child, timescale__ref=RULE)


def grant(child: Child, by: Actor, **changes: object) -> None:
    granted = {"due_on": LATER, "granted_on": TODAY, "granted_by": "Head of Service"}
    grant_extension(
        clock=clock(child), by=by, on=TODAY, **{**granted, "reason": "Late assessment", **changes}
    )


def test_an_extended_clock_is_due_on_the_day_granted(callum: Child, as_iain: Actor) -> None:
    grant(callum, as_iain)
    assert clock(callum).due_on == LATER


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("reason", " "), ("granted_on", date(2026, 11, 21)), ("due_on", date(2099, 1, 1))],
)
def test_an_extension_without_sense_is_refused_at_its_field(
    callum: Child, as_iain: Actor, field: str, wrong: object
) -> None:
    with pytest.raises(ValidationError) as refused:
        grant(callum, as_iain, **{field: wrong})
    assert set(refused.value.message_dict) == {field}


def page(child: Child, rule: str = RULE) -> str:
    found = Clock.objects.select_related("timescale").get(child=child, timescale__ref=rule)
    key = clock_id(child, found.timescale, found.started_on)
    return f"/children/{child.public_id}/clocks/{key}/"


def answers(due_on: date = LATER, **more: object) -> dict[str, object]:
    days = {"due_on": due_on, "granted_on": TODAY}
    parts = {
        f"{name}_{n}": part
        for name, day in days.items()
        for n, part in enumerate((day.day, day.month, day.year))
    }
    return {**parts, "granted_by": "Head of Service", "reason": "Late assessment", **more}


def looked(response: Any) -> dict[str, object]:
    return {"looked": response.context["form"]["looked"].value()}


def test_the_page_shows_what_follows_and_saves_the_same_answers_sent_again(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    client = sign_in(iain)
    assert "Grant a later day" in client.get(page(callum)).content.decode()
    shown = client.post(f"{page(callum)}extend/", answers())
    told = shown.content.decode()
    assert "due 24 December 2026, 4 weeks 6 days left; until now due 2 June 2026" in told
    assert not Extension.objects.exists()
    assert clock(callum).due_on == date(2026, 6, 2)
    other = client.post(f"{page(callum)}extend/", answers(date(2026, 12, 1), **looked(shown)))
    assert other.status_code == 200
    assert client.post(f"{page(callum)}extend/", answers(**looked(shown))).status_code == 302
    assert AuditEntry.objects.filter(act="extension.grant", detail__has_key="fact").count() == 1
    flag = Flag.objects.get(timescale__ref=RULE)
    assert (flag.cleared_because, flag.cleared_on) == (Flag.Why.EXTENDED, TODAY)
    told = client.get(page(callum)).content.decode()
    assert "Extended to 24 December 2026" in told
    assert "Head of Service" in told


def test_extended_and_overdue_all_the_same_it_waits_for_tonights_flag(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    raise_flags(authority=callum.authority, on=TODAY, at=NOON)
    client = sign_in(iain)
    until = answers(date(2026, 11, 1))
    sent = {**until, **looked(client.post(f"{page(callum)}extend/", until))}
    assert client.post(f"{page(callum)}extend/", sent).status_code == 302
    assert "Nobody yet: flags are raised at night." in client.get(page(callum)).content.decode()


@pytest.mark.parametrize(
    ("due_on", "told"),
    [
        (date(2026, 6, 2), "must be after 2 June 2026, the day it is due now"),
        (date(2026, 12, 30), "must be on or before 29 December 2026"),
    ],
)
def test_the_new_day_lies_within_what_the_rule_allows(
    sign_in: SignIn, iain: Membership, callum: Child, due_on: date, told: str
) -> None:
    shown = sign_in(iain).post(f"{page(callum)}extend/", answers(due_on))
    assert told in shown.content.decode()


def test_a_limit_of_the_law_is_extended_only_where_the_law_says_so(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    client = sign_in(iain)
    law = "first_review_6_weeks"
    assert "Grant a later day" not in client.get(page(callum, law)).content.decode()
    shown = client.get(f"{page(callum, law)}extend/").content.decode()
    assert "The law sets this limit" in shown
    client.post(f"{page(callum, law)}extend/", answers())
    assert not Extension.objects.exists()


def test_a_social_worker_grants_nothing(sign_in: SignIn, morag: Membership, callum: Child) -> None:
    assert sign_in(morag).get(f"{page(callum)}extend/").status_code == 403


def test_regulation_39_allows_six_weeks_and_no_more(callum: Child) -> None:
    rule = Timescale.objects.get(ref="emergency_placement_12_weeks", authority=None)
    reviewed_on = date(2026, 9, 1)
    MilestoneFactory.create(child=callum, code="emergency_review", held_on=reviewed_on)
    room = room_for(child=callum, timescale=rule, started_on=reviewed_on)
    assert (room.due_on, room.latest) == (date(2026, 11, 24), date(2027, 1, 5))
    assert room.objection(date(2027, 1, 6)) is not None


def test_an_extension_is_a_fact_that_is_read_corrected_and_voided(
    sign_in: SignIn, iain: Membership, callum: Child, as_iain: Actor
) -> None:
    grant(callum, as_iain)
    extension = Extension.objects.get()
    client = sign_in(iain)
    fact = f"/children/{callum.public_id}/facts/extension/{extension.public_id}/"
    facts = client.get(f"/children/{callum.public_id}/facts/").content.decode()
    assert "Granted by Head of Service. Late assessment" in facts
    assert client.get(fact).status_code == 200
    history = client.get(f"/children/{callum.public_id}/history/").content.decode()
    assert "Extension: until 24 December 2026" in history
    sent = {**answers(date(2026, 12, 30)), "why_granted": "Late assessment", "reason": "Misread"}
    assert "must be on or before 29 December 2026" in (
        client.post(f"{fact}correct/", sent).content.decode()
    )
    sent |= {"due_on_0": 17}
    other = Extension.objects.get()
    other.pk, other.public_id, other.granted_on = None, uuid4(), TODAY - timedelta(days=1)
    other.save()
    taken = {**sent, "granted_on_0": other.granted_on.day}
    assert "granted on that day already" in client.post(f"{fact}correct/", taken).content.decode()
    void_fact(fact=other, by=as_iain, reason="Typed twice")
    assert client.post(f"{fact}correct/", sent).status_code == 302
    assert clock(callum).due_on == date(2026, 12, 17)
    corrected = Extension.objects.standing().get()
    void_fact(fact=corrected, by=as_iain, reason="It was for her sister")
    assert clock(callum).due_on == date(2026, 6, 2)


def test_who_does_not_read_the_rule_does_not_read_its_extension(
    sign_in: SignIn, callum: Child, as_iain: Actor
) -> None:
    """A partner reads what the share names: reviews here, and not that a panel was held."""
    partner = member("Petra Health", callum.authority, Role.PARTNER)
    let_in(callum, to=partner, ground="share", field_groups=["reviews"], **SHARED)
    grant(callum, as_iain)
    extension = Extension.objects.get()
    where = f"/children/{callum.public_id}/facts/extension/{extension.public_id}/"
    assert sign_in(partner).get(where).status_code == 200
    Extension.objects.update(timescale_ref="panel_12_weeks")
    assert sign_in(partner).get(where).status_code == 404
