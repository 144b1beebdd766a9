"""From the flag to its mending: the worker records, the leader gets a promise, the manager waits.

Each looks at every page on the way for barriers.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership
from accounts.today import today
from cases.models import Child
from milestones.models import Flag
from milestones.services.flags import raise_flags
from milestones.services.raising import raise_notices
from tests.browser.barriers import has_no_violations
from tests.browser.conftest import enter
from tests.browser.test_thin_path import fill_day, theo
from tests.conftest import noon
from tests.lanes import IN_CI

__all__ = ["theo"]

pytestmark = pytest.mark.django_db(transaction=True)
MEETING = "72-hour meeting after coming into care"


@pytest.fixture
def flagged(theo: Child, morag: Membership, catriona: Membership) -> Child:
    """Last night Theo's 72-hour meeting was flagged, and everybody on the ladder was told."""
    raise_flags(authority=theo.authority, on=today(), at=noon(today()))
    raise_notices(authority=theo.authority, on=today(), at=noon(today()))
    return theo


def test_a_social_worker_goes_from_the_notice_to_the_record_and_the_flag_is_cleared(
    page: Page, live_server: LiveServer, morag: Membership, flagged: Child
) -> None:
    enter(page, live_server, morag)
    page.goto(f"{live_server.url}/notices/")
    expect(page.get_by_text("SA-0466").first).to_be_visible()
    has_no_violations(page)
    page.get_by_role("row").filter(has_text=MEETING).get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEETING)
    has_no_violations(page)

    page.get_by_role("link", name="Record it").click()
    held = today()
    fill_day(page, "held_on", str(held.day), str(held.month), str(held.year))
    page.get_by_label("Team leader").check()
    page.get_by_label("Held, nothing decided").check()
    page.get_by_role("button", name="Save milestone").last.click()
    expect(page.get_by_role("status")).to_contain_text("72-hour meeting saved")

    flag = Flag.objects.get(child=flagged, timescale__ref="meeting_72_hours")
    assert flag.cleared_because == Flag.Why.STOPPED
    page.goto(f"{live_server.url}/notices/")
    expect(page.get_by_text("No longer so.").first).to_be_visible()


@IN_CI
def test_a_team_leader_gives_a_cause_and_the_list_shows_the_promise(
    page: Page, live_server: LiveServer, iain: Membership, flagged: Child
) -> None:
    enter(page, live_server, iain)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ayr team")
    has_no_violations(page)
    page.get_by_role("link", name="Give a cause").first.click()
    page.get_by_role("link", name="Give a cause of delay").click()
    has_no_violations(page)
    page.get_by_role("button", name="Save the cause").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the cause")
    has_no_violations(page)

    promised = today() + timedelta(days=7)
    page.get_by_label("Chair or panel not available").check()
    fill_day(page, "promised_on", str(promised.day), str(promised.month), str(promised.year))
    page.get_by_role("button", name="Save the cause").click()
    page.goto(f"{live_server.url}/dashboard/")
    row = page.get_by_role("row").filter(has_text=MEETING).filter(has_text="SA-0466")
    expect(row).to_contain_text("Chair or panel not available")
    expect(row).to_contain_text(f"{promised.day} {promised:%b}")


@IN_CI
def test_a_manager_goes_from_a_number_to_the_clock_and_silences_it_for_a_week(
    page: Page, live_server: LiveServer, catriona: Membership, flagged: Child
) -> None:
    enter(page, live_server, catriona)
    expect(page.get_by_role("heading", level=1)).to_have_text("South Ayrshire")
    has_no_violations(page)
    page.locator(".tile--overdue").get_by_role("link").first.click()
    page.get_by_role("link", name="Open the clock").first.click()
    page.get_by_role("link", name="No notices until").click()
    has_no_violations(page)
    until = today() + timedelta(days=7)
    fill_day(page, "until", str(until.day), str(until.month), str(until.year))
    page.get_by_label("Why?").fill("The worker is with the family this week")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No notices until").first).to_be_visible()
    has_no_violations(page)
    page.get_by_role("button", name="Speak up again").click()
    expect(page.get_by_role("link", name="No notices until")).to_be_visible()
