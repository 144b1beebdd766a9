"""Aims by API: contract.md's report, of the asker's place, with the children they may know of."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Authority, Locality, Membership, Team
from accounts.pseudonyms import pseudonym
from accounts.roles import Role
from aims.models import Aim
from aims.reporting import report
from cases.models import Child
from milestones.clocks import refresh_clocks
from tests.aims.invented import load, published
from tests.conftest import NOON, TODAY, member
from tests.exchange.asking import AIMS, rows
from tests.factories import ChildFactory, EpisodeFactory, PlacementFactory

SignIn = Callable[[Membership], Client]


@pytest.fixture
def aim(callum: Child) -> Aim:
    """South Ayrshire's second aim; Callum is Morag's, another child is nobody's."""
    load(*published("south-ayrshire-2"), code=callum.authority.code)
    other = ChildFactory.create(authority=callum.authority, is_ayrs=False, is_morags=False)
    EpisodeFactory.create(child=other)
    PlacementFactory.create(child=other)
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk, other.pk], at=NOON)
    return Aim.objects.get(ref="south-ayrshire-2")


def address(aim: Aim) -> str:
    return reverse("api_aim", args=[aim.ref])


def children(aim: Aim) -> str:
    return reverse("api_aim_children", args=[aim.ref])


def test_it_is_the_report_of_the_command_without_its_children(
    aim: Aim, catriona: Membership, sign_in: SignIn
) -> None:
    told = sign_in(catriona).get(address(aim)).json()
    expected = report(aim, on=TODAY).as_data()
    assert len(expected.pop("children")) == 2
    assert told.pop("locality") is None
    assert told == expected


def test_it_can_be_asked_as_at_another_day(aim: Aim, catriona: Membership, sign_in: SignIn) -> None:
    told = sign_in(catriona).get(f"{address(aim)}?on=2025-11-10").json()
    assert told["on"] == "2025-11-10"
    assert told["counts"] == report(aim, on=date(2025, 11, 10)).as_data()["counts"]


def test_a_social_worker_reads_the_figures_of_their_own_locality(
    aim: Aim, callum: Child, sign_in: SignIn, ayr: Team, morag: Membership
) -> None:
    north = Locality.objects.create(authority=callum.authority, name="North")
    Team.objects.filter(pk=ayr.pk).update(locality=north)
    asks = sign_in(morag)
    told = asks.get(address(aim)).json()
    assert told["locality"] == "North"
    assert sum(told["counts"].values()) == 0
    answer = asks.get(f"{address(aim)}?locality=South")
    assert answer.status_code == 403
    assert "locality" in answer.json()["detail"]


def test_the_figures_count_children_whom_the_rows_leave_out(
    aim: Aim, callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    asks = sign_in(morag)
    assert sum(asks.get(address(aim)).json()["counts"].values()) == 2
    assert [row["child_ref"] for row in rows(asks, children(aim))] == [callum.child_ref]
    shown = AuditEntry.objects.filter(act="aim.children").latest("pk").detail["shown"]
    assert shown == [str(callum.public_id)]


def test_an_analyst_is_told_pseudonyms(
    aim: Aim, callum: Child, south_ayrshire: Authority, sign_in: SignIn
) -> None:
    asks = sign_in(member("An Analyst", south_ayrshire, Role.ANALYST))
    told = rows(asks, children(aim))
    assert pseudonym(callum.public_id) in {row["record"] for row in told}
    assert all("child" not in row and "child_ref" not in row for row in told)


def test_a_decision_maker_reads_figures_and_no_children(
    aim: Aim, alasdair: Membership, sign_in: SignIn
) -> None:
    asks = sign_in(alasdair)
    assert asks.get(address(aim)).status_code == 200
    assert asks.get(children(aim)).status_code == 403


def test_the_rows_can_be_narrowed_to_one_status(
    aim: Aim, catriona: Membership, sign_in: SignIn
) -> None:
    asks = sign_in(catriona)
    counts = asks.get(address(aim)).json()["counts"]
    for status, count in counts.items():
        assert len(rows(asks, f"{children(aim)}?status={status}")) == count


def test_another_authoritys_aim_is_not_there(
    aim: Aim, highland: Authority, sign_in: SignIn
) -> None:
    asks = sign_in(member("Their Manager", highland, Role.MANAGER))
    theirs, nobodys = asks.get(address(aim)), asks.get(f"{AIMS}no-such-aim/")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content
    assert asks.get(children(aim)).status_code == 404
    assert rows(asks, AIMS) == []


def test_a_version_is_asked_for_by_number(aim: Aim, catriona: Membership, sign_in: SignIn) -> None:
    asks = sign_in(catriona)
    assert asks.get(f"{AIMS}{aim.ref}@1/").json()["version"] == 1
    for version in ("2", "0", "99999", "9" * 5000, "१", "x"):
        assert asks.get(f"{AIMS}{aim.ref}@{version}/").status_code == 404
