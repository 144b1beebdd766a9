"""No barrier on a page: what axe finds, and nothing wider than the screen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE: str = Axe().axe_script
VIOLATIONS = """
axe.run({resultTypes: ["violations"]}).then(
    found => found.violations.map(each => [each.id, each.nodes[0].target])
)
"""


def has_no_violations(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    assert page.evaluate(VIOLATIONS) == []
    has_nothing_beside_it(page)


def has_nothing_beside_it(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
