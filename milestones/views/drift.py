from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.acts import act
from accounts.jobs.reading import get_job
from milestones.drift import drift_report


@act("timescale.change")
def drift(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Which clocks differed from the facts on a night."""
    job = get_job(request.actor, job_id)
    context = {"job": job, "report": drift_report(request.actor, job)}
    return render(request, "milestones/drift.html", context)
