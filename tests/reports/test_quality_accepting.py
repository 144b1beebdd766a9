"""“This is right as recorded”: its own page, the filter that shows it, asking again."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Membership
from cases.models import Child
from milestones.clocks import refresh_clocks
from milestones.models import AcceptedQuestion, Question
from tests.conftest import NOON
from tests.factories import MilestoneFactory, grant

SignIn = Callable[[Membership], Client]
WHY = "The council sat without a panel that summer"


@pytest.fixture
def decided(callum: Child) -> Child:
    MilestoneFactory.create(
        child=callum, code="adm_decision", held_on=date(2026, 9, 3), outcome_id="approved"
    )
    refresh_clocks(authority=callum.authority, child_ids=[callum.pk], at=NOON)
    return callum


def address(child: Child, what: str = "accept") -> str:
    question = Question.objects.get(child=child)
    return f"/children/{child.public_id}/questions/{question.public_id}/{what}/"


def shown(client: Client, query: str = "") -> str:
    return client.get(f"/data-quality/{query}").content.decode()


def seen_on(client: Client, page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', client.get(page).content.decode())
    assert found
    return found[1]


def test_the_list_leads_to_a_page_that_asks_why(
    sign_in: SignIn, iain: Membership, decided: Child
) -> None:
    client = sign_in(iain)
    assert address(decided) in shown(client)
    page = client.get(address(decided)).content.decode()
    assert "The ADM decided on 3 September 2026; no panel is recorded before it." in page
    assert "Callum" not in page


def test_accepted_it_leaves_the_list_and_stands_under_its_filter(
    sign_in: SignIn, iain: Membership, decided: Child
) -> None:
    client = sign_in(iain)
    page = address(decided)
    answer = client.post(page, {"reason": WHY, "seen": seen_on(client, page)}, follow=True)
    text = answer.content.decode()
    assert "Nothing to put right" in text
    assert 'class="vh"> to look at</span>' not in text
    accepted = shown(client, "?show=accepted")
    assert "1 thing accepted as right" in accepted
    assert ">20 Nov 2026<" in accepted
    assert "Iain Team-Leader, " in accepted
    assert WHY in accepted
    client.post(address(decided, "reopen"))
    assert "no panel is recorded before it" in shown(client)
    assert "Nothing accepted here" in shown(client, "?show=accepted")


def test_without_a_reason_it_stays_and_what_to_do_is_said(
    sign_in: SignIn, iain: Membership, decided: Child
) -> None:
    client = sign_in(iain)
    text = client.post(address(decided), {"reason": "", "seen": "x"}).content.decode()
    assert 'href="#id_reason"' in text
    assert "Say why it is right as recorded" in text
    assert not AcceptedQuestion.objects.exists()


def test_what_changed_meanwhile_is_read_again_with_the_reason_kept(
    sign_in: SignIn, iain: Membership, decided: Child
) -> None:
    client = sign_in(iain)
    typed = {"reason": WHY, "seen": "as it was"}
    text = client.post(address(decided), typed).content.decode()
    assert "The record was changed since you opened this page" in text
    assert WHY in text
    again = re.search(r'name="seen" value="(\w+)"', text)
    assert again
    assert client.post(address(decided), typed | {"seen": again[1]}).status_code == 302


def test_a_social_worker_is_not_offered_what_an_office_is_to_mend(
    sign_in: SignIn, morag: Membership, decided: Child
) -> None:
    client = sign_in(morag)
    assert address(decided) not in shown(client)
    assert client.get(address(decided)).status_code == 404


def test_of_another_council_there_is_no_such_question(
    sign_in: SignIn, ross: Membership, decided: Child
) -> None:
    assert sign_in(ross).get(address(decided)).status_code == 404


def test_an_office_is_refused(sign_in: SignIn, alasdair: Membership, decided: Child) -> None:
    grant(decided, to=alasdair, ground="awaiting_decision")
    assert sign_in(alasdair).get(address(decided)).status_code == 403


def test_a_read_request_asks_nothing_again(
    sign_in: SignIn, iain: Membership, decided: Child
) -> None:
    assert sign_in(iain).get(address(decided, "reopen")).status_code == 405
