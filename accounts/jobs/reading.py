"""Jobs as people find them: their own, and the last of a kind that ran here."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from accounts.actors import Actor
from accounts.jobs.kinds import KINDS
from accounts.models import Job, JobState
from accounts.models.job import JobQuerySet


def jobs_of(actor: Actor) -> JobQuerySet:
    """What this person asked for in this authority, newest first."""
    return Job.objects.filter(authority=actor.authority, asked_by=actor.person).newest_first()


def get_job(actor: Actor, public_id: UUID) -> Job:
    """Their own, or one of the authority's whose act is theirs too. Http404 for any other."""
    job = Job.objects.filter(authority=actor.authority, public_id=public_id).first()
    kind = KINDS.get(job.kind) if job else None
    is_own = job is not None and actor.person is not None and job.asked_by_id == actor.person.pk
    if job is None or not (is_own or (kind is not None and actor.may(kind.act))):
        raise Http404("No such job")
    return job


def mark_read(*, job: Job, by: Actor, at: datetime) -> None:
    """Whoever asked for it has seen how it ended; others' looking says nothing."""
    if by.person is not None and job.asked_by_id == by.person.pk and not job.is_open:
        Job.objects.filter(pk=job.pk, read_at__isnull=True).update(read_at=at)


def done_since(kind: str, *, since: datetime) -> bool:
    """Whether one of this kind was done anywhere in the installation."""
    return Job.objects.filter(kind=kind, state=JobState.DONE, finished_at__gte=since).exists()
