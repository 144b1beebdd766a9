"""The data-quality list: what is odd, whose it is, one link that mends it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Authority, Locality, Membership
from cases.models import Child, Involvement
from milestones.clocks import refresh_clocks
from tests.conftest import NOON
from tests.factories import ChildFactory, EpisodeFactory, MilestoneFactory, PlacementFactory

SignIn = Callable[[Membership], Client]


def shown(client: Client, query: str = "") -> str:
    return client.get(f"/data-quality/{query}").content.decode()


def decided(child: Child, on: date = date(2026, 9, 3)) -> None:
    """The ADM decided, and no panel is recorded."""
    MilestoneFactory.create(child=child, code="adm_decision", held_on=on, outcome_id="approved")
    refresh_clocks(authority=child.authority, child_ids=[child.pk], at=NOON)


def another(authority: Authority, ref: str, **more: object) -> Child:
    child = ChildFactory.create(authority=authority, child_ref=ref, **more)
    EpisodeFactory.create(child=child)
    PlacementFactory.create(child=child)
    return child


def test_a_question_is_told_in_one_sentence_with_its_owner_and_a_link(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    decided(callum)
    page = shown(sign_in(iain))
    assert "ADM decision without a panel before it" in page
    assert "The ADM decided on 3 September 2026; no panel is recorded before it." in page
    assert "The Agency Decision Maker" in page
    assert "CE SA-0412" in page
    assert "Callum" not in page


def test_nothing_is_asked_before_its_day(sign_in: SignIn, iain: Membership, callum: Child) -> None:
    MilestoneFactory.create(child=callum, code="lac_review", planned_on=date(2026, 11, 20))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    assert "Nothing to put right" in shown(sign_in(iain))
    callum.milestones.update(planned_on=date(2026, 11, 19))
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    page = shown(sign_in(iain))
    assert "LAC review planned for 19 November 2026" in page
    assert f"/children/{callum.public_id}/milestones/record/?kind=lac_review" in page


def test_a_social_worker_meets_their_own_children_and_asks_for_corrections(
    sign_in: SignIn, morag: Membership, callum: Child, south_ayrshire: Authority
) -> None:
    decided(callum)
    decided(another(south_ayrshire, "SA-0999", is_morags=False))
    page = shown(sign_in(morag))
    assert "SA-0412" in page
    assert "SA-0999" not in page
    assert "Ask for a correction" in page
    assert "f-worker" not in page


def test_who_is_held_by_nobody_is_asked_about_live(
    sign_in: SignIn, iain: Membership, catriona: Membership, callum: Child
) -> None:
    held = Involvement.objects.filter(child=callum)
    held.filter(capacity="social_worker").update(ended_on=date(2026, 11, 2))
    page = shown(sign_in(iain))
    assert "No social worker has been allocated since 2 November 2026." in page
    assert "Iain Team-Leader, team leader" in page
    assert f"/children/{callum.public_id}/people/allocate/" in page
    held.filter(capacity="team").update(ended_on=date(2026, 11, 3))
    assert "Nothing to put right" in shown(sign_in(iain))
    assert "No team has held the child since 3 November 2026." in shown(sign_in(catriona))


def test_filters_live_in_the_address(
    sign_in: SignIn, catriona: Membership, morag: Membership, callum: Child
) -> None:
    decided(callum)
    authority = callum.authority
    other = another(authority, "SA-0999", is_morags=False)
    MilestoneFactory.create(child=other, code="lac_review", planned_on=date(2026, 11, 2))
    girvan = Locality.objects.create(authority=authority, name="Girvan")
    Child.objects.filter(pk=other.pk).update(locality=girvan)
    refresh_clocks(authority=authority, child_ids=[other.pk], at=NOON)
    client = sign_in(catriona)
    for query, there in [
        ("", {"SA-0412", "SA-0999"}),
        ("?kind=decided_without_panel", {"SA-0412"}),
        ("?kind=nothing_of_the_kind", {"SA-0412", "SA-0999"}),
        ("?locality=Girvan", {"SA-0999"}),
        (f"?worker={morag.person.public_id}", {"SA-0412"}),
        ("?worker=nobody", {"SA-0999"}),
        ("?worker=x", set()),
    ]:
        page = shown(client, query)
        assert {ref for ref in ("SA-0412", "SA-0999") if ref in page} == there, query


@pytest.mark.parametrize(("worker", "is_there"), [("not-joined", True), ("x", False)])
def test_a_worker_who_has_not_joined_answers_to_their_own_word_only(
    sign_in: SignIn, catriona: Membership, callum: Child, worker: str, is_there: bool
) -> None:
    decided(callum)
    held = Involvement.objects.allocated().filter(child=callum)
    held.update(person=None, email="somebody@south-ayrshire.pace.example")
    assert ("SA-0412" in shown(sign_in(catriona), f"?worker={worker}")) is is_there


def test_the_count_of_the_navigation_is_that_of_the_list(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    decided(callum)
    held = Involvement.objects.filter(child=callum, capacity="social_worker")
    held.update(ended_on=date(2026, 11, 2))
    page = shown(sign_in(iain))
    assert "2 things to put right" in page
    assert '2<span class="vh"> to look at</span>' in page


def test_what_the_list_showed_is_in_the_audit(
    sign_in: SignIn, iain: Membership, callum: Child
) -> None:
    decided(callum)
    shown(sign_in(iain))
    entry = AuditEntry.objects.get(act="quality.list")
    assert entry.detail["shown"] == [str(callum.public_id)]


def test_another_authority_sees_nothing_of_it(
    sign_in: SignIn, ross: Membership, callum: Child
) -> None:
    decided(callum)
    assert "SA-0412" not in shown(sign_in(ross))


@pytest.mark.parametrize("who", ["eilidh", "niamh", "alasdair"])
def test_offices_have_no_such_list(
    sign_in: SignIn, request: pytest.FixtureRequest, who: str, callum: Child
) -> None:
    assert sign_in(request.getfixturevalue(who)).get("/data-quality/").status_code == 403


def test_many_questions_go_onto_several_pages(
    sign_in: SignIn, catriona: Membership, callum: Child
) -> None:
    for number in range(52):
        day = date(2026, 1, 1) + timedelta(days=2 * number)
        MilestoneFactory.create(child=callum, code="carer_visit", planned_on=day)
    decided(callum)
    client = sign_in(catriona)
    first, second = shown(client), shown(client, "?page=2")
    assert "50 of 52 on this page" in first
    assert "page=2#g-decided_without_panel" in first
    assert "The ADM decided on" not in first
    assert "The ADM decided on" in second


def test_queries_do_not_grow_with_the_children(
    sign_in: SignIn,
    iain: Membership,
    callum: Child,
    south_ayrshire: Authority,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    decided(callum)
    for number in range(8):
        child = another(south_ayrshire, f"SA-1{number:03}")
        MilestoneFactory.create(child=child, code="lac_review", planned_on=date(2026, 9, 1))
        decided(child)
    client = sign_in(iain)
    with django_assert_max_num_queries(16):
        client.get("/data-quality/")
