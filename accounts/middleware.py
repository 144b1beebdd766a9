"""Each request has an actor: the person signed in, under one live membership."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.actors import Actor, acting_as
from accounts.models import Membership
from accounts.today import today

MEMBERSHIP_KEY = "acting_as"


class ActingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = current_actor(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def current_actor(request: HttpRequest) -> Actor | None:
    """The actor of this request; None when signed out or without a live membership."""
    if not request.user.is_authenticated:
        return None
    live = list(
        Membership.objects.held_by(request.user)
        .live(on=today())
        .select_related("person", "authority", "team", "locality")
        .order_by("pk")
    )
    chosen = request.session.get(MEMBERSHIP_KEY)
    membership = next((each for each in live if each.pk == chosen), live[0] if live else None)
    if membership is None:
        return None
    request.memberships = live  # type: ignore[attr-defined]
    return acting_as(membership, request_id=uuid.uuid4())
