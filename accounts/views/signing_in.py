from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from accounts.acts import act
from accounts.demo import demo_authorities, demo_membership, demo_people
from accounts.forms import FirstPasswordForm, SignInForm
from accounts.middleware import MEMBERSHIP_KEY
from accounts.models import Membership, Person
from accounts.policy import PUBLIC
from accounts.services import accept_invitation, open_invitation
from accounts.today import moment, today

FORM = ("GET", "POST")
POST = ("POST",)
LONGEST_NEXT = 2000


@act(PUBLIC, methods=FORM)
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None, request=request)
    if form.is_valid() and form.person is not None:
        return _enter(request, form.person)
    context = {"form": form, **_people_to_look_round_as(request)}
    return render(request, "accounts/sign_in.html", context)


@act(PUBLIC, methods=POST)
def sign_in_as_demo_person(request: HttpRequest) -> HttpResponse:
    """One click, in the demonstration only: elsewhere there is no such page."""
    membership = (
        demo_membership(request.POST.get("person", ""), on=today()) if settings.DEMO else None
    )
    if membership is None:
        return render(request, "404.html", status=404)
    return _enter(request, membership.person, membership)


def _enter(
    request: HttpRequest, person: Person, membership: Membership | None = None
) -> HttpResponse:
    login(request, person)
    if membership is not None:
        request.session[MEMBERSHIP_KEY] = membership.pk
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return redirect(wanted if _is_a_page_of_ours(request, wanted) else "home")


def _is_a_page_of_ours(request: HttpRequest, wanted: str) -> bool:
    """A path, and no longer than a redirection may be; a bare word would be taken for a route."""
    is_path = wanted.startswith("/") and len(wanted) <= LONGEST_NEXT
    return is_path and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def _people_to_look_round_as(request: HttpRequest) -> dict[str, object]:
    if not settings.DEMO:
        return {}
    authorities = demo_authorities(on=today())
    chosen = request.GET.get("authority")
    authority = next((each for each in authorities if each.code == chosen), None)
    authority = authority or (authorities[0] if authorities else None)
    return {
        "demo_authority": authority,
        "demo_people": demo_people(authority, on=today()) if authority else [],
        "other_authorities": [each for each in authorities if each != authority],
    }


@act(PUBLIC, methods=POST)
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("sign_in")


@act(PUBLIC, methods=FORM)
@sensitive_post_parameters("password", "password_again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    at = moment()
    opened = open_invitation(token=token, at=at)
    if opened is None:
        return render(request, "accounts/invitation_closed.html", status=410)
    form = FirstPasswordForm(request.POST or None, person=opened.person)
    if form.is_valid():
        accept_invitation(invitation=opened, password=form.cleaned_data["password"], at=at)
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("sign_in")
    context = {"form": form, "person": opened.person}
    return render(request, "accounts/invitation.html", context)
