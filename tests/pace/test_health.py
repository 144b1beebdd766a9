"""G22: /healthz says that the process answers, /readyz what is wrong; neither tells a figure."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from accounts.actors import system_actor
from accounts.models import Authority, Job, JobState, Membership, Pulse
from accounts.today import moment
from pace import health, readiness
from pace.health import Asking

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now() -> datetime:
    return moment()


@pytest.fixture
def ready(now: datetime, morag: Membership, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """All is well; what is asked is asked inside the test's own transaction."""
    monkeypatch.setattr(health.asking, "words_at", readiness.words_of)
    monkeypatch.setattr(health, "is_broker_there", lambda: True)
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    Pulse.objects.create(name="beat", at=now)
    Pulse.objects.create(name="worker", at=now)
    MigrationRecorder.Migration.objects.update(applied=now - timedelta(days=30))
    job(morag.authority, "anchor_audit", now, state=JobState.DONE, finished_at=now)


def job(authority: Authority, kind: str, at: datetime, **rest: Any) -> Job:
    actor = system_actor(authority)
    return Job.objects.create(
        authority=authority, kind=kind, request_id=actor.request_id, asked_at=at, **rest
    )


def asked(path: str = "/readyz") -> tuple[int, str, set[str]]:
    """The status, the summary, and which checks are not well."""
    answer = Client().get(path)
    told = answer.json()
    wrong = {name for name, word in told["checks"].items() if word not in {"ok", "none"}}
    return answer.status_code, told["status"], wrong


def test_a_process_that_answers_is_alive_without_a_database() -> None:
    answer = Client().get("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_all_is_well(ready: None) -> None:
    assert asked() == (200, "ready", set())


def test_no_version_no_number_and_nothing_kept(ready: None) -> None:
    answer = Client().get("/readyz", headers={"host": "10.0.0.7"})
    assert "no-store" in answer.headers["Cache-Control"]
    assert not any(letter.isdigit() for letter in answer.content.decode())
    assert answer.cookies == {}


def test_no_database(ready: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> bool:
        raise OperationalError("could not connect to server")

    monkeypatch.setattr(readiness, "is_migrated", away)
    monkeypatch.setattr(readiness.connection, "close", lambda: None)
    monkeypatch.setattr(health.asking, "words_at", readiness.checked)
    assert asked() == (503, "unready", {"database"})


@pytest.fixture
def hanging() -> Iterator[threading.Event]:
    released = threading.Event()
    yield released
    released.set()


def test_a_database_that_hangs_is_told_in_time_and_asked_once(
    monkeypatch: pytest.MonkeyPatch, hanging: threading.Event
) -> None:
    began = []

    def hangs(at: datetime) -> dict[str, str]:
        began.append(at)
        hanging.wait()
        return {}

    monkeypatch.setattr(health, "ANSWERS_WITHIN", 0.01)
    monkeypatch.setattr(health, "asking", Asking(hangs))
    assert [asked(), asked()] == [(503, "unready", {"database"})] * 2
    assert len(began) == 1


def test_a_migration_that_was_not_run(ready: None) -> None:
    last = MigrationRecorder.Migration.objects.filter(app="accounts").latest("name")
    last.delete()
    assert asked() == (503, "unready", {"migrations"})


def test_nobody_keeps_the_time(
    ready: None, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    Pulse.objects.filter(name="beat").update(at=now - 4 * MINUTE)
    assert asked() == (503, "unready", {"beat"})
    assert caplog.records == [], "each probe would leave a line in the log"


def test_no_worker_takes_what_beat_tells(ready: None, now: datetime) -> None:
    Pulse.objects.filter(name="worker").update(at=now - 4 * MINUTE)
    assert asked() == (200, "degraded", {"worker"})


def test_a_job_that_nobody_begins(ready: None, morag: Membership, now: datetime) -> None:
    job(morag.authority, "import_run", now - 11 * MINUTE)
    assert asked() == (503, "unready", {"queue"})


def test_a_job_that_takes_its_turns_is_no_fault(
    ready: None, morag: Membership, now: datetime
) -> None:
    job(morag.authority, "import_run", now - 60 * MINUTE, heartbeat_at=now - MINUTE)
    assert asked() == (200, "ready", set())


def test_a_job_whose_worker_is_gone(ready: None, morag: Membership, now: datetime) -> None:
    held = system_actor(morag.authority).request_id
    job(
        morag.authority,
        "import_run",
        now - 60 * MINUTE,
        state=JobState.RUNNING,
        lease_token=held,
        leased_until=now - 11 * MINUTE,
    )
    assert asked() == (503, "unready", {"queue"})


def test_the_audit_was_not_anchored_for_a_day(ready: None, now: datetime) -> None:
    Job.objects.update(finished_at=now - timedelta(hours=26))
    assert asked() == (503, "unready", {"anchor"})


def test_a_new_installation_is_ready_before_its_first_night(ready: None, now: datetime) -> None:
    Job.objects.all().delete()
    MigrationRecorder.Migration.objects.update(applied=now - timedelta(hours=2))
    assert asked() == (200, "ready", set())


def test_without_a_broker_it_goes_on_degraded(ready: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "is_broker_there", lambda: False)
    assert asked() == (200, "degraded", {"broker"})


def test_the_queries_are_few_whatever_waits(
    ready: None, morag: Membership, now: datetime, django_assert_num_queries: Any
) -> None:
    for _ in range(20):
        job(morag.authority, "import_run", now)
    with django_assert_num_queries(6):
        readiness.words_of(now)
