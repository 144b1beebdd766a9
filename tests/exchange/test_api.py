"""The API: who is let in, what is hidden, what is refused, and that it only reads."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, Authority, Membership
from accounts.roles import Role
from cases.models import Child
from tests.conftest import TODAY, member
from tests.exchange.asking import (
    AIMS,
    CHILDREN,
    CLOCKS,
    LISTS,
    MILESTONES,
    issue_token,
    rows,
    system,
)
from tests.factories import ChildFactory, MilestoneFactory

SignIn = Callable[[Membership], Client]
SCHEMA = "/api/schema/"
ALL = (*LISTS, SCHEMA)


def record(child: Child) -> str:
    return reverse("api_child", args=[child.public_id])


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
def test_nobody_unknown_is_answered(db: None, method: str) -> None:
    for address in (*ALL, f"{CHILDREN}{uuid4()}/"):
        answer = Client().generic(method, address)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        if method != "HEAD":
            assert set(answer.json()) == {"detail"}


def test_a_token_opens_the_api_and_no_page(
    callum: Child, morag: Membership, friday: object
) -> None:
    asks = system(morag)
    assert [row["child_ref"] for row in rows(asks, CHILDREN)] == ["SA-0412"]
    assert asks.get(reverse("children")).status_code == 302


@pytest.mark.parametrize("sent", ["Bearer nothing", "Bearer ", "Basic bW9yYWc6eA==", "nonsense"])
def test_a_wrong_token_is_refused_also_beside_a_session(
    callum: Child, morag: Membership, sign_in: SignIn, sent: str
) -> None:
    assert Client(headers={"Authorization": sent}).get(CHILDREN).status_code == 401
    assert sign_in(morag).get(CHILDREN, headers={"Authorization": sent}).status_code == 401


def test_a_token_that_ended_or_was_revoked_is_refused(
    callum: Child, morag: Membership, friday: object
) -> None:
    ended = issue_token(morag, until=TODAY)
    assert Client(headers={"Authorization": f"Bearer {ended}"}).get(CHILDREN).status_code == 401
    asks = system(morag)
    assert asks.get(CHILDREN).status_code == 200
    Membership.objects.filter(pk=morag.pk).update(ends_on=TODAY - timedelta(days=1))
    assert asks.get(CHILDREN).status_code == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"])
def test_it_only_reads(callum: Child, morag: Membership, sign_in: SignIn, method: str) -> None:
    browser = sign_in(morag)
    for address in (*ALL, record(callum)):
        answer = browser.generic(method, address)
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD"


def test_what_may_not_be_known_is_the_same_as_what_does_not_exist(
    callum: Child, ross: Membership, sign_in: SignIn
) -> None:
    browser = sign_in(ross)
    theirs, nobodys = browser.get(record(callum)), browser.get(f"{CHILDREN}{uuid4()}/")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content
    assert theirs.headers == nobodys.headers


def test_an_address_that_leads_nowhere_is_told_in_json(morag: Membership, sign_in: SignIn) -> None:
    for address in ("/api/", "/api/nothing/", "/api/children/not-an-id/", "/api/aims/%00/"):
        answer = sign_in(morag).get(address)
        assert answer.status_code == 404
        assert set(answer.json()) == {"detail"}


@pytest.mark.parametrize(
    ("role", "closed"),
    [
        (Role.ANALYST, {CHILDREN, MILESTONES}),
        (Role.REPORTER, {CLOCKS, AIMS}),
        (Role.PANEL_MEMBER, {CLOCKS, AIMS}),
        (Role.REVIEWING_CHAIR, {AIMS}),
        (Role.SYSTEM_ADMINISTRATOR, set(LISTS)),
        (Role.INFORMATION_GOVERNANCE, set(LISTS)),
        (Role.MANAGER, set()),
    ],
)
def test_a_role_without_the_act_is_refused(
    south_ayrshire: Authority, sign_in: SignIn, role: str, closed: set[str]
) -> None:
    browser = sign_in(member("Somebody", south_ayrshire, role))
    assert {address for address in LISTS if browser.get(address).status_code == 403} == closed
    assert browser.get(SCHEMA).status_code == 200


def test_what_was_shown_is_audited_once_a_request(
    callum: Child, morag: Membership, sign_in: SignIn
) -> None:
    MilestoneFactory.create(child=callum, held_on="2025-12-10")
    browser = sign_in(morag)
    for address, act in (
        (CHILDREN, "child.list"),
        (MILESTONES, "child.list"),
        (CLOCKS, "clock.list"),
        (record(callum), "child.view"),
    ):
        before = AuditEntry.objects.count()
        assert browser.get(address).status_code == 200
        assert AuditEntry.objects.count() == before + 1
        entry = AuditEntry.objects.latest("pk")
        assert (entry.act, entry.detail["shown"]) == (act, [str(callum.public_id)])


def test_it_shows_nothing_that_cannot_be_audited(
    callum: Child, morag: Membership, sign_in: SignIn, settings: object
) -> None:
    settings.FAULT = "audit_insert"  # type: ignore[attr-defined]
    answer = sign_in(morag).get(record(callum))
    assert answer.status_code == 503
    assert set(answer.json()) == {"detail"}
    assert b"SA-0412" not in answer.content


def test_nobody_keeps_an_answer(callum: Child, morag: Membership, sign_in: SignIn) -> None:
    assert sign_in(morag).get(record(callum)).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("accepted", ["text/html", "application/xml", "image/*", "nonsense"])
def test_it_speaks_json_only(morag: Membership, sign_in: SignIn, accepted: str) -> None:
    browser = sign_in(morag)
    answer = browser.get(CHILDREN, headers={"Accept": accepted})
    assert answer.status_code == 406
    assert answer.headers["Content-Type"] == "application/json"


def test_a_list_asks_no_more_of_many_than_of_few(
    callum: Child, catriona: Membership, sign_in: SignIn, django_assert_max_num_queries: Callable
) -> None:
    browser = sign_in(catriona)
    for _ in range(12):
        child = ChildFactory.create(authority=callum.authority)
        MilestoneFactory.create(child=child, held_on="2025-12-10")
    for address in (CHILDREN, MILESTONES, CLOCKS):
        with django_assert_max_num_queries(20):
            browser.get(f"{address}?page_size=1")
        with django_assert_max_num_queries(20):
            browser.get(address)
