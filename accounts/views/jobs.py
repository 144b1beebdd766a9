from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.acts import act
from accounts.jobs.asking import stop_job
from accounts.jobs.files import forget_files_brought
from accounts.jobs.own import JobLine, page_of_jobs
from accounts.jobs.reading import jobs_of, mark_read
from accounts.policy import ANYONE_SIGNED_IN


@act(ANYONE_SIGNED_IN)
def my_jobs(request: HttpRequest) -> HttpResponse:
    """Work this person asked for that is done later: its progress, and how it ended."""
    page = page_of_jobs(request.actor, request.GET.get("page"))
    return render(request, "accounts/my_jobs.html", {"page": page})


@act(ANYONE_SIGNED_IN)
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One's own alone; a kind with a result of its own tells it on its own page."""
    line = JobLine(get_object_or_404(jobs_of(request.actor), public_id=job_id))
    if line.address != reverse("job", args=[job_id]):
        return redirect(line.address)
    mark_read(job=line.job, by=request.actor, at=request.actor.at)
    return render(request, "accounts/job.html", {"line": line, "job": line.job})


@act(ANYONE_SIGNED_IN, methods=("POST",))
def stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    found = get_object_or_404(jobs_of(request.actor), public_id=job_id)
    if stop_job(job=found, by=request.actor):
        forget_files_brought(found, by=request.actor)
        messages.success(request, "Stopped. What was done before stays done.")
    else:
        # What it brought is still needed: files that were checked in time can be brought in.
        messages.info(request, "It was over before it could be stopped.")
    return redirect(JobLine(found).address)
