"""What one asks and another answers: never the proposer, never twice, each role its own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry, Membership
from accounts.roles import Role
from cases.asked import asked_of, waiting_for
from cases.models import Approval, Child, Proposal
from cases.services.proposals import decide_proposal, withdraw_proposal
from tests.cases.asking import asked_to_bar
from tests.cases.conftest import At, acting


def correction(child: Child, by: Membership) -> Proposal:
    return Proposal.objects.create(
        authority=child.authority,
        child=child,
        kind="correction",
        reason="The review was on the 3rd",
        detail={"fact_kind": "milestone", "fact_id": "1f0c3c0e-0000-4000-8000-000000000001"},
        proposed_by=by.person,
        proposed_as=by.role,
    )


def test_a_team_leader_is_asked_for_corrections_of_their_teams_children_only(
    at_desk: At, theo: Child, morag: Membership, iain: Membership, effie: Membership
) -> None:
    proposal = correction(theo, morag)
    page = at_desk(iain).get("/proposals/").content.decode()
    assert "Correct a record" in page and "TD SA-0466" in page
    detail = at_desk(iain).get(f"/proposals/{proposal.public_id}/").content.decode()
    assert f"/children/{theo.public_id}/facts/milestone/" in detail
    effie.role = Role.TEAM_LEADER
    effie.save()
    assert "Nothing is asked of you" in at_desk(effie).get("/proposals/").content.decode()
    assert at_desk(effie).get(f"/proposals/{proposal.public_id}/").status_code == 404


def test_a_correction_is_answered_by_correcting_or_by_a_reasoned_no(
    theo: Child, morag: Membership, iain: Membership
) -> None:
    proposal = correction(theo, morag)
    with acting(iain) as actor:
        with pytest.raises(ValidationError, match="Correct the record itself"):
            decide_proposal(proposal=proposal, by=actor, approves=True)
        with pytest.raises(ValidationError) as refused:
            decide_proposal(proposal=proposal, by=actor, approves=False)
        assert "words" in refused.value.message_dict
        decide_proposal(proposal=proposal, by=actor, approves=False, words="It was on the 4th")
    proposal.refresh_from_db()
    assert proposal.state == "refused"
    assert AuditEntry.objects.latest("pk").reason == "It was on the 4th"


def test_what_was_answered_is_not_answered_again(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership, dougal: Membership
) -> None:
    proposal = asked_to_bar(theo, iain, morag)
    with acting(catriona) as actor:
        decide_proposal(proposal=proposal, by=actor, approves=False, words="No relation")
    with acting(dougal) as actor, pytest.raises(ValidationError, match="answered already"):
        decide_proposal(proposal=proposal, by=actor, approves=True)


def test_a_person_decides_a_proposal_once_says_the_database(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    proposal = asked_to_bar(theo, iain, morag)
    word = {
        "authority": theo.authority,
        "proposal": proposal,
        "proposer": iain.person,
        "person": catriona.person,
        "approves": True,
    }
    Approval.objects.create(role=Role.MANAGER, **word)
    with pytest.raises(IntegrityError, match="decides_a_proposal_once"), transaction.atomic():
        Approval.objects.create(role=Role.INFORMATION_GOVERNANCE, **word)


def test_nothing_is_counted_for_somebody_who_may_not_answer(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership, isobel: Membership
) -> None:
    asked_to_bar(theo, iain, morag)
    with acting(catriona) as actor:
        assert waiting_for(actor).count() == len(asked_of(actor)) == 1
    for other in (iain, isobel):
        with acting(other) as actor:
            assert waiting_for(actor).count() == 0


def test_the_proposer_may_take_it_back_and_nobody_else(
    at_desk: At, theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    proposal = asked_to_bar(theo, iain, morag)
    with acting(catriona) as actor, pytest.raises(PermissionDenied):
        withdraw_proposal(proposal=proposal, by=actor)
    path = f"/proposals/{proposal.public_id}/withdraw/"
    assert at_desk(catriona).post(path).status_code == 404
    assert at_desk(iain).get(path).status_code == 405
    assert "Take it back" in at_desk(iain).get("/proposals/").content.decode()
    assert at_desk(iain).post(path).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_the_same_is_not_asked_twice(theo: Child, morag: Membership, iain: Membership) -> None:
    asked_to_bar(theo, iain, morag)
    with pytest.raises(ValidationError, match="waits for an answer"):
        asked_to_bar(theo, iain, morag)


def test_another_authority_finds_no_question(
    at_desk: At, theo: Child, morag: Membership, iain: Membership, ross: Membership
) -> None:
    proposal = asked_to_bar(theo, iain, morag)
    ross.role = Role.MANAGER
    ross.save()
    assert at_desk(ross).get(f"/proposals/{proposal.public_id}/").status_code == 404
    assert "Nothing is asked of you" in at_desk(ross).get("/proposals/").content.decode()
