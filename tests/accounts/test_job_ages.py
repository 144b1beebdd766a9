"""How long what a job leaves behind is kept, to the moment; and who lets go of a job when."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest

from accounts.actors import acting_as, system_actor
from accounts.jobs import leasing, reaping
from accounts.jobs.asking import ask_job
from accounts.jobs.expiring import forget_expired, is_held_still
from accounts.jobs.files import forget_files_brought, keep_files
from accounts.jobs.reaping import next_waiting, reap_jobs
from accounts.models import Job, JobFile, JobState, Membership
from tests.conftest import NOON

A_MOMENT, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "kept_for"), [("rejected.json", 30 * DAY), ("held/children.csv", DAY)]
)
def test_results_are_kept_for_30_days_and_checked_files_for_one(
    catriona: Membership, name: str, kept_for: timedelta
) -> None:
    by = acting_as(catriona, at=NOON)
    job = ask_job(by=by, kind="import_check")
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, finished_at=NOON)
    keep_files(job, [(name, b"x")], by=by, is_result=True)
    system = system_actor(catriona.authority, at=NOON)
    gone = [forget_expired(by=system, at=NOON + kept_for - age) for age in (A_MOMENT, 0 * DAY)]
    assert gone == [0, 1]


def test_what_is_held_for_a_day_is_not_brought_in_after_it() -> None:
    ends = NOON + DAY
    assert [is_held_still(NOON, at=at) for at in (ends - A_MOMENT, ends)] == [True, False]


def test_what_came_out_of_a_job_stays_when_what_was_brought_goes(catriona: Membership) -> None:
    by = acting_as(catriona, at=NOON)
    job = ask_job(by=by, kind="import_check", files=[("children.csv", b"x")])
    keep_files(job, [("rejected.json", b"[]")], by=by, is_result=True)
    forget_files_brought(job, by=by)
    assert list(JobFile.objects.values_list("name", flat=True)) == ["rejected.json"]


def test_a_worker_that_hangs_lets_go_of_its_job(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(leasing, "renew", lambda job, at: over.set())
    monkeypatch.setattr(leasing, "lease", timedelta)
    monkeypatch.setattr(leasing.connection, "close", lambda: None)
    monkeypatch.setattr(leasing, "RENEWED_FOR", -A_MOMENT)
    leasing._renew(Job(), NOON, over)
    assert not over.is_set()


def left(catriona: Membership, *ages: int) -> list[Job]:
    by = acting_as(catriona, at=NOON)
    jobs = [ask_job(by=by, kind="import_check") for _ in ages]
    for job, minutes in zip(jobs, ages, strict=True):
        at = NOON - timedelta(minutes=minutes)
        Job.objects.filter(pk=job.pk).update(asked_at=at, sent_at=at)
    return jobs


def test_the_one_that_waits_longest_is_next_and_one_given_back_is_behind(
    catriona: Membership,
) -> None:
    given_back, oldest, _ = left(catriona, 30, 20, 10)
    Job.objects.filter(pk=given_back.pk).update(heartbeat_at=NOON)
    assert next_waiting(at=NOON) == oldest.public_id


def test_where_nobody_takes_the_first_message_the_others_are_not_tried(
    catriona: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(catriona, 30, 20, 10)
    tried: list[UUID] = []
    monkeypatch.setattr(reaping, "send", tried.append)
    assert reap_jobs(at=NOON) == 0
    assert len(tried) == 1
