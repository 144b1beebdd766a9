from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.today import today
from cases.gate import get_child
from milestones.forms.milestone import NotHeldForm, PlanMilestoneForm, RecordMilestoneForm
from milestones.gate import get_milestone, get_planned, kinds_recorded_by
from milestones.next_steps import after_saving, recording
from milestones.services.agreed import record_meeting
from milestones.services.milestones import plan_milestone as plan
from milestones.services.milestones import record_not_held as call_off

FORM = ("GET", "POST")


@act("milestone.record", methods=FORM)
def record_milestone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record what happened. The questions are those of the kind; another kind asks again."""
    child = get_child(request.actor, public_id)
    sent = request.POST if request.method == "POST" else None
    asked = recording(child, actor=request.actor, on=today(), asked=sent or request.GET)
    form = RecordMilestoneForm(sent, asked=asked)
    if sent is not None:
        saved = form.attempt(record_meeting, child=child, by=request.actor, on=today())
        if saved is not None:
            return redirect("milestone_saved", child.public_id, saved.public_id)
    context = {"child": child, "form": form, "asked": asked, "on": today()}
    return render(request, "milestones/record_milestone.html", context)


@act("child.view")
def milestone_saved(request: HttpRequest, public_id: UUID, fact_id: UUID) -> HttpResponse:
    child = get_child(request.actor, public_id)
    milestone = get_milestone(child, fact_id)
    context = {
        "child": child,
        "milestone": milestone,
        "on": today(),
        **after_saving(milestone, actor=request.actor, on=today()),
    }
    return render(request, "milestones/milestone_saved.html", context)


@act("milestone.record", methods=FORM)
def plan_milestone(request: HttpRequest, public_id: UUID) -> HttpResponse:
    child = get_child(request.actor, public_id)
    kinds = kinds_recorded_by(request.actor)
    initial = {"kind": request.GET.get("kind", "")}
    form = PlanMilestoneForm(request.POST or None, kinds=kinds, initial=initial)
    if form.is_bound:
        saved = form.attempt(plan, child=child, by=request.actor, on=today())
        if saved is not None:
            return redirect("milestone_saved", child.public_id, saved.public_id)
    return render(request, "milestones/plan_milestone.html", {"child": child, "form": form})


@act("milestone.record", methods=FORM)
def record_not_held(request: HttpRequest, public_id: UUID, fact_id: UUID) -> HttpResponse:
    child = get_child(request.actor, public_id)
    milestone = get_planned(child, fact_id)
    form = NotHeldForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        saved = form.attempt(call_off, milestone=milestone, by=request.actor)
        if saved is not None:
            return redirect("milestone_saved", child.public_id, saved.public_id)
    context = {"child": child, "milestone": milestone, "form": form}
    return render(request, "milestones/record_not_held.html", context)
