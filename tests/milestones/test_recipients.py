"""Who is told of a child's flag, and never who may not know of the child."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Authority, Membership
from cases.models import Bar, Child, Involvement, NamedPerson, Restriction
from milestones.models import LadderRung
from milestones.recipients import Recipients, recipients
from tests.conftest import TODAY, member
from tests.factories import ChildFactory

WORKER, LEADER, MANAGER = 0, 1, 2


def told(child: Child, on: date = TODAY) -> Recipients:
    return recipients(authority=child.authority, child_ids=[child.pk], on=on)


@pytest.fixture
def everybody(
    morag: Membership, iain: Membership, catriona: Membership, ross: Membership
) -> list[Membership]:
    return [morag, iain, catriona]


def test_each_rung_is_its_role_round_the_child(callum: Child, everybody: list[Membership]) -> None:
    found = told(callum)
    assert [found.at(callum.pk, rung) for rung in (WORKER, LEADER, MANAGER)] == [
        (each,) for each in everybody
    ]
    assert list(found.up_to(callum.pk, MANAGER)) == everybody


def test_a_manager_who_sits_in_the_team_is_no_leader_of_it(
    callum: Child, iain: Membership, catriona: Membership
) -> None:
    Membership.objects.filter(pk=catriona.pk).update(team=iain.team)
    assert told(callum).at(callum.pk, LEADER) == (iain,)


def test_whoever_covers_is_told_too_while_they_cover(
    callum: Child, morag: Membership, south_ayrshire: Authority
) -> None:
    stands_in = member("Fergus Stands-In", south_ayrshire, "social_worker")
    stands_in.covers, stands_in.begins_on, stands_in.ends_on = morag, TODAY, date(2026, 12, 1)
    stands_in.save()
    assert told(callum).at(callum.pk, WORKER) == (morag, stands_in)
    assert told(callum, date(2026, 12, 1)).at(callum.pk, WORKER) == (morag,)


def test_where_nobody_is_allocated_the_leader_is_told_at_once(
    callum: Child, iain: Membership
) -> None:
    Involvement.objects.filter(child=callum, capacity="social_worker").update(ended_on=TODAY)
    assert told(callum).at(callum.pk, WORKER) == (iain,)


def test_where_a_worker_has_left_the_next_rung_is_told(
    callum: Child, morag: Membership, iain: Membership
) -> None:
    morag.ends_on = TODAY
    morag.save()
    assert told(callum).at(callum.pk, WORKER) == (iain,)


def test_nobody_who_is_barred_is_told(callum: Child, morag: Membership, iain: Membership) -> None:
    Bar.objects.create(
        authority=callum.authority, child=callum, person=morag.person, ground="conflict", reason="A"
    )
    assert told(callum).up_to(callum.pk, LEADER) == (iain,)


def test_of_a_restricted_child_only_those_who_are_named_are_told(
    callum: Child, everybody: list[Membership]
) -> None:
    morag, iain, catriona = everybody
    restriction = Restriction.objects.create(
        authority=callum.authority,
        child=callum,
        ground="high_risk",
        reason="A",
        review_by=date(2027, 1, 1),
    )
    NamedPerson.objects.create(
        authority=callum.authority,
        restriction=restriction,
        child=callum,
        person=iain.person,
        begins_on=date(2026, 11, 1),
        ends_on=date(2026, 12, 1),
    )
    assert told(callum).up_to(callum.pk, MANAGER) == (iain,)


def test_of_a_sealed_record_nobody_is_told(callum: Child, everybody: list[Membership]) -> None:
    Child.objects.filter(pk=callum.pk).update(sealed_on=TODAY)
    assert told(callum).up_to(callum.pk, MANAGER) == ()


def test_an_authority_has_the_ladder_it_made(callum: Child, everybody: list[Membership]) -> None:
    LadderRung.objects.create(authority=callum.authority, role="manager", after_days=3)
    found = told(callum)
    assert [rung.role for rung in found.ladder.rungs] == ["manager"]
    assert found.at(callum.pk, 0) == (everybody[2],)


def test_many_children_ask_no_more_than_one(
    callum: Child, morag: Membership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    more = [ChildFactory.create(authority=callum.authority).pk for _ in range(5)]
    with django_assert_max_num_queries(8):
        recipients(authority=callum.authority, child_ids=[callum.pk, *more], on=TODAY)
