from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.policy import ANYONE_SIGNED_IN
from accounts.today import today
from milestones import worklists
from milestones.forms.worklist import asked_filters, page_asked
from milestones.meetings import meetings_ahead
from milestones.work_words import heading_of, nothing_due


@act(ANYONE_SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The first page of each role: what is due, else the children, the aims, the rules."""
    actor = request.actor
    first = [("clock.list", "my_work"), ("child.list", "children"), ("aim.view", "aims")]
    first += [("person.invite", "memberships"), ("audit.view", "audit")]
    return redirect(next((page for act_, page in first if actor.may(act_)), "rules"))


@act("clock.list")
def my_work(request: HttpRequest) -> HttpResponse:
    actor, on = request.actor, today()
    filters = asked_filters(request.GET)
    clocks = worklists.running_clocks(actor, filters, on=on)
    counts = worklists.count_by_group(clocks, on=on)
    number = page_asked(request.GET, last=worklists.last_page(counts))
    found = worklists.rows(worklists.page_of(clocks, number), actor=actor, on=on)
    context = {
        "on": on,
        "filters": filters,
        "heading": heading_of(actor),
        "jumps": worklists.jumps(counts, number, on=on),
        "groups": worklists.in_groups(found, counts, on=on),
        "total": sum(counts.values()),
        "meetings": meetings_ahead(actor, filters, on=on),
        "number": number,
        "last": worklists.last_page(counts),
        "choices": worklists.filter_choices(actor, on=on),
        "empty": nothing_due(actor, filters),
    }
    return render(request, "milestones/my_work.html", context)
