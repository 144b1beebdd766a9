"""Whose a job is to read, to mark as read and to stop; and whether it may still run."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.actors import Actor, acting_as, system_actor
from accounts.jobs.asking import ask_job, stop_job
from accounts.jobs.kinds import KINDS, JobKind
from accounts.jobs.own import JobLine
from accounts.jobs.reading import done_since, get_job, mark_read
from accounts.jobs.running import run_job
from accounts.models import Job, JobState, Membership
from tests.conftest import NOON, member

MINUTE = timedelta(minutes=1)
ENDED = "The role it was asked for under has ended."


@pytest.fixture(autouse=True)
def kind() -> Iterator[JobKind]:
    kind = JobKind("sums", "Do the sums", "import.run", run=lambda run: None)
    KINDS[kind.code] = kind
    yield kind
    del KINDS[kind.code]


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


@pytest.fixture
def job(as_catriona: Actor) -> Job:
    return ask_job(by=as_catriona, kind="sums")


@pytest.fixture
def colleague(catriona: Membership) -> Actor:
    return acting_as(member("Another Manager", catriona.authority, catriona.role), at=NOON)


@pytest.fixture
def elsewhere(ross: Membership, catriona: Membership) -> Actor:
    return acting_as(member("A Manager Elsewhere", ross.authority, catriona.role), at=NOON)


def over(job: Job, state: JobState = JobState.DONE) -> Job:
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=NOON)
    job.refresh_from_db()
    return job


def test_who_may_do_what_it_does_reads_and_stops_it_too(job: Job, colleague: Actor) -> None:
    assert get_job(colleague, job.public_id) == job
    assert stop_job(job=job, by=colleague)


def test_a_role_without_the_act_does_not_know_of_it(job: Job, as_morag: Actor) -> None:
    with pytest.raises(Http404):
        get_job(as_morag, job.public_id)


def test_another_authority_neither_knows_of_it_nor_stops_it(job: Job, elsewhere: Actor) -> None:
    with pytest.raises(Http404):
        get_job(elsewhere, job.public_id)
    with pytest.raises(PermissionDenied):
        stop_job(job=job, by=elsewhere)


def test_it_is_read_once_whoever_asked_has_looked_after_its_end(
    job: Job, as_catriona: Actor, colleague: Actor
) -> None:
    def reads(by: Actor) -> bool:
        mark_read(job=job, by=by, at=NOON)
        job.refresh_from_db()
        return job.read_at is not None

    assert not JobLine(job).is_news and not reads(as_catriona)
    over(job)
    assert JobLine(job).is_news and not reads(colleague)
    assert reads(as_catriona) and not JobLine(job).is_news


@pytest.mark.parametrize(("state", "was_done"), [("done", True), ("failed", False)])
def test_only_what_was_done_counts_as_done(job: Job, state: str, was_done: bool) -> None:
    over(job, JobState(state))
    assert done_since("sums", since=NOON) is was_done
    assert not done_since("sums", since=NOON + MINUTE)


def sentence_after_running(job: Job) -> str:
    run_job(public_id=job.public_id, at=NOON + MINUTE)
    job.refresh_from_db()
    return job.sentence


def test_a_role_that_lost_the_act_meanwhile_runs_nothing(
    job: Job, kind: JobKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_away = JobKind(kind.code, kind.title, "nightly.run", kind.run)
    monkeypatch.setitem(KINDS, kind.code, taken_away)
    assert sentence_after_running(job).startswith(ENDED)


@pytest.mark.parametrize(("begun", "is_given_up"), [(4, False), (5, True)])
def test_it_is_begun_five_times_and_no_more(job: Job, begun: int, is_given_up: bool) -> None:
    Job.objects.filter(pk=job.pk).update(attempts=begun)
    assert sentence_after_running(job).startswith("It was begun 5 times") is is_given_up


def test_the_system_asks_under_no_role_and_runs(catriona: Membership) -> None:
    job = ask_job(by=system_actor(catriona.authority, at=NOON), kind="sums")
    sentence_after_running(job)
    assert job.state == JobState.DONE
