"""Opening a record in an emergency, and judging whether it was one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.policy import EMERGENCIES_IN_SEVEN_DAYS
from cases import emergencies as reading
from cases.forms.guarding import EmergencyForm, JudgeForm
from cases.services import emergencies as services

FORM = ("GET", "POST")
PAGE = 50


@act("emergency.open", methods=FORM)
def open_emergency(request: HttpRequest) -> HttpResponse:
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    child = form.attempt(services.open_emergency, by=request.actor)
    if child is not None:
        return redirect(child)
    context = {
        "form": form,
        "opened": services.emergencies_of(person=request.user, by=request.actor),
        "most": EMERGENCIES_IN_SEVEN_DAYS,
    }
    return render(request, "cases/open_emergency.html", context)


@act("emergency.review")
def emergencies(request: HttpRequest) -> HttpResponse:
    """Every record opened in an emergency: those nobody has judged yet first."""
    found = reading.emergencies_to_review(request.actor)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = reading.told_emergencies(request.actor, list(page))
    return render(request, "cases/emergencies.html", {"page": page, "rows": rows})


@act("emergency.review", methods=FORM)
def judge_emergency(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    row = reading.get_emergency(request.actor, grant_id)
    form = JudgeForm(request.POST if request.method == "POST" else None)
    if form.attempt(services.judge_emergency, grant=row.grant, by=request.actor):
        messages.success(request, "Saved. Your words are kept with it.")
        return redirect("emergencies")
    return render(request, "cases/judge_emergency.html", {"row": row, "form": form})
