"""A job is a row: asked for in the click, claimed under a lease, done in chunks, never twice."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError

from accounts.actors import Actor, acting_as, system_actor
from accounts.door import entered
from accounts.jobs.asking import ask_job, stop_job
from accounts.jobs.files import file_of
from accounts.jobs.kinds import KINDS, JobKind
from accounts.jobs.leasing import renew
from accounts.jobs.reaping import left_lying
from accounts.jobs.running import JobRefused, JobRun, run_job
from accounts.models import AuditEntry, Authority, Job, JobFile, JobState, Membership, Team
from tests.conftest import NOON

ROWS, AT_ONCE = 5, 2
LATER = timedelta(seconds=1)


def make_teams(run: JobRun) -> None:
    """Five teams, two at a time; `arguments` may ask for trouble at one of them."""
    while run.job.done < ROWS:
        with run.chunk() as chunk:
            chunk.total = ROWS
            for number in range(run.job.done, min(run.job.done + AT_ONCE, ROWS)):
                Team.objects.create(authority=run.actor.authority, name=f"T{number}")
                chunk.done += 1
                trouble(run, number)
            chunk.counts = {"teams": chunk.done}
    run.outcome = f"{run.counts['teams']} teams were made."


TROUBLE: dict[str, Exception] = {
    "refused": JobRefused("The third team is one too many."),
    "broken": ZeroDivisionError("a name that must not be told"),
    "database": OperationalError("terminating connection"),
}


def trouble(run: JobRun, number: int) -> None:
    asked = run.arguments.get("trouble")
    if asked and number == 3:
        raise TROUBLE[asked]


@pytest.fixture(autouse=True)
def kind() -> Iterator[JobKind]:
    kind = JobKind("make_teams", "Make teams", "import.run", make_teams)
    KINDS[kind.code] = kind
    yield kind
    del KINDS[kind.code]


@pytest.fixture
def as_catriona(catriona: Membership) -> Actor:
    return acting_as(catriona, at=NOON)


def asked(by: Actor, **arguments: str) -> Job:
    return ask_job(by=by, kind="make_teams", arguments=arguments)


def run(job: Job, at: datetime = NOON + LATER) -> bool:
    ran = run_job(public_id=job.public_id, at=at)
    job.refresh_from_db()
    return ran


def teams() -> list[str]:
    return sorted(Team.objects.filter(name__startswith="T").values_list("name", flat=True))


def test_a_job_is_done_in_chunks_and_says_what_it_did(as_catriona: Actor) -> None:
    job = asked(as_catriona)
    assert run(job)
    assert (job.state, job.done, job.total, job.percent) == (JobState.DONE, ROWS, ROWS, 100)
    assert (job.sentence, len(teams())) == ("5 teams were made.", ROWS)


def test_asking_is_audited_once_under_the_act_of_the_kind(as_catriona: Actor) -> None:
    job = asked(as_catriona)
    assert AuditEntry.objects.get(subject_id=job.public_id).act == "import.run"


def test_a_role_without_the_act_asks_for_nothing(as_morag: Actor) -> None:
    with pytest.raises(PermissionDenied):
        asked(as_morag)
    assert not Job.objects.exists()


def test_what_is_asked_twice_under_one_key_is_one_job(south_ayrshire: Authority) -> None:
    first, second = (
        ask_job(by=system_actor(south_ayrshire), kind="make_teams", once_key="2026-11-20")
        for _ in range(2)
    )
    assert first.pk == second.pk
    assert AuditEntry.objects.filter(subject_kind="job").count() == 1


def test_a_message_that_comes_again_finds_nothing_to_do(as_catriona: Actor) -> None:
    job = asked(as_catriona)
    run(job)
    assert not run(job)
    assert len(teams()) == ROWS


def test_a_job_in_another_workers_hands_is_left_to_it(as_catriona: Actor) -> None:
    job = asked(as_catriona, trouble="database")
    run(job)
    assert job.state == JobState.RUNNING
    assert not run(job, at=NOON + 2 * LATER)


def test_after_a_lost_connection_it_goes_on_where_the_last_chunk_ended(
    as_catriona: Actor,
) -> None:
    job = asked(as_catriona, trouble="database")
    run(job)
    assert (job.done, teams()) == (2, ["T0", "T1"])
    Job.objects.update(arguments={})
    assert run(job, at=NOON + timedelta(minutes=1))
    assert (job.state, len(teams())) == (JobState.DONE, ROWS)


def test_a_refusal_is_told_in_its_sentence_and_keeps_whole_chunks_only(
    as_catriona: Actor,
) -> None:
    job = asked(as_catriona, trouble="refused")
    run(job)
    assert (job.state, job.sentence) == (JobState.FAILED, "The third team is one too many.")
    assert teams() == ["T0", "T1"]


def test_a_fault_of_ours_is_told_without_its_words(
    as_catriona: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    job = asked(as_catriona, trouble="broken")
    run(job)
    assert (job.state, str(job.public_id) in job.sentence) == (JobState.FAILED, True)
    assert "name that must not" not in job.sentence


def test_a_role_that_has_ended_runs_nothing(as_catriona: Actor, catriona: Membership) -> None:
    job = asked(as_catriona)
    Membership.objects.filter(pk=catriona.pk).update(ends_on=date(2026, 11, 20))
    run(job)
    assert job.state == JobState.FAILED
    assert job.sentence.startswith("The role it was asked for under has ended.")
    assert teams() == []


def test_a_job_that_never_gets_anywhere_is_given_up(as_catriona: Actor) -> None:
    job = asked(as_catriona)
    Job.objects.update(attempts=5)
    run(job)
    assert (job.state, teams()) == (JobState.FAILED, [])


def test_a_chunk_is_taken_back_when_another_worker_has_the_job(
    as_catriona: Actor, kind: JobKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(run: JobRun) -> None:
        with run.chunk() as chunk:
            Team.objects.create(authority=run.actor.authority, name="T-late")
            Job.objects.filter(pk=run.job.pk).update(lease_token=run.actor.request_id)
            chunk.done = 1

    monkeypatch.setitem(KINDS, kind.code, JobKind(kind.code, "", kind.act, overtaken))
    job = asked(as_catriona)
    run(job)
    assert (job.done, teams()) == (0, [])


def test_after_a_while_it_goes_back_behind_the_others(
    as_catriona: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.jobs.running.AT_A_TIME", timedelta(0))
    job = asked(as_catriona)
    run(job)
    assert (job.state, job.done, job.percent) == (JobState.WAITING, AT_ONCE, 40)
    assert job.sent_at is not None and job.sent_at >= NOON + LATER
    while run(job):
        pass
    assert (job.state, len(teams())) == (JobState.DONE, ROWS)


def test_it_is_not_whole_before_it_is_done() -> None:
    shown = [Job(done=ROWS, total=ROWS, state=state).percent for state in ("running", "done")]
    assert shown == [99, 100]


def test_a_stopped_job_keeps_what_it_did_and_runs_no_more(as_catriona: Actor) -> None:
    job = asked(as_catriona, trouble="database")
    run(job)
    stop_job(job=job, by=as_catriona)
    assert not run(job, at=NOON + timedelta(hours=1))
    assert (job.state, teams()) == (JobState.STOPPED, ["T0", "T1"])


def test_nobody_else_stops_it(as_catriona: Actor, as_morag: Actor) -> None:
    with pytest.raises(PermissionDenied):
        stop_job(job=asked(as_catriona), by=as_morag)


def test_a_slow_worker_keeps_its_job_and_loses_it_once_another_has_it(as_catriona: Actor) -> None:
    job = asked(as_catriona, trouble="database")
    run(job)
    assert renew(job, at=NOON + timedelta(seconds=20))
    assert not run(job, at=NOON + timedelta(seconds=40))
    held, job.lease_token = job.lease_token, as_catriona.request_id
    assert held and not renew(job, at=NOON + timedelta(seconds=41))


def test_a_file_is_seen_in_the_jobs_hands_only(as_catriona: Actor, ross: Membership) -> None:
    job = ask_job(by=as_catriona, kind="make_teams", files=[("rows.csv", b"a,b")])
    assert file_of(job, "rows.csv", by=as_catriona) == b"a,b"
    with entered(as_catriona):
        assert not JobFile.objects.exists()
    assert file_of(job, "rows.csv", by=system_actor(ross.authority)) is None


def lying(at: datetime) -> bool:
    return bool(left_lying(at=at))


def test_a_job_nobody_began_is_sent_again(as_catriona: Actor) -> None:
    asked(as_catriona)
    assert [lying(NOON + timedelta(seconds=age)) for age in (5, 20)] == [False, True]


def test_a_job_whose_worker_is_gone_is_sent_again(as_catriona: Actor) -> None:
    run(asked(as_catriona, trouble="database"))
    assert [lying(NOON + timedelta(seconds=age)) for age in (20, 30)] == [False, True]


def test_after_the_clock_was_turned_back_nothing_waits_for_the_day_to_come_again(
    as_catriona: Actor,
) -> None:
    yesterday = NOON - timedelta(days=1)
    left = asked(as_catriona, trouble="database")
    assert lying(yesterday)
    run(left)
    assert (left.state, lying(yesterday)) == (JobState.RUNNING, True)
    Job.objects.update(arguments={})
    assert run(left, at=yesterday)
    assert left.state == JobState.DONE


def test_a_file_brought_in_is_gone_when_the_job_is_over(as_catriona: Actor) -> None:
    job = ask_job(by=as_catriona, kind="make_teams", files=[("rows.csv", b"a,b")])
    assert JobFile.objects.filter(job=job).count() == 1
    run(job)
    assert not JobFile.objects.filter(job=job).exists()
