"""Asking to restrict, bar or lift; and looking after what is restricted or barred."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from cases.asked import asked_about
from cases.forms.guarding import AskToBarForm, AskToRestrictForm, NamePersonForm, ReasonForm
from cases.gate import child_act
from cases.models import Child, Proposal
from cases.naming import people_who_may_know
from cases.restricted import bars_in_force, get_bar, get_restriction, restriction_of
from cases.restricted import restrictions_in_force as in_force
from cases.services import bars as bar_services
from cases.services import restrictions as services

FORM = ("GET", "POST")
Kind = Proposal.Kind
ASKED = "Asked. A manager other than you decides it; until then nothing changes."


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _attempt(request: HttpRequest, service: Callable[..., Any], done: str, **given: Any) -> None:
    """For a single button: what the service refuses is told at the top of the next page."""
    try:
        service(**given)
    except ValidationError as refused:
        messages.info(request, " ".join(refused.messages))
    else:
        messages.success(request, done)


@child_act("restriction.ask", methods=FORM)
def ask_to_restrict(request: HttpRequest, child: Child) -> HttpResponse:
    form = AskToRestrictForm(_sent(request), people=people_who_may_know(request.actor))
    if form.attempt(services.ask_to_restrict, child=child, by=request.actor):
        messages.success(request, ASKED)
        return redirect(child)
    kinds = (Kind.RESTRICT, Kind.LIFT_RESTRICTION, Kind.BAR)
    context = {
        "child": child,
        "form": form,
        "waiting": asked_about(child, request.actor, *kinds),
        "restriction": restriction_of(child.pk),
    }
    return render(request, "cases/ask_to_restrict.html", context)


@child_act("restriction.ask", methods=FORM)
def ask_to_bar(request: HttpRequest, child: Child) -> HttpResponse:
    form = AskToBarForm(_sent(request), people=people_who_may_know(request.actor))
    if form.attempt(bar_services.ask_to_bar, child=child, by=request.actor):
        messages.success(request, ASKED)
        return redirect(child)
    return render(request, "cases/ask_to_bar.html", {"child": child, "form": form})


@child_act("restriction.ask", methods=FORM)
def ask_to_lift(request: HttpRequest, child: Child) -> HttpResponse:
    restriction = restriction_of(child.pk)
    if restriction is None:
        messages.info(request, "This record is not restricted.")
        return redirect(child)
    form = ReasonForm(_sent(request), label="Why is it no longer needed?")
    if form.attempt(services.ask_to_lift, restriction=restriction, by=request.actor):
        messages.success(request, ASKED)
        return redirect(child)
    return render(request, "cases/ask_to_lift.html", {"child": child, "form": form})


@act("restriction.review")
def restrictions(request: HttpRequest) -> HttpResponse:
    """What is restricted and who is barred, by ground; whose it is only to those named."""
    context = {"rows": in_force(request.actor), "bars": bars_in_force(request.actor)}
    return render(request, "cases/restrictions.html", context)


@act("restriction.review")
def restriction(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    row = get_restriction(request.actor, restriction_id)
    return render(request, "cases/restriction.html", {"row": row})


@act("restriction.review", methods=("POST",))
def review_restriction(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    row = get_restriction(request.actor, restriction_id)
    given = {"restriction": row.restriction, "by": request.actor}
    done = "Reviewed: it goes on, and is looked at again in 90 days."
    _attempt(request, services.review_restriction, done, **given)
    return redirect("restriction", restriction_id)


@act("restriction.approve", methods=FORM)
def name_person(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    row = get_restriction(request.actor, restriction_id)
    people = people_who_may_know(request.actor)
    form = NamePersonForm(_sent(request), people=people, initial=request.GET.dict())
    if form.attempt(services.name_person, restriction=row.restriction, by=request.actor):
        messages.success(request, "Named. They may know from now on, until the day shown.")
        return redirect("restriction", restriction_id)
    return render(request, "cases/name_person.html", {"row": row, "form": form})


@act("restriction.approve", methods=("POST",))
def end_naming(request: HttpRequest, restriction_id: UUID, person_id: UUID) -> HttpResponse:
    row = get_restriction(request.actor, restriction_id)
    given = {"restriction": row.restriction, "by": request.actor, "person": person_id}
    done = "Ended. They know nothing of this record from now on."
    _attempt(request, services.end_naming, done, **given)
    return redirect("restriction", restriction_id)


@act("restriction.review", methods=FORM)
def lift_restriction(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    row = get_restriction(request.actor, restriction_id)
    form = ReasonForm(_sent(request), label="Why is it no longer needed?")
    if form.attempt(services.ask_to_lift, restriction=row.restriction, by=request.actor):
        messages.success(request, ASKED)
        return redirect("restrictions")
    return render(request, "cases/lift_restriction.html", {"row": row, "form": form})


@act("restriction.review", methods=FORM)
def lift_bar(request: HttpRequest, bar_id: UUID) -> HttpResponse:
    row = get_bar(request.actor, bar_id)
    form = ReasonForm(_sent(request), label="Why may this person be let in again?")
    if form.attempt(bar_services.ask_to_lift_bar, bar=row.bar, by=request.actor):
        messages.success(request, ASKED)
        return redirect("restrictions")
    return render(request, "cases/lift_bar.html", {"row": row, "form": form})
