"""From a line of the data-quality list to the page that mends it, and the line is gone."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership
from accounts.today import today
from cases.models import Child
from milestones.clocks import refresh_clocks
from tests.browser.barriers import has_no_violations
from tests.browser.conftest import enter
from tests.browser.test_thin_path import theo
from tests.conftest import NOON
from tests.factories import MilestoneFactory
from tests.lanes import IN_CI

__all__ = ["theo"]

pytestmark = [pytest.mark.django_db(transaction=True), IN_CI]


def test_a_team_leader_says_that_a_planned_review_was_not_held(
    page: Page, live_server: LiveServer, iain: Membership, theo: Child
) -> None:
    MilestoneFactory.create(child=theo, code="lac_review", planned_on=today() - timedelta(days=3))
    refresh_clocks(authority=iain.authority, child_ids=[theo.pk], at=NOON)
    enter(page, live_server, iain)
    page.get_by_role("link", name="Data quality").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data quality")
    expect(page.get_by_text("nothing says whether it was held")).to_be_visible()
    has_no_violations(page)
    page.get_by_role("link", name="It was not held").click()
    page.get_by_role("button", name="Save: not held").click()
    page.get_by_role("link", name="Data quality").click()
    expect(page.get_by_text("nothing says whether it was held")).to_have_count(0)
