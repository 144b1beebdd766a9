from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts.actors import Actor
from accounts.policy import ACTS


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame tells: who is looking, as what, when, and whether it is a demo."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "can": {act.replace(".", "_"): actor.may(act) for act in ACTS} if actor else {},
        "memberships": getattr(request, "memberships", []),
        "is_demo": settings.DEMO,
        "now": timezone.localtime(),
    }
