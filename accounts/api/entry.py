"""Who asks the API, and what they may: the actor whom the door let in, and the view's own act."""

from typing import TYPE_CHECKING

from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.actors import Actor
from accounts.models import Person
from accounts.policy import ACTS

if TYPE_CHECKING:
    from rest_framework.views import APIView

REALM = 'Bearer realm="PACE tracker"'


class EnteredByTheDoor(BaseAuthentication):
    """The middleware knows the session or the token; here the actor is only handed over."""

    def authenticate(self, request: Request) -> tuple[Person | None, Actor] | None:
        actor: Actor | None = getattr(request._request, "actor", None)
        return (actor.person, actor) if actor is not None else None

    def authenticate_header(self, request: Request) -> str:
        return REALM


class MayAct(BasePermission):
    """No view without an act, and no act without a role that is open to it.

    A view about one child leaves the role to the gate, which hides before it refuses.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        actor: Actor | None = request.auth
        act = getattr(view, "act", "")
        if actor is None or act not in ACTS:
            return False
        return bool(getattr(view, "decided_by_the_gate", False)) or actor.may(act)
