"""The pages about people and about who did what: each role's own, with axe at two widths."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import acting_as
from accounts.models import Authority, Membership
from accounts.roles import Role
from accounts.services import invite_colleague, issue_token, write_view_entry
from accounts.today import moment, today
from cases.models import Child
from tests.browser.barriers import has_no_violations
from tests.browser.conftest import enter
from tests.browser.test_thin_path import theo
from tests.conftest import member
from tests.lanes import IN_CI, IS_WHOLE

__all__ = ["theo"]

pytestmark = [pytest.mark.django_db(transaction=True), IN_CI]


@pytest.fixture
def sandy(south_ayrshire: Authority, theo: Child) -> Membership:
    return member("Sandy Admin", south_ayrshire, Role.SYSTEM_ADMINISTRATOR)


def _in_a_month() -> date:
    return today() + timedelta(days=30)


def looked_through(
    page: Page, live_server: LiveServer, *addresses: str, at_length: Sequence[str] = ()
) -> None:
    """Each page with axe; at length, the same pages asked otherwise too."""
    for address in [*addresses, *(at_length if IS_WHOLE else ())]:
        page.goto(f"{live_server.url}{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        has_no_violations(page)


def test_information_governance_reads_the_audit_and_reviews_access(
    page: Page, live_server: LiveServer, iain: Membership, theo: Child, south_ayrshire: Authority
) -> None:
    by = acting_as(iain, at=moment())
    by.seen.children([theo])
    write_view_entry(by=by, act="child.list", seen=by.seen)
    enter(page, live_server, member("Una Governance", south_ayrshire, "information_governance"))
    expect(page.get_by_role("heading", level=1)).to_have_text("The audit")
    expect(page.get_by_text("saw 1 record in Find a child")).to_be_visible()
    looked_through(
        page,
        live_server,
        "/audit/",
        "/access-review/",
        f"/access-review/{iain.pk}/end/",
        "/what-i-may-do/",
        at_length=["/audit/?record=R-00000000", "/acting-as/", "/your-tokens/"],
    )


def test_a_system_administrator_invites_and_issues(
    page: Page, live_server: LiveServer, sandy: Membership, iain: Membership
) -> None:
    by = acting_as(sandy, at=moment())
    issue_token(membership=iain, by=by, name="Warehouse", on=today(), ends_on=_in_a_month())
    enter(page, live_server, sandy)
    looked_through(
        page, live_server, "/people/", "/people/agreements/new/", "/tokens/", "/people/invite/"
    )
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter their work e-mail")
    has_no_violations(page)
    page.get_by_label("Work e-mail").fill("new@council.pace.example")
    page.get_by_label("Name", exact=True).fill("New Person")
    page.get_by_label("Role", exact=True).select_option("team_leader")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New Person is invited")
    has_no_violations(page)


def test_a_manager_answers_for_a_high_role(
    page: Page, live_server: LiveServer, sandy: Membership, catriona: Membership
) -> None:
    invite_colleague(
        by=acting_as(sandy, at=moment()),
        on=today(),
        email="new@council.pace.example",
        full_name="New Person",
        role="manager",
        team=None,
        ends_on=None,
        agreement=None,
    )
    enter(page, live_server, catriona)
    looked_through(page, live_server, "/people/high-roles/")
    page.get_by_role("button", name="Refuse New Person as Service manager").click()
    expect(page.get_by_role("status")).to_contain_text("Nobody was let in")


def test_a_team_leader_sees_who_looked_and_what_was_said(
    page: Page, live_server: LiveServer, iain: Membership, theo: Child, sandy: Membership
) -> None:
    by = acting_as(sandy, at=moment())
    issue_token(membership=iain, by=by, name="Warehouse", on=today(), ends_on=_in_a_month())
    enter(page, live_server, iain)
    child = theo.get_absolute_url()
    page.goto(live_server.url + child)
    page.get_by_role("link", name="Who has looked at this child").click()
    expect(page.get_by_role("cell", name="Opened the record").first).to_be_visible()
    has_no_violations(page)
    looked_through(
        page,
        live_server,
        f"{child}history/",
        at_length=[
            f"{child}looks/?to=2020-01-01",
            f"{child}history/?on=2020-01-01",
            f"{child}history/?on=soon",
        ],
    )
    looked_through(page, live_server, "/your-tokens/")
    page.get_by_role("button", name="Collect").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The token of Warehouse")
    has_no_violations(page)


def test_one_without_a_role_is_told_what_to_do(
    page: Page, live_server: LiveServer, iain: Membership, theo: Child
) -> None:
    enter(page, live_server, iain)
    iain.ends_on = today()
    iain.save()
    answer = page.request.get(f"{live_server.url}/children/")
    assert answer.status == 403
    page.set_content(answer.text())
    expect(page.get_by_role("heading", level=1)).to_have_text("You have no role here today")
