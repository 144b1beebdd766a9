"""Signing in, signing out, invitations and the role one acts under."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.actors import system_actor
from accounts.forms import NOT_RIGHT
from accounts.models import AuditEntry, Authority, Invitation, Membership
from accounts.roles import Role
from accounts.services import invite_person
from tests.conftest import TODAY
from tests.factories import MembershipFactory

SignIn = Callable[[Membership], Client]
PASSWORD = "a long and private phrase"
SIGN_IN = "/sign-in/"


@pytest.fixture
def with_password(morag: Membership) -> Membership:
    morag.person.set_password(PASSWORD)
    morag.person.save()
    return morag


def test_the_right_password_leads_to_the_first_page_of_the_role(
    client: Client, with_password: Membership, friday: object
) -> None:
    sent = {"email": with_password.person.email.upper(), "password": PASSWORD}
    response = client.post(SIGN_IN, sent, follow=True)
    assert response.redirect_chain[-1][0] == reverse("my_work")


def test_a_wrong_password_and_an_unknown_person_are_told_the_same(
    client: Client, with_password: Membership
) -> None:
    told = [
        client.post(SIGN_IN, {"email": email, "password": "wrong"}).content.decode()
        for email in (with_password.person.email, "nobody@pace.example")
    ]
    assert all(NOT_RIGHT in page for page in told)
    assert "nobody@pace.example" in told[1]


def test_one_without_a_live_role_stays_outside(client: Client, with_password: Membership) -> None:
    with_password.ends_on = TODAY - timedelta(days=400)
    with_password.save()
    sent = {"email": with_password.person.email, "password": PASSWORD}
    page = client.post(SIGN_IN, sent)
    assert "You have no role here today" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_signing_in_leads_on_to_the_page_asked_for_but_never_outside(
    client: Client, with_password: Membership
) -> None:
    sent = {"email": with_password.person.email, "password": PASSWORD}
    inside = client.post(f"{SIGN_IN}?next=/children/", sent)
    assert inside["Location"] == "/children/"
    outside = client.post(f"{SIGN_IN}?next=https://elsewhere.example/", sent)
    assert outside["Location"] == "/"


def test_signing_out_is_a_post_and_ends_the_session(sign_in: SignIn, morag: Membership) -> None:
    client = sign_in(morag)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/", follow=True).status_code == 200
    assert client.get("/children/").status_code == 302


def test_demo_people_are_shown_in_the_demonstration_only(
    client: Client, morag: Membership, settings: Settings
) -> None:
    settings.DEMO = False
    assert "Look round as someone" not in client.get(SIGN_IN).content.decode()
    assert client.post("/sign-in/demo/", {"person": morag.pk}).status_code == 404
    settings.DEMO = True
    assert "Morag Social-Worker" in client.get(SIGN_IN).content.decode()
    assert client.post("/sign-in/demo/", {"person": morag.pk}).status_code == 302
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("person", ["", "0", "1e3", "-1", "9" * 40, "x\x00"])
def test_a_demo_person_who_is_none_is_not_found(
    db: None, client: Client, settings: Settings, person: str
) -> None:
    settings.DEMO = True
    assert client.post("/sign-in/demo/", {"person": person}).status_code == 404


@pytest.fixture
def token(south_ayrshire: Authority) -> str:
    _, token = invite_person(
        email="new@pace.example",
        full_name="New Person",
        authority=south_ayrshire,
        role=Role.SOCIAL_WORKER,
        by=system_actor(south_ayrshire),
        on=TODAY,
    )
    return token


def answer(client: Client, token: str, first: str, again: str) -> str:
    sent = {"password": first, "password_again": again}
    return client.post(f"/invitation/{token}/", sent, follow=True).content.decode()


def test_an_invitation_sets_the_password_once(client: Client, token: str) -> None:
    assert "Your password is set" in answer(client, token, PASSWORD, PASSWORD)
    assert client.get(f"/invitation/{token}/").status_code == 410
    sent = {"email": "new@pace.example", "password": PASSWORD}
    assert client.post(SIGN_IN, sent).status_code == 302


def test_a_weak_password_or_two_different_ones_are_refused(client: Client, token: str) -> None:
    assert "There is a problem" in answer(client, token, "short", "short")
    assert "The two passwords are different" in answer(client, token, PASSWORD, "another phrase")
    assert Invitation.objects.get().used_at is None


def test_an_old_or_unknown_invitation_says_what_to_do(client: Client, token: str) -> None:
    Invitation.objects.update(
        made_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=2)
    )
    for address in (token, "never-made"):
        response = client.get(f"/invitation/{address}/")
        assert response.status_code == 410
        assert "ask your system administrator" in response.content.decode()


def test_a_person_switches_among_their_own_live_roles(
    sign_in: SignIn, morag: Membership, highland: Authority
) -> None:
    other = MembershipFactory.create(person=morag.person, authority=highland, role=Role.MANAGER)
    client = sign_in(morag)
    client.post("/acting-as/", {"membership": other.pk})
    assert "Highland" in client.get("/children/").content.decode()
    assert AuditEntry.objects.filter(act="account.use").count() == 1


def test_nobody_acts_under_a_role_of_somebody_else(
    sign_in: SignIn, morag: Membership, iain: Membership
) -> None:
    page = sign_in(morag).post("/acting-as/", {"membership": iain.pk})
    assert "Choose one of your live roles" in page.content.decode()


def test_a_role_that_ends_shuts_the_door_at_the_next_click(
    sign_in: SignIn, morag: Membership
) -> None:
    client = sign_in(morag)
    assert client.get("/children/").status_code == 200
    morag.ends_on = TODAY
    morag.save()
    assert client.get("/children/").status_code == 403


@pytest.mark.parametrize("page", ["/words/", "/accessibility/", SIGN_IN])
def test_pages_for_everyone_need_no_sign_in(db: None, client: Client, page: str) -> None:
    assert client.get(page).status_code == 200


def test_only_those_who_may_list_children_are_offered_to_find_one(
    sign_in: SignIn, morag: Membership
) -> None:
    client = sign_in(morag)
    assert "Find a child" in client.get("/rules/").content.decode()
    morag.role = Role.ANALYST
    morag.save()
    assert "Find a child" not in client.get("/rules/").content.decode()
