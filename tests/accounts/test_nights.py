"""What the page of the nightly work says of each kind: its last run, and whether it is late."""

from datetime import timedelta

import pytest

from accounts.actors import acting_as, system_actor
from accounts.jobs.asking import ask_job
from accounts.jobs.kinds import KINDS
from accounts.jobs.nights import NightLine, nights_of
from accounts.models import Job, JobState, Membership
from tests.conftest import NOON

HOUR = timedelta(hours=1)
KIND = "check_holidays"


@pytest.mark.parametrize(
    ("hours", "runs_now", "is_late"),
    [(26, False, False), (27, False, True), (27, True, False), (None, False, True)],
)
def test_a_kind_is_late_26_hours_after_its_last_run_unless_it_runs_now(
    hours: int | None, runs_now: bool, is_late: bool
) -> None:
    last = None if hours is None else Job(finished_at=NOON - hours * HOUR)
    now = Job() if runs_now else None
    line = NightLine(kind=KINDS[KIND], last=last, now=now, at=NOON, address="")
    assert line.is_late is is_late


def ran(membership: Membership, hours: int) -> Job:
    at = NOON - hours * HOUR
    job = ask_job(by=system_actor(membership.authority, at=at), kind=KIND)
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished_at=at)
    return job


def test_the_last_run_is_the_systems_newest_and_not_what_a_person_asked_for(
    catriona: Membership,
) -> None:
    newest, _, a_persons = ran(catriona, 3), ran(catriona, 30), ran(catriona, 1)
    asked = {"asked_by": catriona.person, "membership": catriona}
    Job.objects.filter(pk=a_persons.pk).update(**asked)
    lines = {line.kind.code: line for line in nights_of(acting_as(catriona, at=NOON))}
    assert lines[KIND].last == newest
