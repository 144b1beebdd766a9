"""The lease under which one worker holds a job: kept while the worker lives, lapsed soon after.

Each chunk renews it; a chunk that takes long, or reading what was brought in before the first,
is covered by a second thread. It gives up after a while, so that a worker that hangs lets go.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from accounts.models import Job

RENEWED_TIMES_A_LEASE = 3
RENEWED_FOR = timedelta(minutes=5)


def lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


@contextmanager
def kept(job: Job, *, at: datetime) -> Iterator[None]:
    """The lease is renewed inside the block, whatever the block is doing."""
    over = threading.Event()
    renewing = threading.Thread(target=_renew, args=[job, at, over], daemon=True)
    renewing.start()
    try:
        yield
    finally:
        over.set()
        renewing.join()


def _renew(job: Job, at: datetime, over: threading.Event) -> None:
    since = time.monotonic()
    while not over.wait(lease().total_seconds() / RENEWED_TIMES_A_LEASE):
        spent = timedelta(seconds=time.monotonic() - since)
        if spent > RENEWED_FOR:
            return
        try:
            renew(job, at=at + spent)
        except (DatabaseError, InterfaceError):
            continue  # The next time, or the lease lapses and another worker goes on.
        finally:
            connection.close()


def renew(job: Job, *, at: datetime) -> bool:
    """Whether it is still theirs who claimed it."""
    held = Job.objects.filter(pk=job.pk).held_under(job.lease_token)
    return bool(held.update(leased_until=at + lease(), heartbeat_at=at))
