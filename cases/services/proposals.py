"""Answering what a colleague asks for: the proposer never approves (security.md §4)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.actors import Actor
from accounts.services import write_audit_entry
from cases.asked import get_asked, roles_still_needed
from cases.labels import subject_of
from cases.models import Approval, Proposal
from cases.services.asking import told
from cases.services.bars import impose_bar, lift_bar
from cases.services.facts import refuse
from cases.services.restrictions import impose_restriction, lift_restriction
from cases.services.sealing import seal_record

Kind = Proposal.Kind
SAY_WHY_NOT = "Say why not, in a sentence: the colleague who asked reads it."
OWN = "You asked for this yourself. Somebody else must decide it."
DECIDED = "This has been answered already."
WORD_GIVEN = "You have given your word already. Somebody in the other role must give theirs."
CORRECT_IT = "Correct the record itself: that answers what was asked."
ACTS: dict[str, str] = {
    Kind.CORRECTION: "proposal.decide",
    Kind.SEAL: "seal.approve",
    Kind.RELEASE: "seal.release",
}


@transaction.atomic
def decide_proposal(
    *,
    proposal: Proposal,
    by: Actor,
    approves: bool,
    words: str = "",
    named: Mapping[UUID, str] | None = None,
) -> Proposal:
    """One person's word. What was asked is done when every role it needs has given theirs.

    `named` says who may know of a child whose record is restricted, and for how long. Raises
    Http404, PermissionDenied, ValidationError.
    """
    refuse({"words": None if approves or words.strip() else SAY_WHY_NOT})
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk, authority=by.authority)
    subject = subject_of(by, proposal.child_id)
    _refuse_wrong_person(proposal, by)
    is_correction = proposal.kind == Kind.CORRECTION
    refuse({"__all__": CORRECT_IT if approves and is_correction else None})
    _give_word(proposal, by=by, approves=approves, words=words)
    if not approves:
        _settle(proposal, Proposal.State.REFUSED, by=by)
    elif not roles_still_needed(proposal):
        _settle(proposal, Proposal.State.APPROVED, by=by)
        _carry_out(proposal, by=by, named=named)
    write_audit_entry(
        by=by,
        act=ACTS.get(proposal.kind, "restriction.approve"),
        subject_kind="child",
        subject_id=subject,
        reason=words.strip() or proposal.reason,
        detail={**told(proposal), "approves": approves, "state": proposal.state},
    )
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Actor) -> Proposal:
    """Take back what one asked for, while nobody has answered it. Raises PermissionDenied."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk, authority=by.authority)
    if by.person is None or proposal.proposed_by_id != by.person.pk:
        raise PermissionDenied
    refuse({"__all__": None if proposal.state == Proposal.State.OPEN else DECIDED})
    _settle(proposal, Proposal.State.WITHDRAWN, by=by)
    write_audit_entry(
        by=by,
        act="proposal.withdraw",
        subject_kind="child",
        subject_id=subject_of(by, proposal.child_id),
        detail=told(proposal),
    )
    return proposal


def _refuse_wrong_person(proposal: Proposal, by: Actor) -> None:
    if by.person is None or not by.may("proposal.decide"):
        raise PermissionDenied
    refuse({"__all__": None if proposal.state == Proposal.State.OPEN else DECIDED})
    refuse({"__all__": OWN if proposal.proposed_by_id == by.person.pk else None})
    given = proposal.approvals.filter(person=by.person).exists()
    refuse({"__all__": WORD_GIVEN if given else None})
    get_asked(by, proposal.public_id)
    if by.role not in roles_still_needed(proposal):
        raise ValidationError(WORD_GIVEN)


def _give_word(proposal: Proposal, *, by: Actor, approves: bool, words: str) -> None:
    assert by.person is not None
    Approval.objects.create(
        authority=by.authority,
        proposal=proposal,
        proposer_id=proposal.proposed_by_id,
        person=by.person,
        role=by.role,
        approves=approves,
        words=words.strip(),
    )


def _settle(proposal: Proposal, state: str, *, by: Actor) -> None:
    proposal.state, proposal.decided_at = state, by.at
    proposal.save(update_fields=["state", "decided_at"])


def _carry_out(proposal: Proposal, *, by: Actor, named: Mapping[UUID, str] | None) -> None:
    effects: dict[str, Any] = {
        Kind.BAR: impose_bar,
        Kind.LIFT_BAR: lift_bar,
        Kind.LIFT_RESTRICTION: lift_restriction,
        Kind.SEAL: seal_record,
    }
    if proposal.kind == Kind.RESTRICT:
        impose_restriction(proposal=proposal, by=by, named=named)
    elif proposal.kind in effects:
        effects[proposal.kind](proposal=proposal, by=by)
