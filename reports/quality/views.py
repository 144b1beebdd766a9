from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from accounts.acts import act
from accounts.today import today
from milestones.forms.worklist import page_asked
from milestones.gate import localities_of
from milestones.quality.kinds import BY_CODE
from milestones.question_list import (
    QuestionFilters,
    asks_whose,
    codes_read,
    open_questions,
    workers_asked,
)
from reports.quality.aim_shares import shares_of
from reports.quality.lines import groups, jumps, last_page, together

LONGEST = 80


@act("quality.list")
def quality(request: HttpRequest) -> HttpResponse:
    """What the facts say that cannot well be so: whose it is, what mends it, what it moves."""
    actor, on = request.actor, today()
    filters = _asked(request.GET)
    questions = open_questions(actor, filters, on=on)
    shares = shares_of(actor, questions, on=on)
    last = last_page(questions)
    number = page_asked(request.GET, last=last)
    context = {
        "on": on,
        "filters": filters,
        "total": len(questions),
        "jumps": jumps(questions, number),
        "groups": groups(questions, number, actor=actor, on=on, shares=shares),
        "together": together(questions, shares),
        "number": number,
        "last": last,
        "kinds": [BY_CODE[code] for code in codes_read(actor)],
        "localities": localities_of(actor) if asks_whose(actor) else None,
        "workers": workers_asked(actor) if asks_whose(actor) else None,
    }
    return render(request, "reports/quality.html", context)


def _asked(query: QueryDict) -> QuestionFilters:
    """What the address asks: anything unknown is as if it were not there."""
    words = {
        name: query.get(name, "").replace("\x00", "")[:LONGEST]
        for name in ("kind", "locality", "worker")
    }
    return QuestionFilters(**words if words["kind"] in BY_CODE else words | {"kind": ""})
