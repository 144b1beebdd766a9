"""Putting records right in the browser: every kind of fact, with a reason, the original kept."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Membership
from cases.models import Child, Fact, Placement
from milestones.models import Clock, Milestone
from tests.factories import MilestoneFactory, OrderFactory, RouteFactory, grant

SignIn = Callable[[Membership], Client]


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


def at(child: Child, kind: str, fact: Fact, do: str = "") -> str:
    return f"{child.get_absolute_url()}facts/{kind}/{fact.public_id}/{do}"


@pytest.fixture
def meeting(callum: Child) -> Milestone:
    made: Milestone = MilestoneFactory.create(
        child=callum, code="meeting_72_hour", held_on=date(2025, 11, 10), chaired_by="other"
    )
    return made


CORRECTED = {
    **parts("held_on", date(2025, 11, 6)),
    "held_at": "10:30",
    "outcome": "held",
    "chaired_by": "team_leader",
}


def test_a_correction_replaces_the_record_and_moves_the_clock(
    sign_in: SignIn, iain: Membership, callum: Child, meeting: Milestone
) -> None:
    sent = {**CORRECTED, "reason": "The minutes say the 6th"}
    sign_in(iain).post(at(callum, "milestone", meeting, "correct/"), sent)

    meeting.refresh_from_db()
    assert meeting.void_reason == "The minutes say the 6th"
    assert meeting.replaced_by.held_on == date(2025, 11, 6)
    clock = Clock.objects.get(child=callum, timescale__ref="meeting_72_hours")
    assert clock.stopped_on == date(2025, 11, 6)


def test_a_correction_needs_a_reason_and_keeps_what_was_typed(
    sign_in: SignIn, iain: Membership, callum: Child, meeting: Milestone
) -> None:
    page = sign_in(iain).post(at(callum, "milestone", meeting, "correct/"), CORRECTED)
    assert "Say why, in a few words" in page.content.decode()
    assert 'value="6"' in page.content.decode()
    meeting.refresh_from_db()
    assert not meeting.is_voided


def test_a_correction_that_changes_nothing_is_refused(
    sign_in: SignIn, iain: Membership, callum: Child, meeting: Milestone
) -> None:
    sent = {
        **parts("held_on", date(2025, 11, 10)),
        "outcome": "held",
        "chaired_by": "other",
        "reason": "why not",
    }
    page = sign_in(iain).post(at(callum, "milestone", meeting, "correct/"), sent)
    assert "Nothing was changed" in page.content.decode()


def test_the_form_begins_with_what_is_recorded(
    sign_in: SignIn, iain: Membership, callum: Child, meeting: Milestone
) -> None:
    page = sign_in(iain).get(at(callum, "milestone", meeting, "correct/")).content.decode()
    assert 'value="10"' in page
    assert 'value="2025"' in page
    assert 'value="other"' in page


def test_a_placement_can_be_corrected(sign_in: SignIn, iain: Membership, callum: Child) -> None:
    placement = Placement.objects.get(child=callum)
    sent = {
        **parts("began_on", date(2025, 11, 5)),
        "setting": "kinship",
        "basis": "ordinary",
        "return_kind": "",
        "reason": "With her aunt, a day later",
    }
    sign_in(iain).post(at(callum, "placement", placement, "correct/"), sent)
    now = Placement.objects.standing().get(child=callum)
    assert (now.setting, now.began_on) == ("kinship", date(2025, 11, 5))


def test_an_order_a_route_and_an_episode_can_be_corrected(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    order, route = OrderFactory.create(child=callum), RouteFactory.create(child=callum)
    episode = callum.episodes.get()
    client = sign_in(iain)
    client.post(
        at(callum, "order", order, "correct/"),
        {"kind": "cso", **parts("made_on", date(2025, 12, 3)), "reason": "a slip"},
    )
    client.post(
        at(callum, "route", route, "correct/"),
        {
            "route": "kinship",
            **parts("from_on", date(2026, 7, 7)),
            "why_route": "an aunt came forward",
            "reason": "a slip",
        },
    )
    client.post(
        at(callum, "episode", episode, "correct/"),
        {**parts("began_on", date(2025, 11, 3)), "reason": "a slip"},
    )
    for fact in (order, route, episode):
        fact.refresh_from_db()
    assert order.replaced_by.made_on == date(2025, 12, 3)
    assert (route.replaced_by.route, route.replaced_by.reason) == (
        "kinship",
        "an aunt came forward",
    )
    assert episode.replaced_by.began_on == date(2025, 11, 3)


@pytest.mark.parametrize("kind", ["milestone", "placement", "order", "route", "episode"])
def test_every_kind_of_fact_can_be_voided_with_a_reason(
    sign_in: SignIn, iain: Membership, callum: Child, meeting: Milestone, kind: str
) -> None:
    facts = {
        "milestone": meeting,
        "placement": callum.placements.get(),
        "order": OrderFactory.create(child=callum),
        "route": RouteFactory.create(child=callum),
        "episode": callum.episodes.get(),
    }
    client = sign_in(iain)
    address = at(callum, kind, facts[kind], "void/")
    assert "Say why" in client.post(address, {}).content.decode()
    assert client.post(address, {"reason": "Another child’s"}).status_code == 302
    facts[kind].refresh_from_db()
    assert facts[kind].void_reason == "Another child’s"
    assert "Another child’s" in client.get(at(callum, kind, facts[kind])).content.decode()


def test_what_was_voided_cannot_be_voided_again(
    sign_in: SignIn, iain: Membership, callum: Child, meeting: Milestone
) -> None:
    client = sign_in(iain)
    client.post(at(callum, "milestone", meeting, "void/"), {"reason": "first"})
    assert (
        client.post(at(callum, "milestone", meeting, "void/"), {"reason": "2"}).status_code == 302
    )
    meeting.refresh_from_db()
    assert meeting.void_reason == "first"


def test_only_those_who_record_a_kind_put_it_right(
    sign_in: SignIn, iain: Membership, eilidh: Membership, callum: Child, meeting: Milestone
) -> None:
    grant(callum, to=eilidh, ground="agenda_item")
    panel = MilestoneFactory.create(
        child=callum, code="panel", held_on=date(2026, 9, 1), outcome_id="recommended"
    )
    assert sign_in(iain).get(at(callum, "milestone", panel, "correct/")).status_code == 403
    assert sign_in(eilidh).get(at(callum, "milestone", panel, "correct/")).status_code == 200
    assert sign_in(eilidh).get(at(callum, "milestone", meeting, "correct/")).status_code == 403


def test_a_social_worker_asks_for_a_correction_and_does_not_make_it(
    sign_in: SignIn, morag: Membership, callum: Child, meeting: Milestone
) -> None:
    browser = sign_in(morag)
    assert browser.get(at(callum, "milestone", meeting, "correct/")).status_code == 403
    assert (
        browser.post(at(callum, "milestone", meeting, "void/"), {"reason": "x"}).status_code == 403
    )
    meeting.refresh_from_db()
    assert not meeting.is_voided


def test_another_authority_finds_no_such_record(
    sign_in: SignIn, ross: Membership, callum: Child, meeting: Milestone
) -> None:
    for do in ("", "correct/", "void/"):
        assert sign_in(ross).get(at(callum, "milestone", meeting, do)).status_code == 404


def test_a_planned_meeting_that_did_not_happen_stops_nagging(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    planned = MilestoneFactory.create(child=callum, code="carer_visit", planned_on="2026-11-10")
    address = f"{callum.get_absolute_url()}milestones/{planned.public_id}/not-held/"
    client = sign_in(morag)
    page = client.post(address, {"note": "snow"}, follow=True).content.decode()
    assert "not held" in page
    planned.refresh_from_db()
    assert planned.was_not_held
    assert client.get(address).status_code == 404


def test_a_meeting_is_planned_for_a_day_ahead(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    sent = {"kind": "lac_review", **parts("planned_on", date(2026, 12, 1)), "planned_at": "14.00"}
    client = sign_in(morag)
    address = f"{callum.get_absolute_url()}milestones/plan/"
    page = client.post(address, sent, follow=True).content.decode()
    assert "Planned for Tuesday 1 December 2026 at 14:00" in page
    far = client.post(address, {**sent, **parts("planned_on", date(2099, 1, 1))})
    assert "Check the year" in far.content.decode()


def test_a_manager_may_change_a_plan_but_is_not_sent_to_record_it(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    planned = MilestoneFactory.create(child=callum, code="carer_visit", planned_on="2026-11-30")
    page = sign_in(catriona).get(at(callum, "milestone", planned)).content.decode()
    assert "It was held" not in page and "It was not held" not in page
    assert at(callum, "milestone", planned, "correct/") in page
