"""Who may know of a child, and the ways to give leave and to end it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.forms.base import ServiceForm
from accounts.roles import Role
from cases import colleagues
from cases.forms.people import (
    AgendaForm,
    ChairForm,
    EndForm,
    InstructionForm,
    ShareForm,
    TransferForm,
)
from cases.gate import Decision, child_act, decide
from cases.leave_rows import get_grant, get_involvement
from cases.models import Child
from cases.people import people_round
from cases.services import allocations, grants, panels
from cases.terms import USUAL_MONTHS_OF_A_SHARE, half_a_year_from, months_from

FORM = ("GET", "POST")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(
    request: HttpRequest, template: str, child: Child, form: ServiceForm, **more: Any
) -> HttpResponse:
    return render(request, f"cases/{template}.html", {"child": child, "form": form, **more})


def _saved(request: HttpRequest, child: Child, words: str) -> HttpResponse:
    """Back to the people round the child; to the list for one who gave the child away."""
    messages.success(request, words)
    still = decide(request.actor, "child.who", child) is Decision.ALLOW
    return redirect("people", child.public_id) if still else redirect("children")


@child_act("child.who")
def people(request: HttpRequest, child: Child) -> HttpResponse:
    """Everybody who may know of the child: as what, why, since, until, by whose word."""
    context = {"child": child, "people": people_round(child, request.actor)}
    return render(request, "cases/people.html", context)


@child_act("child.allocate", methods=FORM)
def transfer_team(request: HttpRequest, child: Child) -> HttpResponse:
    form = TransferForm(_sent(request), teams=colleagues.teams_of(request.actor))
    actor = request.actor
    if form.attempt(allocations.transfer_to_team, child=child, by=actor, on=actor.on):
        return _saved(request, child, "Saved. The child is the other team’s from today.")
    return _page(request, "transfer_team", child, form)


@child_act("child.allocate", methods=FORM)
def name_chair(request: HttpRequest, child: Child) -> HttpResponse:
    actor = request.actor
    chairs = colleagues.members_as(actor, [Role.REVIEWING_CHAIR])
    initial = {"until": half_a_year_from(actor.on)}
    form = ChairForm(_sent(request), members=chairs, initial=initial)
    if form.attempt(grants.name_reviewing_chair, child=child, by=actor):
        return _saved(request, child, "Saved. The chair can open the child’s record now.")
    return _page(request, "name_chair", child, form)


@child_act("child.allocate", methods=FORM)
def put_on_agenda(request: HttpRequest, child: Child) -> HttpResponse:
    form = AgendaForm(_sent(request))
    if form.attempt(panels.put_on_agenda, child=child, by=request.actor):
        return _saved(request, child, "Saved. The panel’s desk can now issue the pack.")
    return _page(request, "put_on_agenda", child, form)


@child_act("child.allocate", methods=FORM)
def instruct_legal(request: HttpRequest, child: Child) -> HttpResponse:
    initial = {"until": half_a_year_from(request.actor.on)}
    form = InstructionForm(_sent(request), initial=initial)
    if form.attempt(grants.instruct_legal, child=child, by=request.actor):
        return _saved(request, child, "Saved. Legal services can open the child’s record now.")
    return _page(request, "instruct_legal", child, form)


@child_act("child.allocate", methods=FORM)
def share_record(request: HttpRequest, child: Child) -> HttpResponse:
    actor = request.actor
    partners = colleagues.members_as(actor, grants.SHARED_WITH)
    initial = {"until": months_from(actor.on, USUAL_MONTHS_OF_A_SHARE) - timedelta(days=1)}
    form = ShareForm(_sent(request), members=partners, initial=initial)
    if form.attempt(grants.share_record, child=child, by=actor):
        return _saved(request, child, "Saved. They see what you ticked, until the day you gave.")
    return _page(request, "share_record", child, form)


@child_act("child.allocate", methods=FORM)
def end_involvement(request: HttpRequest, child: Child, fact_id: UUID) -> HttpResponse:
    involvement = get_involvement(child, fact_id)
    form = EndForm(_sent(request))
    given = {"involvement": involvement, "by": request.actor, "on": request.actor.on}
    if form.attempt(allocations.end_involvement, **given):
        return _saved(request, child, "Ended. It opens nothing from now on.")
    return _page(request, "end_leave", child, form, involvement=involvement)


@child_act("child.allocate", methods=FORM)
def end_grant(request: HttpRequest, child: Child, grant_id: UUID) -> HttpResponse:
    grant = get_grant(child, grant_id)
    form = EndForm(_sent(request))
    if form.attempt(grants.end_grant, grant=grant, by=request.actor):
        return _saved(request, child, "Ended. It opens nothing from now on.")
    return _page(request, "end_leave", child, form, grant=grant)
