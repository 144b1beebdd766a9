"""Tokens of other systems: issued by one person, collected and answered for by another."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.actors import acting_as
from accounts.models import AuditEntry, Membership, SystemToken
from accounts.services import issue_token
from accounts.tokens import membership_of_token
from tests.conftest import NOON, TODAY

SignIn = Callable[[Membership], Client]
NEXT_MAY = {"ends_on_0": "1", "ends_on_1": "5", "ends_on_2": "2027"}
pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def issued(sign_in: SignIn, sandy: Membership, catriona: Membership) -> SystemToken:
    sent = {"name": "Data warehouse", "membership": str(catriona.pk), **NEXT_MAY}
    page = sign_in(sandy).post(reverse("tokens"), sent, follow=True)
    assert "The person of that role now collects it" in page.content.decode()
    return SystemToken.objects.get()


def opened_by(secret: str) -> Membership | None:
    request = RequestFactory().get("/api/children/", headers={"Authorization": f"Bearer {secret}"})
    return membership_of_token(request)


def collected(browser: Client, token: SystemToken) -> Any:
    return browser.post(reverse("collect_token", args=[token.public_id]))


def secret_in(page: Any) -> str:
    return str(page.context["secret"])


def test_the_secret_is_shown_once_to_whoever_answers_for_it(
    sign_in: SignIn, catriona: Membership, issued: SystemToken
) -> None:
    browser = sign_in(catriona)
    assert "Data warehouse" in browser.get(reverse("your_tokens")).content.decode()
    page = collected(browser, issued)
    secret = secret_in(page)
    assert secret in page.content.decode() and page.headers["Cache-Control"] == "no-store"
    assert opened_by(secret) == catriona
    again = collected(browser, issued)
    assert again.status_code == 302
    assert "collected before" in browser.get(reverse("your_tokens")).content.decode()
    issued.refresh_from_db()
    assert secret not in issued.token_hash


def test_the_administrator_never_holds_it(
    sign_in: SignIn, sandy: Membership, issued: SystemToken
) -> None:
    assert collected(sign_in(sandy), issued).status_code == 404
    assert opened_by(issued.token_hash) is None


def test_a_revoked_token_opens_nothing(
    sign_in: SignIn, sandy: Membership, catriona: Membership, issued: SystemToken
) -> None:
    secret = secret_in(collected(sign_in(catriona), issued))
    sign_in(sandy).post(reverse("revoke_token", args=[issued.public_id]))
    assert opened_by(secret) is None
    assert [e.reason for e in AuditEntry.objects.filter(act="token.issue").order_by("pk")] == [
        "Issued",
        "Collected",
        "Revoked",
    ]


def test_a_token_ends_with_the_role_it_acts_under(
    sign_in: SignIn, catriona: Membership, issued: SystemToken
) -> None:
    secret = secret_in(collected(sign_in(catriona), issued))
    catriona.ends_on = date(2026, 11, 1)
    catriona.save()
    assert opened_by(secret) is None


@pytest.mark.parametrize("year", ["2026", "2028", "9999"])
def test_a_token_lasts_a_year_at_most(
    sign_in: SignIn, sandy: Membership, morag: Membership, year: str
) -> None:
    days = {"ends_on_0": "1", "ends_on_1": "2", "ends_on_2": year}
    sent = {"name": "Warehouse", "membership": str(morag.pk), **days}
    told = sign_in(sandy).post(reverse("tokens"), sent).content.decode()
    assert 'href="#id_ends_on_' in told
    assert SystemToken.objects.count() == 0


def test_nobody_issues_one_for_their_own_role_or_another_authority(
    sandy: Membership, ross: Membership
) -> None:
    for membership in (sandy, ross):
        with pytest.raises(PermissionDenied):
            issue_token(
                membership=membership,
                by=acting_as(sandy, at=NOON),
                name="x",
                on=TODAY,
                ends_on=date(2027, 1, 1),
            )
