"""Roles given and ended: never by oneself, high ones by two people."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse

from accounts.actors import acting_as
from accounts.memberships import askings
from accounts.models import AuditEntry, Authority, Membership, Person, SharingAgreement
from accounts.roles import Role
from accounts.services import answer_asking, end_membership, invite_colleague
from tests.conftest import NOON, TODAY, member
from tests.factories import MembershipFactory

SignIn = Callable[[Membership], Client]
INVITED = {"email": "new@council.pace.example", "full_name": "New Person"}
pytestmark = pytest.mark.usefixtures("friday")


def asked_for(by: Membership, role: str = Role.MANAGER) -> None:
    invite_colleague(
        by=acting_as(by, at=NOON),
        on=TODAY,
        role=role,
        team=None,
        ends_on=None,
        agreement=None,
        **INVITED,
    )


# Inviting


def test_an_invitation_gives_the_role_and_shows_the_link_once(
    sign_in: SignIn, sandy: Membership, ayr: Any
) -> None:
    browser = sign_in(sandy)
    sent = {**INVITED, "role": "social_worker", "team": str(ayr.pk)}
    page = browser.post(reverse("invite"), sent)
    told = page.content.decode()
    assert "/invitation/" in told and page.headers["Cache-Control"] == "no-store"
    made = Membership.objects.get(person__email=INVITED["email"])
    assert (made.role, made.team, made.granted_by) == ("social_worker", ayr, sandy.person)
    assert "/invitation/" not in browser.get(reverse("memberships")).content.decode()
    assert AuditEntry.objects.filter(act="person.invite").count() == 1


def test_who_has_a_password_gets_the_role_and_no_way_into_their_account(
    sign_in: SignIn, sandy: Membership, ross: Membership
) -> None:
    ross.person.set_password("a long and private phrase")
    ross.person.save()
    sent = {"email": ross.person.email, "full_name": "Ross", "role": "social_worker"}
    told = sign_in(sandy).post(reverse("invite"), sent).content.decode()
    assert "/invitation/" not in told and "has a password already" not in told
    assert "They have a password already" in told
    assert ross.person.invitations.count() == 0


def test_nobody_gives_themself_a_role(sign_in: SignIn, sandy: Membership) -> None:
    sent = {"email": sandy.person.email.upper(), "full_name": "S", "role": "social_worker"}
    told = sign_in(sandy).post(reverse("invite"), sent).content.decode()
    assert "Nobody gives themself a role" in told and 'href="#id_email"' in told
    assert sandy.person.memberships.count() == 1


@pytest.mark.parametrize("role", [Role.PARTNER, Role.REPORTER, Role.CELCIS])
def test_other_agencies_are_let_in_under_an_agreement_only(
    sign_in: SignIn, sandy: Membership, south_ayrshire: Authority, role: str
) -> None:
    browser = sign_in(sandy)
    told = browser.post(reverse("invite"), {**INVITED, "role": role}).content.decode()
    assert "Choose the agreement under which they are let in" in told
    agreement = {"number": "DSA-7", "purpose": "Medical advice", "signatories": "Both"}
    days = {"begins_on_0": "1", "begins_on_1": "11", "begins_on_2": "2026"}
    days |= {"ends_on_0": "1", "ends_on_1": "11", "ends_on_2": "2027"}
    assert browser.post(reverse("new_agreement"), {**agreement, **days}).status_code == 302
    made = SharingAgreement.objects.get(authority=south_ayrshire)
    browser.post(reverse("invite"), {**INVITED, "role": role, "agreement": str(made.pk)})
    assert Membership.objects.get(role=role).agreement == made


def test_another_authoritys_team_or_agreement_cannot_be_chosen(
    sign_in: SignIn, sandy: Membership, highland: Authority
) -> None:
    theirs = SharingAgreement.objects.create(
        authority=highland, number="H", purpose="x", begins_on=TODAY, ends_on=date(2027, 1, 1)
    )
    sent = {**INVITED, "role": "partner", "agreement": str(theirs.pk)}
    told = sign_in(sandy).post(reverse("invite"), sent).content.decode()
    assert "Choose one of those listed" in told
    assert Membership.objects.filter(role="partner").count() == 0


# High roles: two people


@pytest.mark.parametrize(
    "role", [Role.MANAGER, Role.INFORMATION_GOVERNANCE, Role.SYSTEM_ADMINISTRATOR]
)
def test_a_high_role_is_asked_for_and_given_by_a_manager(
    sign_in: SignIn, sandy: Membership, catriona: Membership, role: str
) -> None:
    told = sign_in(sandy).post(reverse("invite"), {**INVITED, "role": role}).content.decode()
    assert "Asked of a manager" in told
    assert not Person.objects.filter(email=INVITED["email"]).exists()
    manager = sign_in(catriona)
    page = manager.get(reverse("high_roles")).content.decode()
    assert "New Person" in page and "Asked by Sandy Admin" in page
    (asking,) = askings(acting_as(catriona, at=NOON))
    answer = reverse("answer_high_role", args=[asking.asked_id])
    assert "/invitation/" in manager.post(answer, {"answer": "approve"}).content.decode()
    assert Membership.objects.get(person__email=INVITED["email"]).role == role
    assert manager.post(answer, {"answer": "approve"}).status_code == 404


def test_a_refused_high_role_lets_nobody_in(
    sign_in: SignIn, sandy: Membership, catriona: Membership
) -> None:
    asked_for(sandy)
    (asking,) = askings(acting_as(catriona, at=NOON))
    answer = reverse("answer_high_role", args=[asking.asked_id])
    assert sign_in(catriona).post(answer, {"answer": "refuse"}).status_code == 302
    assert not Person.objects.filter(email=INVITED["email"]).exists()
    assert askings(acting_as(catriona, at=NOON)) == []


def test_who_asked_does_not_answer_under_another_hat(
    south_ayrshire: Authority, sandy: Membership
) -> None:
    asked_for(sandy)
    hat = MembershipFactory.create(person=sandy.person, authority=south_ayrshire, role=Role.MANAGER)
    as_manager = acting_as(hat, at=NOON)
    (asking,) = askings(as_manager)
    with pytest.raises(PermissionDenied):
        answer_asking(asked_id=asking.asked_id, by=as_manager, on=TODAY, approves=True)


def test_the_person_asked_for_does_not_let_themself_in(
    sandy: Membership, catriona: Membership
) -> None:
    asked_for(sandy)
    Person.objects.filter(pk=catriona.person_id).update(email=INVITED["email"])
    catriona.person.refresh_from_db()
    actor = acting_as(catriona, at=NOON)
    (asking,) = askings(actor)
    with pytest.raises(ValidationError, match="Nobody gives themself a role"):
        answer_asking(asked_id=asking.asked_id, by=actor, on=TODAY, approves=True)


def test_another_authoritys_asking_is_not_there(sandy: Membership, highland: Authority) -> None:
    asked_for(sandy)
    entry = AuditEntry.objects.get(act="person.ask")
    theirs = acting_as(member("Hamish Manager", highland, Role.MANAGER), at=NOON)
    with pytest.raises(Http404):
        answer_asking(asked_id=entry.entry_id, by=theirs, on=TODAY, approves=True)


# Ending


def test_a_role_that_is_ended_shuts_the_door_at_the_next_click(
    sign_in: SignIn, sandy: Membership, morag: Membership
) -> None:
    at_work = sign_in(morag)
    assert at_work.get(reverse("children")).status_code == 200
    page = reverse("end_access", args=[morag.pk])
    assert sign_in(sandy).post(page, {"reason": "Left the council"}).status_code == 302
    assert at_work.get(reverse("children")).status_code == 403
    told = at_work.get("/").content.decode()
    assert "You have no role here today" in told and "Sign out" in told
    entry = AuditEntry.objects.get(act="access.review")
    assert (entry.reason, entry.subject_id) == ("Left the council", morag.person.public_id)


def test_a_role_ends_with_a_reason(sign_in: SignIn, sandy: Membership, morag: Membership) -> None:
    page = sign_in(sandy).post(reverse("end_access", args=[morag.pk]), {"reason": " "})
    assert "Enter why the role ends" in page.content.decode()
    morag.refresh_from_db()
    assert morag.ends_on is None


def test_a_role_that_was_ended_can_be_given_again_another_day(
    sandy: Membership, morag: Membership
) -> None:
    by = acting_as(sandy, at=NOON)
    end_membership(membership=morag, by=by, on=TODAY, reason="Left")
    again = {"email": morag.person.email, "full_name": "M", "role": morag.role, "team": morag.team}
    rest = {"ends_on": None, "agreement": None, "by": by}
    invite_colleague(on=TODAY, **again, **rest)
    assert morag.person.memberships.live(on=TODAY).count() == 1


@pytest.mark.parametrize("page", ["confirm_access", "end_access"])
def test_nobody_confirms_or_ends_their_own_role(
    sign_in: SignIn, sandy: Membership, page: str
) -> None:
    answer = sign_in(sandy).post(reverse(page, args=[sandy.pk]), {"reason": "Mine"})
    assert answer.status_code == 403
    sandy.refresh_from_db()
    assert (sandy.confirmed_on, sandy.ends_on) == (None, None)


@pytest.mark.parametrize("membership_id", [0, 10**30])
def test_another_authoritys_or_no_membership_is_not_there(
    sign_in: SignIn, sandy: Membership, ross: Membership, membership_id: int
) -> None:
    for pk in (membership_id, ross.pk):
        for page in ("confirm_access", "end_access"):
            answer = sign_in(sandy).post(reverse(page, args=[pk]), {"reason": "x"})
            assert answer.status_code == 404


@pytest.mark.parametrize(
    ("page", "open_to"),
    [
        ("memberships", {"system_administrator"}),
        ("invite", {"system_administrator"}),
        ("new_agreement", {"system_administrator"}),
        ("tokens", {"system_administrator"}),
        ("high_roles", {"manager"}),
        ("access_review", {"system_administrator", "information_governance"}),
    ],
)
def test_each_page_is_open_to_its_roles_only(
    sign_in: SignIn, south_ayrshire: Authority, page: str, open_to: set[str]
) -> None:
    for role in Role.values:
        browser = sign_in(member(f"Somebody {role}", south_ayrshire, role))
        expected = 200 if role in open_to else 403
        if role != Role.CELCIS:
            assert browser.get(reverse(page)).status_code == expected, role
