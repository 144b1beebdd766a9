"""Work that was asked for and is done later: its row here is the truth, a message only a nudge.

security.md §5.6: asked for in the click's own transaction, leased, heart-beaten, finished in
small committed chunks, and picked up again when whoever had it is gone. No row-level security,
because the reaper asks across authorities; hence nothing here names a child or a person.
"""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.jobs.kinds import title_of
from accounts.models.authority import Authority
from accounts.models.membership import Membership
from accounts.models.person import Person

WHOLE = 100
TURNED_BACK = timedelta(hours=1)


class JobState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    STOPPED = "stopped", "Stopped"


OPEN = (JobState.WAITING, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def claimable(self, *, at: datetime) -> Self:
        """Waiting, or left by a worker whose lease has lapsed.

        A lease lasts seconds: one that ends long after now was given before the server's clock
        was turned back, and its holder writes nothing once another has the job.
        """
        is_lapsed = Q(leased_until__lte=at) | Q(leased_until__gt=at + TURNED_BACK)
        return self.open().filter(Q(state=JobState.WAITING) | is_lapsed)

    def held_under(self, token: uuid.UUID) -> Self:
        """The fence: no row where another worker has taken the job, or somebody stopped it."""
        return self.filter(state=JobState.RUNNING, lease_token=token)

    def newest_first(self) -> Self:
        return self.order_by("-asked_at", "-pk")


class Job(models.Model):
    """One piece of work of one authority, asked for by a person under a role or by the system."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="jobs", db_index=False)
    kind = models.CharField(max_length=40)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    request_id = models.UUIDField()
    asked_at = models.DateTimeField()
    arguments = models.JSONField(default=dict)
    once_key = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    lease_token = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # Times it was begun since it last got anywhere.
    attempts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    place = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    sentence = models.CharField(max_length=500, blank=True)
    began_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "once_key"],
                condition=~Q(once_key=""),
                name="job_is_asked_for_once",
            ),
            models.UniqueConstraint(
                fields=["authority", "id"], name="job_belongs_to_one_authority"
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True, membership__isnull=True)
                | Q(asked_by__isnull=False, membership__isnull=False),
                name="job_of_a_person_names_the_role",
            ),
            models.CheckConstraint(
                condition=~Q(state="running")
                | Q(lease_token__isnull=False, leased_until__isnull=False),
                name="running_job_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed", "stopped"], finished_at__isnull=False),
                name="job_is_finished_when_it_is_over",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="jobs_still_open",
            ),
            models.Index(
                fields=["authority", "asked_by", "-asked_at"], name="jobs_of_a_person_newest_first"
            ),
            models.Index(fields=["authority", "kind", "-asked_at"], name="jobs_of_a_kind_newest"),
            models.Index(
                fields=["kind", "-finished_at"],
                condition=Q(state="done"),
                name="jobs_done_newest_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def title(self) -> str:
        """What it does, in a person's words."""
        return title_of(self.kind)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def percent(self) -> int | None:
        """How far it is, where it knows how much there is; never 100 before it is done."""
        if self.state == JobState.DONE:
            return WHOLE
        if not self.total:
            return None
        return min(self.done * WHOLE // self.total, WHOLE - 1)


class JobFile(models.Model):
    """A file brought in, gone when the job is over, or a result, as JSON. Behind the wall."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    job = models.ForeignKey(
        Job, models.PROTECT, related_name="files", db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=200)
    body = models.BinaryField()
    is_result = models.BooleanField(default=False)

    class Meta:
        ordering = ["job", "name"]
        constraints = [
            models.UniqueConstraint(fields=["job", "name"], name="file_of_a_job_has_its_own_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Pulse(models.Model):
    """When a part of the installation last gave a sign of life: beat, worker."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
