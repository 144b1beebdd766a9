"""What colleagues ask for, and the answers."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from cases import asked
from cases.forms.guarding import AnswerForm
from cases.naming import people_who_may_know
from cases.services import proposals as services

FORM = ("GET", "POST")
SAVED = {
    "open": "Saved. Somebody in the other role gives their word too before it is done.",
    "approved": "Done. It holds from now on.",
    "refused": "Refused. The colleague who asked sees that it no longer waits.",
}


@act("proposal.decide")
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for the actor's word, and what they asked themselves."""
    context = {"asked": asked.asked_of(request.actor), "own": asked.asked_by(request.actor)}
    return render(request, "cases/proposals.html", context)


@act("proposal.decide", methods=FORM)
def answer_proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    row = asked.get_asked(request.actor, proposal_id)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        proposal=row.proposal,
        people=people_who_may_know(request.actor),
    )
    answered = form.attempt(services.decide_proposal, proposal=row.proposal, by=request.actor)
    if answered is not None:
        messages.success(request, SAVED[answered.state])
        return redirect("proposals")
    return render(request, "cases/answer_proposal.html", {"row": row, "form": form})


@act("account.use", methods=("POST",))
def withdraw_proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    proposal = asked.get_own(request.actor, proposal_id)
    try:
        services.withdraw_proposal(proposal=proposal, by=request.actor)
    except ValidationError as refused:
        messages.info(request, " ".join(refused.messages))
    else:
        messages.success(request, "Taken back. Nobody is asked any more.")
    return redirect("proposals" if request.actor.may("proposal.decide") else "home")
