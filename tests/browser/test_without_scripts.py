"""The record form without JavaScript, and the list from the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership
from accounts.today import today
from cases.models import Child
from tests.browser.conftest import enter
from tests.browser.test_thin_path import fill_day, theo

__all__ = ["theo"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_another_kind_keeps_what_was_typed(
    plain: Page, live_server: LiveServer, iain: Membership, theo: Child
) -> None:
    enter(plain, live_server, iain)
    plain.goto(f"{live_server.url}{theo.get_absolute_url()}milestones/record/?kind=carer_visit")
    held = today()
    fill_day(plain, "held_on", str(held.day), str(held.month), str(held.year))
    plain.get_by_label("72-hour meeting").check()
    plain.get_by_role("button", name="Show the questions for this choice").click()

    expect(plain.get_by_role("group", name="Who chaired it?")).to_be_visible()
    expect(plain.locator("#id_held_on_2")).to_have_value(str(held.year))
    expect(plain.get_by_role("alert")).to_have_count(0)
    plain.get_by_label("Team leader").check()
    plain.get_by_label("Held, nothing decided").check()
    plain.get_by_role("button", name="Save milestone").last.click()
    expect(plain.get_by_role("status")).to_contain_text("72-hour meeting saved")


def test_the_keyboard_reaches_the_first_clock_past_the_navigation(
    page: Page, live_server: LiveServer, iain: Membership, theo: Child
) -> None:
    enter(page, live_server, iain)
    page.goto(f"{live_server.url}/my-work/")
    expect(page.get_by_role("heading", name="Overdue", exact=True)).to_be_attached()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    first = page.get_by_role("link", name="TD reference SA-0466").first
    for _ in range(12):
        page.keyboard.press("Tab")
        if first.evaluate("link => link === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Theo Dunn")
