"""Putting a child's own details right, and moving the case to another locality."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.today import today
from cases.gate import Decision, child_act, decide
from cases.models import Child
from cases.people import localities_known
from milestones.forms.details import DetailsForm, LocalityForm
from milestones.gate import localities_of
from milestones.records import family_named
from milestones.services import details as services

FORM = ("GET", "POST")


@child_act("child.correct", methods=FORM)
def correct_child(request: HttpRequest, child: Child) -> HttpResponse:
    """Saved at once, unless due days move or the family is another: then told first."""
    actor = request.actor
    form = DetailsForm(request.POST if request.method == "POST" else None, child=child)
    given = {"child": child, "by": actor, "on": today()}
    if form.look_then_save(services.correct_child, about=child, **given):
        messages.success(request, "Saved. What the record said before is in its history.")
        still = decide(actor, "child.view", child) is Decision.ALLOW
        return redirect(child) if still else redirect("children")
    context = {"child": child, "form": form}
    if form.follows is not None and form.has_another_family:
        context["family"] = family_named(form.cleaned_data["family_ref"], child, actor=actor)
        context["left"] = family_named(form.said["family_ref"], child, actor=actor)
    return render(request, "milestones/correct_child.html", context)


@child_act("child.move", methods=FORM)
def move_to_locality(request: HttpRequest, child: Child) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = LocalityForm(sent, localities=localities_of(request.actor), initial={"from_on": today()})
    given = {"child": child, "by": request.actor, "on": today()}
    if form.look_then_save(services.move_to_locality, about=child, **given):
        messages.success(request, "Saved. The case is the other locality’s from that day.")
        return redirect("people", child.public_id)
    context = {"child": child, "form": form, "known": localities_known(child)}
    return render(request, "milestones/move_to_locality.html", context)
