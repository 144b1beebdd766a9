"""The list of children and its search."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry, Authority, Locality, Membership
from cases.models import Child
from tests.conftest import member
from tests.factories import ChildFactory, EpisodeFactory, PlacementFactory, grant

SignIn = Callable[[Membership], Client]


@pytest.fixture
def two_children(south_ayrshire: Authority, morag: Membership) -> None:
    girvan = Locality.objects.create(authority=south_ayrshire, name="Girvan")
    names = [("SA-0412", "Callum", "Erskine"), ("SA-0466", "Theo", "Dunn")]
    for ref, given, family in names:
        child = ChildFactory.create(
            authority=south_ayrshire,
            child_ref=ref,
            given_name=given,
            family_name=family,
            locality=girvan if given == "Callum" else None,
            is_morags=given == "Callum",
        )
        EpisodeFactory.create(child=child)
        PlacementFactory.create(child=child)


def listed(client: Client, query: str = "") -> str:
    return client.get(f"/children/{query}").content.decode()


def test_children_are_listed_by_initials_and_reference_never_by_name(
    sign_in: SignIn, morag: Membership, two_children: None
) -> None:
    page = listed(sign_in(morag))
    assert "CE SA-0412" in page
    assert "TD SA-0466" in page
    assert "Callum" not in page
    assert "Nobody allocated" in page


@pytest.mark.parametrize("words", ["callum", "erskine cal", "0412", "morag"])
def test_a_child_is_found_by_name_reference_or_worker(
    sign_in: SignIn, morag: Membership, two_children: None, words: str
) -> None:
    page = listed(sign_in(morag), f"?q={words}")
    assert "SA-0412" in page
    assert "SA-0466" not in page


def test_a_locality_narrows_the_list(
    sign_in: SignIn, morag: Membership, two_children: None
) -> None:
    page = listed(sign_in(morag), "?locality=Girvan")
    assert "SA-0412" in page
    assert "SA-0466" not in page


def test_children_who_left_are_shown_on_demand(
    sign_in: SignIn, morag: Membership, south_ayrshire: Authority
) -> None:
    child = ChildFactory.create(authority=south_ayrshire, child_ref="SA-0001")
    EpisodeFactory.create(child=child, ended_on="2026-03-01", destination="home")
    client = sign_in(morag)
    assert "SA-0001" not in listed(client)
    assert "left 1 Mar 2026" in listed(client, "?care=all")
    assert "SA-0001" in listed(client, "?q=SA-0001")


def test_another_authority_sees_none_of_them(
    sign_in: SignIn, ross: Membership, two_children: None
) -> None:
    page = listed(sign_in(ross), "?q=erskine")
    assert "SA-0412" not in page
    assert "No child found" in page


def test_a_partner_finds_what_is_shared_and_learns_nothing_by_asking(
    sign_in: SignIn, south_ayrshire: Authority, two_children: None
) -> None:
    partner = sign_in(sharing := member("Dr Sunita Partner", south_ayrshire, "partner"))
    assert "No child’s record is open to you now" in listed(partner)
    callum = Child.objects.get(child_ref="SA-0412")
    begins = datetime(2026, 9, 1, tzinfo=UTC)
    grant(callum, to=sharing, ground="share", begins_at=begins, field_groups=["health"])
    page = listed(partner)
    assert "CE SA-0412" in page
    for told in ("foster", "Girvan", "Morag", "since 4 Nov", "SA-0466"):
        assert told not in page, told
    assert "CE SA-0412" not in listed(partner, "?q=morag")
    assert "CE SA-0412" in listed(partner, "?locality=Nowhere")
    assert "CE SA-0412" in listed(partner, "?q=erskine")


def test_the_children_a_list_showed_are_in_the_audit(
    sign_in: SignIn, morag: Membership, two_children: None
) -> None:
    listed(sign_in(morag))
    shown = AuditEntry.objects.get(act="child.list").detail["shown"]
    assert set(shown) == {str(child.public_id) for child in Child.objects.all()}


@pytest.mark.parametrize("query", ["?q=%00", "?page=-1", "?page=zz", "?locality=%F0%9F%92%A9"])
def test_odd_addresses_are_answered(
    sign_in: SignIn, morag: Membership, two_children: None, query: str
) -> None:
    assert sign_in(morag).get(f"/children/{query}").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_children(
    sign_in: SignIn,
    morag: Membership,
    two_children: None,
    south_ayrshire: Authority,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        child = ChildFactory.create(authority=south_ayrshire, child_ref=f"SA-1{number:03}")
        EpisodeFactory.create(child=child)
    client = sign_in(morag)
    with django_assert_max_num_queries(18):
        client.get("/children/")
