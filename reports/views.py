from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from accounts.policy import MOST_EXPORTED_ROWS
from accounts.today import today
from aims.gate import get_aim, place_of
from aims.models import Aim
from milestones.gate import localities_of
from reports.aim_drawings import Drawn
from reports.aim_tables import STATUS_NAMES, children_page, children_rows
from reports.aim_words import AimWords, rows_in_words
from reports.aims import card_of, current_and_earlier, day_to_open
from reports.exports import download, export_children
from reports.forms import AsAtForm, ExportForm


@act("aim.view")
def aims(request: HttpRequest) -> HttpResponse:
    on, place = today(), place_of(request.actor)
    current, earlier = current_and_earlier(request.actor, today=on)
    cards = [card_of(aim, on=on, locality=place) for aim in current]
    past = [card_of(aim, on=day_to_open(aim, today=on), locality=place) for aim in earlier]
    context = {
        "cards": [(card, Drawn(card)) for card in cards],
        "earlier": past,
        "on": on,
        "place": place,
    }
    return render(request, "reports/aims.html", context)


@act("aim.view")
def aim(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_aim(request.actor, ref)
    form = _as_at(request, found)
    card = card_of(found, on=form.on, locality=form.chosen_locality)
    status = request.GET.get("status", "")
    context = {
        "card": card,
        "form": form,
        "words": AimWords(card),
        "drawn": Drawn(card),
        "status": status,
        "status_name": STATUS_NAMES.get(status, ""),
    }
    if request.actor.may("aim.children"):
        rows = children_rows(card, request.actor, status=status)
        context["page"] = children_page(rows, request.GET.get("page"), request.actor)
        context["listed"] = rows_in_words(card, request.actor, rows, status=status)
    return render(request, "reports/aim.html", context)


@act("aim.export", methods=("GET", "POST"))
def aim_export(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the aim's children away as a file: a reason first, then the file at once."""
    asked = _as_at(request, get_aim(request.actor, ref))
    if asked.errors:
        raise Http404("No such day or locality")
    card = card_of(asked.aim, on=asked.on, locality=asked.chosen_locality)
    sent = request.POST if request.method == "POST" else None
    form = ExportForm(sent, initial={"status": request.GET.get("status", "")})
    file = form.attempt(export_children, card=card, by=request.actor)
    if file is not None:
        return download(file)
    most = MOST_EXPORTED_ROWS.get(request.actor.role)
    context = {"card": card, "form": form, "asked": asked, "most": most}
    return render(request, "reports/aim_export.html", context)


def _as_at(request: HttpRequest, aim: Aim) -> AsAtForm:
    names = [locality.name for locality in localities_of(request.actor)]
    within = place_of(request.actor)
    return AsAtForm(request.GET, aim=aim, today=today(), localities=names, within=within)
