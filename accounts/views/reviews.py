from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.forms.people import EndMembershipForm
from accounts.memberships import get_membership, review_of
from accounts.services import confirm_membership, end_membership

FORM = ("GET", "POST")


@act("access.review")
def access_review(request: HttpRequest) -> HttpResponse:
    """Every role held in the authority: each is confirmed once a quarter, or it ends."""
    context = {"review": review_of(request.actor)}
    return render(request, "accounts/access_review.html", context)


@act("access.review", methods=("POST",))
def confirm_access(request: HttpRequest, membership_id: int) -> HttpResponse:
    actor = request.actor
    membership = get_membership(actor, membership_id)
    confirm_membership(membership=membership, by=actor, on=actor.on)
    messages.success(request, f"Confirmed: {membership.person.full_name}, {membership}.")
    return redirect("access_review")


@act("access.review", methods=FORM)
def end_access(request: HttpRequest, membership_id: int) -> HttpResponse:
    actor = request.actor
    membership = get_membership(actor, membership_id)
    form = EndMembershipForm(request.POST or None)
    if request.POST and form.is_valid():
        reason = form.cleaned_data["reason"]
        end_membership(membership=membership, by=actor, on=actor.on, reason=reason)
        messages.success(request, f"Ended: {membership.person.full_name}, {membership}.")
        return redirect("memberships" if actor.may("person.invite") else "access_review")
    context = {"form": form, "membership": membership}
    return render(request, "accounts/end_access.html", context)
