"""Restricted records: asked for, approved by somebody else, named people with an end, reviewed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.models import AuditEntry, Membership
from accounts.roles import Role
from cases.models import Approval, Child, Grant, NamedPerson, Proposal, Restriction
from cases.naming import Term
from cases.services import restrictions as services
from cases.services.proposals import decide_proposal
from tests.cases.asking import WHY, a_minute_ago, asked_to_restrict, knows, restricted
from tests.cases.conftest import acting


def test_a_restricted_child_is_known_to_those_named_and_nobody_else(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    assert knows(iain, theo) and knows(catriona, theo)
    restricted(theo, iain, catriona, morag)
    assert knows(morag, theo)
    assert not knows(iain, theo)
    assert not knows(catriona, theo)


def test_asking_changes_nothing_yet_and_is_audited_without_a_name(
    theo: Child, morag: Membership, iain: Membership
) -> None:
    before = AuditEntry.objects.count()
    asked_to_restrict(theo, iain, morag)
    assert not Restriction.objects.exists()
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.subject_id, entry.reason) == (theo.public_id, WHY)
    assert "Theo" not in str(entry.detail) and "Morag" not in str(entry.detail)


def test_approving_leaves_one_audit_entry(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    proposal = asked_to_restrict(theo, iain, morag)
    before = AuditEntry.objects.count()
    with acting(catriona) as actor:
        named = {morag.person.public_id: Term.SIX_MONTHS}
        decide_proposal(proposal=proposal, by=actor, approves=True, named=named)
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("pk").subject_id == theo.public_id


def test_a_name_ends_after_two_weeks_or_six_months(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    restricted(theo, iain, catriona, morag)
    named = NamedPerson.objects.get()
    assert named.ends_on - named.begins_on == timedelta(weeks=2)
    with acting(catriona) as actor:
        services.name_person(
            restriction=named.restriction,
            by=actor,
            person=morag.person.public_id,
            term=Term.SIX_MONTHS,
        )
    longer = NamedPerson.objects.get(ended_at__isnull=True)
    assert timedelta(days=180) < longer.ends_on - longer.begins_on <= timedelta(days=184)


def test_a_name_that_has_ended_opens_nothing(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    restricted(theo, iain, catriona, morag)
    yesterday = NamedPerson.objects.get().begins_on
    NamedPerson.objects.update(begins_on=yesterday - timedelta(weeks=2), ends_on=yesterday)
    assert not knows(morag, theo)


def test_nobody_asks_without_a_reason_or_without_naming_somebody(
    theo: Child, morag: Membership, iain: Membership
) -> None:
    with acting(iain) as actor:
        with pytest.raises(ValidationError) as refused:
            services.ask_to_restrict(child=theo, by=actor, ground="high_risk", reason=" ", named=[])
        assert "reason" in refused.value.message_dict
        with pytest.raises(ValidationError) as refused:
            services.ask_to_restrict(child=theo, by=actor, ground="high_risk", reason=WHY, named=[])
        assert refused.value.message_dict == {"person_1": [services.NOBODY_NAMED]}


def test_the_proposer_cannot_approve_by_service_or_by_database(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    proposal = asked_to_restrict(theo, iain, morag)
    Proposal.objects.filter(pk=proposal.pk).update(proposed_by=catriona.person)
    proposal.refresh_from_db()
    with acting(catriona) as actor, pytest.raises(ValidationError, match="asked for this yourself"):
        decide_proposal(
            proposal=proposal,
            by=actor,
            approves=True,
            named={morag.person.public_id: Term.TWO_WEEKS},
        )
    with (
        pytest.raises(IntegrityError, match="nobody_approves_their_own_proposal"),
        transaction.atomic(),
    ):
        Approval.objects.create(
            authority=theo.authority,
            proposal=proposal,
            proposer=catriona.person,
            person=catriona.person,
            role=Role.MANAGER,
            approves=True,
        )


def test_a_role_that_does_not_decide_restrictions_cannot(
    theo: Child, morag: Membership, iain: Membership, isobel: Membership
) -> None:
    proposal = asked_to_restrict(theo, iain, morag)
    with acting(morag) as actor, pytest.raises(PermissionDenied):
        decide_proposal(proposal=proposal, by=actor, approves=True)
    with acting(isobel) as actor, pytest.raises(Http404):
        decide_proposal(proposal=proposal, by=actor, approves=True)


def test_the_approver_may_change_the_names_but_not_add_themself(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership, effie: Membership
) -> None:
    proposal = asked_to_restrict(theo, iain, morag)
    with acting(catriona) as actor:
        with pytest.raises(ValidationError) as refused:
            named = {catriona.person.public_id: Term.TWO_WEEKS}
            decide_proposal(proposal=proposal, by=actor, approves=True, named=named)
        assert refused.value.message_dict == {"person_1": [services.NOT_YOURSELF]}
        named = {effie.person.public_id: Term.TWO_WEEKS}
        decide_proposal(proposal=proposal, by=actor, approves=True, named=named)
    assert [each.person for each in NamedPerson.objects.all()] == [effie.person]


def test_a_manager_whom_the_proposer_names_may_approve(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    restricted(theo, iain, catriona, morag, catriona)
    assert knows(catriona, theo)


def test_a_grant_stays_as_a_row_and_opens_nothing(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership, niamh: Membership
) -> None:
    grant = Grant.objects.create(
        authority=theo.authority,
        child=theo,
        role=Role.LEGAL,
        ground="legal_instruction",
        purpose="Advice on the petition",
        begins_at=a_minute_ago(),
        ends_at=a_minute_ago() + timedelta(days=30),
    )
    assert knows(niamh, theo)
    restricted(theo, iain, catriona, morag)
    assert not knows(niamh, theo)
    grant.refresh_from_db()
    assert grant.revoked_at is None


def test_the_last_name_is_not_ended(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership
) -> None:
    restriction = restricted(theo, iain, catriona, morag)
    with acting(catriona) as actor:
        with pytest.raises(ValidationError, match="last person"):
            services.end_naming(restriction=restriction, by=actor, person=morag.person.public_id)
        services.name_person(
            restriction=restriction, by=actor, person=iain.person.public_id, term="two_weeks"
        )
        services.end_naming(restriction=restriction, by=actor, person=morag.person.public_id)
    assert knows(iain, theo) and not knows(morag, theo)


def test_nobody_names_themself_and_governance_names_nobody(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership, isobel: Membership
) -> None:
    restriction = restricted(theo, iain, catriona, morag)
    person = catriona.person.public_id
    with acting(catriona) as actor, pytest.raises(ValidationError, match="Somebody else must name"):
        services.name_person(restriction=restriction, by=actor, person=person, term="two_weeks")
    with acting(isobel) as actor, pytest.raises(PermissionDenied):
        services.name_person(restriction=restriction, by=actor, person=person, term="two_weeks")


def test_a_review_puts_the_next_one_off_by_90_days(
    theo: Child, morag: Membership, iain: Membership, catriona: Membership, isobel: Membership
) -> None:
    restriction = restricted(theo, iain, catriona, morag)
    Restriction.objects.update(review_by="2026-01-01")
    with acting(isobel) as actor:
        services.review_restriction(restriction=restriction, by=actor)
        assert restriction.review_by == actor.on + timedelta(days=90)
