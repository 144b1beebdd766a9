"""The night's and the morning's work: asked for once a day in Scotland, missed nights caught up."""

from datetime import UTC, date, datetime
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.jobs.daily import ask_daily, day_of
from accounts.jobs.kinds import KINDS, Daily, JobKind
from accounts.jobs.pulses import BEAT, last_pulse
from accounts.jobs.running import JobRun
from accounts.models import Job, JobState, Membership
from tests.conftest import NOON


def count_roles(run: JobRun) -> None:
    with run.chunk() as chunk:
        found = Membership.objects.filter(authority=run.actor.authority).count()
        chunk.counts = {"roles": found}


@pytest.fixture(autouse=True)
def only_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all that the layers do at night, only this."""
    for code in [code for code, kind in KINDS.items() if kind.daily]:
        monkeypatch.delitem(KINDS, code)
    night = JobKind("count_roles", "Count roles", "access.review", count_roles, Daily.NIGHT)
    monkeypatch.setitem(KINDS, night.code, night)


@pytest.mark.parametrize(
    ("at", "night", "morning"),
    [
        (datetime(2026, 11, 20, 2, 29, tzinfo=UTC), date(2026, 11, 19), None),
        (datetime(2026, 11, 20, 2, 30, tzinfo=UTC), date(2026, 11, 20), None),
        (datetime(2026, 11, 20, 7, 30, tzinfo=UTC), date(2026, 11, 20), date(2026, 11, 20)),
        # Half past one in UTC is half past two in summer.
        (datetime(2026, 6, 20, 1, 30, tzinfo=UTC), date(2026, 6, 20), None),
        # Clocks go on at one o'clock on 29 March, and back at two o'clock on 25 October.
        (datetime(2026, 3, 29, 1, 29, tzinfo=UTC), date(2026, 3, 28), None),
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), date(2026, 3, 29), None),
        (datetime(2026, 10, 25, 2, 29, tzinfo=UTC), date(2026, 10, 24), None),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), date(2026, 10, 25), None),
        (datetime(2028, 2, 29, 8, 0, tzinfo=UTC), date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_the_night_and_the_morning_begin_by_the_clock_in_scotland(
    at: datetime, night: date, morning: date | None
) -> None:
    assert (day_of(Daily.NIGHT, at), day_of(Daily.MORNING, at)) == (night, morning)


def test_ten_times_asked_is_one_job_in_each_authority_with_people(
    morag: Membership, ross: Membership
) -> None:
    asked = [ask_daily(daily=Daily.NIGHT, at=NOON) for _ in range(10)]
    assert asked == [2] + [0] * 9
    assert {job.once_key for job in Job.objects.all()} == {"2026-11-20"}


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_one_moment_make_one_job(morag: Membership) -> None:
    together = Barrier(2)

    def beat() -> None:
        together.wait()
        ask_daily(daily=Daily.NIGHT, at=NOON)
        connection.close()

    beats = [Thread(target=beat) for _ in range(2)]
    for each in beats:
        each.start()
    for each in beats:
        each.join()
    assert Job.objects.count() == 1


def test_after_three_days_away_the_night_that_is_now_is_asked_for(morag: Membership) -> None:
    ask_daily(daily=Daily.NIGHT, at=NOON)
    ask_daily(daily=Daily.NIGHT, at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    assert sorted(Job.objects.values_list("once_key", flat=True)) == ["2026-11-20", "2026-11-22"]


def test_run_jobs_does_without_celery_what_is_due_and_what_waits(
    morag: Membership, ross: Membership, in_the_product: None
) -> None:
    told = StringIO()
    call_command("run_jobs", stdout=told)
    assert told.getvalue() == "2 asked for, 2 times went on with one.\n"
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert last_pulse(BEAT) == NOON


@pytest.fixture
def in_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command reads the wall clock in a package that `friday` does not reach."""
    monkeypatch.setattr("pace.management.commands.run_jobs.moment", lambda: NOON)
