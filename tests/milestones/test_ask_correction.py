"""Asking for a correction: by those who may see that a record is wrong and not mend it."""

from collections.abc import Callable

from django.test import Client

from accounts.models import AuditEntry, Membership
from cases.models import Child, Placement, Proposal
from tests.factories import grant

SignIn = Callable[[Membership], Client]
ASKED = {"wrong": "He moved in May", "right": "Moved on 4 May"}


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def fact(child: Child, placement: Placement, page: str = "") -> str:
    return f"{child.get_absolute_url()}facts/placement/{placement.public_id}/{page}"


def test_a_social_worker_asks_and_the_team_leader_puts_it_right(
    sign_in: SignIn, morag: Membership, iain: Membership, callum: Child
) -> None:
    placement = callum.placements.get()
    browser = sign_in(morag)
    page = text(browser.get(fact(callum, placement)))
    assert "Ask for a correction" in page
    assert fact(callum, placement, "correct/") not in page
    assert browser.post(fact(callum, placement, "ask/"), ASKED).status_code == 302
    proposal = Proposal.objects.get(child=callum)
    assert (proposal.kind, proposal.state, proposal.proposed_by) == (
        "correction",
        "open",
        morag.person,
    )
    assert proposal.reason == "He moved in May. It should say: Moved on 4 May"
    assert proposal.detail == {"fact_kind": "placement", "fact_id": str(placement.public_id)}
    assert AuditEntry.objects.filter(act="fact.ask_correction", reason=proposal.reason).exists()

    assert "Ask for a correction" not in text(sign_in(iain).get(fact(callum, placement)))
    sign_in(iain).post(fact(callum, placement, "void/"), {"reason": "Typed twice"})
    proposal.refresh_from_db()
    approval = proposal.approvals.get()
    assert (proposal.state, approval.person, approval.approves) == ("approved", iain.person, True)


def test_the_same_is_asked_once(sign_in: SignIn, morag: Membership, callum: Child) -> None:
    placement = callum.placements.get()
    browser = sign_in(morag)
    browser.post(fact(callum, placement, "ask/"), ASKED)
    again = browser.post(fact(callum, placement, "ask/"), {**ASKED, "wrong": "In other words"})
    assert "already, and waits for an answer" in text(again)
    assert Proposal.objects.count() == 1


def test_what_is_wrong_and_what_it_should_say_are_both_asked(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    page = text(sign_in(morag).post(fact(callum, callum.placements.get(), "ask/"), {}))
    assert "Say what is wrong" in page
    assert "Say what it should say" in page


def test_one_struck_through_is_not_asked_about(
    sign_in: SignIn, morag: Membership, callum: Child
) -> None:
    placement = callum.placements.get()
    callum.placements.update(voided_at="2026-11-01T00:00Z", void_reason="Typed twice")
    answer = sign_in(morag).post(fact(callum, placement, "ask/"), ASKED)
    assert answer["Location"] == fact(callum, placement)
    assert not Proposal.objects.exists()


def test_legal_services_mend_their_own_and_ask_for_nothing(
    sign_in: SignIn, niamh: Membership, callum: Child
) -> None:
    grant(callum, to=niamh)
    placement = callum.placements.get()
    assert sign_in(niamh).post(fact(callum, placement, "ask/"), ASKED).status_code == 403
