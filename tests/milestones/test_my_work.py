"""The overdue list."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Authority, Locality, Membership
from accounts.pseudonyms import pseudonym
from cases.models import Child, Involvement
from milestones.clocks import refresh_clocks
from milestones.models import Clock
from milestones.work.spans import groups
from tests.conftest import NOON, TODAY, member
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    PlacementFactory,
    grant,
    switch_on,
)

SignIn = Callable[[Membership], Client]


def shown(client: Client, query: str = "") -> str:
    return client.get(f"/my-work/{query}").content.decode()


def accommodated(authority: Authority, ref: str, on: date, **more: Any) -> Child:
    child = ChildFactory.create(authority=authority, child_ref=ref, **more)
    EpisodeFactory.create(child=child, began_on=on)
    PlacementFactory.create(child=child, began_on=on)
    refresh_clocks(authority=authority, child_ids=[child.pk], at=NOON)
    return child


def test_overdue_comes_first_with_days_rule_and_source(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    page = shown(sign_in(iain))
    assert "days over" in page
    assert "First LAC review within 6 weeks of the placement" in page
    assert "Looked After Children (Scotland) Regulations 2009" in page
    assert "CE <span" in page
    assert "Callum" not in page


def test_a_social_worker_meets_their_own_children_only(
    sign_in: SignIn, morag: Membership, callum: Child, south_ayrshire: Authority
) -> None:
    other = accommodated(south_ayrshire, "SA-0999", date(2026, 1, 5), is_morags=False)
    client = sign_in(morag)
    mine = shown(client)
    assert "SA-0412" in mine
    for asked in ("", "?worker=all", "?worker=nobody", f"?locality=&rule=&worker={morag.pk}"):
        assert other.child_ref not in shown(client, asked)
    assert "f-worker" not in mine


def test_whom_somebody_covers_for_shows_their_children(
    sign_in: SignIn, morag: Membership, callum: Child, south_ayrshire: Authority
) -> None:
    stands_in = member("Fergus Stands-In", south_ayrshire, "social_worker")
    assert "Nothing is due for your children" in shown(sign_in(stands_in))
    stands_in.covers, stands_in.ends_on = morag, date(2026, 12, 1)
    stands_in.save()
    assert "SA-0412" in shown(sign_in(stands_in))


def test_a_team_leader_meets_the_children_of_the_team(
    sign_in: SignIn, iain: Membership, callum: Child, south_ayrshire: Authority
) -> None:
    other = accommodated(south_ayrshire, "SA-0999", date(2026, 1, 5), is_ayrs=False)
    page = shown(sign_in(iain))
    assert "SA-0412" in page
    assert other.child_ref not in page
    assert "Morag Social-Worker" in page


def test_an_analyst_meets_pseudonyms_without_a_name_a_worker_or_a_link(
    sign_in: SignIn, south_ayrshire: Authority, callum: Child
) -> None:
    analyst = sign_in(member("Freya Analyst", south_ayrshire, "analyst"))
    page = shown(analyst)
    assert pseudonym(callum.public_id) in page
    assert "born August 2023" in page
    for told in ("SA-0412", "CE <", str(callum.public_id), "Morag", "foster", "14 August"):
        assert told not in page, told
    # Asking for one worker's children, or for nobody's, asks nothing.
    whose = Membership.objects.get(person__full_name="Morag Social-Worker").person.public_id
    for asked in (f"?worker={whose}", "?worker=nobody", f"?worker={uuid4()}"):
        assert pseudonym(callum.public_id) in shown(analyst, asked)


def test_what_a_list_showed_is_in_the_audit(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    shown(sign_in(iain))
    entry = AuditEntry.objects.get(act="clock.list")
    assert entry.detail["shown"] == [str(callum.public_id)]


def test_the_count_of_the_navigation_is_that_of_the_list(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    overdue = Clock.objects.running(on=TODAY).due_before(TODAY).count()
    assert f'{overdue}<span class="vh"> overdue</span>' in shown(sign_in(iain))


def test_filters_live_in_the_address(
    sign_in: SignIn, iain: Membership, callum: Child, south_ayrshire: Authority
) -> None:
    girvan = Locality.objects.create(authority=south_ayrshire, name="Girvan")
    other = accommodated(south_ayrshire, "SA-0999", date(2026, 1, 5))
    Child.objects.filter(pk=other.pk).update(locality=girvan)
    client = sign_in(iain)
    assert "SA-0412" not in shown(client, "?locality=Girvan")
    assert "SA-0999" in shown(client, "?locality=Girvan")
    by_rule = shown(client, "?worker=&rule=meeting_72_hours")
    assert '<p class="clock__rule">72-hour meeting after coming into care' in by_rule
    assert '<p class="clock__rule">First LAC review' not in by_rule
    assert "SA-0412" not in shown(client, "?worker=nobody")


@pytest.mark.parametrize("query", ["?page=0", "?page=99999999999", "?worker=x", "?rule=%00"])
def test_odd_addresses_are_answered(
    sign_in: SignIn, iain: Membership, callum: Child, query: str
) -> None:
    assert sign_in(iain).get(f"/my-work/{query}").status_code == 200


def test_what_was_held_leaves_the_list(sign_in: SignIn, iain: Membership, callum: Child) -> None:
    rule = '<p class="clock__rule">72-hour meeting'
    client = sign_in(iain)
    assert rule in shown(client)
    MilestoneFactory.create(child=callum, code="meeting_72_hour", held_on=date(2025, 11, 6))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    assert rule not in shown(client)


def test_a_booked_meeting_stands_beside_its_clock(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    MilestoneFactory.create(child=callum, code="lac_review", planned_on=date(2026, 12, 1))
    assert "LAC review booked: 1 December" in shown(sign_in(iain))


def test_meetings_agreed_stand_beside_the_list(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    MilestoneFactory.create(child=callum, code="advice_hearing", planned_on=date(2026, 12, 1))
    page = shown(sign_in(morag), "")
    assert "Meetings agreed" in page
    assert "Tue 1 Dec" in page


@pytest.mark.parametrize(("worker", "is_told"), [("not-joined", True), ("anybody", False)])
def test_meetings_of_children_whose_worker_has_not_joined_answer_to_their_own_word_only(
    sign_in: SignIn, iain: Membership, callum: Child, worker: str, is_told: bool
) -> None:
    held = Involvement.objects.allocated().filter(child=callum)
    held.update(person=None, email="somebody@south-ayrshire.pace.example")
    MilestoneFactory.create(child=callum, code="advice_hearing", planned_on=date(2026, 12, 1))
    assert ("Tue 1 Dec" in shown(sign_in(iain), f"?worker={worker}")) is is_told


def test_the_panel_sees_what_the_panel_stops_of_children_on_its_agenda(
    sign_in: SignIn, eilidh: Membership, callum: Child
) -> None:
    switch_on(callum.authority, "panel_12_weeks")
    MilestoneFactory.create(
        child=callum,
        held_on=date(2026, 7, 7),
        outcome_id="permanence_recommended",
        route="permanence_order",
    )
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    assert "Nothing waits for the panel" in shown(sign_in(eilidh))
    grant(callum, to=eilidh, ground="agenda_item")
    page = shown(sign_in(eilidh))
    assert "SA-0412" in page
    assert '<p class="clock__rule">First LAC review' not in page


def test_a_partner_meets_the_reviews_that_are_shared_and_nothing_else(
    sign_in: SignIn, south_ayrshire: Authority, callum: Child
) -> None:
    partner = member("Dr Sunita Partner", south_ayrshire, "partner")
    more = {"ground": "share", "begins_at": datetime(2026, 9, 1, tzinfo=UTC)}
    grant(callum, to=partner, field_groups=["health"], **more)
    assert "Nothing is due in what is shared with you" in shown(sign_in(partner))
    grant(callum, to=partner, field_groups=["reviews"], **more)
    page = shown(sign_in(partner))
    assert '<p class="clock__rule">First LAC review' in page
    assert "foster" not in page
    assert "Morag" not in page
    assert "Nobody allocated" not in page


def test_another_authority_sees_nothing(sign_in: SignIn, ross: Membership, callum: Child) -> None:
    assert "SA-0412" not in shown(sign_in(ross))


def test_a_role_without_a_list_of_work_is_refused(
    sign_in: SignIn, south_ayrshire: Authority, callum: Child
) -> None:
    administrator = member("Keith Administrator", south_ayrshire, "system_administrator")
    assert sign_in(administrator).get("/my-work/").status_code == 403


def test_groups_leave_no_day_out() -> None:
    for shift in range(14):
        on = TODAY + timedelta(days=shift)
        told = groups(on=on)
        for before, after in zip(told, told[1:], strict=False):
            assert before.last is not None
            assert before.last + timedelta(days=1) == after.first


def test_queries_do_not_grow_with_the_children(
    sign_in: SignIn,
    iain: Membership,
    callum: Child,
    south_ayrshire: Authority,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        accommodated(south_ayrshire, f"SA-1{number:03}", date(2026, 1, 5))
    client = sign_in(iain)
    with django_assert_max_num_queries(16):
        client.get("/my-work/")


def test_many_clocks_go_onto_several_pages(
    sign_in: SignIn, iain: Membership, callum: Child, south_ayrshire: Authority
) -> None:
    for number in range(20):
        accommodated(south_ayrshire, f"SA-1{number:03}", date(2026, 1, 5))
    client = sign_in(iain)
    first, second = shown(client), shown(client, "?page=2")
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert first.count('<li class="clock">') == 50
