"""From signing in to a stopped clock, as a person walks it, with axe at two widths."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership
from accounts.today import today
from cases.models import Child
from milestones.clocks import refresh_clocks
from tests.browser.barriers import has_no_violations, has_nothing_beside_it
from tests.browser.conftest import NARROW, WIDE, enter
from tests.conftest import NOON
from tests.factories import ChildFactory, EpisodeFactory, PlacementFactory, switch_on
from tests.lanes import IS_WHOLE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def theo(iain: Membership) -> Child:
    """Came into care a month ago: the 72-hour meeting is overdue."""
    switch_on(iain.authority, "meeting_72_hours", "recommendation_30_weeks")
    a_month_ago = today() - timedelta(days=30)
    child: Child = ChildFactory.create(
        authority=iain.authority, child_ref="SA-0466", given_name="Theo", family_name="Dunn"
    )
    EpisodeFactory.create(child=child, began_on=a_month_ago)
    PlacementFactory.create(child=child, began_on=a_month_ago)
    refresh_clocks(authority=iain.authority, child_ids=[child.pk], at=NOON)
    return child


def fill_day(page: Page, field: str, day: str, month: str, year: str) -> None:
    for part, text in enumerate((day, month, year)):
        page.locator(f"#id_{field}_{part}").fill(text)


def test_a_team_leader_records_a_meeting_and_the_clock_stops(
    page: Page, live_server: LiveServer, iain: Membership, theo: Child
) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    has_no_violations(page)
    enter(page, live_server, iain)
    has_no_violations(page)
    page.goto(f"{live_server.url}/my-work/")
    expect(page.get_by_role("heading", name="Overdue", exact=True)).to_be_attached()
    has_no_violations(page)

    page.get_by_role("link", name="TD reference SA-0466").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Theo Dunn")
    has_no_violations(page)

    page.get_by_role("link", name="Record a milestone").click()
    has_no_violations(page)
    page.get_by_label("72-hour meeting").check()
    fill_day(page, "held_on", "31", "2", str(today().year))
    page.get_by_role("button", name="Save milestone").last.click()

    expect(page.get_by_role("alert")).to_contain_text("must be a real date")
    has_no_violations(page)
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#id_held_on_0")).to_be_focused()

    held = today()
    fill_day(page, "held_on", str(held.day), str(held.month), str(held.year))
    page.get_by_label("Team leader").check()
    page.get_by_label("Held, nothing decided").check()
    page.locator("#id_note").press("Tab")
    page.get_by_role("button", name="Save milestone").last.click()
    expect(page.get_by_role("status")).to_contain_text("72-hour meeting saved")
    has_no_violations(page)


def test_enter_in_a_field_saves_rather_than_changing_the_kind(
    page: Page, live_server: LiveServer, iain: Membership, theo: Child
) -> None:
    enter(page, live_server, iain)
    page.goto(f"{live_server.url}{theo.get_absolute_url()}milestones/record/?kind=carer_visit")
    held = today()
    fill_day(page, "held_on", str(held.day), str(held.month), str(held.year))
    page.locator("#id_held_on_2").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Visit to child and carer saved")


ABOUT_A_CHILD = [
    "",
    "facts/",
    "record/",
    "moves/record/",
    "orders/record/",
    "routes/record/",
    "leaving-care/",
    "milestones/plan/",
    "milestones/record/?every=1",
    "people/",
    "people/allocate/",
    "people/team/",
    "people/chair/",
    "people/agenda/",
    "people/legal/",
    "people/share/",
    "address/",
]
OTHERS = [
    "/children/",
    "/children/new/",
    "/aims/",
    "/rules/",
    "/words/",
    "/accessibility/",
    "/acting-as/",
    "/my-work/?rule=none",
    "/cover/",
    "/cover/arrange/",
    "/notices/",
    "/notices/choices/",
]


def test_no_page_has_a_barrier(
    wide_page: Page, live_server: LiveServer, iain: Membership, theo: Child
) -> None:
    page = wide_page
    enter(page, live_server, iain)
    pages = [*(theo.get_absolute_url() + under for under in ABOUT_A_CHILD), *OTHERS]
    for address in pages if IS_WHOLE else pages[::3]:
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        page.goto(live_server.url + address)
        (has_no_violations if IS_WHOLE else has_nothing_beside_it)(page)
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        has_no_violations(page)
