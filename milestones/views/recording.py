from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.today import today
from cases.gate import child_act
from cases.models import Child
from milestones.forms.milestone import NotHeldForm, PlanMilestoneForm, RecordMilestoneForm
from milestones.gate import get_milestone, get_planned, kinds_planned_by
from milestones.next_steps import after_saving, recording
from milestones.services.agreed import record_meeting
from milestones.services.milestones import plan_milestone as plan
from milestones.services.milestones import record_not_held as call_off

FORM = ("GET", "POST")


@child_act("milestone.record", methods=FORM)
def record_milestone(request: HttpRequest, child: Child) -> HttpResponse:
    """Record what happened. The questions are those of the kind; another kind asks again."""
    sent = request.POST if request.method == "POST" else None
    asked = recording(child, actor=request.actor, on=today(), asked=sent or request.GET)
    form = RecordMilestoneForm(sent, asked=asked)
    if sent is not None:
        saved = form.attempt(record_meeting, child=child, by=request.actor, on=today())
        if saved is not None:
            return redirect("milestone_saved", child.public_id, saved.public_id)
    context = {"child": child, "form": form, "asked": asked, "on": today()}
    return render(request, "milestones/record_milestone.html", context)


@child_act("child.view")
def milestone_saved(request: HttpRequest, child: Child, fact_id: UUID) -> HttpResponse:
    milestone = get_milestone(child, fact_id)
    context = {
        "child": child,
        "milestone": milestone,
        "on": today(),
        **after_saving(milestone, actor=request.actor, on=today()),
    }
    return render(request, "milestones/milestone_saved.html", context)


@child_act("milestone.plan", methods=FORM)
def plan_milestone(request: HttpRequest, child: Child) -> HttpResponse:
    kinds = kinds_planned_by(request.actor, child)
    initial = {"kind": request.GET.get("kind", "")}
    form = PlanMilestoneForm(request.POST or None, kinds=kinds, initial=initial)
    if form.is_bound:
        saved = form.attempt(plan, child=child, by=request.actor, on=today())
        if saved is not None:
            return redirect("milestone_saved", child.public_id, saved.public_id)
    return render(request, "milestones/plan_milestone.html", {"child": child, "form": form})


@child_act("milestone.record", methods=FORM)
def record_not_held(request: HttpRequest, child: Child, fact_id: UUID) -> HttpResponse:
    milestone = get_planned(child, fact_id)
    form = NotHeldForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        saved = form.attempt(call_off, milestone=milestone, by=request.actor)
        if saved is not None:
            return redirect("milestone_saved", child.public_id, saved.public_id)
    context = {"child": child, "milestone": milestone, "form": form}
    return render(request, "milestones/record_not_held.html", context)
