"""Asking for a correction: one may see that a record is wrong without being who mends it."""

from accounts.actors import Actor
from cases.models import Approval, Fact, Proposal
from cases.models.proposal import ProposalQuerySet
from cases.services.asking import open_proposal, told
from cases.services.facts import described, refuse
from cases.services.leave import leave_change
from milestones.gate import name_of


def ask_for_correction(*, fact: Fact, by: Actor, wrong: str, right: str) -> Proposal:
    """What is wrong, and what it should say; the team leader answers (security.md §4: ask)."""
    refuse(
        {
            "wrong": None if wrong.strip() else "Say what is wrong.",
            "right": None if right.strip() else "Say what it should say.",
            "__all__": "This record was struck through already." if fact.is_voided else None,
        }
    )
    about = {"fact_kind": name_of(fact), "fact_id": str(fact.public_id)}
    reason = f"{wrong.strip().rstrip('.')}. It should say: {right.strip()}"
    child = fact.child
    with leave_change(child=child, by=by, act="fact.ask_correction", reason=reason) as detail:
        proposal = open_proposal(
            child_id=child.pk,
            by=by,
            kind=Proposal.Kind.CORRECTION,
            reason=reason,
            detail=about,
        )
        detail.update(told(proposal), **described(fact))
    return proposal


def answer_who_asked(*, fact: Fact, by: Actor) -> None:
    """The fact is put right: whoever asked for it is answered; part of putting it right."""
    for proposal in _asked(fact):
        proposal.state, proposal.decided_at = Proposal.State.APPROVED, by.at
        proposal.save(update_fields=["state", "decided_at"])
        if by.person is not None and by.person.pk != proposal.proposed_by_id:
            Approval.objects.create(
                authority_id=proposal.authority_id,
                proposal=proposal,
                proposer_id=proposal.proposed_by_id,
                person=by.person,
                role=by.role,
                approves=True,
            )


def _asked(fact: Fact) -> ProposalQuerySet:
    return Proposal.objects.open().filter(
        child=fact.child, kind=Proposal.Kind.CORRECTION, detail__fact_id=str(fact.public_id)
    )
