"""A child's own page, and the pages of single facts."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Authority, Locality, Membership
from cases.models import Child, Family
from milestones.clocks import refresh_clocks
from milestones.models import Milestone
from tests.conftest import NOON
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    MilestoneFactory,
    OrderFactory,
    PlacementFactory,
    RouteFactory,
)

SignIn = Callable[[Membership], Client]


def shown(client: Client, child: Child, under: str = "") -> str:
    response = client.get(f"{child.get_absolute_url()}{under}")
    assert response.status_code == 200
    return response.content.decode()


def hold(child: Child, code: str, on: date, outcome: str = "held") -> Milestone:
    held = MilestoneFactory.create(child=child, code=code, held_on=on, outcome_id=outcome)
    refresh_clocks(authority=child.authority, child_ids=[child.pk], at=NOON)
    return held


def test_the_name_stands_on_the_childs_own_page(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    page = shown(sign_in(morag), callum)
    assert "<title>Callum Erskine (SA-0412)" in page
    assert "boy, 3 years 3 months" in page


def test_the_four_answers_say_where_under_what_since_when_and_with_which_plan(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    OrderFactory.create(child=callum, made_on=date(2025, 12, 2), expires_on=date(2026, 12, 2))
    RouteFactory.create(child=callum, reason="return home ruled out")
    page = shown(sign_in(morag), callum)
    assert "With foster carers" in page
    assert "since 4 November 2025, first placement" in page
    assert "made 2 December 2025, expires 2 December 2026" in page
    assert "since 7 July 2026: return home ruled out" in page


def test_what_is_late_stands_first_and_the_drawing_has_its_table(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    page = shown(sign_in(morag), callum)
    assert "Late now" in page
    assert "<svg" in page
    assert "The journey in figures" in page
    assert "Recommendation is 24 weeks 3 days overdue" in page


def test_a_stage_held_late_is_told_in_the_sentence(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    hold(callum, "lac_review", date(2026, 7, 7), "permanence_recommended")
    assert "Recommendation came 5 weeks late" in shown(sign_in(morag), callum)


def test_a_child_at_home_has_clocks_and_no_drawing(
    sign_in: SignIn, morag: Membership, south_ayrshire: Authority
) -> None:
    child = ChildFactory.create(authority=south_ayrshire)
    EpisodeFactory.create(child=child)
    PlacementFactory.create(child=child, setting="home")
    refresh_clocks(authority=south_ayrshire, child_ids=[child.pk], at=NOON)
    page = shown(sign_in(morag), child)
    assert "Looked after at home" in page
    assert "drawn from the day a child is accommodated" in page


def test_a_child_about_whom_nothing_is_recorded_has_a_page(
    sign_in: SignIn, morag: Membership, south_ayrshire: Authority
) -> None:
    page = shown(sign_in(morag), ChildFactory.create(authority=south_ayrshire))
    assert "Nothing is recorded yet" in page
    assert "No clock is running for this child" in page


def test_clocks_due_before_going_live_are_history(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    callum.authority.went_live_on = date(2026, 10, 1)
    callum.authority.save()
    page = shown(sign_in(morag), callum)
    assert "history, not chased" in page
    assert "Late now" not in page


def test_brothers_and_sisters_stand_beside_the_child(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    family = Family.objects.create(authority=callum.authority, ref="F1")
    eilidh = ChildFactory.create(
        authority=callum.authority, given_name="Eilidh", family=family, born_on=date(2021, 1, 5)
    )
    EpisodeFactory.create(child=eilidh)
    PlacementFactory.create(child=eilidh)
    Child.objects.filter(pk=callum.pk).update(family=family)
    page = shown(sign_in(morag), callum)
    assert "Brothers and sisters" in page
    assert "Eilidh Erskine" in page


def test_who_works_with_the_child_is_told(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    page = shown(sign_in(morag), callum)
    assert "Morag Social-Worker" in page
    assert "Social worker since 1 January 2015" in page
    assert "Ayr<span" in page


def test_a_manager_reads_and_is_offered_nothing_to_record(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    page = shown(sign_in(catriona), callum)
    assert "Record a milestone" not in page
    assert "record a move" not in page.lower()


def test_another_authority_meets_the_same_page_as_for_no_child(
    sign_in: SignIn, ross: Membership, callum: Child
) -> None:
    client = sign_in(ross)
    theirs = client.get(callum.get_absolute_url())
    nobody = client.get("/children/00000000-0000-4000-8000-000000000000/")
    assert (theirs.status_code, nobody.status_code) == (404, 404)
    assert len(theirs.content) == len(nobody.content)


def test_the_facts_are_listed_with_the_voided_struck_through(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    held = hold(callum, "carer_visit", date(2026, 5, 1))
    client = sign_in(iain)
    client.post(
        f"{callum.get_absolute_url()}facts/milestone/{held.public_id}/void/", {"reason": "x"}
    )
    page = shown(client, callum, "facts/")
    assert "<s>Visit to child and carer</s>" in page
    assert "Voided by Iain Team-Leader" in page


def test_a_fact_of_another_child_is_not_found_under_this_one(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    other = ChildFactory.create(authority=callum.authority)
    held = hold(other, "carer_visit", date(2026, 5, 1))
    address = f"{callum.get_absolute_url()}facts/milestone/{held.public_id}/"
    client = sign_in(iain)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}correct/").status_code == 404
    assert (
        client.get(f"{callum.get_absolute_url()}facts/nonsense/{held.public_id}/").status_code
        == 404
    )


def test_queries_do_not_grow_with_facts_clocks_or_family(
    sign_in: SignIn,
    morag: Membership,
    callum: Child,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    family = Family.objects.create(authority=callum.authority, ref="F1")
    girvan = Locality.objects.create(authority=callum.authority, name="Girvan")
    Child.objects.filter(pk=callum.pk).update(family=family, locality=girvan)
    for number in range(4):
        child = ChildFactory.create(authority=callum.authority, family=family)
        EpisodeFactory.create(child=child)
        PlacementFactory.create(child=child)
        hold(child, "lac_review", date(2026, 1, 1 + number))
    for day in range(1, 20):
        hold(callum, "carer_visit", date(2026, 3, day))
    client = sign_in(morag)
    with django_assert_max_num_queries(29):
        client.get(callum.get_absolute_url())
