"""Cover for a colleague: a role of its own, with that colleague's children, that ends."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import AuditEntry, Authority, Membership, Team
from accounts.roles import Role
from cases.models import Child
from tests.conftest import TODAY, member

SignIn = Callable[[Membership], Client]
WEEK = TODAY + timedelta(days=7)


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def euan(south_ayrshire: Authority) -> Membership:
    return member("Euan Other-Worker", south_ayrshire, Role.SOCIAL_WORKER)


def asked(colleague: Membership, stand_in: Membership, ends_on: date = WEEK) -> dict[str, str]:
    return {
        "colleague": str(colleague.pk),
        "stand_in": str(stand_in.pk),
        "reason": "Leave",
        **parts("begins_on", TODAY),
        **parts("ends_on", ends_on),
    }


def test_cover_opens_the_colleagues_children_under_its_own_role(
    sign_in: SignIn, iain: Membership, morag: Membership, euan: Membership, callum: Child
) -> None:
    browser = sign_in(iain)
    assert "No cover is arranged" in text(browser.get("/cover/"))
    assert browser.post("/cover/arrange/", asked(morag, euan)).status_code == 302
    cover = Membership.objects.get(covers=morag)
    assert (cover.person, cover.role, cover.ends_on) == (
        euan.person,
        Role.SOCIAL_WORKER,
        WEEK,
    )
    page = f"{callum.get_absolute_url()}moves/record/"
    assert sign_in(cover).get(page).status_code == 200
    assert sign_in(euan).get(page).status_code == 404
    assert "Euan Other-Worker" in text(browser.get("/cover/"))
    assert "Covers for Morag Social-Worker" in text(
        browser.get(f"{callum.get_absolute_url()}people/")
    )
    assert AuditEntry.objects.filter(act="cover.arrange", reason="Leave").count() == 1


def test_cover_that_is_ended_opens_nothing_on_the_next_request(
    sign_in: SignIn, iain: Membership, morag: Membership, euan: Membership, callum: Child
) -> None:
    browser = sign_in(iain)
    browser.post("/cover/arrange/", asked(morag, euan))
    cover = Membership.objects.get(covers=morag)
    covering = sign_in(cover)
    assert covering.get(callum.get_absolute_url()).status_code == 200
    address = f"/cover/{cover.pk}/end/"
    assert "Say why" in text(browser.post(address, {"reason": ""}))
    assert browser.post(address, {"reason": "Back early"}).status_code == 302
    # First to the choice of another role, and under that one the child is not there.
    assert covering.get(callum.get_absolute_url()).status_code == 302
    assert covering.get(callum.get_absolute_url()).status_code == 404
    assert browser.get(address).status_code == 404


def test_senseless_cover_is_refused_at_its_field(
    sign_in: SignIn, iain: Membership, morag: Membership, euan: Membership
) -> None:
    browser = sign_in(iain)
    for sent, said in (
        (asked(morag, morag), "Nobody covers for themself"),
        (asked(euan, morag), "Choose one of those listed"),
        (asked(morag, euan, TODAY), "The day it ends must be after the first"),
        (
            asked(morag, euan, TODAY + timedelta(days=200)),
            "The day it ends must be after the first",
        ),
        ({**asked(morag, euan), "reason": ""}, "Say why"),
    ):
        assert said in text(browser.post("/cover/arrange/", sent)), said
    assert not Membership.objects.filter(covers__isnull=False).exists()


def test_a_manager_arranges_cover_in_every_team(
    sign_in: SignIn, catriona: Membership, morag: Membership, euan: Membership
) -> None:
    assert sign_in(catriona).post("/cover/arrange/", asked(euan, morag)).status_code == 302
    assert Membership.objects.get(covers=euan).person == morag.person


def test_another_teams_cover_is_not_there(
    sign_in: SignIn,
    south_ayrshire: Authority,
    catriona: Membership,
    morag: Membership,
    euan: Membership,
) -> None:
    sign_in(catriona).post("/cover/arrange/", asked(morag, euan))
    girvan = Team.objects.create(authority=south_ayrshire, name="Girvan")
    leader = sign_in(member("Other Leader", south_ayrshire, Role.TEAM_LEADER, girvan))
    cover = Membership.objects.get(covers=morag)
    assert "Euan" not in text(leader.get("/cover/"))
    assert leader.post(f"/cover/{cover.pk}/end/", {"reason": "Mine"}).status_code == 404
    assert leader.get(f"/cover/{10**30}/end/").status_code == 404


def test_a_social_worker_arranges_no_cover(sign_in: SignIn, morag: Membership) -> None:
    assert sign_in(morag).get("/cover/").status_code == 403
