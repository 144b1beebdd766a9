"""What the system asks for by itself each night and morning; asked for once, however often told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from datetime import time as TimeOfDay

from django.db.models import Exists, OuterRef

from accounts.actors import system_actor
from accounts.jobs.asking import ask_job
from accounts.jobs.kinds import Daily, JobKind, daily_kinds
from accounts.models import Authority, Job, Membership
from accounts.today import LONDON

NIGHT_FROM, MORNING_FROM = TimeOfDay(2, 30), TimeOfDay(7, 30)


def day_of(daily: Daily, at: datetime) -> date | None:
    """Which night or morning it is in Scotland; None before the day's morning.

    Before half past two it is still the night of the day before: where that one was missed, it
    is caught up. The hour that clocks skip or repeat is over by then.
    """
    here = at.astimezone(LONDON)
    if daily is Daily.MORNING:
        return here.date() if here.time() >= MORNING_FROM else None
    return here.date() if here.time() >= NIGHT_FROM else here.date() - timedelta(days=1)


def ask_daily(*, daily: Daily, at: datetime) -> int:
    """One job of each kind in each authority that works here; how many were new."""
    day = day_of(daily, at)
    if day is None:
        return 0
    asked = 0
    for authority, kind in _missing(daily_kinds(daily), day):
        actor = system_actor(authority, at=at)
        ask_job(by=actor, kind=kind.code, once_key=day.isoformat())
        asked += 1
    return asked


def _missing(kinds: list[JobKind], day: date) -> Iterable[tuple[Authority, JobKind]]:
    asked = set(Job.objects.filter(once_key=day.isoformat()).values_list("authority_id", "kind"))
    for authority in at_work():
        for kind in kinds:
            if (authority.pk, kind.code) not in asked:
                yield authority, kind


def at_work() -> list[Authority]:
    """Authorities in which anybody ever held a role."""
    roles = Membership.objects.filter(authority=OuterRef("pk"))
    return list(Authority.objects.filter(Exists(roles)))
