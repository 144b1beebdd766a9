"""Running a job: claimed under a lease, asked again whether it may, done in committed chunks.

Each chunk is one transaction with what it did, how far the job is, and the fence: only the
holder of the lease writes its progress, so a chunk that another worker has meanwhile taken over
is rolled back whole. A killed worker loses its chunk alone, and nothing is ever done twice.
"""

import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db.models import F
from django.db.models.functions import Coalesce

from accounts.actors import Actor, acting_as, system_actor
from accounts.door import entered
from accounts.jobs.files import file_of, forget_files_brought, keep_files
from accounts.jobs.kinds import KINDS
from accounts.jobs.leasing import kept, lease
from accounts.jobs.sending import send
from accounts.models import Job, JobState, Membership
from accounts.today import today

AT_A_TIME = timedelta(seconds=20)
MOST_ATTEMPTS = 5
logger = logging.getLogger("pace.jobs")


class JobRefused(Exception):
    """The job cannot go on; the sentence tells whoever asked for it what to do."""


class LeaseLost(Exception):
    """Another worker has the job now, or somebody stopped it: what was begun is taken back."""


class TimeIsUp(Exception):
    """Enough at a time: the job goes back in the queue, behind the others."""


@dataclass(slots=True)
class Chunk:
    """What this chunk did: its counts are added to the job's, the rest takes its place."""

    done: int = 0
    total: int | None = None
    place: dict[str, Any] | None = None
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class JobRun:
    """A job in the hands of one worker. Its kind goes on at `place`, chunk by chunk:

        for rows in rows_after(run.place.get("row", 0)):
            with run.chunk() as chunk:
                chunk.counts = bring_in(rows)
                chunk.done, chunk.place = len(rows), {"row": rows[-1].number}

    `outcome` becomes the sentence people read when it is done.
    """

    job: Job
    actor: Actor
    began_at: datetime
    outcome: str = ""
    _since: float = field(default_factory=time.monotonic)

    @property
    def arguments(self) -> dict[str, Any]:
        return self.job.arguments

    @property
    def place(self) -> dict[str, Any]:
        return self.job.place

    @property
    def counts(self) -> dict[str, int]:
        return self.job.counts

    @property
    def on(self) -> date:
        """The day in Scotland on which this run began."""
        return today(self.began_at)

    @property
    def now(self) -> datetime:
        return self.began_at + timedelta(seconds=time.monotonic() - self._since)

    def file(self, name: str) -> bytes | None:
        return file_of(self.job, name, by=self.actor)

    def keep_result(self, name: str, body: bytes) -> None:
        """Within a chunk; a name that is there already is written anew."""
        keep_files(self.job, [(name, body)], by=self.actor, is_result=True)

    @contextmanager
    def chunk(self) -> Iterator[Chunk]:
        """One transaction as whoever asked. Raises LeaseLost or TimeIsUp, which end the run."""
        chunk = Chunk()
        with entered(self.actor):
            yield chunk
            counts = added(self.job.counts, chunk.counts)
            self._fence(
                done=self.job.done + chunk.done,
                total=self.job.total if chunk.total is None else chunk.total,
                place=self.job.place if chunk.place is None else chunk.place,
                counts=counts,
                attempts=0,
                leased_until=self.now + lease(),
                heartbeat_at=self.now,
            )
        if self.now - self.began_at > AT_A_TIME:
            raise TimeIsUp

    def finish(self, state: JobState, sentence: str) -> None:
        with entered(self.actor):
            forget_files_brought(self.job, by=self.actor)
            self._fence(
                state=state, sentence=sentence[:500], finished_at=self.now, lease_token=None
            )

    def give_back(self) -> None:
        """To the queue; the reaper sends it where no message is taken."""
        with entered(self.actor):
            self._fence(state=JobState.WAITING, lease_token=None, sent_at=self.now)

    def _fence(self, **changes: Any) -> None:
        held = Job.objects.filter(pk=self.job.pk).held_under(self.job.lease_token)
        if not held.update(**changes):
            raise LeaseLost
        for name, value in changes.items():
            if name != "lease_token":
                setattr(self.job, name, value)


def added(counts: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    return counts | {name: counts.get(name, 0) + number for name, number in more.items()}


def run_job(*, public_id: uuid.UUID, at: datetime) -> bool:
    """Go on with a job for some seconds; whether it was there to be had.

    A message that comes twice, late or for a job that is over finds nothing to claim.
    """
    job = _claimed(public_id, at)
    if job is None:
        return False
    try:
        _run(job, at)
    except LeaseLost:
        logger.info("job %s was taken over or stopped", public_id)
    except (OperationalError, InterfaceError):
        # The database went, or was too busy: the lease lapses, and the reaper sends it again.
        logger.warning("job %s was interrupted", public_id, exc_info=True)
    return True


def _claimed(public_id: uuid.UUID, at: datetime) -> Job | None:
    claimed = Job.objects.filter(public_id=public_id).claimable(at=at)
    token = uuid.uuid4()
    if not claimed.update(
        state=JobState.RUNNING,
        lease_token=token,
        leased_until=at + lease(),
        heartbeat_at=at,
        attempts=F("attempts") + 1,
        began_at=Coalesce("began_at", at),
    ):
        return None
    return Job.objects.select_related("authority").filter(lease_token=token).first()


def _run(job: Job, at: datetime) -> None:
    run = JobRun(job=job, actor=_asker(job, at), began_at=at)
    sentence = why_not(job, run.actor, at)
    if sentence:
        return run.finish(JobState.FAILED, sentence)
    try:
        with kept(job, at=at):
            KINDS[job.kind].run(run)
    except TimeIsUp:
        run.give_back()
        send(job.public_id)
    except JobRefused as refused:
        run.finish(JobState.FAILED, str(refused))
    except (LeaseLost, OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("job %s failed", job.public_id)
        run.finish(JobState.FAILED, unforeseen(job))
    else:
        run.finish(JobState.DONE, run.outcome)


def _asker(job: Job, at: datetime) -> Actor:
    """Whoever asked, as they were; whether they still may is another question."""
    if job.membership_id is None:
        return system_actor(job.authority, at=at, request_id=job.request_id)
    membership = Membership.objects.with_place().get(pk=job.membership_id)
    return acting_as(membership, at=at, request_id=job.request_id)


def why_not(job: Job, actor: Actor, at: datetime) -> str:
    """Why the job may not go on, asked of its row and not of its message; empty where it may."""
    kind = KINDS.get(job.kind)
    if kind is None:
        return "This version does not know this kind of work. Ask for it again."
    if job.attempts > MOST_ATTEMPTS:
        return (
            f"It was begun {MOST_ATTEMPTS} times and got no further. Tell your system "
            f"administrator the number {job.public_id}."
        )
    if actor.membership is None:
        return ""
    still_held = Membership.objects.live(on=today(at)).filter(
        pk=actor.membership.pk, authority=job.authority
    )
    if not still_held.exists() or not actor.may(kind.act):
        return "The role it was asked for under has ended. Ask for it again under another one."
    return ""


def unforeseen(job: Job) -> str:
    return (
        "It could not be done, and nothing of the part it failed at is kept. Tell your system "
        f"administrator the number {job.public_id}."
    )
