"""Giving a clock a later day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.today import today
from cases.gate import child_act
from cases.models import Child
from milestones.clock_keys import get_running_clock
from milestones.extending import room_for
from milestones.forms.extending import ExtensionForm
from milestones.services import extensions


@child_act("extension.grant", methods=("GET", "POST"))
def grant_extension(request: HttpRequest, child: Child, clock_id: UUID) -> HttpResponse:
    """First what the clock would then say; the same answers again save it."""
    found = get_running_clock(child, clock_id)
    room = room_for(child=child, timescale=found.timescale, started_on=found.started_on)
    form = ExtensionForm(request.POST if request.method == "POST" else None, room=room)
    given = {"clock": found, "by": request.actor, "on": today()}
    if form.look_then_save(extensions.grant_extension, about=child, **given):
        messages.success(request, "Saved. The clock counts to the new day from now on.")
        return redirect("clock", child.public_id, clock_id)
    context = {"child": child, "clock": found, "clock_id": clock_id, "form": form, "room": room}
    return render(request, "milestones/clock_extend.html", context)
