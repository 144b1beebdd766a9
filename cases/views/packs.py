"""The panel's desk: who gets the pack; and anybody's stepping back for an interest."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.roles import Role
from cases.agendas import agenda_items, packs_issued
from cases.colleagues import members_as
from cases.forms.people import EndForm, InterestForm, PackForm
from cases.gate import child_act
from cases.leave_rows import get_grant
from cases.models import Child
from cases.services.grants import end_grant
from cases.services.interests import declare_interest as declare
from cases.services.panels import issue_pack as issue

FORM = ("GET", "POST")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@child_act("pack.issue", methods=FORM)
def issue_pack(request: HttpRequest, child: Child) -> HttpResponse:
    actor = request.actor
    items = list(agenda_items(child, actor).order_by("meets_on"))
    members = members_as(actor, [Role.PANEL_MEMBER])
    form = PackForm(_sent(request), items=items, members=members) if items else None
    packs = form.attempt(issue, child=child, by=actor) if form else None
    if packs:
        messages.success(request, f"Saved. {len(packs)} more can read the pack now.")
        return redirect("issue_pack", child.public_id)
    context = {"child": child, "form": form, "items": items, "packs": packs_issued(child, actor)}
    return render(request, "cases/issue_pack.html", context)


@child_act("pack.issue", methods=FORM)
def withdraw_pack(request: HttpRequest, child: Child, grant_id: UUID) -> HttpResponse:
    grant = get_grant(child, grant_id)
    form = EndForm(_sent(request))
    if form.attempt(end_grant, grant=grant, by=request.actor):
        messages.success(request, "Ended. The pack is taken back.")
        return redirect("issue_pack", child.public_id)
    context = {"child": child, "form": form, "grant": grant}
    return render(request, "cases/withdraw_pack.html", context)


@child_act("interest.declare", methods=FORM)
def declare_interest(request: HttpRequest, child: Child) -> HttpResponse:
    form = InterestForm(_sent(request))
    if form.attempt(declare, child=child, by=request.actor):
        messages.success(request, "Saved. You cannot open that record any more.")
        return redirect("home")
    return render(request, "cases/declare_interest.html", {"child": child, "form": form})
