"""Bars: a named person never opens the record, by whatever way; asked, approved, lifted."""

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from accounts.models import AuditEntry, Membership
from cases.models import Child, Proposal
from cases.services.emergencies import NOT_OPENED, open_emergency
from cases.services.proposals import decide_proposal
from tests.cases.asking import WHY, asked_to_bar, barred, knows
from tests.cases.conftest import At, acting


def test_a_barred_person_knows_nothing_even_allocated_or_in_an_emergency(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    barred(theo, iain, catriona, morag)
    assert not knows(morag, theo)
    assert knows(iain, theo)
    with acting(morag) as actor, pytest.raises(ValidationError) as refused:
        open_emergency(
            by=actor, child_ref=theo.child_ref, reason="The child is at the station alone"
        )
    assert refused.value.message_dict == {"child_ref": [NOT_OPENED]}


def test_asking_and_approving_are_each_audited_once(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    before = AuditEntry.objects.count()
    barred(theo, iain, catriona, morag)
    assert AuditEntry.objects.count() == before + 2
    assert {each.subject_id for each in AuditEntry.objects.order_by("-pk")[:2]} == {theo.public_id}


def test_the_same_person_is_not_barred_twice(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    barred(theo, iain, catriona, morag)
    with pytest.raises(ValidationError, match="barred from the record already"):
        asked_to_bar(theo, iain, morag)


def test_a_manager_does_not_decide_about_themself(
    at_desk: At, theo: Child, iain: Membership, catriona: Membership, dougal: Membership
) -> None:
    proposal = asked_to_bar(theo, iain, catriona)
    assert "Dougal" not in at_desk(catriona).get("/proposals/").content.decode()
    assert at_desk(catriona).get(f"/proposals/{proposal.public_id}/").status_code == 404
    with acting(catriona) as actor, pytest.raises(Http404):
        decide_proposal(proposal=proposal, by=actor, approves=True)
    with acting(dougal) as actor:
        decide_proposal(proposal=proposal, by=actor, approves=True)
    assert not knows(catriona, theo)


def test_a_barred_manager_finds_neither_the_bar_nor_questions_about_the_child(
    at_desk: At,
    theo: Child,
    morag: Membership,
    iain: Membership,
    catriona: Membership,
    dougal: Membership,
) -> None:
    bar = barred(theo, iain, dougal, catriona)
    asked_to_bar(theo, iain, morag)
    client = at_desk(catriona)
    for path in ("/restrictions/", "/proposals/", "/emergencies/"):
        page = client.get(path).content.decode()
        assert "Catriona" not in page.split("<main")[1] and "SA-0466" not in page
    assert client.get(f"/bars/{bar.public_id}/lift/").status_code == 404


def test_lifting_is_asked_by_one_and_approved_by_another(
    at_desk: At, theo: Child, morag: Membership, iain: Membership, catriona: Membership,
    dougal: Membership,
) -> None:  # fmt: skip
    bar = barred(theo, iain, catriona, morag)
    sent = {"reason": "It was another family"}
    path = f"/bars/{bar.public_id}/lift/"
    assert at_desk(catriona).post(path, sent).status_code == 302
    proposal = Proposal.objects.open().get()
    answer = f"/proposals/{proposal.public_id}/"
    assert at_desk(catriona).post(answer, {"approves": "yes"}).status_code == 404
    assert not knows(morag, theo)
    assert at_desk(dougal).post(answer, {"approves": "yes"}).status_code == 302
    assert knows(morag, theo)


def test_whoever_is_to_be_barred_is_not_told(
    at_desk: At, theo: Child, morag: Membership, iain: Membership
) -> None:
    asked_to_bar(theo, iain, morag)
    page = at_desk(morag).get(f"/children/{theo.public_id}/restrict/").content.decode()
    assert "Asked already" not in page


def test_asking_through_the_page(at_desk: At, theo: Child, iain: Membership) -> None:
    path = f"/children/{theo.public_id}/bar/"
    page = at_desk(iain).post(path, {"person": "", "reason": "short"}).content.decode()
    assert "Choose who is to be barred" in page
    sent = {"person": str(iain.person.public_id), "reason": "short"}
    assert "Say why in a sentence" in at_desk(iain).post(path, sent).content.decode()
    assert at_desk(iain).post(path, sent | {"reason": WHY}).status_code == 302
    assert Proposal.objects.get().detail == {"person": str(iain.person.public_id)}
