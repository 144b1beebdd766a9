from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.today import today
from cases.gate import child_act
from cases.models import Child, Fact
from milestones.forms.correction import CORRECTIONS, AskForm, VoidForm
from milestones.gate import get_fact, may_correct
from milestones.services.asking import ask_for_correction
from milestones.services.corrections import correct_fact as correct
from milestones.services.corrections import void_fact as void
from milestones.timeline import timeline

FORM = ("GET", "POST")


def _to_mend(request: HttpRequest, child: Child, fact_kind: str, fact_id: UUID) -> Fact:
    """The fact, for one who may put it right. PermissionDenied for others."""
    fact = get_fact(child, fact_kind, fact_id)
    if not may_correct(request.actor, fact):
        raise PermissionDenied
    return fact


@child_act("fact.correct", methods=FORM)
def correct_fact(request: HttpRequest, child: Child, fact_kind: str, fact_id: UUID) -> HttpResponse:
    fact = _to_mend(request, child, fact_kind, fact_id)
    if fact.is_voided:
        return redirect("fact", child.public_id, fact_kind, fact_id)
    sent = request.POST if request.method == "POST" else None
    form = CORRECTIONS[type(fact)](sent, fact=fact)
    if form.attempt(correct, fact=fact, by=request.actor, on=today()):
        messages.success(request, "Corrected. The original is kept, struck through.")
        return redirect(child)
    entry = timeline([fact], actor=request.actor)[0]
    context = {"child": child, "form": form, "entry": entry}
    return render(request, "milestones/correct_fact.html", context)


@child_act("fact.correct", methods=FORM)
def void_fact(request: HttpRequest, child: Child, fact_kind: str, fact_id: UUID) -> HttpResponse:
    fact = _to_mend(request, child, fact_kind, fact_id)
    if fact.is_voided:
        return redirect("fact", child.public_id, fact_kind, fact_id)
    form = VoidForm(request.POST if request.method == "POST" else None)
    form.attempt(void, fact=fact, by=request.actor)
    if form.is_bound and form.is_valid():
        messages.success(request, "Voided. It counts no more, and stays to be read.")
        return redirect(child)
    entry = timeline([fact], actor=request.actor)[0]
    context = {"child": child, "form": form, "entry": entry}
    return render(request, "milestones/void_fact.html", context)


@child_act("fact.ask_correction", methods=FORM)
def ask_correction(
    request: HttpRequest, child: Child, fact_kind: str, fact_id: UUID
) -> HttpResponse:
    """For those who may see that a record is wrong and not mend it."""
    fact = get_fact(child, fact_kind, fact_id)
    if fact.is_voided:
        return redirect("fact", child.public_id, fact_kind, fact_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.attempt(ask_for_correction, fact=fact, by=request.actor):
        messages.success(request, "Asked. The team leader answers it.")
        return redirect("fact", child.public_id, fact_kind, fact_id)
    entry = timeline([fact], actor=request.actor)[0]
    context = {"child": child, "form": form, "entry": entry}
    return render(request, "milestones/ask_correction.html", context)
