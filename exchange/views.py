from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.acts import act
from accounts.forms.people import refused
from accounts.jobs.reading import jobs_of, mark_read
from accounts.uploads import passed_over, takes_files
from exchange.bringing_in import (
    CHECK,
    RUN,
    ask_check,
    bring_in_checked,
    recent_imports,
    result_of,
)
from exchange.case_files.layout import LAYOUTS
from exchange.forms import CaseFilesForm
from exchange.rejected_lines import as_csv


@takes_files
@act("import.prepare", methods=("GET", "POST"))
def bring_in(request: HttpRequest) -> HttpResponse:
    """Choose case files; they are checked before anything is written."""
    actor = request.actor
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    form = CaseFilesForm(*sent, passed_over=passed_over(request))
    check = form.attempt(ask_check, by=actor) if is_sent else None
    if check is not None:
        return redirect("import_job", job_id=check.public_id)
    context = {"form": form, "recent": recent_imports(actor), "layouts": LAYOUTS.values()}
    # What was sent and is no case file is a bad request; a form sent empty is only asked again.
    is_refused = form.errors and (request.FILES or passed_over(request))
    status = 400 if is_refused else 200
    return render(request, "exchange/bring_in.html", context, status=status)


@act("import.prepare")
def import_job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far a check or an import is, and then what it came to."""
    actor = request.actor
    job = get_object_or_404(jobs_of(actor), public_id=job_id, kind__in=(CHECK, RUN))
    mark_read(job=job, by=actor, at=actor.at)
    result = result_of(job, by=actor)
    page = result.page(request.GET.get("page"))
    context = {"job": job, "line": result.line, "result": result, "page": page}
    return render(request, "exchange/import_job.html", context)


@act("import.prepare")
def rejected_lines(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The rejected lines as a file, to mend them beside it."""
    actor = request.actor
    job = get_object_or_404(jobs_of(actor), public_id=job_id, kind__in=(CHECK, RUN))
    body = as_csv(result_of(job, by=actor).rejections)
    headers = {"Content-Disposition": 'attachment; filename="rejected-lines.csv"'}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)


@act("import.run", methods=("POST",))
def bring_these_in(request: HttpRequest, job_id: UUID) -> HttpResponse:
    actor = request.actor
    check = get_object_or_404(jobs_of(actor), public_id=job_id, kind=CHECK)
    try:
        job = bring_in_checked(by=actor, check=check)
    except ValidationError as gone:
        messages.error(request, refused(gone))
        return redirect("bring_in")
    return redirect("import_job", job_id=job.public_id)
