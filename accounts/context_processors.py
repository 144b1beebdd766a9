from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame tells: who is looking, as what, when, and whether it is a demo."""
    return {
        "actor": getattr(request, "actor", None),
        "memberships": getattr(request, "memberships", []),
        "is_demo": settings.DEMO,
        "now": timezone.localtime(),
    }
