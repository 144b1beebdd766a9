"""A clock's own page, and what people answer to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.today import today
from cases.gate import child_act
from cases.models import Child
from milestones.clock_keys import get_clock, get_running_clock
from milestones.clock_page import clock_page
from milestones.delays import delay_causes, silence_of
from milestones.forms.flags import DelayForm, SnoozeForm
from milestones.services import flag_answers

FORM = ("GET", "POST")


@child_act("child.view")
def clock(request: HttpRequest, child: Child, clock_id: UUID) -> HttpResponse:
    found = get_clock(child, clock_id)
    context = {
        "child": child,
        "clock": found,
        "clock_id": clock_id,
        "on": today(),
        "page": clock_page(found, actor=request.actor, on=today()),
    }
    return render(request, "milestones/clock.html", context)


@child_act("flag.acknowledge", methods=FORM)
def acknowledge_flag(request: HttpRequest, child: Child, clock_id: UUID) -> HttpResponse:
    found = get_running_clock(child, clock_id)
    sent = request.POST if request.method == "POST" else None
    form = DelayForm(sent, causes=delay_causes(request.actor.authority))
    given = {"clock": found, "by": request.actor, "on": today()}
    if form.attempt(flag_answers.acknowledge_flag, **given):
        messages.success(request, "Saved. The cause stands beside the clock on every list.")
        return redirect("clock", child.public_id, clock_id)
    context = {"child": child, "clock": found, "clock_id": clock_id, "form": form}
    return render(request, "milestones/clock_delay.html", context)


@child_act("flag.snooze", methods=FORM)
def snooze_flag(request: HttpRequest, child: Child, clock_id: UUID) -> HttpResponse:
    found = get_running_clock(child, clock_id)
    left = silence_of(found, by=request.actor, on=today())
    form = SnoozeForm(request.POST if request.method == "POST" else None, left=left)
    given = {"clock": found, "by": request.actor, "on": today()}
    if form.attempt(flag_answers.snooze_flag, **given):
        messages.success(request, "Saved. Nobody gets a notice of this clock until then.")
        return redirect("clock", child.public_id, clock_id)
    context = {"child": child, "clock": found, "clock_id": clock_id, "form": form, "left": left}
    return render(request, "milestones/clock_snooze.html", context)


@child_act("flag.snooze", methods=("POST",))
def wake_flag(request: HttpRequest, child: Child, clock_id: UUID) -> HttpResponse:
    flag_answers.wake_flag(clock=get_running_clock(child, clock_id), by=request.actor)
    messages.success(request, "Saved. This clock sends notices again.")
    return redirect("clock", child.public_id, clock_id)
