"""Sealing after adoption by two people, and the vault that two people open together."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404

from accounts.actors import acting_as, system_actor
from accounts.door import entered
from accounts.models import AuditEntry, Membership
from cases.models import (
    Bar,
    Child,
    Family,
    Grant,
    Involvement,
    LegalOrder,
    Proposal,
    SealedIdentity,
)
from cases.sealed_refs import sealed_among, sealed_ref
from cases.services import sealing as services
from cases.services.proposals import decide_proposal
from milestones.clocks import check_clocks
from tests.cases.asking import knows, on_the_agenda
from tests.cases.conftest import At, acting
from tests.factories import EpisodeFactory, OrderFactory, RouteFactory

WHY = "The adoption order was granted in July"


@pytest.fixture
def adopted(theo: Child, eilidh: Membership) -> Child:
    """Theo, adopted; the panel’s administrator still has his case."""
    Child.objects.filter(pk=theo.pk).update(
        family=Family.objects.create(authority=theo.authority, ref="FAM-77")
    )
    EpisodeFactory.create(child=theo, ended_on="2026-07-01", destination="adopted")
    OrderFactory.create(child=theo, kind="adoption_order", made_on="2026-07-01")
    RouteFactory.create(child=theo, route="direct_adoption", from_on="2026-01-07")
    on_the_agenda(theo, eilidh)
    theo.refresh_from_db()
    return theo


def proposed(child: Child, by: Membership) -> Proposal:
    with acting(by) as actor:
        return services.propose_seal(child=child, by=actor, reason=WHY)


def answered(proposal: Proposal, *people: Membership) -> None:
    for each in people:
        with acting(each) as actor:
            decide_proposal(proposal=proposal, by=actor, approves=True)


def sealed(child: Child, by: Membership, *people: Membership) -> SealedIdentity:
    answered(proposed(child, by), *people)
    return SealedIdentity.objects.get(child=child)


def test_two_people_in_two_roles_seal_and_one_alone_does_not(
    adopted: Child,
    eilidh: Membership,
    catriona: Membership,
    dougal: Membership,
    isobel: Membership,
) -> None:
    proposal = proposed(adopted, eilidh)
    answered(proposal, catriona)
    assert not SealedIdentity.objects.exists()
    with acting(dougal) as actor, pytest.raises(Http404):
        decide_proposal(proposal=proposal, by=actor, approves=True)
    answered(proposal, isobel)
    assert SealedIdentity.objects.count() == 1


def test_one_person_with_both_roles_is_one_person(
    adopted: Child, eilidh: Membership, catriona: Membership, isobel: Membership
) -> None:
    proposal = proposed(adopted, eilidh)
    answered(proposal, catriona)
    isobel.person = catriona.person
    isobel.save()
    with acting(isobel) as actor, pytest.raises(ValidationError, match="given your word"):
        decide_proposal(proposal=proposal, by=actor, approves=True)
    assert not SealedIdentity.objects.exists()


def test_the_identity_moves_to_the_vault_and_the_row_names_nobody(
    adopted: Child, eilidh: Membership, catriona: Membership, isobel: Membership
) -> None:
    identity = sealed(adopted, eilidh, catriona, isobel)
    assert (identity.given_name, identity.family_name) == ("Theo", "Dunnach")
    assert (identity.child_ref, identity.family_ref) == ("SA-0466", "FAM-77")
    year = identity.sealed_at.year
    assert identity.number == f"AS-{year}-0001"
    assert identity.keep_until.year == year + 100
    row = Child.objects.get(pk=adopted.pk)
    assert row.public_id != adopted.public_id
    assert (row.given_name, row.family_name, row.sex, row.family) == ("", "", "", None)
    assert row.born_on == adopted.born_on.replace(day=1)
    assert row.child_ref == sealed_ref(adopted.authority, "SA-0466")
    assert "0466" not in row.child_ref
    assert row.route_when_sealed == "direct_adoption"


def test_everybodys_leave_ends(
    adopted: Child,
    eilidh: Membership,
    catriona: Membership,
    isobel: Membership,
    effie: Membership,
    morag: Membership,
) -> None:
    Bar.objects.create(
        authority=adopted.authority,
        child=adopted,
        person=effie.person,
        ground="conflict",
        reason="His aunt",
    )
    sealed(adopted, eilidh, catriona, isobel)
    assert not Involvement.objects.filter(child=adopted, ended_on__isnull=True).exists()
    assert set(Grant.objects.values_list("revoke_reason", flat=True)) == {"Sealed"}
    assert not Bar.objects.live().exists()
    for each in (eilidh, catriona, isobel, morag):
        assert not knows(each, adopted)
        row = Child.objects.get(pk=adopted.pk)
        assert not knows(each, row)


def test_facts_and_clocks_stay_for_the_figures_behind_the_wall(
    adopted: Child, eilidh: Membership, catriona: Membership, isobel: Membership
) -> None:
    sealed(adopted, eilidh, catriona, isobel)
    assert LegalOrder.objects.filter(child=adopted).exists()
    with acting(catriona):
        assert not LegalOrder.objects.filter(child=adopted).exists()
        assert not Child.objects.filter(pk=adopted.pk).exists()
        assert not SealedIdentity.objects.exists()
    assert [found for _, found in check_clocks(authority=adopted.authority)] == []


def test_each_step_is_audited_once_under_the_record_as_it_was_known(
    adopted: Child, eilidh: Membership, catriona: Membership, isobel: Membership
) -> None:
    before = AuditEntry.objects.count()
    sealed(adopted, eilidh, catriona, isobel)
    entries = AuditEntry.objects.order_by("-pk")[: AuditEntry.objects.count() - before]
    assert [entry.act for entry in entries] == ["seal.approve", "seal.approve", "seal.propose"]
    assert {entry.subject_id for entry in entries} == {adopted.public_id}
    row = Child.objects.get(pk=adopted.pk)
    assert str(row.public_id) not in json.dumps([entry.detail for entry in entries])


def test_a_child_who_was_not_adopted_is_not_sealed(
    at_desk: At, adopted: Child, eilidh: Membership
) -> None:
    LegalOrder.objects.update(voided_at=acting_as(eilidh).at, void_reason="Another child’s")
    adopted.episodes.update(destination="home")
    with acting(eilidh) as actor, pytest.raises(ValidationError, match="after adoption only"):
        services.propose_seal(child=adopted, by=actor, reason=WHY)
    page = at_desk(eilidh).get(f"/children/{adopted.public_id}/seal/").content.decode()
    assert "after adoption only" in page
    assert "<textarea" not in page


def test_numbers_go_on_within_the_year(
    adopted: Child, eilidh: Membership, catriona: Membership, isobel: Membership
) -> None:
    first = sealed(adopted, eilidh, catriona, isobel)
    SealedIdentity.objects.update(number=first.number.replace("0001", "9999"))
    with entered(system_actor(adopted.authority)):
        number = services._next_number(adopted.authority, first.sealed_at.year)
    assert number.endswith("-10000")


def test_the_reference_is_recognised_when_it_comes_again(
    adopted: Child, eilidh: Membership, catriona: Membership, isobel: Membership
) -> None:
    assert sealed_among(adopted.authority, ["SA-0466", "SA-1"]) == frozenset()
    sealed(adopted, eilidh, catriona, isobel)
    assert sealed_among(adopted.authority, ["SA-0466", "SA-1"]) == {"SA-0466"}


def test_a_release_needs_the_other_role_and_opens_the_vault_for_a_day(
    at_desk: At, adopted: Child, eilidh: Membership, catriona: Membership, dougal: Membership,
    isobel: Membership,
) -> None:  # fmt: skip
    identity = sealed(adopted, eilidh, catriona, isobel)
    listed = at_desk(catriona).get("/sealed/").content.decode()
    assert identity.number in listed and "SA-0466" not in listed and "Theo" not in listed
    path = f"/sealed/{identity.public_id}/"
    assert at_desk(catriona).get(path).status_code == 404
    sent = {"reason": "A court asks for the record"}
    assert at_desk(catriona).post(f"{path}release/", sent).status_code == 302
    answer = f"/proposals/{Proposal.objects.open().get().public_id}/"
    for manager in (catriona, dougal):
        assert at_desk(manager).post(answer, {"approves": "yes"}).status_code == 404
    assert identity.number in at_desk(isobel).get("/proposals/").content.decode()
    assert at_desk(isobel).post(answer, {"approves": "yes"}).status_code == 302
    page = at_desk(dougal).get(path).content.decode()
    assert "Theo Dunnach" in page and "Adoption order" in page
    entry = AuditEntry.objects.filter(act="seal.read").latest("pk")
    assert (entry.person, entry.subject_id) == (dougal.person, identity.public_id)
    assert at_desk(isobel).get(path).status_code == 403
    Proposal.objects.filter(kind="release").update(
        decided_at=acting_as(dougal).at - timedelta(hours=24, minutes=1)
    )
    assert at_desk(dougal).get(path).status_code == 404


def test_the_database_itself_keeps_the_vault_shut(
    adopted: Child, eilidh: Membership, catriona: Membership, isobel: Membership
) -> None:
    sealed(adopted, eilidh, catriona, isobel)
    with acting(catriona), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_sealedidentity")
        assert cursor.fetchone() == (0,)


def test_an_empty_list_says_how_records_come_to_be_sealed(at_desk: At, isobel: Membership) -> None:
    assert "No record is sealed" in at_desk(isobel).get("/sealed/").content.decode()
