"""One's own jobs on their pages: how far, what came of them, and how to stop one."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import Actor, acting_as
from accounts.audit_words import what_of
from accounts.jobs.asking import ask_job
from accounts.jobs.kinds import KINDS, JobKind
from accounts.models import AuditEntry, Job, JobFile, JobState, Membership
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
SignIn = Callable[[Membership], Client]


@pytest.fixture(autouse=True)
def kind() -> Iterator[JobKind]:
    kind = JobKind("sums", "Do the sums", "import.run", run=lambda run: None, unit="children")
    KINDS[kind.code] = kind
    yield kind
    del KINDS[kind.code]


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


@pytest.fixture
def waiting(as_catriona: Actor) -> Job:
    return ask_job(by=as_catriona, kind="sums", files=[("children.csv", b"child_ref")])


@pytest.fixture
def running(waiting: Job) -> Job:
    Job.objects.filter(pk=waiting.pk).update(
        state=JobState.RUNNING,
        lease_token=waiting.public_id,
        leased_until=NOON,
        began_at=NOON,
        done=120,
        total=3400,
    )
    return waiting


@pytest.fixture
def done(waiting: Job) -> Job:
    Job.objects.filter(pk=waiting.pk).update(
        state=JobState.DONE, finished_at=NOON, sentence="42 sums were done."
    )
    return waiting


def page(browser: Client, name: str = "my_jobs", *args: object) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_job_under_way_tells_how_far_it_is_and_looks_again_without_scripts(
    sign_in: SignIn, catriona: Membership, running: Job
) -> None:
    told = page(sign_in(catriona), "job", running.public_id)
    assert "120 of 3,400 children" in told
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in told
    assert "Stop this" in told


def test_a_job_that_is_over_tells_what_came_of_it_and_looks_no_more(
    sign_in: SignIn, catriona: Membership, done: Job
) -> None:
    told = page(sign_in(catriona), "job", done.public_id)
    assert "42 sums were done." in told
    assert "refresh" not in told
    assert "Stop this" not in told


def test_what_ended_is_new_until_it_is_opened(
    sign_in: SignIn, catriona: Membership, done: Job
) -> None:
    browser = sign_in(catriona)
    assert "<strong>new</strong>" in page(browser)
    page(browser, "job", done.public_id)
    assert "<strong>new</strong>" not in page(browser)


def test_nobody_elses_job_is_there(sign_in: SignIn, iain: Membership, running: Job) -> None:
    browser = sign_in(iain)
    assert "Do the sums" not in page(browser)
    address = reverse("job", args=[running.public_id])
    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}stop/").status_code == 404
    running.refresh_from_db()
    assert running.state == JobState.RUNNING


def test_stopping_ends_it_is_audited_and_takes_the_files_away(
    sign_in: SignIn, catriona: Membership, running: Job
) -> None:
    entries = AuditEntry.objects.count()
    sign_in(catriona).post(reverse("stop_job", args=[running.public_id]))
    running.refresh_from_db()
    assert running.state == JobState.STOPPED
    assert AuditEntry.objects.count() == entries + 1
    assert not JobFile.objects.exists()


def test_what_is_over_is_not_stopped_and_keeps_its_files(
    sign_in: SignIn, catriona: Membership, running: Job
) -> None:
    kept = JobFile.objects.count()
    over = {"state": JobState.DONE, "finished_at": running.asked_at, "lease_token": None}
    Job.objects.filter(pk=running.pk).update(**over)
    told = sign_in(catriona).post(reverse("stop_job", args=[running.public_id]), follow=True)
    running.refresh_from_db()
    assert running.state == JobState.DONE
    assert JobFile.objects.count() == kept
    assert "It was over before it could be stopped." in told.content.decode()


def test_the_list_asks_as_often_for_many_as_for_one(
    sign_in: SignIn, catriona: Membership, as_catriona: Actor, waiting: Job
) -> None:
    browser = sign_in(catriona)
    page(browser)
    with CaptureQueriesContext(connection) as few:
        page(browser)
    for _ in range(12):
        ask_job(by=as_catriona, kind="sums")
    with CaptureQueriesContext(connection) as many:
        page(browser)
    assert len(many) == len(few)


def test_the_audit_says_that_a_job_was_asked_for_and_stopped(
    sign_in: SignIn, catriona: Membership, waiting: Job
) -> None:
    sign_in(catriona).post(reverse("stop_job", args=[waiting.public_id]))
    entries = AuditEntry.objects.filter(subject_kind="job").order_by("pk")
    told = [what_of(entry) for entry in entries]
    assert told == ["asked for a job: Do the sums", "stopped a job: Do the sums"]


def test_a_person_without_jobs_is_told_what_will_stand_here(
    sign_in: SignIn, iain: Membership
) -> None:
    assert "You have asked for nothing yet" in page(sign_in(iain))
