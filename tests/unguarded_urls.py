"""Routes left open on purpose: the system check and the access matrix must find them."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.acts import act


@login_not_required
def unguarded(request: HttpRequest) -> HttpResponse:
    """Declares no act at all."""
    return HttpResponse()


@act("account.use")
def past_the_gate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Declares an act of its own, and never asks whether this child may be known."""
    return HttpResponse(str(public_id))


urlpatterns = [
    path("open/", unguarded, name="unguarded"),
    path("children/<uuid:public_id>/", past_the_gate, name="past_the_gate"),
]
