from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.acts import act
from accounts.addresses import page_asked
from accounts.policy import MOST_EXPORTED_ROWS
from accounts.today import today
from cases.gate import child_act
from cases.models import Child
from milestones.quality.kinds import BY_CODE
from milestones.quality.owners import get_question
from milestones.question_list import ACCEPTED, QuestionFilters, offered, open_questions
from milestones.services import questions as services
from reports.exports import download
from reports.forms import AcceptForm, TakeAwayForm
from reports.quality.accepting import accept_page
from reports.quality.exporting import export_questions
from reports.quality.page import quality_page

LONGEST = 80
FORM = ("GET", "POST")


@act("quality.list")
def quality(request: HttpRequest) -> HttpResponse:
    """What the facts say that cannot well be so: whose it is, what mends it, what it moves."""
    filters = offered(request.actor, asked_questions(request.GET))
    found = open_questions(request.actor, filters, on=today())
    page = quality_page(request.actor, filters, found, on=today())
    number = page_asked(request.GET, last=page.last)
    return render(request, "reports/quality.html", {"page": page, **page.context(number)})


@act("quality.export", methods=FORM)
def quality_export(request: HttpRequest) -> HttpResponse:
    """Take the list away as a file: a reason first, then the file at once."""
    filters = offered(request.actor, asked_questions(request.GET))
    found = open_questions(request.actor, filters, on=today())
    form = TakeAwayForm(request.POST if request.method == "POST" else None)
    given = {"questions": found, "filters": filters, "by": request.actor, "on": today()}
    file = form.attempt(export_questions, **given)
    if file is not None:
        return download(file)
    most = MOST_EXPORTED_ROWS.get(request.actor.role)
    context = {"form": form, "total": len(found), "filters": filters, "most": most, "on": today()}
    return render(request, "reports/quality_export.html", context)


@child_act("question.accept", methods=FORM)
def accept_question(request: HttpRequest, child: Child, question_id: UUID) -> HttpResponse:
    """What looks odd is right as recorded: why, and it leaves the list until the facts change."""
    question = get_question(child, question_id)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    given = {"question": question, "by": request.actor, "seen": request.POST.get("seen", "")}
    if form.attempt(services.accept_question, **given):
        messages.success(request, "Saved. It is not asked again unless the facts change.")
        return redirect("quality")
    context = {"child": child, "form": form, "page": accept_page(question, child)}
    return render(request, "reports/accept_question.html", context)


@child_act("question.accept", methods=("POST",))
def reopen_question(request: HttpRequest, child: Child, question_id: UUID) -> HttpResponse:
    services.reopen_question(question=get_question(child, question_id), by=request.actor)
    messages.success(request, "Saved. It is asked again, and stands on the list.")
    return redirect(f"{reverse('quality')}?show={ACCEPTED}")


def asked_questions(query: QueryDict) -> QuestionFilters:
    """What the address asks: anything unknown is as if it were not there."""
    names = ("kind", "locality", "worker", "show")
    words = {name: query.get(name, "").replace("\x00", "")[:LONGEST] for name in names}
    known = {"kind": words["kind"] in BY_CODE, "show": words["show"] == ACCEPTED}
    return QuestionFilters(**{name: words[name] for name in names if known.get(name, True)})
