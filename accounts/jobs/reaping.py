"""What was left lying: jobs whose message got lost, and jobs whose worker is gone."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.jobs.sending import send
from accounts.models import Job
from accounts.models.job import TURNED_BACK

AT_MOST = 200


def reap_jobs(*, at: datetime) -> int:
    """Send them again; how many. A message too many does no harm."""
    with transaction.atomic():
        reaped = list(left_lying(at=at))
        Job.objects.filter(pk__in=[pk for pk, _ in reaped]).update(sent_at=at)
    for number, (_, public_id) in enumerate(reaped):
        if not send(public_id):
            return number
    return len(reaped)


def left_lying(*, at: datetime) -> list[tuple[int, UUID]]:
    """The oldest first; those another reaper has in hand are left to it."""
    sent_long_ago = Q(sent_at__isnull=True) | Q(sent_at__lte=at - patience())
    # Or by a clock that was turned back since.
    sent_long_ago |= Q(sent_at__gt=at + TURNED_BACK)
    found = Job.objects.claimable(at=at).filter(sent_long_ago).order_by("asked_at", "pk")
    return list(found.select_for_update(skip_locked=True).values_list("pk", "public_id")[:AT_MOST])


def patience() -> timedelta:
    """How long a message may lie in the queue before it is taken for lost."""
    return timedelta(seconds=settings.JOB_REAP_SECONDS)


def next_waiting(*, at: datetime) -> UUID | None:
    """For a process that runs them one after the other: the one that waits the longest."""
    waiting = Job.objects.claimable(at=at).order_by(Coalesce("heartbeat_at", "asked_at"), "pk")
    return waiting.values_list("public_id", flat=True).first()
