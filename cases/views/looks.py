from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.forms.audit import day_named
from cases.gate import child_act
from cases.looks import looks_at
from cases.models import Child


@child_act("looks.view")
def looks(request: HttpRequest, child: Child) -> HttpResponse:
    """Who has looked at this child, by person and day; looking here is noted too."""
    today = request.actor.on
    to_on = min(day_named(request.GET.get("to", "")) or today, today)
    context = {"child": child, "looks": looks_at(child, actor=request.actor, to_on=to_on)}
    return render(request, "cases/looks.html", context)
