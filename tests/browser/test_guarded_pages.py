"""What is guarded, asked for, answered, reviewed and judged: with axe at two widths."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Authority, Membership
from accounts.roles import Role
from accounts.today import today
from cases.models import Child, Grant, Proposal, Restriction, SealedIdentity
from cases.services.emergencies import open_emergency
from tests.browser.barriers import has_no_violations
from tests.browser.conftest import enter
from tests.browser.test_thin_path import theo
from tests.browser.test_watching_pages import looked_through
from tests.cases.asking import asked_to_bar, barred, on_the_agenda, restricted
from tests.cases.conftest import acting
from tests.cases.test_sealing import answered, proposed
from tests.conftest import member
from tests.factories import ChildFactory, OrderFactory
from tests.lanes import IN_CI

__all__ = ["theo"]

pytestmark = [pytest.mark.django_db(transaction=True), IN_CI]
WHY = "The child is at the station alone tonight"


@pytest.fixture
def una(south_ayrshire: Authority) -> Membership:
    return member("Una Governance", south_ayrshire, Role.INFORMATION_GOVERNANCE)


def test_a_restriction_is_asked_for_and_an_emergency_is_judged(
    page: Page, live_server: LiveServer, iain: Membership, catriona: Membership, theo: Child
) -> None:
    enter(page, live_server, iain)
    looked_through(page, live_server, f"/children/{theo.public_id}/bar/", "/proposals/")
    page.goto(f"{live_server.url}/children/{theo.public_id}/restrict/")
    page.get_by_role("button", name="Ask a manager").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose why only few people may know")
    has_no_violations(page)
    page.get_by_label("High risk of harm").check()
    page.get_by_label("What makes it necessary?").fill("Threats were made this week")
    page.get_by_label("Person to name", exact=True).select_option(str(iain.person.public_id))
    page.get_by_role("button", name="Ask a manager").click()
    expect(page.get_by_text("A manager other than you decides it")).to_be_visible()
    looked_through(page, live_server, f"/children/{theo.public_id}/restrict/")
    looked_through(page, live_server, "/children/emergency/")
    page.get_by_label("The child’s reference").fill("SA-9999")
    page.get_by_label("What is the emergency?").fill(WHY)
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("alert")).to_contain_text("No record with this reference can be opened")
    has_no_violations(page)


def test_a_manager_answers_names_and_reviews(
    page: Page,
    live_server: LiveServer,
    iain: Membership,
    morag: Membership,
    catriona: Membership,
    theo: Child,
    south_ayrshire: Authority,
) -> None:
    other = ChildFactory.create(authority=south_ayrshire, child_ref="SA-0501")
    bar = barred(other, iain, catriona, morag)
    restriction = restricted(theo, iain, catriona, iain)
    waiting = asked_to_bar(other, deputy_of(iain), iain)
    far = ChildFactory.create(authority=south_ayrshire, child_ref="SA-0502", is_ayrs=False)
    with acting(iain) as actor:
        open_emergency(by=actor, child_ref=far.child_ref, reason=WHY)
    enter(page, live_server, catriona)
    looked_through(
        page,
        live_server,
        "/restrictions/",
        f"/restrictions/{restriction.public_id}/",
        f"/restrictions/{restriction.public_id}/name/",
        f"/restrictions/{restriction.public_id}/lift/",
        f"/bars/{bar.public_id}/lift/",
        "/proposals/",
        f"/proposals/{waiting.public_id}/",
        "/emergencies/",
        "/sealed/",
    )
    page.goto(f"{live_server.url}/emergencies/{Grant.objects.emergencies().get().public_id}/")
    page.get_by_role("button", name="Save your judgement").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose whether it was justified")
    has_no_violations(page)
    assert Restriction.objects.live().count() == 1


def deputy_of(leader: Membership) -> Membership:
    return member("Deputy Leader", leader.authority, Role.TEAM_LEADER, leader.team)


def test_a_sealed_record_is_opened_by_two_and_read_by_one(
    page: Page,
    live_server: LiveServer,
    eilidh: Membership,
    catriona: Membership,
    una: Membership,
    theo: Child,
) -> None:
    theo.episodes.update(ended_on=today(), destination="adopted")
    OrderFactory.create(child=theo, kind="adoption_order", made_on=today())
    on_the_agenda(theo, eilidh)
    enter(page, live_server, eilidh)
    looked_through(page, live_server, f"/children/{theo.public_id}/seal/")
    answered(proposed(theo, eilidh), catriona, una)
    identity = SealedIdentity.objects.get()
    page.context.clear_cookies()
    enter(page, live_server, catriona)
    looked_through(page, live_server, "/sealed/", f"/sealed/{identity.public_id}/release/")
    page.get_by_label("Who needs to read it").fill("A court asks for the record")
    page.get_by_role("button", name="Ask to open it").click()
    expect(page.get_by_text("asked by Catriona Manager")).to_be_visible()
    answered(Proposal.objects.open().get(), una)
    looked_through(page, live_server, f"/sealed/{identity.public_id}/")
    expect(page.get_by_text("Theo")).to_be_visible()
