"""Files of jobs that are over go: what was brought in at once, what came out of them in time.

They hold children's data, and what they were for is done.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.actors import Actor
from accounts.door import entered
from accounts.models import JobFile

# Under such a name a result is only kept for the next step: files checked, to be brought in.
HELD = "held/"
HELD_FOR = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)


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
