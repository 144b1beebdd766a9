"""A click never waits for the broker, nor fails for it: the job's row is there all the same."""

import socket
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app

from accounts.actors import Actor, acting_as
from accounts.jobs.asking import ask_job
from accounts.jobs.kinds import KINDS, JobKind
from accounts.jobs.sending import HASTE, is_broker_there, send
from accounts.models import Job, Membership
from tests.conftest import NOON

AT_MOST = 1.0


@pytest.fixture
def hanging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """A broker that lets everybody in and then says nothing."""
    place = tmp_path / "broker.sock"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        listening.listen()
        named(f"redis+socket://{place}", monkeypatch, settings)
        yield


def named(url: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.CELERY_BROKER_URL = url
    monkeypatch.setattr(current_app.conf, "broker_url", url)


@pytest.fixture
def manager(catriona: Membership, monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setitem(KINDS, "rest", JobKind("rest", "Rest", "import.run", lambda run: None))
    return acting_as(catriona, at=NOON)


def test_a_broker_that_hangs_is_given_up(hanging: None) -> None:
    """Without a limit this test would never end; the limit is a click’s."""
    assert HASTE["socket_timeout"] + HASTE["socket_connect_timeout"] <= AT_MOST
    assert not send(uuid.uuid4())
    assert not is_broker_there()


def test_a_broker_that_is_away_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    named(f"redis+socket://{tmp_path}/none.sock", monkeypatch, settings)
    assert not send(uuid.uuid4())


def test_without_a_broker_nothing_is_sent_and_nothing_tried() -> None:
    assert not send(uuid.uuid4())


def test_the_job_is_there_when_its_message_is_not(
    manager: Actor, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.CELERY_BROKER_URL, settings.FAULT = "redis://127.0.0.1:1/0", "broker"
    with django_capture_on_commit_callbacks(execute=True) as told:
        ask_job(by=manager, kind="rest")
    assert (len(told), Job.objects.filter(kind="rest").count()) == (1, 1)
