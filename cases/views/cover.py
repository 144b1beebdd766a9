"""Cover for a colleague, arranged by the team leader or the manager."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from cases import colleagues
from cases.forms.cover import CoverForm
from cases.forms.people import EndForm
from cases.services import cover as services

FORM = ("GET", "POST")


@act("cover.arrange")
def cover(request: HttpRequest) -> HttpResponse:
    """The cover that is arranged now, for the actor's team or the whole authority."""
    context = {"covers": colleagues.covered_by(request.actor)}
    return render(request, "cases/cover.html", context)


@act("cover.arrange", methods=FORM)
def arrange_cover(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    form = CoverForm(
        request.POST if request.method == "POST" else None,
        colleagues=colleagues.may_be_covered(actor),
        workers=colleagues.social_workers(actor),
        initial={"begins_on": actor.on},
    )
    if form.attempt(services.arrange_cover, by=actor):
        messages.success(request, "Saved. They can act under the cover from its first day.")
        return redirect("cover")
    return render(request, "cases/arrange_cover.html", {"form": form})


@act("cover.arrange", methods=FORM)
def end_cover(request: HttpRequest, membership_id: int) -> HttpResponse:
    arranged = colleagues.get_cover(request.actor, membership_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.attempt(services.end_cover, cover=arranged, by=request.actor):
        messages.success(request, "Ended. The cover opens nothing from now on.")
        return redirect("cover")
    return render(request, "cases/end_cover.html", {"form": form, "cover": arranged})
