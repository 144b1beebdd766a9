"""G16 and G18, short: a killed worker and a broker that is away, with real processes.

`make gauntlet G=16` and `G=18` do it to every process, at random moments of a long import.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor, acting_as
from accounts.jobs.asking import ask_job
from accounts.jobs.reaping import reap_jobs
from accounts.jobs.sending import is_broker_there
from accounts.models import Authority, Job, JobState, Team
from accounts.roles import Role
from accounts.today import moment
from pace.embedded import broker
from tests.conftest import member
from tests.gauntlet.house import House, eventually
from tests.gauntlet.toy_jobs import PAIRS, worker

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(broker.program() is None, reason="no broker for this machine"),
]
QUICK = {"JOB_LEASE_SECONDS": "1"}


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[House]:
    parts = ("broker", "worker")
    with House(parts=parts, include="tests.gauntlet.toy_jobs", **QUICK) as standing:
        settings.CELERY_BROKER_URL, settings.JOB_REAP_SECONDS = standing.url, 0.3
        monkeypatch.setattr(current_app.conf, "broker_url", standing.url)
        yield standing


@pytest.fixture
def manager(south_ayrshire: Authority) -> Actor:
    return acting_as(member("Catriona Manager", south_ayrshire, Role.MANAGER), at=moment())


def asked(by: Actor, gate: Path) -> Job:
    return ask_job(by=by, kind="write_pairs", arguments={"name": gate.name, "gate": str(gate)})


def is_done(job: Job) -> bool:
    """Reaped here, as beat has it done every few seconds."""
    reap_jobs(at=moment())
    job.refresh_from_db()
    return job.state == JobState.DONE


def written(gate: Path) -> int:
    return Team.objects.filter(name__startswith=gate.name).count()


def test_jobs_outlive_a_killed_worker_and_a_broker_that_was_away(
    house: House, manager: Actor, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    job = asked(manager, first)
    assert eventually(worker(first).exists, within=60)
    assert written(first) == 4, "half a pair is to be seen"
    house.kill(int(worker(first).read_text()))
    first.touch()
    assert eventually(lambda: is_done(job), within=60)
    assert (written(first), job.counts, job.done) == (2 * PAIRS, {"teams": 2 * PAIRS}, PAIRS)

    house.down.add("broker")
    house.kill(house.pid("broker"))
    second.touch()
    job = asked(manager, second)
    assert not is_broker_there()
    assert Client().get(reverse("sign_in")).status_code == 200
    house.down.clear()
    assert eventually(lambda: is_done(job), within=60)
    assert written(second) == 2 * PAIRS
