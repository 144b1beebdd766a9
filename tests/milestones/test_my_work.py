"""The overdue list."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Authority, Locality, Membership
from cases.models import Child, Involvement
from milestones.clocks import refresh_clocks
from milestones.models import Clock
from milestones.worklists import groups
from tests.conftest import TODAY
from tests.factories import ChildFactory, EpisodeFactory, MilestoneFactory, PlacementFactory

SignIn = Callable[[Membership], Client]


def shown(client: Client, query: str = "?worker=all") -> str:
    return client.get(f"/my-work/{query}").content.decode()


def accommodated(authority: Authority, ref: str, on: date) -> Child:
    child = ChildFactory.create(authority=authority, child_ref=ref)
    EpisodeFactory.create(child=child, began_on=on)
    PlacementFactory.create(child=child, began_on=on)
    refresh_clocks(authority=authority, child_ids=[child.pk])
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


def test_a_social_worker_meets_their_own_children_first(
    sign_in: SignIn, morag: Membership, callum: Child, south_ayrshire: Authority
) -> None:
    other = accommodated(south_ayrshire, "SA-0999", date(2026, 1, 5))
    Involvement.objects.create(
        authority=south_ayrshire, child=callum, person=morag.person, began_on="2026-01-05"
    )
    client = sign_in(morag)
    mine = shown(client, "")
    assert "SA-0412" in mine
    assert other.child_ref not in mine
    assert other.child_ref in shown(client)


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
    by_rule = shown(client, "?worker=all&rule=meeting_72_hours")
    assert '<p class="clock__rule">72-hour meeting after coming into care' in by_rule
    assert '<p class="clock__rule">First LAC review' not in by_rule
    assert "SA-0412" in shown(client, "?worker=nobody")


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
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk])
    assert rule not in shown(client)


def test_a_booked_meeting_stands_beside_its_clock(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    MilestoneFactory.create(child=callum, code="lac_review", planned_on=date(2026, 12, 1))
    assert "LAC review booked: 1 December" in shown(sign_in(iain))


def test_meetings_agreed_stand_beside_the_list(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    Involvement.objects.create(
        authority=callum.authority, child=callum, person=morag.person, began_on="2026-01-05"
    )
    MilestoneFactory.create(child=callum, code="advice_hearing", planned_on=date(2026, 12, 1))
    page = shown(sign_in(morag), "")
    assert "Meetings agreed" in page
    assert "Tue 1 Dec" in page


def test_the_panel_sees_what_the_panel_stops(
    sign_in: SignIn, eilidh: Membership, callum: Child
) -> None:
    assert "Nothing is due" in shown(sign_in(eilidh))


def test_another_authority_sees_nothing(sign_in: SignIn, ross: Membership, callum: Child) -> None:
    assert "SA-0412" not in shown(sign_in(ross))


def test_the_manager_of_aims_only_is_refused(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    iain.role = "analyst"
    iain.save()
    assert sign_in(iain).get("/my-work/").status_code == 403


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
    with django_assert_max_num_queries(12):
        client.get("/my-work/?worker=all")


def test_many_clocks_go_onto_several_pages(
    sign_in: SignIn, iain: Membership, callum: Child, south_ayrshire: Authority
) -> None:
    for number in range(20):
        accommodated(south_ayrshire, f"SA-1{number:03}", date(2026, 1, 5))
    client = sign_in(iain)
    first, second = shown(client), shown(client, "?worker=all&page=2")
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert first.count('<li class="clock">') == 50
