from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.actors import Actor
from accounts.policy import ACTS, concerns_a_child


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame tells: who is looking, as what, when, and whether it is a demo."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "can": _can(actor, getattr(request, "standing", None)) if actor else {},
        "memberships": getattr(request, "memberships", []),
        "is_demo": settings.DEMO,
        "now": timezone.localtime(),
    }


def _can(actor: Actor, standing: Any) -> dict[str, bool]:
    """Acts by their name with an underscore; on a child's pages, those open for this child."""
    return {
        act.replace(".", "_"): standing.may(act)
        if standing is not None and concerns_a_child(act)
        else actor.may(act)
        for act in ACTS
    }
