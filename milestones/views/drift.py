from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.acts import act
from accounts.jobs.asking import ask_job
from accounts.jobs.reading import get_job
from milestones.drift import drift_report

COMPARED = "check_clocks"


@act("timescale.change", methods=("POST",))
def count_again(request: HttpRequest) -> HttpResponse:
    """Every clock of the authority, as a job with its progress."""
    job = ask_job(by=request.actor, kind="rebuild_clocks")
    return redirect("job", job_id=job.public_id)


@act("timescale.change")
def drift(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Which clocks differed from the facts on a night."""
    job = get_job(request.actor, job_id)
    if job.kind != COMPARED:
        raise Http404("No such report")
    context = {"job": job, "report": drift_report(request.actor, job)}
    return render(request, "milestones/drift.html", context)
