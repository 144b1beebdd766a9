"""What is left of jobs that are over goes in time: their files first, then their rows.

Files hold children's data, and what they were for is done. Rows name nobody, but nobody reads
them for ever either; of what runs each night the last stays, however long ago it was.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.actors import Actor
from accounts.door import entered
from accounts.models import Job, JobFile, JobState
from accounts.models.job import JobQuerySet

# Under such a name a result is only kept for the next step: files checked, to be brought in.
HELD = "held/"
HELD_FOR = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)
ROWS_KEPT_FOR = timedelta(days=90)
AT_ONCE = 500


def is_held_still(finished_at: datetime, *, at: datetime) -> bool:
    return at < finished_at + HELD_FOR


def forget_expired(*, by: Actor, at: datetime) -> int:
    """Of the actor's authority; how many files went."""
    over = Q(is_result=False, job__finished_at__isnull=False)
    held = Q(name__startswith=HELD, job__finished_at__lte=at - HELD_FOR)
    old = Q(job__finished_at__lte=at - KEPT_FOR)
    with entered(by):
        expired = JobFile.objects.filter(over | held | old, authority=by.authority)
        gone, _ = expired.delete()
    return gone


def forget_old_jobs(*, by: Actor, at: datetime) -> int:
    """Some hundred of the actor's authority's, the oldest first; how many rows went.

    A job that is open stays, and so does one whose files are still there.
    """
    with entered(by):
        of_here = Job.objects.filter(authority=by.authority)
        old = of_here.filter(finished_at__lte=at - ROWS_KEPT_FOR, files__isnull=True)
        going = old.exclude(pk__in=_last_ones(of_here)).order_by("finished_at", "pk")
        gone, _ = of_here.filter(pk__in=list(going.values_list("pk", flat=True)[:AT_ONCE])).delete()
    return gone


def _last_ones(of_here: JobQuerySet) -> list[int]:
    """Of each kind the last that was done, and the last that the system ran, however it ended.

    The page of the nightly work tells the one, and the next night goes on from the other.
    """
    over = of_here.filter(finished_at__isnull=False)
    done = over.filter(state=JobState.DONE).order_by("kind", "-finished_at", "-pk")
    ran = over.filter(asked_by__isnull=True).order_by("kind", "-asked_at", "-pk")
    return [pk for each in (done, ran) for pk in each.distinct("kind").values_list("pk", flat=True)]
