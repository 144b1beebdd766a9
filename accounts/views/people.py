from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.acts import act
from accounts.forms.people import AgreementForm, InviteForm, refused
from accounts.memberships import agreements_of, askings, get_asking, held_in
from accounts.services import answer_asking, invite_colleague, record_agreement
from accounts.services.invitations import Invited

FORM = ("GET", "POST")


@act("person.invite")
def people(request: HttpRequest) -> HttpResponse:
    context = {"held": held_in(request.actor), "agreements": agreements_of(request.actor)}
    return render(request, "accounts/people.html", context)


@act("person.invite", methods=FORM)
def invite(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    form = InviteForm(request.POST or None, actor=actor)
    invited = form.attempt(invite_colleague, by=actor, on=actor.on) if request.POST else None
    if invited is not None:
        return _invited(request, invited)
    return render(request, "accounts/invite.html", {"form": form})


@act("person.invite", methods=FORM)
def new_agreement(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(request.POST or None)
    if request.POST and form.attempt(record_agreement, by=request.actor) is not None:
        messages.success(request, "The agreement is written down. People can be invited under it.")
        return redirect("memberships")
    return render(request, "accounts/new_agreement.html", {"form": form})


@act("person.approve")
def high_roles(request: HttpRequest) -> HttpResponse:
    """High roles that a system administrator asked for and a manager answers."""
    return render(request, "accounts/high_roles.html", {"askings": askings(request.actor)})


@act("person.approve", methods=("POST",))
def answer_high_role(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    actor = request.actor
    asking, approves = get_asking(actor, asked_id), request.POST.get("answer") == "approve"
    try:
        done = answer_asking(asked_id=asking.asked_id, by=actor, on=actor.on, approves=approves)
    except ValidationError as error:
        messages.error(request, refused(error))
        return redirect("high_roles")
    if approves:
        return _invited(request, done)
    messages.success(request, "Refused. Nobody was let in.")
    return redirect("high_roles")


def _invited(request: HttpRequest, invited: Invited) -> HttpResponse:
    """The link is shown here once and kept nowhere: only its hash is."""
    link = reverse("invitation", args=[invited.token]) if invited.token else ""
    context = {"invited": invited, "link": f"{settings.PUBLIC_URL}{link}" if link else ""}
    answer = render(request, "accounts/invited.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
