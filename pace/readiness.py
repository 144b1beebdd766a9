"""What /readyz asks of the database, one word each."""

from datetime import datetime, timedelta
from functools import cache

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min, Q

from accounts.jobs.pulses import BEAT, WORKER, last_pulse
from accounts.jobs.reading import done_since
from accounts.models import Job, JobState, Membership

OK, NONE = "ok", "none"
AWAY, SILENT, BEHIND, OLD = "away", "silent", "behind", "old"
SILENT_AFTER = timedelta(minutes=3)
WAITS_AT_MOST = timedelta(minutes=10)
# A day, and the time the night's work may take.
ANCHORED_WITHIN = timedelta(hours=25)
ANCHORING = "anchor_audit"


def checked(at: datetime) -> dict[str, str]:
    """Asked on a connection of its own thread's, which is closed again."""
    try:
        return words_of(at)
    except (DatabaseError, InterfaceError):
        return {"database": AWAY}
    finally:
        connection.close()


def words_of(at: datetime) -> dict[str, str]:
    if not is_migrated():
        # The tables asked below may not be there.
        return {"database": OK, "migrations": BEHIND}
    return {
        "database": OK,
        "migrations": OK,
        # Without Celery run_jobs gives this sign; without any sign nobody asks for the nights.
        "beat": SILENT if (word := pulse(BEAT, at)) == NONE else word,
        "worker": pulse(WORKER, at),
        "queue": OLD if waits_too_long(at) else OK,
        "anchor": OK if is_anchored(at) else OLD,
    }


def is_migrated() -> bool:
    applied = MigrationRecorder(connection).applied_migrations()
    return migrations_shipped() <= set(applied)


@cache
def migrations_shipped() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def pulse(name: str, at: datetime) -> str:
    last = last_pulse(name)
    if last is None:
        return NONE
    return OK if at - last < SILENT_AFTER else SILENT


def waits_too_long(at: datetime) -> bool:
    """A job that nobody began, or went on with, or whose worker has been gone for that long."""
    since = at - WAITS_AT_MOST
    untouched = Q(heartbeat_at__isnull=True, asked_at__lt=since) | Q(heartbeat_at__lt=since)
    waiting = Q(state=JobState.WAITING) & untouched
    left = Q(state=JobState.RUNNING, leased_until__lt=since)
    return Job.objects.open().filter(waiting | left).exists()


def is_anchored(at: datetime) -> bool:
    """Or too new to be, or nobody has done anything yet that is audited."""
    since = at - ANCHORED_WITHIN
    if done_since(ANCHORING, since=since):
        return True
    installed = MigrationRecorder.Migration.objects.aggregate(first=Min("applied"))["first"]
    is_new = installed is not None and installed > since
    return is_new or not Membership.objects.exists()
