"""Nobody goes on under another role without a word when the one they worked under ends."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from accounts.models import Authority, Membership
from accounts.roles import Role
from tests.conftest import TODAY
from tests.factories import MembershipFactory

SignIn = Callable[[Membership], Client]


def test_a_role_that_ends_leads_to_the_choice_of_another(
    sign_in: SignIn, morag: Membership, south_ayrshire: Authority
) -> None:
    MembershipFactory.create(
        person=morag.person, authority=south_ayrshire, role=Role.REVIEWING_CHAIR
    )
    browser = sign_in(morag)
    assert browser.get(reverse("my_work")).status_code == 200
    Membership.objects.filter(pk=morag.pk).update(ends_on=TODAY)

    assert browser.get(reverse("my_work"))["Location"] == reverse("acting_as")
    assert "reviewing chair" in browser.get(reverse("acting_as")).content.decode()


def test_the_role_entered_with_is_kept_although_never_chosen(
    client: Client, friday: date, morag: Membership, south_ayrshire: Authority
) -> None:
    MembershipFactory.create(
        person=morag.person, authority=south_ayrshire, role=Role.REVIEWING_CHAIR
    )
    client.force_login(morag.person)
    assert client.get(reverse("my_work")).status_code == 200
    Membership.objects.filter(pk=morag.pk).update(ends_on=TODAY)
    assert client.get(reverse("my_work"))["Location"] == reverse("acting_as")


def test_the_last_role_that_ends_leaves_none(sign_in: SignIn, morag: Membership) -> None:
    browser = sign_in(morag)
    Membership.objects.filter(pk=morag.pk).update(ends_on=TODAY)
    assert browser.get(reverse("my_work")).status_code == 403
