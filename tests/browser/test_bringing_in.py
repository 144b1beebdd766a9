"""A manager brings case files in: the page tells by itself when the check is over."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.jobs.running import run_job
from accounts.models import Job, Membership
from accounts.today import moment
from cases.models import Child
from tests.browser.barriers import has_no_violations
from tests.browser.conftest import enter
from tests.lanes import IN_CI

pytestmark = [pytest.mark.django_db(transaction=True), IN_CI]
CHILDREN = b"child_ref,date_of_birth\nC1,2015-05-01\nC2,soon\n"


def run(kind: str) -> None:
    assert run_job(public_id=Job.objects.get(kind=kind).public_id, at=moment())


def test_files_are_chosen_checked_and_brought_in(
    page: Page, live_server: LiveServer, catriona: Membership
) -> None:
    enter(page, live_server, catriona)
    page.get_by_role("link", name="Bring in").click()
    file = {"name": "children.csv", "mimeType": "text/csv", "buffer": CHILDREN}
    page.get_by_label("Case files").set_input_files([file])
    page.get_by_role("button", name="Check them first").click()

    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    has_no_violations(page)
    run("import_check")
    expect(page.get_by_role("heading", name="2 lines read, nothing written yet")).to_be_visible()
    expect(page.get_by_role("cell", name="date_of_birth is not a date")).to_be_visible()
    has_no_violations(page)

    page.get_by_role("button", name="Bring these in").click()
    expect(page.get_by_role("button", name="Stop this")).to_be_visible()
    run("import_run")
    page.reload()
    expect(page.get_by_role("heading", name="2 lines read")).to_be_visible()
    assert [child.child_ref for child in Child.objects.all()] == ["C1"]
