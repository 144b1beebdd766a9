from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.today import today
from milestones.forms.worklist import asked_filters, page_asked
from milestones.spans import OVER
from milestones.worklists import has_an_overview
from reports.dashboard.figures import figures_of


@act("clock.list")
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is overdue and what is coming, in numbers that lead to their lists."""
    if not has_an_overview(request.actor):
        return redirect("my_work")
    figures = figures_of(request.actor, asked_filters(request.GET), on=today())
    number = page_asked(request.GET, last=figures.last_page)
    request.overdue = figures.total(OVER)
    context = {"figures": figures, "rows": figures.page(number), "number": number}
    return render(request, "reports/dashboard.html", context)
