"""When each kind of the daily work last ran in an authority, and what it did."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from accounts.actors import Actor
from accounts.jobs.kinds import Daily, JobKind, daily_kinds
from accounts.models import Job, JobState

# A night and the hour after it, in which a missed one is caught up.
LATE_AFTER = timedelta(hours=26)
# The last of each kind is kept for good; longer ago than this it is as if it never had run.
LOOKS_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class NightLine:
    kind: JobKind
    last: Job | None
    now: Job | None
    at: datetime
    address: str

    @property
    def failed(self) -> bool:
        return self.last is not None and self.last.state == JobState.FAILED

    @property
    def is_late(self) -> bool:
        over = self.last.finished_at if self.last else None
        return self.now is None and (over is None or over < self.at - LATE_AFTER)

    @property
    def took(self) -> str:
        if self.last is None or self.last.began_at is None or self.last.finished_at is None:
            return ""
        seconds = int((self.last.finished_at - self.last.began_at).total_seconds())
        minutes, rest = divmod(seconds, 60)
        if minutes:
            return f"{minutes} min {rest} s"
        return f"{rest} s" if rest else "under a second"


def nights_of(actor: Actor) -> list[NightLine]:
    """Every kind, in the order in which they run; two queries."""
    kinds = [*daily_kinds(Daily.NIGHT), *daily_kinds(Daily.MORNING)]
    over = _newest(actor, Q(finished_at__isnull=False))
    now = _newest(actor, Q(finished_at__isnull=True))
    return [
        NightLine(
            kind=kind,
            last=over.get(kind.code),
            now=now.get(kind.code),
            at=actor.at,
            address=_address(actor, kind, over.get(kind.code)),
        )
        for kind in kinds
    ]


def _newest(actor: Actor, which: Q) -> dict[str, Job]:
    of_the_system = Job.objects.filter(
        which,
        authority=actor.authority,
        asked_by__isnull=True,
        asked_at__gte=actor.at - LOOKS_BACK,
    )
    newest = of_the_system.order_by("kind", "-asked_at", "-pk").distinct("kind")
    return {job.kind: job for job in newest}


def _address(actor: Actor, kind: JobKind, job: Job | None) -> str:
    """Of its report, for who may read it."""
    if job is None or not kind.page or not actor.may(kind.act):
        return ""
    return reverse(kind.page, kwargs={"job_id": job.public_id})
