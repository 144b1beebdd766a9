from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.addresses import page_asked
from accounts.policy import ANYONE_SIGNED_IN
from accounts.today import today
from milestones.context_processors import first_page
from milestones.forms.worklist import asked_filters
from milestones.work.lists import work_list
from milestones.work.pages import work_page
from milestones.work.words import heading_of, nothing_due


@act(ANYONE_SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The first page of each role: what is due, else the children, the aims, the rules."""
    return redirect(first_page(request.actor))


@act("clock.list")
def my_work(request: HttpRequest) -> HttpResponse:
    work = work_list(request.actor, asked_filters(request.GET), on=today())
    number = page_asked(request.GET, last=work.last_page)
    request.overdue = work.overdue
    context = {
        "on": work.on,
        "filters": work.asked,
        "heading": heading_of(request.actor),
        "page": work_page(work, number),
        "choices": work.choices,
        "empty": nothing_due(request.actor, work.asked),
    }
    return render(request, "milestones/my_work.html", context)
