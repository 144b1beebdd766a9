from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.forms.people import TokenForm, refused
from accounts.memberships import get_token, own_tokens, tokens_of
from accounts.policy import ANYONE_SIGNED_IN
from accounts.services import collect_token, issue_token, revoke_token
from accounts.services.tokens import is_uncollected

FORM = ("GET", "POST")


@act("token.issue", methods=FORM)
def tokens(request: HttpRequest) -> HttpResponse:
    """Other systems that read the API: issued for a role, collected by whoever holds it."""
    actor = request.actor
    form = TokenForm(request.POST or None, actor=actor)
    made = form.attempt(issue_token, by=actor, on=actor.on) if request.POST else None
    if made is not None:
        messages.success(request, "Issued. The person of that role now collects it.")
        return redirect("tokens")
    context = {"form": form, "tokens": tokens_of(actor)}
    return render(request, "accounts/tokens.html", context)


@act("token.issue", methods=("POST",))
def end_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    revoke_token(token=get_token(request.actor, token_id), by=request.actor)
    messages.success(request, "Revoked. It opens nothing any more.")
    return redirect("tokens")


@act(ANYONE_SIGNED_IN)
def your_tokens(request: HttpRequest) -> HttpResponse:
    told = [(token, is_uncollected(token)) for token in own_tokens(request.actor)]
    return render(request, "accounts/your_tokens.html", {"tokens": told})


@act(ANYONE_SIGNED_IN, methods=("POST",))
def collect(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """The secret, shown once to the person who answers for it."""
    token = next((t for t in own_tokens(request.actor) if t.public_id == token_id), None)
    if token is None:
        raise Http404("No such token")
    try:
        secret = collect_token(token=token, by=request.actor)
    except ValidationError as error:
        messages.error(request, refused(error))
        return redirect("your_tokens")
    answer = render(request, "accounts/token_collected.html", {"token": token, "secret": secret})
    answer.headers["Cache-Control"] = "no-store"
    return answer
