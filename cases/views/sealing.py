"""Proposing to seal after adoption, and asking to open what is sealed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from cases.asked import asked_about
from cases.forms.guarding import ReasonForm
from cases.gate import child_act
from cases.models import Child, Proposal
from cases.sealed import get_sealed, sealed_records
from cases.services import sealing as services

FORM = ("GET", "POST")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@child_act("seal.propose", methods=FORM)
def propose_seal(request: HttpRequest, child: Child) -> HttpResponse:
    form = ReasonForm(_sent(request), label="What makes it time to seal the record?")
    if form.attempt(services.propose_seal, child=child, by=request.actor):
        messages.success(request, "Proposed. A manager and information governance both decide.")
        return redirect(child)
    context = {
        "child": child,
        "form": form,
        "objection": services.objection_to_sealing(child),
        "waiting": asked_about(child, request.actor, Proposal.Kind.SEAL),
    }
    return render(request, "cases/propose_seal.html", context)


@act("seal.release")
def sealed(request: HttpRequest) -> HttpResponse:
    """Sealed records by their numbers: whose they were is not told here."""
    return render(request, "cases/sealed.html", {"rows": sealed_records(request.actor)})


@act("seal.release", methods=FORM)
def ask_release(request: HttpRequest, sealed_id: UUID) -> HttpResponse:
    row, child_id = get_sealed(request.actor, sealed_id)
    form = ReasonForm(_sent(request), label="Who needs to read it, and what for?")
    if form.attempt(services.ask_release, child_id=child_id, by=request.actor):
        messages.success(request, "Asked. The other of the two roles decides.")
        return redirect("sealed")
    return render(request, "cases/ask_release.html", {"row": row, "form": form})
