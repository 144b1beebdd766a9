from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from cases.sealed import released_identity
from milestones.sealed_records import sealed_entries


@act("seal.read")
def read_sealed(request: HttpRequest, sealed_id: UUID) -> HttpResponse:
    """Who the child was and what was recorded, for the day it is released; each look is logged."""
    identity = released_identity(request.actor, sealed_id)
    request.actor.seen.child(identity, why=f"Sealed record {identity.number}, released")
    entries = sealed_entries(identity, actor=request.actor)
    return render(request, "milestones/sealed.html", {"identity": identity, "entries": entries})
