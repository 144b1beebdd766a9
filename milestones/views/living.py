"""Recording where a child lives, under what, with which plan, and whether they are in care."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.forms.base import ServiceForm
from accounts.today import today
from cases.gate import child_act
from cases.models import Child
from cases.placements import open_placement
from milestones.forms.living import (
    AddressForm,
    ComingIntoCareForm,
    EndOrderForm,
    LeavingCareForm,
    MoveForm,
    OrderForm,
    RouteForm,
)
from milestones.forms.register import RegisterChildForm
from milestones.gate import (
    get_open_order,
    localities_of,
    open_episode,
    open_orders,
)
from milestones.services import living as services
from milestones.services.agreed import take_into_care

FORM = ("GET", "POST")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(
    request: HttpRequest, template: str, child: Child, form: ServiceForm, **more: Any
) -> HttpResponse:
    return render(request, f"milestones/{template}.html", {"child": child, "form": form, **more})


def _saved(request: HttpRequest, child: Child, words: str) -> HttpResponse:
    messages.success(request, f"Saved. {words}")
    return redirect(child)


@child_act("child.view")
def record_living(request: HttpRequest, child: Child) -> HttpResponse:
    """The ways to record what is no milestone: a move, an order, a route, leaving care."""
    context = {"child": child, "episode": open_episode(child), "orders": open_orders(child)}
    return render(request, "milestones/record_living.html", context)


@child_act("placement.record", methods=FORM)
def record_move(request: HttpRequest, child: Child) -> HttpResponse:
    form = MoveForm(_sent(request), asks_address=_asks_address(child))
    if form.attempt(services.start_placement, child=child, by=request.actor, on=today()):
        return _saved(request, child, "The child’s clocks now count from the move.")
    return _page(request, "record_move", child, form)


def _asks_address(child: Child) -> bool:
    return child.standing.may("address.record") and child.standing.reads("address")


@child_act("address.record", methods=FORM)
def record_address(request: HttpRequest, child: Child) -> HttpResponse:
    """Where exactly the child lives and with whom, for the few roles that read it."""
    placement = open_placement(child)
    said = {"address": placement.address, "carers": placement.carers} if placement else {}
    form = AddressForm(_sent(request), initial=said)
    if placement is None:
        messages.info(request, "No placement is recorded now. Record where the child lives first.")
        return redirect(child)
    if form.attempt(services.record_address, placement=placement, by=request.actor):
        return _saved(request, child, "Only those who may read the address see it.")
    return _page(request, "record_address", child, form, placement=placement)


@child_act("order.record", methods=FORM)
def record_order(request: HttpRequest, child: Child) -> HttpResponse:
    form = OrderForm(_sent(request))
    if form.attempt(services.record_order, child=child, by=request.actor, on=today()):
        return _saved(request, child, "The order is on the child’s page.")
    return _page(request, "record_order", child, form)


@child_act("order.record", methods=FORM)
def end_order(request: HttpRequest, child: Child, fact_id: UUID) -> HttpResponse:
    order = get_open_order(child, fact_id)
    form = EndOrderForm(_sent(request))
    if form.attempt(services.end_order, order=order, by=request.actor, on=today()):
        return _saved(request, child, "The order has ended.")
    return _page(request, "end_order", child, form, order=order)


@child_act("route.record", methods=FORM)
def record_route(request: HttpRequest, child: Child) -> HttpResponse:
    form = RouteForm(_sent(request))
    if form.attempt(services.choose_route, child=child, by=request.actor, on=today()):
        return _saved(request, child, "The route is on the child’s page.")
    return _page(request, "record_route", child, form)


@child_act("episode.record", methods=FORM)
def come_into_care(request: HttpRequest, child: Child) -> HttpResponse:
    """A child known already becomes looked after again."""
    form = ComingIntoCareForm(_sent(request))
    if form.attempt(services.begin_episode, child=child, by=request.actor, on=today()):
        messages.success(request, "Saved. Now record where the child lives.")
        return redirect("record_move", child.public_id)
    return _page(request, "come_into_care", child, form)


@child_act("episode.record", methods=FORM)
def leave_care(request: HttpRequest, child: Child) -> HttpResponse:
    episode = open_episode(child)
    if episode is None:
        messages.info(request, "This child is not looked after now.")
        return redirect(child)
    form = LeavingCareForm(_sent(request))
    if form.attempt(services.end_episode, episode=episode, by=request.actor, on=today()):
        return _saved(request, child, "The child is no longer looked after: clocks end that day.")
    return _page(request, "leave_care", child, form, episode=episode)


@act("child.register", methods=FORM)
def register_child(request: HttpRequest) -> HttpResponse:
    form = RegisterChildForm(_sent(request), localities=localities_of(request.actor))
    child = form.attempt(take_into_care, by=request.actor, on=today())
    if child is not None:
        return _saved(request, child, "The child’s clocks are running.")
    return render(request, "milestones/register_child.html", {"form": form})
