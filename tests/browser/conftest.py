"""A real browser against the live server; skipped aloud where there is none."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership
from tests.lanes import IS_WHOLE

# What Chromium would otherwise fetch, or need, in a test machine.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # One process for our pages: isolation guards against strangers' sites.
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
]
PASSWORD = "a long and private phrase"
WIDE, NARROW = (1280, 900), (390, 844)
# The suite walks on a telephone, where a table becomes cards; the gauntlet at both widths.
WIDTHS = {"390": NARROW} | ({"1280": WIDE} if IS_WHOLE else {})


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = (
        os.environ.get("PACE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    if path is None and os.environ.get("PACE_BROWSER_REQUIRED"):
        pytest.fail("The browser tests must run here, and there is no Chromium.")
    if path is None:
        print("No Chromium: the browser tests are skipped.", file=sys.stderr)
        pytest.skip("no Chromium on this machine (set PACE_CHROMIUM to one)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS.keys())
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page that fails the test when the browser complains."""
    with uncomplaining(chromium, request.param) as page:
        yield page


@pytest.fixture
def wide_page(chromium: Browser) -> Iterator[Page]:
    with uncomplaining(chromium, WIDE) as page:
        yield page


@contextmanager
def uncomplaining(chromium: Browser, size: tuple[int, int]) -> Iterator[Page]:
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if _is_bad(told.type) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def _is_bad(kind: str) -> bool:
    return kind in {"error", "warning"}


def enter(page: Page, live_server: LiveServer, membership: Membership) -> None:
    membership.person.set_password(PASSWORD)
    membership.person.save()
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("Work e-mail").fill(membership.person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
