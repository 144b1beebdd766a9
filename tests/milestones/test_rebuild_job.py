"""Clocks counted again as a job: chunk by chunk, for everybody, by the rules as they stand."""

from datetime import timedelta

import pytest

from accounts.actors import Actor, acting_as, system_actor
from accounts.jobs.asking import ask_job
from accounts.jobs.running import run_job
from accounts.models import Job, JobState, Membership
from cases.models import Child
from milestones import jobs, rebuilding
from milestones.clocks import check_clocks
from milestones.models import Clock
from tests.conftest import NOON
from tests.factories import ChildFactory, EpisodeFactory, PlacementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


@pytest.fixture
def drifted(callum: Child) -> Child:
    """Callum and two others, whose clocks somebody has put wrong by hand."""
    for number in (1, 2):
        other = ChildFactory.create(authority=callum.authority, child_ref=f"SA-{number}")
        EpisodeFactory.create(child=other)
        PlacementFactory.create(child=other)
    Clock.objects.filter(child=callum).delete()
    return callum


def drift(child: Child) -> int:
    return sum(len(found) for _, found in check_clocks(authority=child.authority))


def run(job: Job) -> Job:
    run_job(public_id=job.public_id, at=NOON + timedelta(seconds=1))
    job.refresh_from_db()
    return job


def test_a_rebuild_brings_every_childs_clocks_in_line_and_says_how_many(
    drifted: Child, as_catriona: Actor
) -> None:
    wrong = drift(drifted)
    job = run(ask_job(by=as_catriona, kind="rebuild_clocks"))
    assert wrong > 0
    assert (job.state, job.done, job.total, drift(drifted)) == (JobState.DONE, 3, 3, 0)
    assert job.sentence.startswith("Clocks counted again for 3 children;")


def test_a_rebuild_cut_off_goes_on_after_the_children_it_did(
    drifted: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "CHUNK", 1)
    rebuild, seen = rebuilding.rebuild_children, []

    def cut_off_once(*, system: Actor, child_ids: list[int]) -> int:
        written = rebuild(system=system, child_ids=child_ids)
        seen.append(child_ids)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return written

    monkeypatch.setattr(jobs, "rebuild_children", cut_off_once)
    job = ask_job(by=system_actor(drifted.authority), kind="rebuild_clocks")
    with pytest.raises(KeyboardInterrupt):
        run(job)
    run_job(public_id=job.public_id, at=NOON + timedelta(minutes=2))
    job.refresh_from_db()
    assert (job.state, job.done, drift(drifted)) == (JobState.DONE, 3, 0)
    assert seen == [seen[0], seen[1], seen[1], seen[3]]
