"""The one gate to children's data: what may not be known is not there (404)."""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.actors import Actor
from accounts.acts import act
from cases.models import Child
from cases.standing import standings_of

KNOW = "child.view"
View = Callable[..., HttpResponseBase]


class Decision(Enum):
    """What the policy says of one actor, one act and one child."""

    ALLOW = "allow"
    REFUSE = "refuse"
    HIDE = "hide"


def decide(actor: Actor, act: str, child: Child) -> Decision:
    """The policy's word, for pages, API, jobs, exports and commands alike (security.md §4).

    In its order, the first no wins: membership (a live one made the actor), authority, bar,
    seal, restricted list, relationship; then the verb for the role.
    """
    known = Child.objects.visible_to(actor, act=KNOW).filter(pk=child.pk)
    if not known.exists() or "P" in actor.reaches(KNOW):
        return Decision.HIDE
    standing = standings_of(actor, [child])[child.pk]
    return Decision.ALLOW if standing.may(act) else Decision.REFUSE


def require(actor: Actor, act: str, child: Child) -> None:
    """Raises Http404 for a child the actor may not know of, PermissionDenied for an act."""
    decision = decide(actor, act, child)
    if decision is Decision.HIDE:
        raise Http404("No such child")
    if decision is Decision.REFUSE:
        raise PermissionDenied


def get_child(actor: Actor, public_id: UUID, *, act: str = KNOW) -> Child:
    """The child, if this actor may know of them and do this; what is seen is noted.

    Raises Http404 for whatever may not be known, PermissionDenied for what may not be done.
    """
    if "P" in actor.reaches(KNOW):
        raise Http404("No such child")
    child = (
        Child.objects.visible_to(actor, act=KNOW)
        .select_related("authority", "locality", "family")
        .filter(public_id=public_id)
        .first()
    )
    if child is None:
        raise Http404("No such child")
    child.standing = standings_of(actor, [child])[child.pk]
    if not child.standing.may(act):
        raise PermissionDenied
    actor.seen.child(child, why=child.standing.why)
    return child


def with_standings(actor: Actor, children: Iterable[Child]) -> list[Child]:
    """The children with their standing; they came through the gate."""
    found = list(children)
    standings = standings_of(actor, found)
    for child in found:
        child.standing = standings[child.pk]
    return found


def child_act(name: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare a view about one child: it is given the child, and only if this act is theirs.

    Hidden before refused: 404 for a child who may not be known, 403 for what may not be done.
    """

    def declare(view: View) -> View:
        @act(name, methods=methods, decided_by_the_gate=True)
        @wraps(view)
        def opened(
            request: HttpRequest, public_id: UUID, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            child = get_child(request.actor, public_id, act=name)  # type: ignore[attr-defined]
            request.standing = child.standing  # type: ignore[attr-defined]
            return view(request, child, *args, **kwargs)

        return opened

    return declare
