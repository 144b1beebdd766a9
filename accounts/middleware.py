"""Each request goes through the door: one actor, one transaction, one audit entry of what it saw.

The transaction is opened around the view and its rendering, because row-level security shows
nothing outside it. What was shown is written to the audit before it is sent: if the audit
cannot be written, the page is not shown.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from accounts.actors import Actor, acting_as
from accounts.api import answers
from accounts.backends import roles_of
from accounts.door import entered
from accounts.errors import in_json
from accounts.models import Membership
from accounts.services import AuditUnwritten, write_view_entry
from accounts.today import moment
from accounts.tokens import comes_to_the_api, membership_of_token, sends_credentials

MEMBERSHIP_KEY = "acting_as"
FIRST_REFUSAL = 400
FIRST_REDIRECT = 300
UNAVAILABLE = 503
# Acts whose pages show children in a list, and so must say whom.
LISTS_CHILDREN = frozenset({"child.list", "clock.list"})
logger = logging.getLogger("pace.door")


class Undone(Exception):
    """The request was refused or failed: nothing it did is kept."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


class DoorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            actor = current_actor(request)
        except OperationalError:
            logger.exception("nobody could be asked for")
            return unavailable(request)
        request.actor = actor  # type: ignore[attr-defined]
        if actor is not None and has_lost_its_role(request):
            return redirect("acting_as")
        if actor is None:
            response = self.get_response(request)
            return unavailable(request) if response.status_code == UNAVAILABLE else response
        try:
            with entered(actor):
                return self._answer(request, actor)
        except Undone as undone:
            response = undone.response
            return unavailable(request) if response.status_code == UNAVAILABLE else response
        except (AuditUnwritten, DatabaseError):
            # The page may be rendered, but its audit entry is not written: it is not shown.
            logger.exception("request %s was not audited", actor.request_id)
            return unavailable(request)

    def _answer(self, request: HttpRequest, actor: Actor) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= FIRST_REFUSAL:
            raise Undone(response)
        if response.status_code < FIRST_REDIRECT:
            self._audit(request, actor, response)
        return response

    def _audit(self, request: HttpRequest, actor: Actor, response: HttpResponse) -> None:
        act, shown = act_of(request), actor.seen
        if response.streaming:
            raise RuntimeError(f"{act} streams: it would be sent outside the door.")
        if shown.was_asked:
            write_view_entry(by=actor, act=act, seen=shown)
        elif act in LISTS_CHILDREN:
            raise RuntimeError(f"{act} does not say whom it shows: call actor.seen.children().")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """An act that could not be audited, or a database that is away: 503, told outside."""
        if isinstance(error, (AuditUnwritten, OperationalError)):
            actor = getattr(request, "actor", None)
            named = actor.request_id if actor else "of a visitor"
            logger.error("request %s failed", named, exc_info=error)
            return HttpResponse(status=UNAVAILABLE)
        return None

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: object
    ) -> None:
        request.act = getattr(view, "act", "")  # type: ignore[attr-defined]


def act_of(request: HttpRequest) -> str:
    return getattr(request, "act", "")


def unavailable(request: HttpRequest) -> HttpResponse:
    """A page that needs no database and no session: the frame, and what to do."""
    request.actor = None  # type: ignore[attr-defined]
    if comes_to_the_api(request):
        return in_json(UNAVAILABLE, answers.UNAVAILABLE)
    page = render_to_string("503.html", {"is_demo": settings.DEMO})
    return HttpResponse(page, status=UNAVAILABLE)


def current_actor(request: HttpRequest) -> Actor | None:
    """The actor of this request; None when signed out or without a live membership."""
    by_token = sends_credentials(request)
    membership = membership_of_token(request) if by_token else _membership_of_session(request)
    return acting_as(membership, at=moment()) if membership else None


def _membership_of_session(request: HttpRequest) -> Membership | None:
    if not request.user.is_authenticated:
        return None
    live = roles_of(request.user)
    request.memberships = live  # type: ignore[attr-defined]
    chosen = request.session.get(MEMBERSHIP_KEY)
    return next((each for each in live if each.pk == chosen), live[0] if live else None)


def has_lost_its_role(request: HttpRequest) -> bool:
    """Whether the role worked under has ended: nobody goes on under another without a word."""
    live = getattr(request, "memberships", [])
    if not live:
        return False
    chosen = request.session.get(MEMBERSHIP_KEY)
    if any(each.pk == chosen for each in live):
        return False
    request.session[MEMBERSHIP_KEY] = live[0].pk
    return chosen is not None
