from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from accounts.today import today
from aims.models import Aim
from milestones.gate import localities_of
from reports.aim_drawings import Drawn
from reports.aim_tables import STATUS_NAMES, children_rows, children_sheet, figures_sheet
from reports.aim_words import AimWords
from reports.aims import AimCard, card_of, current_and_earlier, day_to_open, get_aim
from reports.forms import AsAtForm
from reports.spreadsheets import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHILDREN_A_PAGE = 25


@act("aim.view")
def aims(request: HttpRequest) -> HttpResponse:
    on = today()
    current, earlier = current_and_earlier(request.actor, today=on)
    context = {
        "cards": [(card, Drawn(card)) for card in (card_of(aim, on=on) for aim in current)],
        "earlier": [card_of(aim, on=day_to_open(aim, today=on)) for aim in earlier],
        "on": on,
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
        context["page"] = Paginator(rows, CHILDREN_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/aim.html", context)


@act("aim.export")
def aim_csv(request: HttpRequest, ref: str) -> HttpResponse:
    card = _card_asked_for(request, ref)
    return _download(as_csv(children_sheet(card)), "text/csv; charset=utf-8", card, "csv")


@act("aim.export")
def aim_xlsx(request: HttpRequest, ref: str) -> HttpResponse:
    card = _card_asked_for(request, ref)
    book = as_xlsx([figures_sheet(card), children_sheet(card)])
    return _download(book, XLSX, card, "xlsx")


def _card_asked_for(request: HttpRequest, ref: str) -> AimCard:
    found = get_aim(request.actor, ref)
    form = _as_at(request, found)
    if form.errors:
        raise Http404("No such day or locality")
    return card_of(found, on=form.on, locality=form.chosen_locality)


def _as_at(request: HttpRequest, aim: Aim) -> AsAtForm:
    names = [locality.name for locality in localities_of(request.actor)]
    return AsAtForm(request.GET, aim=aim, today=today(), localities=names)


def _download(body: bytes, kind: str, card: AimCard, ending: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    name = f"{card.aim.ref}-{card.on:%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
