"""The pages of restricted records, by those who are named and those who are not."""

from datetime import timedelta

from accounts.models import Membership
from cases.models import Child, NamedPerson, Proposal, Restriction
from tests.cases.asking import WHY, asked_to_restrict, restricted
from tests.cases.conftest import At


def test_the_list_names_no_child_to_those_who_are_not_named(
    at_desk: At,
    theo: Child,
    morag: Membership,
    iain: Membership,
    catriona: Membership,
    isobel: Membership,
) -> None:
    restriction = restricted(theo, iain, catriona, morag)
    for reader in (catriona, isobel):
        client = at_desk(reader)
        for path in ("/restrictions/", f"/restrictions/{restriction.public_id}/"):
            page = client.get(path).content.decode()
            assert "Morag Social-Worker" in page or path == "/restrictions/"
            assert "R-" in page
            for secret in ("SA-0466", "Theo", "Dunnach", str(theo.public_id), WHY):
                assert secret not in page


def test_a_name_about_to_end_and_a_review_that_is_due_are_told(
    at_desk: At, theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    restricted(theo, iain, catriona, morag)
    started = NamedPerson.objects.get().begins_on
    NamedPerson.objects.update(ends_on=started + timedelta(days=7))
    Restriction.objects.update(review_by=started)
    page = at_desk(catriona).get("/restrictions/").content.decode()
    assert "Morag Social-Worker ends in 7 days" in page
    assert "Due now" in page


def test_asking_and_answering_through_the_pages(
    at_desk: At, theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    path = f"/children/{theo.public_id}/restrict/"
    assert "Choose why only few" in at_desk(iain).post(path, {}).content.decode()
    sent = {"ground": "high_risk", "reason": WHY, "person_1": str(morag.person.public_id)}
    assert at_desk(iain).post(path, sent).status_code == 302
    proposal = Proposal.objects.get()
    page = at_desk(catriona).get("/proposals/").content.decode()
    assert "Restrict the record" in page and "Morag Social-Worker" in page
    answer = f"/proposals/{proposal.public_id}/"
    chosen = f'value="{morag.person.public_id}" selected'
    assert chosen in at_desk(catriona).get(answer).content.decode()
    sent = {"approves": "yes", "person_1": str(morag.person.public_id), "term_1": "six_months"}
    assert at_desk(catriona).post(answer, sent).status_code == 302
    assert at_desk(iain).get(f"/children/{theo.public_id}/").status_code == 404
    assert at_desk(morag).get(f"/children/{theo.public_id}/").status_code == 200
    assert at_desk(catriona).get(answer).status_code == 404


def test_pages_refuse_the_wrong_role_and_another_authority(
    at_desk: At, theo: Child, eilidh: Membership, ross: Membership, morag: Membership
) -> None:
    assert at_desk(eilidh).get("/restrictions/").status_code == 403
    assert at_desk(morag).get("/proposals/").status_code == 403
    assert at_desk(ross).get(f"/children/{theo.public_id}/restrict/").status_code == 404
    assert at_desk(morag).delete(f"/children/{theo.public_id}/restrict/").status_code == 405


def test_the_navigation_counts_what_waits_for_an_answer(
    at_desk: At, theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    asked_to_restrict(theo, iain, morag)
    page = at_desk(catriona).get("/restrictions/").content.decode()
    told = page.partition('href="/proposals/"')[2].partition("</a>")[0]
    assert '<span class="count">1<span class="vh"> to look at</span>' in told
