from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access_table import acts_of, groups_read_by
from accounts.acts import act
from accounts.forms import ActingAsForm
from accounts.middleware import MEMBERSHIP_KEY
from accounts.policy import ANYONE_SIGNED_IN, PUBLIC
from accounts.services import switch_role
from accounts.words import WORDS

FORM = ("GET", "POST")


@act(ANYONE_SIGNED_IN, methods=FORM)
def acting_as(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    form = ActingAsForm(
        request.POST or None,
        memberships=request.memberships,
        initial={"membership": actor.membership.pk},
    )
    if form.is_valid():
        switch_role(to=form.chosen, by=actor)
        request.session[MEMBERSHIP_KEY] = form.chosen.pk
        return redirect("home")
    return render(request, "accounts/acting_as.html", {"form": form})


@act(ANYONE_SIGNED_IN)
def what_i_may_do(request: HttpRequest) -> HttpResponse:
    """The role's own part of docs/access.md, in plain words."""
    role = request.actor.role
    context = {"lines": acts_of(role), "groups": groups_read_by(role)}
    return render(request, "accounts/what_i_may_do.html", context)


@act(PUBLIC)
def words_we_use(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/words_we_use.html", {"words": WORDS})


@act(PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/accessibility.html")
