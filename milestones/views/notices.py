"""A person's own notices: read and unread, and how often they are mailed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.addresses import page_asked
from accounts.today import today
from milestones.forms.notices import RhythmForm
from milestones.notices import reading
from milestones.services import notices as services

ACT = "notice.list"


@act(ACT)
def notices(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    counts = reading.count(actor)
    number = page_asked(request.GET, last=counts.last_page)
    context = {
        "lines": reading.page_of(actor, number, on=today()),
        "counts": counts,
        "rhythm": reading.rhythm_of(actor),
        "number": number,
        "last": counts.last_page,
    }
    return render(request, "milestones/notices.html", context)


@act(ACT, methods=("POST",))
def read_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Marked as read; from its words on to the page it is about. Looking alone writes nothing."""
    notice = reading.get_notice(request.actor, notice_id)
    services.mark_notice_read(notice=notice, by=request.actor)
    opens = request.POST.get("then") == "open"
    return redirect(notice.path if opens and notice.path else "notices")


@act(ACT, methods=("POST",))
def read_all_notices(request: HttpRequest) -> HttpResponse:
    services.mark_all_read(by=request.actor)
    messages.success(request, "All marked as read.")
    return redirect("notices")


@act(ACT, methods=("GET", "POST"))
def notice_choices(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    form = RhythmForm(
        request.POST if request.method == "POST" else None,
        initial={"rhythm": reading.rhythm_of(actor)},
    )
    if form.attempt(services.choose_rhythm, by=actor):
        messages.success(request, "Saved.")
        return redirect("notices")
    return render(request, "milestones/notice_choices.html", {"form": form})
