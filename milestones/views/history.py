from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.gate import child_act
from cases.models import Child
from milestones.forms.history import DayAskedForm
from milestones.record_history import as_known, changes_to

PAGE = 50


@child_act("history.view")
def history(request: HttpRequest, child: Child) -> HttpResponse:
    """What the record said on a day, as known then, and below it every change."""
    actor = request.actor
    form = DayAskedForm(request.GET if "on" in request.GET else None, today=actor.on)
    form.is_valid()
    changes = changes_to(child, actor=actor)
    context = {
        "child": child,
        "form": form,
        "known": as_known(child, actor=actor, on=form.day),
        "page": Paginator(changes, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "milestones/history.html", context)
