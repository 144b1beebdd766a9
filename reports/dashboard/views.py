from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.addresses import page_asked
from accounts.policy import MOST_EXPORTED_ROWS
from accounts.today import today
from milestones.forms.worklist import asked_filters
from milestones.work.lists import has_an_overview
from reports.dashboard.exporting import export_overdue
from reports.dashboard.figures import overdue_of
from reports.dashboard.page import dashboard_page
from reports.exports import download
from reports.forms import TakeAwayForm


@act("clock.list")
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is overdue and what is coming, in numbers that lead to their lists."""
    if not has_an_overview(request.actor):
        return redirect("my_work")
    overdue = overdue_of(request.actor, asked_filters(request.GET), on=today())
    request.overdue = overdue.in_all
    page = dashboard_page(overdue, page_asked(request.GET, last=overdue.last_page))
    context = {"page": page, "overdue": overdue, "filters": overdue.asked}
    return render(request, "reports/dashboard.html", context | {"choices": overdue.choices})


@act("clock.export", methods=("GET", "POST"))
def dashboard_export(request: HttpRequest) -> HttpResponse:
    """Take the overdue list away as a file: a reason first, then the file at once."""
    overdue = overdue_of(request.actor, asked_filters(request.GET), on=today())
    form = TakeAwayForm(request.POST if request.method == "POST" else None)
    file = form.attempt(export_overdue, overdue=overdue)
    if file is not None:
        return download(file)
    most = MOST_EXPORTED_ROWS.get(request.actor.role)
    context = {"form": form, "overdue": overdue, "most": most}
    return render(request, "reports/dashboard_export.html", context)
