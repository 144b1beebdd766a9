"""Every route declares its act; the actor's role must be open to it before the view runs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from accounts.policy import ACTS, PUBLIC

View = Callable[..., HttpResponseBase]


def act(
    name: str, *, methods: tuple[str, ...] = ("GET",), decided_by_the_gate: bool = False
) -> Callable[[View], View]:
    """Declare what a view does, and by which methods (HEAD comes with GET; 405 for others).

    403 for an actor whose role may not. Views about one child leave that to the gate, which
    hides before it refuses: what may not be known is a 404 (cases.gate.child_act).

    Raises ValueError at import for an act that accounts.policy does not know.
    """
    if name != PUBLIC and name not in ACTS:
        raise ValueError(f"accounts.policy has no act called {name!r}.")

    def declare(view: View) -> View:
        allowed = [*methods, *(["HEAD"] if "GET" in methods else [])]

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            actor = getattr(request, "actor", None)
            is_open = actor is not None and (decided_by_the_gate or actor.may(name))
            if name != PUBLIC and not is_open:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.act = name  # type: ignore[attr-defined]
        guarded.methods = allowed  # type: ignore[attr-defined]
        if name == PUBLIC:
            guarded.login_required = False  # type: ignore[attr-defined]
        return guarded

    return declare
